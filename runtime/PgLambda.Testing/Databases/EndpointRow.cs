using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace PgLambda.Testing;

/// <summary>The row by which a database finds the listener.</summary>
internal sealed record EndpointRow(string Link, [property: JsonPropertyName("conninfo")] string ConnectionInfo, string Secret, string ErrorCode, string UnreachableDetail)
{
    /// <summary>The row for a listener, with the connection string that libpq reads.</summary>
    public static EndpointRow For(string link, string host, int port, ListenerSecrets secrets, string errorCode, string unreachableDetail) => new(
        link, $"host={Quote(host)} port={port} user=pglambda dbname=pglambda password={Quote(secrets.Password)} sslmode=disable gssencmode=disable",
        secrets.Signing, errorCode, unreachableDetail);

    /// <summary>Puts the row into the database, and into the file that a new installation there reads.</summary>
    public async Task SetAsync(NpgsqlConnection connection, EndpointFile? file, CancellationToken cancellationToken)
    {
        if (file is not null)
            await file.WriteAsync(this, cancellationToken).ConfigureAwait(false);
        await SetupTransaction.RunAsync(connection, "SELECT pglambda_standin.set_endpoint($1, $2, $3, $4, $5)",
            Parameters(Link, ConnectionInfo, Secret, ErrorCode, UnreachableDetail), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the row away, unless another stand-in has put its own there since.</summary>
    public async Task ClearAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await SetupTransaction.RunAsync(connection, "SELECT pglambda_standin.clear_endpoint($1)", Parameters(Link), cancellationToken).ConfigureAwait(false);

    /// <summary>Lets the database dial the listener once.</summary>
    /// <exception cref="InvalidOperationException">It does not get through.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection, string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            await SetupTransaction.RunAsync(connection, "SELECT pglambda_standin.ping()", [], cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error)
        {
            throw new InvalidOperationException(
                $"The database server cannot reach the listener of the aws_lambda stand-in at {host}:{port}. Where the server runs elsewhere, in a container for example, "
                + $"set LocalLambdaOptions.ListenAddress to an address that it can reach, and HostAddressForDatabase to that address as the server sees it. ({error.MessageText} {error.Detail})", error);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, EndpointJson.Default.EndpointRow);

    private static IEnumerable<NpgsqlParameter> Parameters(params string[] values) =>
        values.Select(value => new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Text });

    private static string Quote(string value) => "'" + value.Replace("\\", "\\\\").Replace("'", "\\'") + "'";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EndpointRow))]
internal sealed partial class EndpointJson : JsonSerializerContext;
