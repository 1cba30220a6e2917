using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Tests.Signatures;

/// <summary>Default implementations, documentation, obsolete code, language versions.</summary>
public class OtherSignatures
{
    [Fact]
    public async Task Default_implementations_are_left_alone()
    {
        var run = await GeneratorCase.OfMembersAsync("""
            Task CallAsync(int n);
            Task DefaultAsync() => CallAsync(1);
            int Count => 1;
            int this[int i] => i;
            event System.Action Changed { add { } remove { } }
            void Nothing() { }
            static int Static() => 2;
            static virtual int StaticVirtual() => 2;
            private void Private() { }
            sealed void Sealed() => Private();
            class Nested { }
            """);
        Assert.Equal(["CallAsync"], run.Type("FunctionsClient").GetMembers().OfType<IMethodSymbol>().Where(m => m is { MethodKind: MethodKind.Ordinary, IsStatic: false }).Select(m => m.Name));
    }

    [Fact]
    public async Task An_annotated_default_implementation_is_replaced()
    {
        var run = await GeneratorCase.OfMembersAsync("[LambdaFunction(\"f\")] Task CallAsync() => Task.CompletedTask;");
        Assert.NotNull(run.Method("FunctionsClient", "CallAsync"));
    }

    [Fact]
    public async Task An_interface_without_methods() => Assert.Single((await GeneratorCase.OfMembersAsync("")).Sources);

    [Theory]
    [InlineData("internal Task CallAsync();")]
    [InlineData("protected Task CallAsync();")]
    [InlineData("protected internal Task CallAsync();")]
    [InlineData("private protected Task CallAsync();")]
    [InlineData("public abstract Task CallAsync();")]
    [InlineData("unsafe Task CallAsync();")]
    public async Task Modifiers(string member) => await GeneratorCase.OfMembersAsync(member);

    [Theory]
    [InlineData("Task? CallAsync();")]
    [InlineData("Task<int>? CallAsync();")]
    [InlineData("Task<LambdaResult>? CallAsync();")]
    public async Task A_nullable_task(string member) => await GeneratorCase.OfMembersAsync(member);

    [Fact]
    public async Task Documentation() => await GeneratorCase.OfAsync(GeneratorCase.Types + """
        /// <summary>All of them: <see cref="CallAsync{T}(T, string)"/>, <![CDATA[<raw>]]>.</summary>
        /// <typeparam name="TKey">The key.</typeparam>
        public interface IFunctions<TKey>
        {
            /// <summary>Calls <c>f</c> &amp; returns.</summary>
            /// <typeparam name="T">The type.</typeparam>
            /// <param name="item">The item.</param>
            /// <param name="text">The text.</param>
            /// <returns>The answer.</returns>
            [LambdaFunction("f")] Task<TKey> CallAsync<T>(T item, string text);
        }
        """);

    [Theory]
    [InlineData("[System.Obsolete]")]
    [InlineData("[System.Obsolete(\"say \\\"why\\\"\\n\")]")]
    [InlineData("[System.Obsolete(null, true)]")]
    [InlineData("[System.Obsolete(\"x\", true, DiagnosticId = \"ACME1\", UrlFormat = \"https://example.com/{0}\")]")]
    [InlineData("[System.Obsolete(\"x\", false, DiagnosticId = \"ACME1\")]")]
    public async Task Obsolete_members_and_interfaces(string attribute)
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + $$"""
            {{attribute}} public class Old { }
            public interface IFunctions
            {
                {{attribute}} [LambdaFunction("f")] Task<Old> CallAsync(Old old);
                [LambdaFunction("f")] Task NewAsync();
            }
            {{attribute}} public interface IOld { [LambdaFunction("f")] Task<Old> CallAsync(Old old); }
            {{attribute}} public class Outer { public interface INested { [LambdaFunction("f")] Task<Old> CallAsync(Old old); } }
            """);
        Assert.Equal(
            run.Type("IFunctions").GetMembers("CallAsync")[0].GetAttributes()[0].ToString(),
            Assert.Single(run.Method("FunctionsClient", "CallAsync").GetAttributes(), a => a.AttributeClass!.Name == "ObsoleteAttribute").ToString());
    }

    // C# 8 is the oldest: the generated code uses await using, patterns and nullable annotations. Rule PGL0119 refuses what is older.
    [Theory]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp14)]
    [InlineData(LanguageVersion.Preview)]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.Default)]
    public async Task Language_versions(LanguageVersion version)
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Create(TestCompilation.ParseOptions(version), TestCompilation.Usings + """
            namespace Acme
            {
                public class Order { }
                [LambdaFunction("f")] public interface IBase<T> where T : class { Task<U?> ReadAsync<U>(T? item, U? other) where U : class; internal Task InternalAsync(); }
                [LambdaFunction("f:1", Region = "us-west-2")]
                public interface IFunctions<TKey> : IBase<Order> where TKey : notnull
                {
                    Task<Order?> CallAsync(TKey key, string? text = null, System.DayOfWeek day = System.DayOfWeek.Friday, CancellationToken cancellationToken = default);
                    new Task<U?> ReadAsync<U>(Order? item, U? other) where U : class;
                    [LambdaFunction("f:1", Invocation = InvocationType.Event)] Task SendAsync(params int[] numbers);
                    [LambdaFunction("f:1", Log = LogType.Tail)] ValueTask<LambdaResult<int?>> LogAsync([ClientContext] Order context, [PayloadName("a b")] Order order);
                    Task DefaultAsync() => SendAsync(1);
                }
            }
            """));
        Assert.Equal(2, run.Sources.Length);
    }

    [Fact]
    public async Task C_sharp_7_3_is_refused()
    {
        var compilation = TestCompilation.Create(TestCompilation.ParseOptions(LanguageVersion.CSharp7_3), TestCompilation.Usings + "public interface IFunctions { [LambdaFunction(\"f\")] Task CallAsync(); }");
        Assert.Equal("PGL0119", Assert.Single(await AnalyzerRun.RunAsync(compilation), d => d.Severity == DiagnosticSeverity.Error).Id);
    }

    // A library may be written in a newer C# than who references it.
    [Fact]
    public async Task A_base_that_is_newer_than_the_projects_language()
    {
        var library = InheritedSignatures.Reference("#pragma warning disable CS1591\nusing System.Threading.Tasks; [PgLambda.LambdaFunction(\"f\")] public interface IBase { [PgLambda.LambdaFunction(\"f\")] Task ListAsync(params System.Collections.Generic.IReadOnlyList<int> numbers); Task ArrayAsync(params int[] numbers); }\n[PgLambda.LambdaFunction(\"f\")] public interface IArray { Task ArrayAsync(params int[] numbers); }");
        foreach (var version in (LanguageVersion[])[LanguageVersion.CSharp8, LanguageVersion.CSharp12, LanguageVersion.CSharp13])
        {
            var options = TestCompilation.ParseOptions(version);
            var compilation = TestCompilation.Create(options, TestCompilation.Usings + "[LambdaFunction(\"f\")] public interface IFunctions : IBase { }").AddReferences(library);
            var run = await GeneratorCase.OfAsync(compilation);
            Assert.Equal(version >= LanguageVersion.CSharp13, run.Method("FunctionsClient", "ListAsync").Parameters[0].IsParams);
            Assert.True(run.Method("FunctionsClient", "ArrayAsync").Parameters[0].IsParams);
        }
    }

    [Fact]
    public async Task A_base_that_no_client_can_implement_in_an_older_language()
    {
        await AssertAsync(LanguageVersion.CSharp12, "Task CallAsync<T>(int number) where T : allows ref struct;", "The inherited 'IBase.CallAsync': The generated client of 'IFunctions' needs C# 13 or later, and the project uses C# 12.0; set LangVersion");
        await AssertAsync(LanguageVersion.CSharp10, "Task CallAsync(); static virtual int Version => 1;", "The generated client of 'IFunctions' needs C# 11 or later, and the project uses C# 10.0; set LangVersion");
    }

    private static async Task AssertAsync(LanguageVersion version, string members, string message)
    {
        var library = InheritedSignatures.Reference("#pragma warning disable CS1591\nusing System.Threading.Tasks; [PgLambda.LambdaFunction(\"f\")] public interface IBase { " + members + " }");
        var compilation = TestCompilation.Create(TestCompilation.ParseOptions(version), TestCompilation.Usings + "[LambdaFunction(\"f\")] public interface IFunctions : IBase { }").AddReferences(library);
        Assert.Equal(message, Assert.Single(await AnalyzerRun.RunAsync(compilation), d => d.Severity == DiagnosticSeverity.Error).GetMessage());
    }
}
