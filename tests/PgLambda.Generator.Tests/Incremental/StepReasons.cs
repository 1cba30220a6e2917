using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace PgLambda.Generator.Tests.Incremental;

/// <summary>Both ways for every named step: what matters reaches it, and what does not leaves it cached.</summary>
public class StepReasons
{
    private const string Names = "public static class Names { public const string Price = \"price\"; public const string Unused = \"a\"; }";
    private const string Base = TestCompilation.Usings + "public interface IBase { [LambdaFunction(Names.Price)] Task BaseAsync(Dto dto); }";
    private const string Types = "public class Dto { public int Value { get; } }";
    private const string Global = "global using Money = System.Decimal;";
    private const string Other = TestCompilation.Usings + "namespace Other { public interface IOther { [LambdaFunction(\"other\")] Task OtherAsync(); } }";

    private const string Functions = TestCompilation.Usings + """
        namespace Acme
        {
            public interface IFunctions : IBase
            {
                [LambdaFunction("first")] Task<Dto?> FirstAsync(Money amount);
                [LambdaFunction("second")] Task SecondAsync();
                int Default() { return 1; }
            }
        }
        """;

    private static readonly string[] Sources = [Functions, Names, Base, Types, Global, Other];

    // The models of IBase, IFunctions and IOther, in the order of the files.
    [Theory]
    [InlineData(0, "\"first\"", "\"changed\"")]
    [InlineData(0, "FirstAsync", "RenamedAsync")]
    [InlineData(0, "Money amount", "Money total")]
    [InlineData(0, "Task<Dto?>", "Task<Dto>")]
    [InlineData(0, "int Default()", "[LambdaFunction(\"third\")] Task ThirdAsync(); int Default()")]
    [InlineData(0, "namespace Acme", "namespace Acme.Orders")]
    [InlineData(0, "public interface", "internal interface")]
    [InlineData(0, ": IBase", "")]
    [InlineData(1, "\"price\"", "\"changed\"")]
    [InlineData(2, "BaseAsync", "RenamedAsync")]
    [InlineData(2, "Dto dto", "Dto? dto")]
    [InlineData(3, "class", "struct")]
    [InlineData(4, "System.Decimal", "System.Double")]
    public void A_change_reaches_the_clients(int file, string from, string to)
    {
        var (before, after) = Run(file, from, to);
        Assert.Contains(Reasons(after, LambdaClientGenerator.ClientsStep), reason => reason == Modified);
        Assert.NotEqual(Texts(before), Texts(after));
    }

    [Fact]
    public void A_changed_base_interface_reaches_its_derived_interfaces_and_nobody_else()
    {
        var (_, after) = Run(2, "BaseAsync", "RenamedAsync");
        Assert.Equal([("BaseClient", Modified), ("FunctionsClient", Modified), ("OtherClient", Unchanged)], Clients(after));
    }

    [Fact]
    public void A_changed_kind_of_a_type_reaches_whoever_uses_it()
    {
        var (_, after) = Run(3, "class", "struct");
        Assert.Equal([("BaseClient", Unchanged), ("FunctionsClient", Modified), ("OtherClient", Unchanged)], Clients(after));
    }

    [Fact]
    public void A_new_interface_is_new()
    {
        var (_, after) = Run(5, "namespace Other {", "namespace Other { public interface INew { [LambdaFunction(\"new\")] Task NewAsync(); }");
        Assert.Contains(Clients(after), client => client.Reason is New or Modified && client.Name == "NewClient");
        Assert.Contains(Reasons(after, LambdaClientGenerator.AmbiguousNamesStep), reason => reason is Unchanged or Cached);
    }

    [Theory]
    [InlineData("[LambdaFunction(\"other\")] ", "")]
    [InlineData("\"other\"", "\"other '\"")]
    [InlineData("Task OtherAsync", "void OtherAsync")]
    [InlineData("public interface IOther", "file interface IOther")]
    public void A_client_that_is_lost_is_removed(string from, string to)
    {
        var (before, after) = Run(5, from, to);
        Assert.Equal(3, before.GeneratedSources.Length);
        Assert.Equal(2, after.GeneratedSources.Length);
        Assert.Contains(Reasons(after, LambdaClientGenerator.ClientsStep), reason => reason == Removed);
    }

    [Fact]
    public void Names_that_come_to_differ_by_case_only_reach_the_step()
    {
        var (_, after) = Run(5, "namespace Other { public interface IOther", "namespace Acme { public interface IFUNCTIONS");
        Assert.Equal([Modified], Reasons(after, LambdaClientGenerator.AmbiguousNamesStep));
        Assert.Equal(3, after.GeneratedSources.Select(s => s.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData(0, "return 1;", "return 1 + 1;")]
    [InlineData(0, "int Default()", "/* a comment */ int Default()")]
    [InlineData(0, "int Default() { return 1; }", "int Default() { return 1; } int Another() { return 2; }")]
    [InlineData(0, "namespace Acme", "\n\n\nnamespace Acme")]
    [InlineData(0, "[LambdaFunction(\"first\")] ", "/// <summary>Documented.</summary>\n[LambdaFunction(\"fir\" + \"st\")]\n")]
    [InlineData(0, "using System.Threading;", "using System.Threading; using System.Linq;")]
    [InlineData(0, "Task<Dto?>", "System.Threading.Tasks.Task<global::Dto?>")]
    [InlineData(1, "Unused = \"a\"", "Unused = \"b\"")]
    [InlineData(1, "\"price\"", "\"pri\" + \"ce\"")]
    [InlineData(2, "[LambdaFunction(Names.Price)]", "[LambdaFunction(function: Names.Price)]")]
    [InlineData(3, "int Value { get; }", "string Value => \"x\";")]
    [InlineData(3, "public class Dto", "public class Unrelated { } public class Dto")]
    [InlineData(4, "System.Decimal;", "System.Decimal; global using Text = System.String;")]
    public void What_does_not_matter_leaves_every_step_cached(int file, string from, string to)
    {
        var (before, after) = Run(file, from, to);
        foreach (var step in GeneratorRun.Steps)
        {
            Assert.All(Reasons(after, step), reason => Assert.True(reason is Cached or Unchanged, $"{step}: {reason}"));
        }
        Assert.All(after.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs), output => Assert.Equal(Cached, output.Reason));
        Assert.Equal(Texts(before), Texts(after));
    }

    // Typing into a body is what most edits are.
    [Theory]
    [InlineData(0, "return 1;", "return 1 + 1;")]
    [InlineData(0, "int Default()", "/* a comment */ int Default()")]
    [InlineData(3, "class Dto {", "class Dto {\n    // a comment\n")]
    public void What_is_typed_into_a_body_parses_no_interface(int file, string from, string to)
    {
        var (_, after) = Run(file, from, to);
        Assert.All(Reasons(after, LambdaClientGenerator.ClientsStep), reason => Assert.Equal(Cached, reason));
        Assert.Equal([Cached], Reasons(after, LambdaClientGenerator.RegistrationNameStep));
    }

    [Fact]
    public void No_compilation_is_kept_alive()
    {
        var (driver, first) = RunAndForget();
        for (var i = 0; i < 5 && first.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(first.IsAlive);
        GC.KeepAlive(driver);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static (GeneratorDriver, WeakReference) RunAndForget()
        {
            var compilation = TestCompilation.Create(Sources);
            var driver = GeneratorRun.CreateDriver(TestCompilation.ParseOptions()).RunGenerators(compilation, TestContext.Current.CancellationToken);
            var tree = compilation.SyntaxTrees[0];
            var edited = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(Functions.Replace("return 1;", "return 2;", StringComparison.Ordinal), TestCompilation.ParseOptions(), tree.FilePath));
            return (driver.RunGenerators(edited, TestContext.Current.CancellationToken), new WeakReference(compilation));
        }
    }

    // A change of a client reaches the step of names; the names are the same.
    [Fact]
    public void A_changed_client_of_the_same_name_leaves_the_ambiguous_names_unchanged()
    {
        var (_, after) = Run(0, "\"first\"", "\"changed\"");
        Assert.Equal([Unchanged], Reasons(after, LambdaClientGenerator.AmbiguousNamesStep).Select(r => r == Cached ? Unchanged : r));
    }

    [Theory]
    [InlineData(0, "\"first\"", "\"changed\"")]
    [InlineData(0, "FirstAsync", "RenamedAsync")]
    [InlineData(0, "Money amount", "Money total")]
    [InlineData(0, "int Default()", "[LambdaFunction(\"third\")] Task ThirdAsync(); int Default()")]
    [InlineData(1, "\"price\"", "\"changed\"")]
    [InlineData(2, "BaseAsync", "RenamedAsync")]
    public void A_changed_method_leaves_the_registration_as_it_was(int file, string from, string to)
    {
        var (_, after) = Run(file, from, to);
        Assert.All(Reasons(after, LambdaClientGenerator.RegistrationStep), reason => Assert.True(reason is Cached or Unchanged, $"{reason}"));
    }

    [Theory]
    [InlineData(0, "namespace Acme", "namespace Acme.Orders")]
    [InlineData(0, "public interface", "internal interface")]
    [InlineData(0, "public interface", "[LambdaClient(DataSource = \"orders\")] public interface")]
    [InlineData(0, "public interface", "[System.Obsolete] public interface")]
    [InlineData(0, "FirstAsync(Money amount)", "FirstAsync(Money Operations)")]
    [InlineData(4, "System.Decimal;", "System.Decimal; [assembly: PgLambda.LambdaClient(DataSource = \"orders\")]")]
    [InlineData(5, "IOther", "IElse")]
    [InlineData(5, "[LambdaFunction(\"other\")] ", "")]
    public void What_is_registered_reaches_the_registration(int file, string from, string to)
    {
        var (_, after) = Run(file, from, to);
        Assert.Equal([Modified], Reasons(after, LambdaClientGenerator.RegistrationStep));
    }

    [Fact]
    public void The_registrations_name_reaches_its_step()
    {
        var compilation = Registration.RegistrationCase.Create("", Other);
        var driver = GeneratorRun.CreateDriver(TestCompilation.ParseOptions()).RunGenerators(compilation, TestContext.Current.CancellationToken);
        var edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("[assembly: PgLambda.LambdaClient(RegistrationName = \"Shop\")]", TestCompilation.ParseOptions(), "Shop.cs", cancellationToken: TestContext.Current.CancellationToken));
        var after = driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().Results[0];
        Assert.Equal([Modified], Reasons(after, LambdaClientGenerator.RegistrationNameStep));
        Assert.Contains(after.GeneratedSources, source => source.SourceText.ToString().Contains("AddShopLambdaClients", StringComparison.Ordinal));
    }

    [Fact]
    public void An_interface_gives_one_model_however_many_methods_and_parts_it_has()
    {
        var methods = string.Concat(Enumerable.Range(0, 20).Select(i => $"[LambdaFunction(\"f{i}\")] Task Call{i}Async();\n"));
        var compilation = TestCompilation.Create(TestCompilation.Usings + $"public partial interface IFunctions {{ {methods} }} [LambdaClient] public partial interface IFunctions {{ [LambdaFunction(\"f\")] Task CallAsync(); }}", TestCompilation.Usings + "[LambdaFunction(\"f\")] public partial interface IFunctions { }");
        var result = GeneratorRun.CreateDriver(TestCompilation.ParseOptions()).RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results[0];
        Assert.Single(result.TrackedSteps[LambdaClientGenerator.ClientsStep].SelectMany(step => step.Outputs));
    }

    private static (GeneratorRunResult Before, GeneratorRunResult After) Run(int file, string from, string to)
    {
        var compilation = TestCompilation.Create(Sources);
        var driver = GeneratorRun.CreateDriver(TestCompilation.ParseOptions()).RunGenerators(compilation, TestContext.Current.CancellationToken);
        var before = driver.GetRunResult().Results[0];
        Assert.Equal(3, before.GeneratedSources.Length);
        Assert.Contains(from, Sources[file], StringComparison.Ordinal);
        var tree = compilation.SyntaxTrees[file];
        var edited = CSharpSyntaxTree.ParseText(Sources[file].Replace(from, to, StringComparison.Ordinal), TestCompilation.ParseOptions(), tree.FilePath);
        var after = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, edited), TestContext.Current.CancellationToken).GetRunResult().Results[0];
        Assert.Null(after.Exception);
        return (before, after);
    }

    private static List<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(output => output.Reason)];

    private static IEnumerable<(string Name, IncrementalStepRunReason Reason)> Clients(GeneratorRunResult result) => result.TrackedSteps[LambdaClientGenerator.ClientsStep]
        .SelectMany(s => s.Outputs).Select(output => (((Model.ClientModel)output.Value).Name, output.Reason)).OrderBy(client => client.Name, StringComparer.Ordinal);

    private static ImmutableArray<(string, string)> Texts(GeneratorRunResult result) => [.. result.GeneratedSources.Select(s => (s.HintName, s.SourceText.ToString()))];
}
