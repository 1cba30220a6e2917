using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

public sealed class GuessTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    [Fact]
    public async Task With_another_SQLSTATE_Npgsql_keeps_the_transaction_behind_a_savepoint()
    {
        // Npgsql closes a connection on XX000, the default guess.
        var options = RequestedServer.Options();
        options.Guesses.ErrorCode = "P0001";
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        lambda.Handle("f", (object _) => 1).Faults.FailNext(1, LambdaFault.Throttled);
        await using var connection = await lambda.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await transaction.SaveAsync("s", Token);
        Assert.Equal("P0001", (await Assert.ThrowsAsync<PostgresException>(() => CallAsync(connection, "'f', $1"))).SqlState);
        await transaction.RollbackAsync("s", Token);
        Assert.Equal(200, (await CallAsync(connection, "'f', $1")).StatusCode);
    }

    [Fact]
    public async Task Guesses_can_be_set()
    {
        var options = RequestedServer.Options();
        options.Region = "cn-north-1";
        options.AccountId = "555555555555";
        options.Guesses = new StandInGuesses
        {
            ErrorCode = "58000",
            PayloadWithoutAnswer = "{}",
            EventExecutedVersion = "e",
            DryRunExecutedVersion = "d",
            NullPayload = "[7]",
            QualifyArnInErrors = true,
            RegionConflict = "{0}!{1}",
            CommonsForEveryone = false,
        };
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        lambda.Handle("f", (int[] numbers) => numbers[0]);
        Assert.Equal("7", (await CallAsync(lambda.DataSource, "'f', $1", null)).Payload);
        Assert.Equal(new Answer(202, "{}", "e", null), await CallAsync(lambda.DataSource, "'f', $1, invocation_type => 'Event'", "[1]"));
        Assert.Equal(new Answer(204, "{}", "d", null), await CallAsync(lambda.DataSource, "'f', $1, invocation_type => 'DryRun'", "[1]"));
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(lambda.DataSource, "'f:$LATEST', $1", "3"));
        Assert.Equal("58000", error.SqlState);
        Assert.StartsWith("\"arn:aws-cn:lambda:cn-north-1:555555555555:function:f:$LATEST\" returned", error.Detail);
        error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(lambda.DataSource, "'arn:aws-cn:lambda:cn-north-1:555555555555:function:f', $1, 'cn-northwest-1'", "3"));
        Assert.Equal("cn-northwest-1!cn-north-1", error.MessageText);
        await ExecuteAsync(lambda.DataSource, "CREATE ROLE no_commons");
        await using var connection = await lambda.DataSource.OpenConnectionAsync(Token);
        Assert.False(await ScalarAsync<bool>(connection, "SELECT has_schema_privilege('no_commons', 'aws_commons', 'USAGE')"));
        await ExecuteAsync(lambda.DataSource, "DROP ROLE no_commons");
        await lambda.StopListenerAsync();
        error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(lambda.DataSource, "'f', $1"));
        Assert.Equal("58000", error.SqlState);
        Assert.Equal("Amazon Lambda client returned 'Unable to connect to endpoint'.", error.Detail);
    }

    [Fact]
    public async Task NULL_for_an_enumeration_is_the_default_or_refused()
    {
        var name = NewName();
        Lambda.Handle(name, (object _) => 1);
        Assert.Equal(new Answer(200, "1", "$LATEST", null), await CallAsync($"'{name}', $1, NULL, NULL, NULL"));

        var options = RequestedServer.Options();
        options.Guesses = new StandInGuesses { NullInvocationType = "Event", NullLogType = null };
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        lambda.Handle("f", (object _) => 1);
        Assert.Equal(202, (await CallAsync(lambda.DataSource, "'f', $1, NULL, NULL")).StatusCode);
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(lambda.DataSource, "'f', $1, NULL, NULL, NULL"));
        Assert.Equal("invalid log type \"\"", error.MessageText);
    }

    [Fact]
    public async Task What_Lambda_says_can_be_set()
    {
        var options = RequestedServer.Options();
        options.Guesses = new StandInGuesses
        {
            InvalidResponse = "{0} {answered} nonsense",
            ResponseLimit = 10,
            ResponseTooLarge = "more than {0}",
            AccessDeniedReason = "because of a permissions boundary",
        };
        await using var lambda = await LocalLambda.StartAsync(options, Token);
        var function = lambda.Handle("f", (string text) => text);
        Assert.Equal("\"12345678\"", (await CallAsync(lambda.DataSource, "'f', $1", "\"12345678\"")).Payload);
        var error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(lambda.DataSource, "'f', $1", "\"123456789\""));
        Assert.EndsWith("""returned error "Unhandled", details: "{"errorMessage":"more than 10","errorType":"Function.ResponseSizeTooLarge"}".""", error.Detail);
        function.Faults.FailNext(1, LambdaFault.InvalidResponse);
        function.Faults.FailNext(1, LambdaFault.AccessDenied);
        error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(lambda.DataSource, "'f', $1", "1"));
        Assert.Equal(("XX000", "arn:aws:lambda:us-west-2:123456789012:function:f {answered} nonsense"), (error.SqlState, error.MessageText));
        error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(lambda.DataSource, "'f', $1", "1"));
        Assert.EndsWith("function:f because of a permissions boundary'.", error.Detail);

        // An endpoint's answer is checked in the same way.
        await using var server = new InvokeApiServer((_, _) => Task.FromResult(("200 OK", "", "{]")));
        lambda.ForwardTo("g", server.Address);
        error = await Assert.ThrowsAsync<PostgresException>(() => CallAsync(lambda.DataSource, "'g', $1", "1"));
        Assert.EndsWith("function:g {answered} nonsense", error.MessageText);
    }
}
