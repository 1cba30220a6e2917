using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

public sealed class DescriptorTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    [Fact]
    public async Task Without_file_descriptors_the_listener_waits_and_serves_again_when_there_are_some()
    {
        // Where it finds no descriptor for itself, as it may on a busy machine, the runtime ends with "Out of memory": that is not what is looked at here.
        for (var attempt = 1; !await IsServedAgainAsync(); attempt++)
            Assert.True(attempt < 10, "The runtime ended ten times.");
    }

    private async Task<bool> IsServedAgainAsync()
    {
        var host = Path.Combine(AppContext.BaseDirectory, "PgLambda.Testing.OrphanHost.dll");
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", "ulimit -n 400; exec dotnet \"$0\" descriptors \"$1\"", host, Lambda.ConnectionString])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(Token);
        var connection = new NpgsqlConnection();
        try
        {
            await AskAsync(process, connection);
            return true;
        }
        catch (Exception) when (process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            Assert.Contains("Out of memory", await errors);
            return false;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            await CloseAsync(connection);
        }
    }

    private static async Task CloseAsync(NpgsqlConnection connection)
    {
        try
        {
            await connection.DisposeAsync();
        }
        catch (NpgsqlException)
        {
            // A call was under way: what failed before is what is told.
        }
    }

    private static async Task AskAsync(Process process, NpgsqlConnection connection)
    {
        var database = await LineAsync();
        Assert.EndsWith("descriptors taken", await LineAsync());
        connection.ConnectionString = new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString;
        await connection.OpenAsync(Token);
        await using (var patience = new NpgsqlCommand("SET aws_lambda.request_timeout_ms = 60000; SET aws_lambda.connect_timeout_ms = 60000", connection))
            await patience.ExecuteNonQueryAsync(Token);
        var call = CallAsync(connection, "'length', $1", "\"abc\"");
        var counted = (await LineAsync()).Split(' ');
        var (failures, milliseconds) = (int.Parse(counted[0], CultureInfo.InvariantCulture), int.Parse(counted[1], CultureInfo.InvariantCulture));

        // After each failure there is a pause of 50 ms.
        Assert.InRange(failures, 1, (milliseconds / 50) + 2);
        Assert.Equal("3", (await call.WaitAsync(Guard, Token)).Payload);

        async Task<string> LineAsync() => await process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Guard, Token) ?? throw new InvalidOperationException("The process ended.");
    }
}
