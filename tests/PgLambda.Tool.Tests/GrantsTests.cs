using Npgsql;
using PgLambda.Testing;

namespace PgLambda.Tool.Tests;

public sealed class GrantsTests(LocalLambdaFixture fixture) : IClassFixture<LocalLambdaFixture>
{
    [Theory]
    [InlineData("app")]
    [InlineData("Order Desk")]
    [InlineData("a\"b; DROP TABLE t; --")]
    [InlineData("$$ü'\\")]
    [InlineData("current_user")]
    public async Task What_is_granted_is_what_the_role_needs(string role)
    {
        var sql = (await Pglambda.RunAsync("grants", Pglambda.Application, "--role", role)).Fine();
        await using var administrator = await fixture.Lambda.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(administrator, $"CREATE ROLE \"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        await ExecuteAsync(administrator, sql);
        await ExecuteAsync(administrator, $"SET ROLE \"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        await ExecuteAsync(administrator, "SELECT * FROM aws_lambda.invoke(aws_commons.create_lambda_function_arn('nothing'), '{}'::json, 'DryRun')", "invoke API failed");
        var json = (await Pglambda.RunAsync("grants", Pglambda.Application, "--role", role, "--json")).Json;
        Assert.Equal((1, role, 4), (json.GetProperty("version").GetInt32(), json.GetProperty("role").GetString(), json.GetProperty("statements").GetArrayLength()));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("public", "everybody")]
    [InlineData("none", "reserved")]
    [InlineData("a\nb", "control character")]
    [InlineData("a12345678901234567890123456789012345678901234567890123456789012345", "63 bytes")]
    public async Task Names_that_no_role_can_have_are_refused(string role, string said) => (await Pglambda.RunAsync("grants", Pglambda.Application, "--role", role)).Refused(2, said);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, string? error = null)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (error is null)
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        else
            Assert.Contains(error, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).MessageText);
    }
}
