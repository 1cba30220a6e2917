using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

/// <summary>The examples of AWS's page on calling Lambda from RDS for PostgreSQL, in psql, as printed and with what the page has wrong mended.</summary>
public sealed class DocumentTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    private const string Hello = """'{"body": "Hello from Postgres!"}'::json""";
    private const string Placeholder = "the region is a placeholder, aws-region";
    private const string NoColon = "the colon of psql's variable is missing";

    /// <summary>What is printed, what is wrong with it (null: nothing), and the error that it ends with.</summary>
    public static TheoryData<string, string?, string?> Examples => new()
    {
        { $"SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', {Hello});", null, null },
        { $"SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', {Hello}, 'RequestResponse');", null, null },
        { $"SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', {Hello}, 'Event');", null, null },
        { $"SELECT * FROM aws_lambda.invoke(:'lambda_partial_arn_1', {Hello});", null, null },
        { $"SELECT * FROM aws_lambda.invoke(:'lambda_arn_1', {Hello});", null, null },
        { $"SELECT *, convert_from(decode(log_result, 'base64'), 'utf-8') as log FROM aws_lambda.invoke(:'aws_lambda_arn_1', {Hello}, 'RequestResponse', 'Tail');", null, null },
        { $"SELECT * FROM aws_lambda.invoke(aws_commons.create_lambda_function_arn('my-function:custom_version', 'us-west-2'), {Hello});", null, null },
        { $"SELECT * FROM aws_lambda.invoke('aws_lambda_arn_1', {Hello});", NoColon, "Function not found" },
        { $"SELECT * FROM aws_lambda.invoke('aws_lambda_arn_1', {Hello}, 'RequestResponse');", NoColon, "invalid region \"RequestResponse\"" },
        { $"SELECT * FROM aws_lambda.invoke('aws_lambda_arn_1', {Hello}, 'Event');", NoColon, "invalid region \"Event\"" },
        { $"SELECT * from aws_lambda.invoke(aws_commons.create_lambda_function_arn('my-function', 'aws-region'), {Hello} );", Placeholder, "invalid region \"aws-region\"" },
        { $"SELECT * from aws_lambda.invoke(aws_commons.create_lambda_function_arn('arn:aws:lambda:aws-region:444455556666:function:simple', 'us-west-1'), {Hello} );", Placeholder, "invalid function name" },
        { $"SELECT *, select convert_from(decode(log_result, 'base64'), 'utf-8') as log FROM aws_lambda.invoke(:'aws_lambda_arn_1', {Hello}, 'RequestResponse', 'Tail');", "a select too many", "syntax error" },
        { $"SELECT * FROM aws_lambda.invoke('aws_lambda_arn_1', {Hello}, 'RequestResponse', 'None', NULL, 'custom_version');", NoColon, "is not unique" },
        { $"SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', {Hello}, 'RequestResponse', 'None', NULL, 'custom_version');", "PostgreSQL cannot tell which overload it means; the composite itself it can", "is not unique" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_of_the_document_runs_in_psql_or_fails_for_what_it_has_wrong(string example, string? wrong, string? error)
    {
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        lambda.Handle("my-function", (object _) => new { statusCode = 200, body = "\"Hello from Lambda!\"" }).PublishVersion().Alias("custom_version", "1");
        // The three preparations are printed with the placeholder too.
        var (exit, output) = await ClientProgram.RunAsync(ClientProgram.Find("psql"), new NpgsqlConnectionStringBuilder(lambda.ConnectionString), $"""
            SELECT aws_commons.create_lambda_function_arn( 'my-function', 'us-west-2' ) AS aws_lambda_arn_1 \gset
            SELECT aws_commons.create_lambda_function_arn( '111122223333:function:my-function', 'us-west-2' ) AS lambda_partial_arn_1 \gset
            SELECT aws_commons.create_lambda_function_arn( 'arn:aws:lambda:us-west-2:111122223333:function:my-function' ) AS lambda_arn_1 \gset
            {example}
            """, "-X", "-v", "ON_ERROR_STOP=1");
        if (error is null)
        {
            Assert.True(exit == 0, output);
            Assert.Contains("(1 row)", output);
            Assert.Equal("my-function", Assert.Single(lambda.Calls).Function);
        }
        else
        {
            Assert.True(exit != 0, wrong);
            Assert.Contains(error, output);
            Assert.All(lambda.Calls, call => Assert.Equal(0, call.Attempt));
        }
        Assert.Equal(wrong is null, error is null);
    }

    [Fact]
    public async Task The_last_example_works_with_the_composite_itself()
    {
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        lambda.Handle("my-function", (object _) => 1).PublishVersion().Alias("custom_version", "1");
        var answer = await CallAsync(lambda.DataSource, "aws_commons.create_lambda_function_arn('my-function', 'us-west-2'), $1, 'RequestResponse', 'None', NULL, 'custom_version'");
        Assert.Equal((200, "1"), (answer.StatusCode, answer.ExecutedVersion));
    }
}
