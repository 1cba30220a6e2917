using System.Data;
using System.Text.Json;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using NpgsqlTypes;

namespace PgLambda.Benchmarks;

/// <summary>
/// The same call as it is written by hand: with Npgsql by somebody who tunes it, and as one usually does with Dapper and with Entity Framework Core; and the client's. What a client must take that
/// calls through Dapper and reads the answer as it comes, by hand again, says how much of the client's is its own.
/// </summary>
internal sealed class Peers : IAsyncDisposable
{
    public const string Npgsql = "Npgsql, tuned by hand", Dapper = "Dapper", StreamedDapper = "Dapper, streamed by hand", EntityFramework = "EF Core", Client = "PgLambda";

    // One text each, as code would have it; the parameter of the last two is a string.
    private const string Named = "SELECT status_code AS \"StatusCode\", payload::text AS \"Payload\", executed_version AS \"ExecutedVersion\", log_result AS \"LogResult\" "
        + "FROM aws_lambda.invoke(function_name => aws_commons.create_lambda_function_arn('echo'), payload => @payload::json)";

    private readonly NpgsqlDataSource _dataSource;
    // Made when first asked for: the first call of a process pays for its own way alone.
    private readonly Lazy<PooledDbContextFactory<Context>> _contexts;
    private readonly Lazy<ReportFunctionsClient> _client;

    public Peers(NpgsqlDataSource dataSource)
    {
        _dataSource = dataSource;
        _contexts = new(() => new PooledDbContextFactory<Context>(new DbContextOptionsBuilder<Context>().UseNpgsql(dataSource).Options));
        _client = new(() => new ReportFunctionsClient(dataSource));
        All = [new(Npgsql, WithNpgsqlAsync), new(Dapper, WithDapperAsync), new(EntityFramework, WithEntityFrameworkAsync), new(StreamedDapper, WithStreamedDapperAsync), new(Client, report => _client.Value.EchoAsync(report))];
    }

    /// <summary>Each of them, the one that the others are measured by first.</summary>
    public IReadOnlyList<Peer> All { get; }

    private static JsonSerializerOptions Json => LambdaClientOptions.Default.SerializerOptions;

    /// <summary>A data source on a server, whose statements are prepared or not, whoever sends them.</summary>
    public static NpgsqlDataSource DataSource(string connectionString, bool prepares, int connections = 100) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = prepares ? 50 : 0, AutoPrepareMinUsages = 2, MaxPoolSize = connections, Timeout = 60 });

    public ValueTask DisposeAsync() => _dataSource.DisposeAsync();

    private async Task<Report> WithNpgsqlAsync(Report report)
    {
        await using var connection = await _dataSource.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(CallCosts.Invoke, connection)
        {
            Parameters = { new NpgsqlParameter<byte[]> { TypedValue = JsonSerializer.SerializeToUtf8Bytes(report, Json), NpgsqlDbType = NpgsqlDbType.Json } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Check(reader.GetInt32(0));
        var result = JsonSerializer.Deserialize<Report>(await reader.GetFieldValueAsync<byte[]>(1), Json)!;
        _ = reader.IsDBNull(2) ? null : reader.GetString(2);
        _ = reader.IsDBNull(3) ? null : reader.GetString(3);
        return result;
    }

    private async Task<Report> WithDapperAsync(Report report)
    {
        await using var connection = await _dataSource.OpenConnectionAsync();
        var row = await connection.QuerySingleAsync<Row>(Named, new { payload = JsonSerializer.Serialize(report, Json) });
        Check(row.StatusCode);
        return JsonSerializer.Deserialize<Report>(row.Payload!, Json)!;
    }

    private async Task<Report> WithStreamedDapperAsync(Report report)
    {
        await using var connection = await _dataSource.OpenConnectionAsync();
        await using var reader = await connection.ExecuteReaderAsync(
            new CommandDefinition(CallCosts.Invoke, new Payload(JsonSerializer.SerializeToUtf8Bytes(report, Json))), CommandBehavior.SequentialAccess);
        await reader.ReadAsync();
        Check(reader.GetInt32(0));
        await using var stream = reader.GetStream(1);
        var result = (await JsonSerializer.DeserializeAsync<Report>(stream, Json))!;
        _ = await reader.IsDBNullAsync(2) ? null : reader.GetString(2);
        _ = await reader.IsDBNullAsync(3) ? null : reader.GetString(3);
        return result;
    }

    private async Task<Report> WithEntityFrameworkAsync(Report report)
    {
        await using var context = await _contexts.Value.CreateDbContextAsync();
        var row = await context.Database.SqlQueryRaw<Row>(Named, new NpgsqlParameter("payload", JsonSerializer.Serialize(report, Json))).SingleAsync();
        Check(row.StatusCode);
        return JsonSerializer.Deserialize<Report>(row.Payload!, Json)!;
    }

    private static void Check(int status)
    {
        if (status != 200)
            throw new InvalidOperationException("Not answered.");
    }

    internal sealed record Peer(string Name, Func<Report, Task<Report>> CallAsync);

    private sealed class Payload(byte[] utf8) : SqlMapper.IDynamicParameters
    {
        public void AddParameters(IDbCommand command, SqlMapper.Identity identity) =>
            ((NpgsqlCommand)command).Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = utf8, NpgsqlDbType = NpgsqlDbType.Json });
    }

    private sealed class Row
    {
        public int StatusCode { get; set; }

        public string? Payload { get; set; }

        public string? ExecutedVersion { get; set; }

        public string? LogResult { get; set; }
    }

    private sealed class Context(DbContextOptions<Context> options) : DbContext(options);
}

public sealed record Line(int Id, string Sku, decimal Amount, string Note)
{
    public static Line Of(int i) => new(i, $"A-{i:00000}", i * 1.25m, "about sixty characters of text, as a line of a report has it");
}

public sealed record Report(string Title, IReadOnlyList<Line> Lines)
{
    public static Report Of(int lines) => new("r", [.. Enumerable.Range(0, lines).Select(Line.Of)]);
}

public interface IReportFunctions
{
    [LambdaFunction("echo")]
    Task<Report> EchoAsync(Report report);

    [LambdaFunction("echo")]
    Task<IReadOnlyList<Line>> ListAsync(IReadOnlyList<Line> lines);

    [LambdaFunction("echo")]
    IAsyncEnumerable<Line> ItemsAsync(IReadOnlyList<Line> lines);
}
