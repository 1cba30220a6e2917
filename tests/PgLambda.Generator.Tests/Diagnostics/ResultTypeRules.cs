using System.Text.Json;
using Microsoft.CodeAnalysis;
using static PgLambda.Generator.Tests.RuleSource;

namespace PgLambda.Generator.Tests;

/// <summary>PGL0208: result types that the serializer cannot make.</summary>
public class ResultTypeRules
{
    private const string Declarations = """
        public interface IQuote { decimal Total { get; } }
        public interface IQuotes : System.Collections.Generic.IReadOnlyList<int> { }
        public abstract class Quote { public decimal Total { get; set; } }
        public class Concrete : Quote, IQuote { public IQuote? Inner { get; set; } }
        public abstract record Shape;
        public interface IGeneric<T> { T Value { get; } }
        public class Holder<T> { public T? Value { get; set; } }
        [System.Text.Json.Serialization.JsonConverter(typeof(object))] public interface IConverted { }
        public class OwnConverterAttribute : System.Text.Json.Serialization.JsonConverterAttribute { }
        [OwnConverter] public abstract class Converted { }
        [System.Text.Json.Serialization.JsonPolymorphic] public abstract class Polymorphic { }
        [System.Text.Json.Serialization.JsonDerivedType(typeof(Circle), "circle")] public abstract record Known;
        public record Circle : Known;
        public abstract record Unknown : Known;
        public class Closed { private Closed() { } public int A { get; set; } public static Closed Make() => new(); }
        public class Several { public Several(int a) => A = a; public Several(int a, int b) => A = a + b; public int A { get; } }
        public class Marked { [System.Text.Json.Serialization.JsonConstructor] public Marked(int a) => A = a; public Marked(int a, int b) => A = a + b; public int A { get; } }
        public class Single(int a) { public int A => a; }
        public class Heir(int a, int b) : Single(a) { public int B => b; }
        public class Unbound { public Unbound(int x) => A = x; public int A { get; } }
        public record Both(int A) { public Both() : this(1) { } }

        """;

    [Theory]
    [InlineData("{|PGL0208:Task<IQuote>|} CallAsync();")]
    [InlineData("{|PGL0208:ValueTask<IQuote?>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<Quote>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<Shape>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<LambdaResult<Quote>>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<IQuote[]>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<Quote[][]>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<System.Collections.Generic.List<IQuote>>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<System.Collections.Generic.IReadOnlyList<Quote>>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<System.Collections.Generic.Dictionary<string, Quote[]>>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<System.Collections.Generic.IReadOnlyDictionary<string, IQuote>>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<System.Collections.Immutable.ImmutableArray<IQuote>?>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<System.Collections.Generic.IReadOnlySet<int>>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<IQuotes>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<IGeneric<int>>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<Unknown>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<System.IFormattable>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<Closed>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<Several>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<System.Collections.Generic.List<Unbound>>|} CallAsync();")]
    [InlineData("Task<Marked> CallAsync();")]
    [InlineData("Task<Single> CallAsync();")]
    [InlineData("Task<Heir[]> CallAsync();")]
    [InlineData("Task<Both> CallAsync();")]
    [InlineData("Task<System.Uri> CallAsync();")]
    [InlineData("Task<System.Version> CallAsync();")]
    [InlineData("Task<System.Collections.ObjectModel.ReadOnlyCollection<int>> CallAsync();")]
    [InlineData("Task CallAsync(Closed closed, Several several);")]
    [InlineData("{|PGL0208:Task<System.Array>|} CallAsync();")]
    [InlineData("{|PGL0208:Task<System.Text.Encoding>|} CallAsync();")]
    public Task A_type_that_cannot_be_made(string member) => VerifyMember(member, Declarations);

    [Theory]
    [InlineData("Task<Concrete> CallAsync();")]
    [InlineData("Task CallAsync(IQuote quote, Quote[] quotes);")]
    [InlineData("Task<T> CallAsync<T>() where T : IQuote;")]
    [InlineData("Task<Holder<IQuote>> CallAsync();")]
    [InlineData("Task<IConverted> CallAsync();")]
    [InlineData("Task<Converted[]> CallAsync();")]
    [InlineData("Task<Polymorphic> CallAsync();")]
    [InlineData("Task<Known> CallAsync();")]
    [InlineData("Task<object> CallAsync();")]
    [InlineData("Task<LambdaResult<int?>> CallAsync();")]
    [InlineData("Task<System.Text.Json.Nodes.JsonNode> CallAsync();")]
    [InlineData("Task<System.Text.Json.Nodes.JsonValue?> CallAsync();")]
    [InlineData("Task<System.Collections.Generic.Dictionary<string, System.Text.Json.Nodes.JsonNode>> CallAsync();")]
    [InlineData("Task<System.Collections.Generic.IAsyncEnumerable<int>[]> OtherAsync() => throw null!; Task CallAsync();")]
    public Task A_type_that_can_be_made_or_nobody_knows(string member) => VerifyMember(member, Declarations);

    /// <summary>The collections of .NET that have one or two type arguments at most; whether the rule is right is asked of the serializer itself.</summary>
    public static TheoryData<Type> Collections =>
    [
        typeof(System.Collections.IEnumerable), typeof(System.Collections.ICollection), typeof(System.Collections.IList), typeof(System.Collections.IDictionary),
        typeof(IEnumerable<int>), typeof(ICollection<int>), typeof(IList<int>), typeof(IReadOnlyCollection<int>), typeof(IReadOnlyList<int>), typeof(ISet<int>),
        typeof(IDictionary<string, int>), typeof(IReadOnlyDictionary<string, int>), typeof(IReadOnlySet<int>), typeof(ILookup<string, int>), typeof(IGrouping<string, int>),
        typeof(System.Collections.Immutable.IImmutableList<int>), typeof(System.Collections.Immutable.IImmutableStack<int>), typeof(System.Collections.Immutable.IImmutableQueue<int>),
        typeof(System.Collections.Immutable.IImmutableSet<int>), typeof(System.Collections.Immutable.IImmutableDictionary<string, int>),
        typeof(System.Collections.IEnumerator), typeof(IEnumerator<int>), typeof(System.Collections.IStructuralComparable), typeof(System.Collections.CollectionBase),
        typeof(System.Collections.Concurrent.IProducerConsumerCollection<int>), typeof(System.Collections.ObjectModel.KeyedCollection<string, int>), typeof(IComparer<int>),
    ];

    [Theory, MemberData(nameof(Collections))]
    public async Task The_serializer_agrees(Type type)
    {
        var canBeMade = true;
        try
        {
            JsonSerializer.Deserialize(typeof(System.Collections.IDictionary).IsAssignableFrom(type) || type.Name.Contains("Dictionary", StringComparison.Ordinal) ? "{}" : "[]", type);
        }
        catch (NotSupportedException)
        {
            canBeMade = false;
        }
        catch (JsonException)
        {
            canBeMade = false;
        }
        var arguments = type.GetGenericArguments();
        var name = $"{type.Namespace}.{type.Name.Split('`')[0]}" + (arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(argument => argument == typeof(int) ? "int" : "string"))}>");
        var diagnostics = await AnalyzerRun.RunAsync(TestCompilation.Create(TestCompilation.Usings + $"public interface IFunctions {{ [LambdaFunction(\"f\")] Task<{name}> CallAsync(); }}"));
        Assert.DoesNotContain(diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(canBeMade, diagnostics.All(d => d.Id != "PGL0208"));
    }
}
