using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Tests.Signatures;

/// <summary>Interfaces that inherit: from other files and assemblies, by several ways, with hidden and re-implemented members.</summary>
public class InheritedSignatures
{
    [Fact]
    public async Task From_an_interface_in_another_file()
    {
        var run = await GeneratorCase.OfAsync(
            TestCompilation.Usings + "public interface IFunctions : IBase { [LambdaFunction(\"own\")] Task OwnAsync(); }",
            TestCompilation.Usings + "public interface IBase : IRoot { [LambdaFunction(\"base\")] Task BaseAsync(); }",
            TestCompilation.Usings + "[LambdaFunction(\"root\")] public interface IRoot { Task RootAsync(); }");
        Assert.Equal(["BaseClient", "FunctionsClient", "RootClient"], run.Sources.Select(s => s.HintName[..^".g.cs".Length]).Order(StringComparer.Ordinal));
        Assert.Equal(["BaseAsync", "OwnAsync", "RootAsync"], PublicMethods(run, "FunctionsClient"));
    }

    [Fact]
    public async Task From_an_interface_in_another_assembly()
    {
        var library = Reference(TestCompilation.Usings + """
            #nullable enable
            namespace Library;
            public class Dto { }
            public interface IBase<T>
            {
                [LambdaFunction("base")] Task<T?> GetAsync<U>(T item, Dto? dto, U? other, string text = "x", CancellationToken cancellationToken = default) where U : class;
                Task PlainAsync(Dto dto);
                Task DefaultAsync() => PlainAsync(new Dto());
                static class Nested { }
                enum Kind { A }
            }
            """);
        var run = await GeneratorCase.OfAsync(TestCompilation.Create(
            TestCompilation.Usings + "[LambdaFunction(\"own\")] public interface IFunctions : Library.IBase<int> { }").AddReferences(library));
        Assert.Equal(["GetAsync", "PlainAsync"], PublicMethods(run, "FunctionsClient"));
        Assert.Contains("create_lambda_function_arn('base')", run.Text, StringComparison.Ordinal);
        Assert.Contains("create_lambda_function_arn('own')", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_an_interface_in_another_assembly_with_an_internal_member()
    {
        var library = Reference("public interface IBase { internal System.Threading.Tasks.Task HiddenAsync(); }");
        var source = TestCompilation.Usings + "[LambdaFunction(\"own\")] public interface IFunctions : IBase { Task CallAsync(); }";
        var diagnostics = await AnalyzerRun.RunAsync(TestCompilation.Create(source).AddReferences(library));
        var error = Assert.Single(diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(("PGL0118", "IFunctions"), (error.Id, source.Substring(error.Location.SourceSpan.Start, error.Location.SourceSpan.Length)));
    }

    [Fact]
    public async Task An_inherited_method_uses_its_declaring_interfaces_attribute_also_where_the_derived_interface_has_one()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            [LambdaFunction("base")] public interface IBase { Task BaseAsync(); [LambdaFunction("method")] Task MethodAsync(); }
            [LambdaFunction("heir")] public interface IHeir : IBase { Task OwnAsync(); }
            """);
        var heir = run.Sources.Single(source => source.HintName == "HeirClient.g.cs").SourceText.ToString();
        Assert.Equal(["base", "method", "heir"], new[] { "BaseAsync", "MethodAsync", "OwnAsync" }.Select(method =>
            GeneratedOperations.Sql(heir, method + "Operation").Split('\'')[1]));
    }

    [Fact]
    public async Task An_attribute_on_a_part_in_another_file()
    {
        var run = await GeneratorCase.OfAsync(
            TestCompilation.Usings + "public partial interface IFunctions { Task CallAsync(int n); }",
            TestCompilation.Usings + "[LambdaFunction(\"elsewhere\")] public partial interface IFunctions { }",
            TestCompilation.Usings + "public partial interface IFunctions { [LambdaFunction(\"own\")] Task OwnAsync(); }");
        Assert.Contains("create_lambda_function_arn('elsewhere')", GeneratedOperations.Sql(run.Text, "CallAsyncOperation"), StringComparison.Ordinal);
        Assert.Contains("create_lambda_function_arn('own')", GeneratedOperations.Sql(run.Text, "OwnAsyncOperation"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"arn:aws:lambda:us-west-2:123456789012:function:f\"")]
    [InlineData("\"arn:aws:lambda:us-west-2:123456789012:function:f\", Region = \"us-west-2\"")]
    public async Task A_full_ARN_passes_no_second_region(string arguments)
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + $"public interface IFunctions {{ [LambdaFunction({arguments})] Task CallAsync(); }}");
        Assert.Contains("create_lambda_function_arn('arn:aws:lambda:us-west-2:123456789012:function:f'),", GeneratedOperations.Sql(run.Text, "CallAsyncOperation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diamonds()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            [LambdaFunction("root")] public interface IRoot { Task RootAsync(); }
            public interface ILeft : IRoot { [LambdaFunction("left")] Task SideAsync(); }
            public interface IRight : IRoot { [LambdaFunction("right")] Task SideAsync(); }
            [LambdaFunction("bottom")] public interface IBottom : ILeft, IRight, IRoot { }
            """);
        var client = run.Type("BottomClient");
        Assert.Equal(["RootAsync", "SideAsync"], PublicMethods(run, "BottomClient"));
        Assert.Equal("SideAsync", Assert.Single(Assert.Single(ExplicitMethods(client)).ExplicitInterfaceImplementations).Name);
    }

    [Fact]
    public async Task One_generic_interface_twice()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            public interface IStore<T> { [LambdaFunction("put")] Task PutAsync(T item); [LambdaFunction("clear")] Task ClearAsync(); }
            public interface IStores : IStore<int>, IStore<string> { [LambdaFunction("own")] Task OwnAsync(); }
            """);
        Assert.Equal(["ClearAsync", "OwnAsync", "PutAsync", "PutAsync"], PublicMethods(run, "StoresClient"));
        Assert.Equal(["ClearAsync"], ExplicitMethods(run.Type("StoresClient")).Select(m => m.ExplicitInterfaceImplementations[0].Name));
    }

    [Fact]
    public async Task Hiding_with_new()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            #nullable enable
            public class Order { }
            public interface IBase
            {
                [LambdaFunction("a")] Task<int> CallAsync(string? text, int other = 3);
                [LambdaFunction("b")] Task<T?> ReadAsync<T>(T? item);
                [LambdaFunction("b")] Task<T?> ReadClassAsync<T>(T? item) where T : class;
                [LambdaFunction("b")] Task<T?> ReadStructAsync<T>(T? item) where T : struct;
                [LambdaFunction("b")] Task<T?> ReadOrderAsync<T>(T? item) where T : Order;
                [LambdaFunction("b")] Task<T> ReadPlainAsync<T>(T item) where T : notnull;
            }
            public interface IFunctions : IBase
            {
                [LambdaFunction("c")] new Task<string> CallAsync(string? text, int other = 4);
                [LambdaFunction("d")] new Task<T?> ReadAsync<T>(T? item);
                [LambdaFunction("d")] new Task<T?> ReadClassAsync<T>(T? item) where T : class;
                [LambdaFunction("d")] new Task<T?> ReadStructAsync<T>(T? item) where T : struct;
                [LambdaFunction("d")] new Task<T?> ReadOrderAsync<T>(T? item) where T : Order;
                [LambdaFunction("d")] new Task<U> ReadPlainAsync<U>(U item) where U : notnull;
            }
            """);
        Assert.Equal(6, PublicMethods(run, "FunctionsClient").Count);
        Assert.Equal(6, ExplicitMethods(run.Type("FunctionsClient")).Count);
    }

    [Fact]
    public async Task Hiding_with_a_default_implementation_leaves_that_alone()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            public interface IBase { [LambdaFunction("base")] Task CallAsync(); }
            public interface IFunctions : IBase
            {
                [LambdaFunction("own")] Task OwnAsync();
                new Task CallAsync() => Task.CompletedTask;
            }
            """);
        var hidden = run.Type("IFunctions").GetMembers("CallAsync").Single();
        // The client's method implements the base's member only.
        Assert.Equal(hidden, run.Type("FunctionsClient").FindImplementationForInterfaceMember(hidden), SymbolEqualityComparer.Default);
        Assert.Single(ExplicitMethods(run.Type("FunctionsClient")));
    }

    [Fact]
    public async Task A_base_member_implemented_in_a_derived_interface()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            public interface IBase { [LambdaFunction("base")] Task CallAsync(); [LambdaFunction("base")] Task OtherAsync(); }
            public interface IMiddle : IBase { Task IBase.CallAsync() => Task.CompletedTask; Task IBase.OtherAsync() => Task.CompletedTask; }
            [LambdaFunction("own")] public interface IFunctions : IMiddle { Task OwnAsync(); }
            """);
        Assert.Equal(["OwnAsync"], PublicMethods(run, "FunctionsClient"));
        Assert.Empty(ExplicitMethods(run.Type("FunctionsClient")));
    }

    [Fact]
    public async Task A_default_implementation_that_is_taken_back()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            public interface IBase { Task CallAsync(string text) => Task.CompletedTask; Task OtherAsync() => Task.CompletedTask; }
            public interface IMiddle : IBase
            {
                [LambdaFunction("back")] abstract Task IBase.CallAsync(string text);
            }
            [LambdaFunction("own")] public interface IFunctions : IMiddle { Task IBase.OtherAsync() => Task.CompletedTask; }
            """);
        Assert.All(run.Sources, s => Assert.Contains("create_lambda_function_arn('back')", s.SourceText.ToString(), StringComparison.Ordinal));
        Assert.Equal(["CallAsync"], PublicMethods(run, "FunctionsClient"));
    }

    [Fact]
    public async Task A_base_interface_implemented_by_hand_in_the_users_part()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            public interface IFunctions { [LambdaFunction("f")] Task CallAsync(); }
            public partial class FunctionsClient : System.IDisposable { public void Dispose() { } }
            """);
        Assert.Equal(2, run.Type("FunctionsClient").AllInterfaces.Length);
    }

    [Fact]
    public async Task Partial_interfaces_over_several_files()
    {
        var run = await GeneratorCase.OfAsync(
            TestCompilation.Usings + "public partial interface IFunctions { [LambdaFunction(\"a\")] Task AAsync(); }",
            TestCompilation.Usings + "public partial interface IFunctions { [LambdaFunction(\"b\")] Task BAsync(); }",
            TestCompilation.Usings + "public partial interface IFunctions : IBase { }",
            TestCompilation.Usings + "public interface IBase { [LambdaFunction(\"c\")] Task CAsync(); }");
        Assert.Equal(["AAsync", "BAsync", "CAsync"], PublicMethods(run, "FunctionsClient"));
    }

    [Fact]
    public async Task Partial_interfaces_with_the_attribute_on_one_part()
    {
        var run = await GeneratorCase.OfAsync(
            TestCompilation.Usings + "public partial interface IFunctions { Task AAsync(); }",
            TestCompilation.Usings + "[LambdaFunction(\"b\")] public partial interface IFunctions { Task BAsync(); }");
        Assert.Equal(["AAsync", "BAsync"], PublicMethods(run, "FunctionsClient"));
    }

    [Theory]
    [InlineData("[LambdaFunction(\"b\")] ", "")]
    [InlineData("", "[LambdaFunction(\"b\")] ")]
    public async Task Partial_methods(string onDefinition, string onImplementation)
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + $$"""
            public partial interface IFunctions { {{onDefinition}}public virtual partial Task BAsync(); }
            public partial interface IFunctions { {{onImplementation}}public virtual partial Task BAsync() => Task.CompletedTask; }
            """);
        Assert.Equal(["BAsync"], PublicMethods(run, "FunctionsClient"));
    }

    internal static MetadataReference Reference(string source)
    {
        var stream = new MemoryStream();
        var result = TestCompilation.Create(source).WithAssemblyName("Library").Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    // A public method of the class would replace what the root does, and not only hide it.
    [Fact]
    public async Task A_new_method_over_a_default_implementation()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            public interface IRoot { Task CallAsync() => Task.CompletedTask; Task OtherAsync(); }
            public interface IMiddle : IRoot { Task IRoot.OtherAsync() => Task.CompletedTask; }
            [LambdaFunction("f")] public interface IFunctions : IMiddle { new Task CallAsync(); Task OtherAsync(int number); new Task OtherAsync(); }
            """);
        var client = run.Type("FunctionsClient");
        var root = run.Type("IRoot");
        foreach (var member in root.GetMembers().OfType<IMethodSymbol>())
            Assert.Equal(TypeKind.Interface, client.FindImplementationForInterfaceMember(member)!.ContainingType.TypeKind);
        Assert.Equal(client, client.FindImplementationForInterfaceMember(run.Method("IFunctions", "CallAsync"))!.ContainingType, SymbolEqualityComparer.Default);
    }

    private static List<string> PublicMethods(GeneratorRun run, string client) =>
        [.. run.Type(client).GetMembers().OfType<IMethodSymbol>().Where(m => m is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public }).Select(m => m.Name).Order(StringComparer.Ordinal)];

    private static List<IMethodSymbol> ExplicitMethods(INamedTypeSymbol client) =>
        [.. client.GetMembers().OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.ExplicitInterfaceImplementation)];
}
