using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

public sealed class DescriptorTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    [Fact]
    public async Task Without_file_descriptors_the_listener_waits_and_serves_again_when_there_are_some()
    {
        var host = Path.Combine(AppContext.BaseDirectory, "PgLambda.Testing.OrphanHost.dll");
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", "ulimit -n 400; exec dotnet \"$0\" descriptors \"$1\"", host, Lambda.ConnectionString])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var database = await LineAsync();
            Assert.EndsWith("descriptors taken", await LineAsync());
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Lambda.ConnectionString) { Database = database, Pooling = false }.ConnectionString);
            await connection.OpenAsync(Token);
            await using (var patience = new NpgsqlCommand("SET aws_lambda.request_timeout_ms = 60000; SET aws_lambda.connect_timeout_ms = 60000", connection))
                await patience.ExecuteNonQueryAsync(Token);
            var call = CallAsync(connection, "'length', $1", "\"abc\"");
            var counted = (await LineAsync()).Split(' ');
            var (failures, milliseconds) = (int.Parse(counted[0], CultureInfo.InvariantCulture), int.Parse(counted[1], CultureInfo.InvariantCulture));

            // After each failure there is a pause of 50 ms.
            Assert.InRange(failures, 1, (milliseconds / 50) + 2);
            Assert.Equal("3", (await call.WaitAsync(Guard, Token)).Payload);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        async Task<string> LineAsync() => await process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Guard, Token) ?? "";
    }
}
