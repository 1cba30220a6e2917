using System.Data;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PgLambda.CompilerServices;

namespace PgLambda.Tests;

/// <summary>One row of four columns, each of which may be NULL, as what a method returns.</summary>
public class ResultMappingTests
{
    private sealed record Quote(decimal Total, string Currency);

    private static readonly ClientSerializer Serializer = new(LambdaClientOptions.Default.SerializerOptions);

    private static LambdaOperation Operation(InvocationType type = InvocationType.RequestResponse) =>
        Calls.Operation("price-order", invocation: type);

    private static DataTableReader Row(int? status, string? payload = null, string? version = null, string? log = null)
    {
        var table = Table();
        table.Rows.Add(status ?? (object)DBNull.Value, payload is null ? DBNull.Value : Encoding.UTF8.GetBytes(payload), version ?? (object)DBNull.Value, log ?? (object)DBNull.Value);
        return table.CreateDataReader();
    }

    private static DataTable Table()
    {
        var table = new DataTable();
        table.Columns.Add("status_code", typeof(int));
        table.Columns.Add("payload", typeof(byte[]));
        table.Columns.Add("executed_version", typeof(string));
        table.Columns.Add("log_result", typeof(string));
        return table;
    }

    private static async Task<T> Value<T>(string? payload) => (await Answered<T>(Row(200, payload), PayloadUse.Required)).Value!;

    private static async Task<T?> Optional<T>(string? payload) => (await Answered<T>(Row(200, payload), PayloadUse.Optional)).Value;

    private static async Task<LambdaResult<T>> Result<T>(DataTableReader row)
    {
        var answer = await Answered<T>(row, default(T) is null ? PayloadUse.Optional : PayloadUse.Required);
        return new LambdaResult<T>(answer.Status, answer.Value, answer.Version, answer.Log);
    }

    private static Task<Answer<T>> Answered<T>(DataTableReader row, PayloadUse use, InvocationType type = InvocationType.RequestResponse) =>
        AnswerReader.ReadAsync<T>(row, Operation(type), Serializer, use, default).AsTask();

    private static Task<Answer<object>> Answered(DataTableReader row, InvocationType type = InvocationType.RequestResponse) => Answered<object>(row, PayloadUse.Ignored, type);

    [Fact]
    public async Task A_value() => Assert.Equal(new Quote(12.5m, "EUR"), await Value<Quote>("""{"total":12.5,"currency":"EUR"}"""));

    [Fact]
    public async Task Web_defaults_are_case_insensitive_and_take_numbers_from_strings() =>
        Assert.Equal(new Quote(12.5m, "EUR"), await Value<Quote>("""{"TOTAL":"12.5","Currency":"EUR"}"""));

    [Fact]
    public async Task Documents_pass_through()
    {
        Assert.Equal("[1, 2]", (await Value<RawJson>("[1, 2]")).ToString());
        Assert.Equal(2, (await Value<JsonElement>("[1, 2]")).GetArrayLength());
        Assert.Equal(2, (await Value<JsonArray>("[1, 2]")).Count);
        Assert.Equal(1, (int)(await Value<JsonNode>("[1, 2]"))[0]!);
        using var document = await Value<JsonDocument>("{\"a\":1}");
        Assert.Equal(1, document.RootElement.GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task Json_null_is_a_value_of_raw_json_and_of_an_element()
    {
        Assert.Equal("null", (await Value<RawJson>("null")).ToString());
        Assert.Equal(JsonValueKind.Null, (await Value<JsonElement>("null")).ValueKind);
    }

    [Fact]
    public async Task Nullable_documents_need_no_contract()
    {
        var without = new ClientSerializer(new JsonSerializerOptions { TypeInfoResolver = WritingContext.Default });
        Assert.Equal("[1]", (await ReadAsync<RawJson?>("[1]")).ToString());
        Assert.Equal(1, (await ReadAsync<JsonElement?>("[1]"))!.Value.GetArrayLength());
        Assert.Null(await ReadAsync<RawJson?>(" null"));
        Assert.Null(await ReadAsync<JsonElement?>("null "));
        Assert.Null(await Optional<JsonElement?>(null));

        ValueTask<T?> ReadAsync<T>(string json) => without.ReadAsync<T>(new MemoryStream(Encoding.UTF8.GetBytes(json)), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(null, "no payload")]
    [InlineData("null", "null")]
    [InlineData(" \n null ", "null")]
    public async Task Nothing_where_a_value_is_due(string? payload, string named)
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Value<Quote>(payload));
        Assert.Contains(named, error.Message);
        Assert.Contains("The function ran.", error.Message);
        Assert.Equal(FunctionState.Ran, error.FunctionState);
        Assert.Equal(200, error.StatusCode);
        Assert.Equal(payload, error.Payload);
        await Assert.ThrowsAsync<LambdaResponseException>(() => Value<int>(payload));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    public async Task Nothing_where_a_value_is_optional(string? payload)
    {
        Assert.Null(await Optional<Quote>(payload));
        Assert.Null(await Optional<int?>(payload));
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("{\"total\":\"x\"}")]
    [InlineData("[1]")]
    public async Task A_payload_that_does_not_fit_is_kept(string payload)
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Value<Quote>(payload));
        Assert.Equal(payload, error.Payload);
        Assert.IsAssignableFrom<JsonException>(error.InnerException);
        Assert.Contains("does not fit Quote", error.Message);
        Assert.Equal("price-order", error.Function);
    }

    // Every length around the end of what is kept, with characters of one to four bytes across it.
    [Theory]
    [InlineData(AnswerStream.Kept - 3, 0)]
    [InlineData(AnswerStream.Kept - 2, 0)]
    [InlineData(AnswerStream.Kept - 1, 1)]
    [InlineData(AnswerStream.Kept, 1)]
    [InlineData(AnswerStream.Kept + 1, 1)]
    [InlineData(10 * AnswerStream.Kept, 1)]
    public async Task Of_a_long_answer_that_does_not_fit_the_beginning_is_kept(int length, int isCut)
    {
        foreach (var character in new[] { "a", "ü", "€", "😀" })
        {
            var width = Encoding.UTF8.GetByteCount(character);
            var payload = "\"" + new string('a', (length - 2) % width) + string.Concat(Enumerable.Repeat(character, (length - 2) / width)) + "\"" + (isCut == 1 ? "   " : "");
            var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Value<Quote>(payload));
            Assert.Equal(Encoding.UTF8.GetByteCount(payload), error.PayloadLength);
            Assert.StartsWith(error.Payload!, payload, StringComparison.Ordinal);
            Assert.DoesNotContain('\uFFFD', error.Payload!);
            if (isCut == 0)
                Assert.Equal(payload, error.Payload);
            else
                Assert.InRange(Encoding.UTF8.GetByteCount(error.Payload!), AnswerStream.Kept - 4, AnswerStream.Kept);
        }
    }

    [Fact]
    public async Task A_long_answer_is_read_whole_as_a_document()
    {
        var payload = "[" + string.Join(",", Enumerable.Range(0, 50_000)) + "]";
        Assert.Equal(payload, (await Value<RawJson>(payload)).ToString());
        Assert.Equal(50_000, (await Value<JsonElement>(payload)).GetArrayLength());
        Assert.Equal(50_000, (await Value<JsonArray>(payload)).Count);
        Assert.Equal(50_000, (await Value<List<int>>(payload)).Count);
        using var document = await Value<JsonDocument>(payload);
        Assert.Equal(payload, document.RootElement.GetRawText());
    }

    [Fact]
    public async Task An_answer_that_a_converter_fails_on_is_kept()
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Value<Failing>("{\"a\":1}"));
        Assert.IsType<InvalidOperationException>(error.InnerException);
        Assert.Equal("{\"a\":1}", error.Payload);
        Assert.Equal(FunctionState.Ran, error.FunctionState);
    }

    [Fact]
    public async Task Columns_of_another_type_are_no_answer()
    {
        var table = new DataTable();
        foreach (var column in new[] { "status_code", "payload", "executed_version", "log_result" })
            table.Columns.Add(column, typeof(Guid));
        table.Rows.Add(Guid.NewGuid(), DBNull.Value, DBNull.Value, DBNull.Value);
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Answered(table.CreateDataReader()));
        Assert.IsType<InvalidCastException>(error.InnerException);
        Assert.Equal(FunctionState.Unknown, error.FunctionState);
    }

    [Fact]
    public void A_type_that_can_be_read_is_known_before_the_call()
    {
        Serializer.CheckReadable<Quote>();
        Serializer.CheckReadable<List<Quote>>();
        Serializer.CheckReadable<Quote[]>();
        Serializer.CheckReadable<IReadOnlyList<int>>();
        Serializer.CheckReadable<IReadOnlyDictionary<string, Quote>>();
        Serializer.CheckReadable<Failing>();
        Serializer.CheckReadable<int?>();
        Serializer.CheckReadable<JsonElement?>();
        Serializer.CheckReadable<JsonNode>();
        Serializer.CheckReadable<RawJson>();
        Serializer.CheckReadable<Shape>();
        Assert.Contains("interface or abstract", Assert.Throws<NotSupportedException>(Serializer.CheckReadable<IFormattable>).Message);
        Assert.Throws<NotSupportedException>(Serializer.CheckReadable<Stream>);
        Assert.Throws<NotSupportedException>(Serializer.CheckReadable<System.Net.IPEndPoint>);
    }

    [Fact]
    public void A_context_that_only_writes_or_lacks_the_type_is_known_before_the_call()
    {
        var writing = new ClientSerializer(new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = WritingContext.Default });
        var error = Assert.Throws<NotSupportedException>(writing.CheckReadable<PayloadTests.Order>);
        Assert.Contains("can write Order, but not read it", error.Message);
        Assert.Contains("LambdaClientOptions.SerializerOptions", error.Message);
        Assert.Contains("[JsonSerializable(typeof(Quote))]", Assert.Throws<NotSupportedException>(writing.CheckReadable<Quote>).Message);
    }

    [Fact]
    public async Task A_node_of_another_kind_does_not_fit()
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Value<JsonArray>("{}"));
        Assert.Contains("JsonArray", error.Message);
    }

    [Fact]
    public async Task The_envelope()
    {
        var log = Convert.ToBase64String("START\nhello – ünïcode\n"u8);
        var result = await Result<Quote>(Row(200, """{"total":1,"currency":"EUR"}""", "3", log));
        Assert.Equal(new LambdaResult<Quote>(200, new Quote(1, "EUR"), "3", "START\nhello – ünïcode\n"), result);
    }

    [Fact]
    public async Task The_envelope_of_nothing()
    {
        var result = await Result<Quote>(Row(200));
        Assert.Equal(new LambdaResult<Quote>(200, null), result);
        Assert.Null((await Result<int?>(Row(200))).Payload);
        await Assert.ThrowsAsync<LambdaResponseException>(() => Result<int>(Row(200, null, "3")));
    }

    [Fact]
    public async Task A_log_that_is_not_base64_stays_as_it_is() =>
        Assert.Equal("not base64!", (await Answered(Row(200, null, null, "not base64!"))).Log);

    [Theory]
    [InlineData(InvocationType.RequestResponse, 200)]
    [InlineData(InvocationType.Event, 202)]
    [InlineData(InvocationType.DryRun, 204)]
    public async Task Each_invocation_type_has_its_status(InvocationType type, int status)
    {
        Assert.Equal(new Answer<object>(status, null, null, null), await Answered(Row(status), type));

        foreach (var other in new int?[] { 200, 202, 204, 500, null }.Where(s => s != status))
        {
            var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Answered(Row(other, "{\"kept\":1}", "7"), type));
            Assert.Equal(other, error.StatusCode);
            // What a DryRun was answered otherwise has run nothing; anything else may have.
            Assert.Equal(type == InvocationType.DryRun ? FunctionState.NotRun : error.FunctionState, error.FunctionState);
            if (type == InvocationType.RequestResponse)
                Assert.NotEqual(FunctionState.NotRun, error.FunctionState);
            Assert.Equal("{\"kept\":1}", error.Payload);
            Assert.Equal("7", error.ExecutedVersion);
            Assert.Contains(other?.ToString() ?? "NULL", error.Message);
        }
    }

    [Fact]
    public async Task No_row()
    {
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => Answered(Table().CreateDataReader()));
        Assert.Contains("no row", error.Message);
        Assert.Null(error.StatusCode);
        Assert.Equal(FunctionState.Unknown, error.FunctionState);
    }

    [Fact]
    public async Task The_reader_is_disposed()
    {
        var reader = Row(200);
        await Answered(reader);
        Assert.True(reader.IsClosed);
    }

    [JsonConverter(typeof(Converter))]
    private sealed record Failing
    {
        private sealed class Converter : JsonConverter<Failing>
        {
            public override Failing Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new InvalidOperationException("no");

            public override void Write(Utf8JsonWriter writer, Failing value, JsonSerializerOptions options) => writer.WriteNullValue();
        }
    }

    [JsonDerivedType(typeof(Circle), "circle")]
    private abstract record Shape;

    private sealed record Circle(int Radius) : Shape;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(PayloadTests.Order))]
internal sealed partial class WritingContext : JsonSerializerContext;
