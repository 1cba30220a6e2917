using System.Text.Json;
using NpgsqlTypes;

namespace PgLambda.Testing.Tests.StandIn;

public sealed class JsonTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    [Theory]
    [InlineData("""{ "b":"\u00e9é\/",  "a" : 1.10,"a":1e2 }""")]
    [InlineData("[\n1,\t2]")]
    public async Task A_JsonElement_comes_back_as_it_came(string payload)
    {
        var name = NewName();
        Lambda.Handle(name, (JsonElement json) => json);
        Assert.Equal(payload, (await CallAsync($"'{name}', $1", payload)).Payload);
        Lambda.HandleClass(new Echo());
        Assert.Equal(payload, (await CallAsync("'json-echo', $1", payload)).Payload);
    }

    private sealed class Echo
    {
        [LambdaHandler("json-echo")]
        public JsonElement Answer(JsonElement json) => json;
    }

    [Fact]
    public async Task A_large_answer_takes_the_bytes_that_it_came_in()
    {
        var name = NewName();
        Lambda.Handle(name, (JsonElement json) => json);
        var payload = $"\"{new string('é', 1_100_000)}\"";
        Assert.Equal(payload, (await CallAsync($"'{name}', $1", payload)).Payload);
    }

    [Fact]
    public async Task Handlers_escape_only_what_JSON_asks_for()
    {
        var name = NewName();
        Lambda.Handle(name, (int _) => "say \"é <b> &\" + 'x'\\");
        Assert.Equal("""
            "say \"é <b> &\" + 'x'\\"
            """, (await CallAsync($"'{name}', $1", "1")).Payload);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(3000)]
    public async Task Payloads_and_answers_nest_as_deep_as_PostgreSQL_takes_them(int depth)
    {
        var name = NewName();
        Lambda.Handle(name, (JsonElement json) => json);
        var payload = new string('[', depth) + new string(']', depth);
        Assert.Equal(payload, (await CallAsync($"'{name}', $1", payload)).Payload);
        Assert.Equal(payload, (await CallAsync($"'{name}', $1", payload, NpgsqlDbType.Jsonb)).Payload);
        Assert.Equal(JsonValueKind.Array, Lambda.Calls.Last(c => c.Function == name).Payload.ValueKind);
    }

    [Fact]
    public async Task A_client_context_may_nest_deeper_than_64()
    {
        var name = NewName();
        JsonElement? seen = null;
        Lambda.Handle(name, (int i, LambdaCall call) =>
        {
            seen = call.ClientContext;
            return i;
        });
        var context = $"{{\"custom\":{{\"a\":{new string('[', 500)}{new string(']', 500)}}}}}";
        Assert.Equal("1", (await CallAsync($"'{name}', $1, context => '{context}'", "1")).Payload);
        Assert.Equal(context, seen?.GetRawText());
        Assert.Equal(context, Lambda.Calls.Single(c => c.Function == name).ClientContext?.GetRawText());
    }

    [Fact]
    public async Task The_client_context_of_each_overload_arrives()
    {
        var name = NewName();
        var seen = new List<string?>();
        Lambda.Handle(name, (int i, LambdaCall call) =>
        {
            seen.Add(call.ClientContext?.GetRawText());
            return i;
        });
        foreach (var (function, type) in ((string, NpgsqlDbType)[])[
            ($"'{name}'", NpgsqlDbType.Json), ($"'{name}'", NpgsqlDbType.Jsonb),
            ($"aws_commons.create_lambda_function_arn('{name}')", NpgsqlDbType.Json), ($"aws_commons.create_lambda_function_arn('{name}')", NpgsqlDbType.Jsonb)])
        {
            await CallAsync($"{function}, $1, context => '{{\"n\": {seen.Count}}}'", "1", type);
        }
        Assert.Equal(["{\"n\": 0}", "{\"n\": 1}", "{\"n\": 2}", "{\"n\": 3}"], seen);
    }

    [Fact]
    public async Task Published_versions_take_every_shape_of_handler()
    {
        var name = NewName();
        var f = Lambda.Handle(name, (int i) => i);
        f.PublishVersion((int i) => i + 1)
            .PublishVersion((int i, LambdaCall call) => call.ExecutedVersion + i)
            .PublishVersion(async (int i) =>
            {
                await Task.Yield();
                return i + 3;
            })
            .PublishVersion(async (int i, LambdaCall call) =>
            {
                await Task.Delay(1, call.CancellationToken);
                return i + 4;
            })
            .PublishVersion((int _) => { })
            .PublishVersion((int _, LambdaCall call) => call.Log("x"))
            .PublishVersion((int _) => Task.CompletedTask)
            .PublishVersion((int _, LambdaCall call) => Task.Delay(1, call.CancellationToken))
            .PublishVersion((int _) => throw new InvalidOperationException());
        string[] expected = ["11", "\"210\"", "13", "14", "null", "null", "null", "null"];
        for (var version = 1; version <= expected.Length; version++)
            Assert.Equal(new Answer(200, expected[version - 1], $"{version}", null), await CallAsync($"'{name}:{version}', $1", "10"));
        Assert.Equal("lambda invocation failed", (await FailAsync($"'{name}:9', $1", "10")).MessageText);
        Assert.Equal("9", f.LastVersion);
        Assert.Throws<ArgumentNullException>(() => f.PublishVersion((Func<int, int>)null!));
    }

    [Fact]
    public async Task The_tail_can_be_decoded_whatever_its_beginning()
    {
        var name = NewName();
        Lambda.Handle(name, (int i, LambdaCall call) =>
        {
            call.Log(new string('x', i) + new string('€', 5000));
            return i;
        });
        for (var i = 0; i < 3; i++)
        {
            await using var command = Lambda.DataSource.CreateCommand(
                $"SELECT convert_from(decode(log_result, 'base64'), 'utf-8') FROM aws_lambda.invoke('{name}', '{i}'::json, log_type => 'Tail')");
            var text = (string)(await command.ExecuteScalarAsync(Token))!;
            Assert.StartsWith("€", text);
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 4094, 4096);
        }
    }
}
