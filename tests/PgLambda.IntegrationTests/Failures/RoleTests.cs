using System.Text.Json;
using Npgsql;
using PgLambda.Testing;

namespace PgLambda.IntegrationTests.Failures;

/// <summary>A missing grant names the role that lacks it, which need not be the one that logged in.</summary>
public sealed class RoleTests(FailingFunctions fixture) : IClassFixture<FailingFunctions>
{
    [Fact]
    public async Task A_role_that_was_set()
    {
        var role = await CreateRoleAsync();
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync();
        await ExecuteAsync(connection, $"SET ROLE {role}");
        await AssertGrantHelpsAsync(new FailingFunctionsClient(connection), role);
    }

    [Fact]
    public async Task A_role_from_the_connections_options()
    {
        var role = await CreateRoleAsync();
        await using var dataSource = fixture.CreateDataSource(builder => builder.Options = $"-c role={role}");
        await AssertGrantHelpsAsync(new FailingFunctionsClient(dataSource), role);
    }

    [Fact]
    public async Task In_a_transaction_the_role_is_not_guessed()
    {
        var role = await CreateRoleAsync();
        await using var dataSource = fixture.CreateDataSource();
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, $"SET LOCAL ROLE {role}");
        var error = await Assert.ThrowsAsync<LambdaPermissionException>(() => new FailingFunctionsClient(connection, transaction).EchoAsync(1));
        Assert.Contains("TO <role>;", error.GrantSql);
    }

    [Fact]
    public async Task What_is_said_is_all_that_is_missing()
    {
        // Where not everyone may use aws_commons, both schemas are needed, and PostgreSQL names one.
        await using var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { Guesses = new StandInGuesses { CommonsForEveryone = false } }, TestContext.Current.CancellationToken);
        lambda.Handle("echo", (JsonElement json) => json);
        var role = "tenant_" + Guid.NewGuid().ToString("N");
        await using var administrator = await lambda.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(administrator, $"CREATE ROLE {role}");
        await using var connection = await lambda.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(connection, $"SET ROLE {role}");
        var client = new FailingFunctionsClient(connection);
        await ExecuteAsync(administrator, (await Assert.ThrowsAsync<LambdaPermissionException>(() => client.EchoAsync(1))).GrantSql);
        Assert.Equal(1, await client.EchoAsync(1));
        await ExecuteAsync(connection, "RESET ROLE");
        await ExecuteAsync(administrator, $"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    private async Task AssertGrantHelpsAsync(FailingFunctionsClient client, string role)
    {
        var error = await Assert.ThrowsAsync<LambdaPermissionException>(() => client.EchoAsync(1));
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
        Assert.Contains($"GRANT USAGE ON SCHEMA aws_lambda TO \"{role}\";", error.GrantSql);
        await fixture.AdministrateAsync(error.GrantSql);
        Assert.Equal(1, await client.EchoAsync(1));
    }

    private async Task<string> CreateRoleAsync()
    {
        var role = "tenant_" + Guid.NewGuid().ToString("N");
        await fixture.AdministrateAsync($"CREATE ROLE {role}");
        return role;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
