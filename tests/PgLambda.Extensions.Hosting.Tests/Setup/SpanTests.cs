using System.Diagnostics;
using Npgsql;

namespace PgLambda.Extensions.Hosting.Tests;

/// <summary>The names of Npgsql's spans, from Npgsql 9 on.</summary>
public sealed class SpanTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_span_of_a_call_has_a_name_and_others_keep_theirs(bool isSlim)
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var parent = new Activity("test").Start();
        await using var dataSource = isSlim ? new NpgsqlSlimDataSourceBuilder(fixture.Lambda.ConnectionString).UsePgLambda().Build() : new NpgsqlDataSourceBuilder(fixture.Lambda.ConnectionString).UsePgLambda().Build();
        await using (var command = dataSource.CreateCommand("SELECT 1"))
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        await using (var command = dataSource.CreateCommand("SELECT status_code FROM aws_lambda.invoke('price-order', '{}'::json, invocation_type => 'DryRun')"))
            Assert.Equal(204, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        var commands = spans.Where(span => span.TraceId == parent.TraceId && span.GetTagItem("db.query.text") is not null).ToList();
        Assert.Equal(2, commands.Count);
        Assert.NotEqual("aws_lambda.invoke", commands[0].DisplayName);
        Assert.Equal("aws_lambda.invoke", commands[1].DisplayName);
    }
}
