using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Tests.Signatures;

/// <summary>Attributes that a client must carry as its interface does.</summary>
public class CopiedAttributes
{
    private const string Usings = TestCompilation.Usings + "using System.Diagnostics.CodeAnalysis;\nusing System.Runtime.CompilerServices;\nusing System.Runtime.Versioning;\n";

    // Without them the compiler warns: CS8766, CS8767, CS8770.
    [Theory]
    [InlineData("Task CallAsync([DisallowNull] string? text);")]
    [InlineData("Task CallAsync([NotNull] string? text);")]
    [InlineData("Task CallAsync<T>([DisallowNull] T value, [MaybeNull] T other, [AllowNull] T third);")]
    [InlineData("Task CallAsync([DoesNotReturnIf(true)] bool stop);")]
    [InlineData("[DoesNotReturn] Task CallAsync();")]
    [InlineData("[return: NotNull] Task<string> CallAsync();")]
    [InlineData("[return: MaybeNull] Task<string> CallAsync();")]
    [InlineData("[return: NotNullIfNotNull(\"text\")] Task<string?> CallAsync(string? text);")]
    public async Task Of_nullability(string member) => AssertSame(await RunAsync(member), "CallAsync");

    [Theory]
    [InlineData("[RequiresUnreferencedCode(\"why\", Url = \"https://example.com\")] Task CallAsync();")]
    [InlineData("[RequiresDynamicCode(\"why\"), RequiresAssemblyFiles] Task CallAsync();")]
    [InlineData("[return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Task<string> CallAsync([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] string name);")]
    [InlineData("Task CallAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicFields)] T>(T value);")]
    [InlineData("[SupportedOSPlatform(\"linux\"), SupportedOSPlatform(\"windows10.0\"), UnsupportedOSPlatform(\"browser\")] Task CallAsync();")]
    [InlineData("[RequiresPreviewFeatures(\"soon\")] Task CallAsync();")]
    public async Task Of_trimming_and_platforms(string member) => AssertSame(await RunAsync(member), "CallAsync");

    // Whoever calls the class gets what whoever calls the interface gets.
    [Fact]
    public async Task Of_caller_information() => AssertSame(
        await RunAsync("Task CallAsync(string value, [CallerMemberName] string name = \"\", [CallerLineNumber] int line = 0, [CallerFilePath] string? path = null, [CallerArgumentExpression(\"value\")] string? expression = null);"),
        "CallAsync");

    [Fact]
    public async Task Of_a_type_and_what_is_around_it()
    {
        var run = await GeneratorCase.OfAsync(Usings + """
            [System.Obsolete("outer")]
            public class Outer
            {
                [System.Obsolete("inner"), SupportedOSPlatform("linux")]
                public interface IInner { [LambdaFunction("f")] Task CallAsync(); }
                [RequiresPreviewFeatures]
                public interface IOther<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T> { [LambdaFunction("f")] Task CallAsync(T value); }
            }
            """);
        Assert.Equal(["Obsolete(\"inner\")", "SupportedOSPlatform(\"linux\")"], Attributes(run.Type("InnerClient").GetAttributes()));
        Assert.Equal(["Obsolete(\"outer\")", "RequiresPreviewFeatures()"], Attributes(run.Type("OtherClient`1").GetAttributes()));
        Assert.Equal(["DynamicallyAccessedMembers(-1)"], Attributes(Assert.Single(run.Type("OtherClient`1").TypeParameters).GetAttributes()));
    }

    [Fact]
    public async Task Of_an_explicit_implementation_without_what_only_callers_see()
    {
        var run = await GeneratorCase.OfAsync(Usings + """
            [LambdaFunction("f")] public interface IFunctions : IOther { new Task<int> CallAsync([CallerMemberName] string? name = null); }
            [LambdaFunction("g")] public interface IOther { Task CallAsync([DisallowNull, CallerMemberName] string? name = "x"); }
            """);
        var method = run.Method("FunctionsClient", "global::IOther.CallAsync");
        Assert.Equal(["DisallowNull()"], Attributes(Assert.Single(method.Parameters).GetAttributes()));
    }

    // One that only the library sees cannot be written elsewhere.
    [Fact]
    public async Task Not_one_that_is_internal_to_a_library()
    {
        var library = InheritedSignatures.Reference("""
            #pragma warning disable CS0436, CS1591
            namespace System.Diagnostics.CodeAnalysis { internal sealed class RequiresAssemblyFilesAttribute : System.Attribute { } }
            public interface IBase { [PgLambda.LambdaFunction("f"), System.Diagnostics.CodeAnalysis.RequiresAssemblyFiles] System.Threading.Tasks.Task CallAsync(); }
            """);
        var run = await GeneratorCase.OfAsync(TestCompilation.Create(TestCompilation.Usings + "[LambdaFunction(\"g\")] public interface IFunctions : IBase { }").AddReferences(library));
        Assert.Empty(Attributes(run.Method("FunctionsClient", "CallAsync").GetAttributes()));
    }

    private static Task<GeneratorRun> RunAsync(string member) => GeneratorCase.OfAsync(Usings + $"public interface IFunctions {{ [LambdaFunction(\"f\")] {member} }}");

    private static void AssertSame(GeneratorRun run, string name)
    {
        var (declared, implemented) = (run.Method("IFunctions", name), run.Method("FunctionsClient", name));
        var expected = All(declared).ToList();
        Assert.NotEmpty(expected.SelectMany(each => each));
        Assert.Equal(expected, All(implemented));
    }

    private static IEnumerable<IReadOnlyList<string>> All(IMethodSymbol method) =>
        [Attributes(method.GetAttributes()), Attributes(method.GetReturnTypeAttributes()), .. method.Parameters.Select(p => Attributes(p.GetAttributes())), .. method.TypeParameters.Select(p => Attributes(p.GetAttributes()))];

    private static IReadOnlyList<string> Attributes(IEnumerable<AttributeData> attributes) => [.. attributes
        .Where(attribute => attribute.AttributeClass!.Name is not ("LambdaFunctionAttribute" or "GeneratedCodeAttribute" or "LambdaManifestAttribute"))
        .Select(attribute => $"{attribute.AttributeClass!.Name[..^"Attribute".Length]}({string.Join(", ", attribute.ConstructorArguments.Select(Text).Concat(attribute.NamedArguments.Select(a => $"{a.Key} = {Text(a.Value)}")))})")
        .Order(StringComparer.Ordinal)];

    private static string Text(TypedConstant constant) => constant.Value is string text ? $"\"{text}\"" : $"{constant.Value}";
}
