using System.Security.Cryptography;
using Npgsql;
using PgLambda.Testing;

namespace Quickstart;

/// <summary>
/// The database that the Quickstart runs on: the one of <c>--connection</c> or <c>ConnectionStrings__Lambda</c>, else a private PostgreSQL. Where it lacks
/// AWS's own extension, the stand-in is installed and this process serves the functions.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly LocalLambda? _lambda;
    private readonly string _connectionString;
    private readonly List<string> _rolesToDrop = [];

    private Database(string connectionString, LocalLambda? lambda)
    {
        _lambda = lambda;
        // Without error details Npgsql withholds why a function failed.
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = true }.ConnectionString;
        var builder = new NpgsqlDataSourceBuilder(_connectionString);
        builder.UseLoggerFactory(Sql);
        DataSource = builder.Build();
    }

    public SqlEcho Sql { get; } = new();

    public NpgsqlDataSource DataSource { get; }

    /// <returns>The database, or null where there is none; why is said on the console.</returns>
    public static async Task<Database?> TryOpenAsync(string[] args)
    {
        var given = Option(args, "--connection") ?? Environment.GetEnvironmentVariable("ConnectionStrings__Lambda");
        try
        {
            return await OpenAsync(given);
        }
        catch (Exception exception) when (exception is NpgsqlException or PostgresNotFoundException or PostgresStartException or ArgumentException)
        {
            Console.Error.WriteLine(given is null
                ? $"No private PostgreSQL could be started. {exception.Message}"
                : $"The database of the connection string cannot be used. {exception.Message}");
            return null;
        }
    }

    private static async Task<Database> OpenAsync(string? given)
    {
        if (given is not null && await HasAwsExtensionAsync(given))
        {
            Console.WriteLine("Your database has AWS's own extension: the calls go to AWS, to functions that must exist in your account.");
            return new Database(given, lambda: null);
        }

        Console.WriteLine(given is null
            ? "Starting a private PostgreSQL with a stand-in of aws_lambda …"
            : "Your database has no aws_lambda extension: using a stand-in in a database of its own on that server …");
        var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { ConnectionString = given });
        Functions.Serve(lambda);
        return new Database(lambda.ConnectionString, lambda);
    }

    public async Task<NpgsqlDataSource> OpenAsRoleWithoutGrantsAsync()
    {
        var role = "quickstart_" + RandomNumberGenerator.GetHexString(8, lowercase: true);
        var password = RandomNumberGenerator.GetHexString(32);
        await using var command = DataSource.CreateCommand($"CREATE ROLE {role} LOGIN PASSWORD '{password}'");
        await command.ExecuteNonQueryAsync();
        _rolesToDrop.Add(role);
        return WithLog(new NpgsqlConnectionStringBuilder(_connectionString) { Username = role, Password = password });
    }

    public Task<NpgsqlDataSource> OpenWithoutExtensionAsync() =>
        Task.FromResult(WithLog(new NpgsqlConnectionStringBuilder(_connectionString) { Database = "template1", Pooling = false }));

    public async ValueTask DisposeAsync()
    {
        foreach (var role in _rolesToDrop)
        {
            await using var command = DataSource.CreateCommand($"DROP ROLE {role}");
            await command.ExecuteNonQueryAsync();
        }
        await DataSource.DisposeAsync();
        if (_lambda is not null)
            await _lambda.DisposeAsync();
    }

    private NpgsqlDataSource WithLog(NpgsqlConnectionStringBuilder connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString.ConnectionString);
        builder.UseLoggerFactory(Sql);
        return builder.Build();
    }

    // AWS installs its own with a library; the stand-in is SQL alone.
    private static async Task<bool> HasAwsExtensionAsync(string connectionString)
    {
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await using var command = dataSource.CreateCommand("""
            SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'aws_lambda')
               AND NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'pglambda_standin')
            """);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
