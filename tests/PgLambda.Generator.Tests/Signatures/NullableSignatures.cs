using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Tests.Signatures;

/// <summary>Nullable annotations are carried exactly, also where there are none.</summary>
public class NullableSignatures
{
    private static readonly SymbolDisplayFormat Exact = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
        | SymbolDisplayMiscellaneousOptions.IncludeNotNullableReferenceTypeModifier);

    [Theory]
    [InlineData("Task<string> CallAsync(string a, string? b, string?[] c, string[]? d, string?[]? e);")]
    [InlineData("Task<string?> CallAsync(int? a, Amount? b, int?[] c, System.Collections.Generic.List<string?>? d);")]
    [InlineData("Task<System.Collections.Generic.Dictionary<string, Order?[]?>?> CallAsync();")]
    [InlineData("ValueTask<int?> CallAsync(object? a = null, string b = null!, Order? c = default, Order d = default!);")]
    [InlineData("Task<LambdaResult<Order?>> CallAsync();")]
    [InlineData("Task<LambdaResult<int?>?> CallAsync();")]
    [InlineData("Task<LambdaResult?> CallAsync();")]
    [InlineData("ValueTask<LambdaResult?> CallAsync();")]
    [InlineData("ValueTask<LambdaResult<string?>?> CallAsync();")]
    [InlineData("Task<T?> CallAsync<T>(T a, T? b, System.Tuple<T?>[]? c = null) where T : class;")]
    [InlineData("Task CallAsync([System.Diagnostics.CodeAnalysis.AllowNull] string a, [System.Diagnostics.CodeAnalysis.DisallowNull] string? b);")]
    public async Task Annotated(string member) => await AssertSame(member);

    [Theory]
    [InlineData("Task<string> CallAsync(string a, string[] b, object c = null, string d = \"x\", Order e = default);")]
    [InlineData("Task CallAsync(string a);")]
    [InlineData("ValueTask<string> CallAsync(string a);")]
    [InlineData("ValueTask<int> CallAsync(int? a, CancellationToken cancellationToken = default);")]
    [InlineData("Task<T> CallAsync<T>(T a, System.Collections.Generic.List<T> b = null) where T : class;")]
    [InlineData("Task<LambdaResult<Order>> CallAsync(params string[] a);")]
    public async Task Oblivious(string member) => await AssertSame("#nullable disable\n" + member + "\n#nullable restore");

    [Fact]
    public async Task A_whole_oblivious_project()
    {
        var compilation = TestCompilation.Create(GeneratorCase.Types + "public interface IFunctions<T> where T : Order { [LambdaFunction(\"f\")] Task<string> CallAsync(string a, T b, Order c = null); }");
        await GeneratorCase.OfAsync(compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable)));
    }

    [Fact]
    public async Task An_oblivious_base_under_an_annotated_interface() => await GeneratorCase.OfAsync(GeneratorCase.Types + """
        #nullable disable
        public interface IBase<T> { [LambdaFunction("f")] Task<T> CallAsync(T a, string b = null); }
        #nullable enable
        public interface IFunctions : IBase<string?> { [LambdaFunction("f")] Task<string?> OwnAsync(string? a); }
        """);

    private static async Task AssertSame(string member)
    {
        var run = await GeneratorCase.OfMembersAsync(member);
        var declared = run.Method("IFunctions", "CallAsync");
        var implemented = run.Method("FunctionsClient", "CallAsync");
        Assert.Equal(Types(declared), Types(implemented));
    }

    private static IEnumerable<string> Types(IMethodSymbol method) =>
        method.Parameters.Select(p => p.Type).Prepend(method.ReturnType).Select(type => type.ToDisplayString(Exact));
}
