using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace PgLambda.Tool.Tests;

/// <summary>A database that <c>pglambda local</c> runs, until it is disposed of.</summary>
internal sealed class Local(Process process, string url) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly NpgsqlDataSource _dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
    {
        Host = new Uri(url).Host,
        Port = new Uri(url).Port,
        Username = new Uri(url).UserInfo,
        Database = new Uri(url).AbsolutePath[1..],
        IncludeErrorDetail = true,
        Pooling = false,
    }.ConnectionString);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Process Process => process;

    public string Url => url;

    public int Port => new Uri(url).Port;

    public static async Task<Local> StartAsync(params string[] arguments)
    {
        var process = Pglambda.Start(["local", .. arguments]);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Patience, Token);
            if (line is null)
                throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(Token));
            return new Local(process, line.StartsWith('{') ? JsonDocument.Parse(line).RootElement.GetProperty("url").GetString()! : line);
        }
        catch (Exception)
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public async Task<string> ReadLineAsync() => (await process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Patience, Token))!;

    public async Task<string> CallAsync(string function, string payload) => await ScalarAsync($"SELECT payload::text FROM aws_lambda.invoke('{function}', '{payload}'::json)");

    public async Task<string> FailAsync(string function)
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(function, "7"));
        return $"{error.MessageText} {error.Detail}";
    }

    public async Task<string> ScalarAsync(string sql)
    {
        await using var command = _dataSource.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _dataSource.DisposeAsync();
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
