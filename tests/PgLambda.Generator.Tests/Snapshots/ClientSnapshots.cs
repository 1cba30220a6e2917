namespace PgLambda.Generator.Tests;

/// <summary>What is generated, as a person reads it.</summary>
public class ClientSnapshots
{
    private const string Dtos = TestCompilation.Usings + """
        namespace Acme.Orders;

        public record OrderRequest(string Sku, int Quantity);
        public record OrderPlaced(int OrderId);
        public record PriceQuote(decimal Total, string Currency);
        public record TraceContext(string TraceId);

        """;

    [Fact]
    public void Order_functions() => GeneratorRun.Of(Dtos + """
        /// <summary>The functions of the order service.</summary>
        public interface IOrderFunctions
        {
            /// <summary>Prices an order.</summary>
            [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:price-order", Qualifier = "prod")]
            Task<PriceQuote> PriceAsync(OrderRequest order, CancellationToken cancellationToken = default);

            [LambdaFunction("arn:aws:lambda:us-west-2:123456789012:function:order-placed", Invocation = InvocationType.Event)]
            Task NotifyPlacedAsync(OrderPlaced placed, CancellationToken cancellationToken = default);

            [LambdaFunction("price-order", Region = "us-west-2", Log = LogType.Tail)]
            Task<LambdaResult<PriceQuote>> PriceWithLogAsync(OrderRequest order, [ClientContext] TraceContext context);
        }
        """).VerifySnapshots();

    [Fact]
    public void Payloads() => GeneratorRun.Of(Dtos + """
        using System.Text.Json;
        using System.Text.Json.Nodes;

        [LambdaFunction("payloads")]
        internal interface IPayloads
        {
            Task NothingAsync();
            Task<string> OneAsync(string text);
            Task<string?> SeveralAsync(string sku, int? quantity, [PayloadName("unit_price")] decimal unitPrice);
            Task<string> OneNamedAsync([PayloadName("order")] OrderRequest order);
            Task<JsonElement> ElementAsync(JsonElement element);
            ValueTask<JsonNode?> NodeAsync(JsonNode? node);
            Task<JsonDocument> DocumentAsync(JsonDocument document);
            ValueTask<RawJson> RawAsync(RawJson raw);
            Task<int[]> ParamsAsync(params int[] numbers);
        }
        """.Replace("using System.Text.Json;\nusing System.Text.Json.Nodes;\n", "").Replace("JsonElement", "System.Text.Json.JsonElement").Replace("JsonNode?", "System.Text.Json.Nodes.JsonNode?").Replace("JsonDocument ", "System.Text.Json.JsonDocument ").Replace("JsonDocument>", "System.Text.Json.JsonDocument>")).VerifySnapshots();

    [Fact]
    public void Call_arguments() => GeneratorRun.Of(Dtos + """
        [Idempotent]
        public interface ICallArguments
        {
            [LambdaFunction("price-order", TimeoutMilliseconds = 20_000)]
            Task<PriceQuote> SlowAsync(OrderRequest order);

            [LambdaFunction("order-placed", Invocation = InvocationType.Event, TimeoutMilliseconds = 500)]
            Task SoonAsync(OrderPlaced placed, [Qualifier] string? alias = "live");

            [LambdaFunction("price-order:prod")]
            Task<PriceQuote> AskedAsync(OrderRequest order, [ClientContext] TraceContext? trace, LambdaCallOptions? options = null, CancellationToken cancellationToken = default);
        }
        """).VerifySnapshots();

    [Fact]
    public void Results() => GeneratorRun.Of(Dtos + """
        [LambdaFunction("results:live")]
        public interface IResults
        {
            Task PlainAsync(CancellationToken cancellationToken);
            ValueTask PlainValueTaskAsync();
            Task<PriceQuote> ValueAsync();
            Task<PriceQuote?> NullableAsync();
            Task<int> NumberAsync();
            Task<int?> NullableNumberAsync();
            ValueTask<LambdaResult> ResultAsync();
            Task<LambdaResult<PriceQuote?>> ResultOfNullableAsync();
            Task<LambdaResult<int>> ResultOfNumberAsync();
            [LambdaFunction("123456789012:function:check", Invocation = InvocationType.DryRun, Region = "eu-west-1")]
            Task<LambdaResult> DryRunAsync();
        }
        """).VerifySnapshots();

    [Fact]
    public void Items() => GeneratorRun.Of(Dtos + """
        using System.Collections.Generic;

        [LambdaFunction("items")]
        public interface IItems
        {
            IAsyncEnumerable<PriceQuote> QuotesAsync(string sku, CancellationToken cancellationToken = default);
            IAsyncEnumerable<PriceQuote?> QuotesOrNullAsync();
            IAsyncEnumerable<int> NumbersAsync();
            IAsyncEnumerable<int?> NumbersOrNullAsync();
            IAsyncEnumerable<T> OfAnyAsync<T>(T like);
        #nullable disable
            IAsyncEnumerable<PriceQuote> UnannotatedAsync();
        }
        """.Replace("using System.Collections.Generic;\n", "").Replace("IAsyncEnumerable", "System.Collections.Generic.IAsyncEnumerable")).VerifySnapshots();

    [Fact]
    public void Generics() => GeneratorRun.Of(Dtos + """
        public interface IStore<TKey, TItem> where TKey : notnull where TItem : class, new()
        {
            [LambdaFunction("store-get")]
            Task<TItem?> GetAsync(TKey key, CancellationToken cancellationToken);

            [LambdaFunction("store-map")]
            Task<TResult> MapAsync<TResult, TOther>(TItem item, TOther other) where TResult : struct where TOther : System.IComparable<TOther>?;
        }
        """).VerifySnapshots();

    [Fact]
    public void Inheritance() => GeneratorRun.Of(Dtos + """
        [LambdaFunction("base")]
        public interface IBase
        {
            Task CallAsync(string text);
            Task DefaultAsync() => CallAsync("default");
        }

        public interface IOther
        {
            [LambdaFunction("other")]
            Task CallAsync(string text);
        }

        public interface IDerived : IBase, IOther
        {
            [LambdaFunction("derived")]
            new Task<int> CallAsync(string text);
        }
        """).VerifySnapshots();

    [Fact]
    public void Unusual_names() => GeneratorRun.Of(TestCompilation.Usings + """
        public interface @interface
        {
            [LambdaFunction("keywords")]
            Task<int> @event(string @class, int options, int _invoker, long dataSource = -5L, double transaction = 1.5, [PayloadName("a\"b\\c\n")] char connection = '\'', CancellationToken @default = default);

            [LambdaFunction("clash")]
            Task eventOperation(System.DayOfWeek day = System.DayOfWeek.Friday, string? text = "q\"uote\n", decimal amount = 1.10m, float f = float.NaN, System.DayOfWeek? none = null);
        }
        """).VerifySnapshots();

    [Fact]
    public void Nested() => GeneratorRun.Of(Dtos + """
        public class Outer
        {
            internal interface IInner
            {
                [LambdaFunction("inner")]
                Task CallAsync();
            }
        }
        """).VerifySnapshots();

    // Files that are kept under version control are the same on every machine, and with every version that makes the same of them.
    [Fact]
    public void Nothing_in_it_depends_on_the_machine_or_the_version()
    {
        var sources = Registration.RegistrationCase.Of("public interface IFunctions { [LambdaFunction(\"f\")] Task CallAsync(string text); }").Run.Sources;
        Assert.Equal(2, sources.Length);
        Assert.All(sources, source =>
        {
            var text = source.SourceText.ToString();
            Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
            Assert.DoesNotContain(typeof(LambdaClientGenerator).Assembly.GetName().Version!.ToString(3), text, StringComparison.Ordinal);
            Assert.DoesNotContain(Path.GetFullPath("/"), text.Replace("///", "", StringComparison.Ordinal).Replace("// ", "", StringComparison.Ordinal).Replace("https://github.com/pglambda/pglambda/blob/main/docs/", "", StringComparison.Ordinal).Replace("</", "", StringComparison.Ordinal).Replace("/>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        });
    }
}
