using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PgLambda.Generator.Model;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Tests.Incremental;

/// <summary>What two compilations may differ in and still give the same clients: what one forgets here would leave a client as it was before an edit.</summary>
public class DeclarationsTests
{
    [Theory]
    [InlineData("class A { int M() { return 1; } }", "class A { int M() { return 2; } }")]
    [InlineData("class A { int M() => 1; }", "class A { int M() => 2; }")]
    [InlineData("class A { int P { get { return 1; } } }", "class A { int P { get { return 2; } } }")]
    [InlineData("class A { string _x = \"a\"; }", "class A { string _x = \"b\"; }")]
    [InlineData("class A { }", "// a comment\nclass A { }")]
    [InlineData("class A { }", "/// <summary>A comment.</summary>\nclass A { }")]
    public void Equal(string before, string after) => Assert.Equal(Of(before), Of(after));

    [Theory]
    [InlineData("class A { const string X = \"a\"; }", "class A { const string X = \"b\"; }")]
    [InlineData("class A { const string X = \"\"\"a\"\"\"; }", "class A { const string X = \"\"\"b\"\"\"; }")]
    [InlineData("class A { const string X = \"\"\"\n  a\n  \"\"\"; }", "class A { const string X = \"\"\"\n  b\n  \"\"\"; }")]
    [InlineData("class A { const string X = $\"a{nameof(A)}\"; }", "class A { const string X = $\"b{nameof(A)}\"; }")]
    [InlineData("class A { const char X = 'a'; }", "class A { const char X = 'b'; }")]
    [InlineData("[Obsolete(\"a\")] class A { }", "[Obsolete(\"b\")] class A { }")]
    [InlineData("[Obsolete(@\"a\")] class A { }", "[Obsolete(@\"b\")] class A { }")]
    [InlineData("[Obsolete(\"\"\"a\"\"\")] class A { }", "[Obsolete(\"\"\"b\"\"\")] class A { }")]
    [InlineData("[Obsolete(\"a\", true)] class A { }", "[Obsolete(\"a\", false)] class A { }")]
    [InlineData("enum E { A = 1 }", "enum E { A = 2 }")]
    [InlineData("class A { void M(int x = 1) { } }", "class A { void M(int x = 2) { } }")]
    [InlineData("class A { A() : this(1) { } }", "class A { A() : base() { } }")]
    [InlineData("interface I { void M(); }", "interface I { void M() { } }")]
    [InlineData("#nullable enable\nclass A { void M(string s) { } }", "#nullable disable\nclass A { void M(string s) { } }")]
    [InlineData("class A {\n void K() {\n#nullable disable\n }\n void M(string s) { } }", "class A {\n void K() {\n }\n void M(string s) { } }")]
    [InlineData("class A {\n#nullable disable\n void K(string s) { }\n void M(string s) { } }", "class A {\n void K(string s) { }\n#nullable disable\n void M(string s) { } }")]
    [InlineData("using X = System.Int32; class A { }", "using X = System.Int64; class A { }")]
    [InlineData("#if !X\nclass A { }\n#endif", "#if X\nclass A { }\n#endif")]
    [InlineData("class A { } class B { }", "class A { }")]
    public void Different(string before, string after) => Assert.NotEqual(Of(before), Of(after));

    [Fact]
    public void What_is_around_the_files_counts()
    {
        var compilation = Create("class A { }");
        var declared = new Declarations(compilation, Names("A"));
        Assert.Equal(declared, new Declarations(compilation.Clone(), Names("A")));
        Assert.NotEqual(declared, new Declarations(compilation, Names("B")));
        Assert.NotEqual(declared, new Declarations(compilation.WithAssemblyName("Other"), Names("A")));
        Assert.NotEqual(declared, new Declarations(compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable)), Names("A")));
        Assert.NotEqual(declared, new Declarations(compilation.RemoveReferences(compilation.References.First()), Names("A")));
        Assert.NotEqual(declared, new Declarations(compilation.AddSyntaxTrees(Parse("class B { }", TestCompilation.ParseOptions())), Names("A")));
        var older = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(Parse("class A { }", TestCompilation.ParseOptions().WithLanguageVersion(LanguageVersion.CSharp8)));
        Assert.NotEqual(declared, new Declarations(older, Names("A")));
    }

    private static Declarations Of(string source) => new(Create(source), Names());

    private static CSharpCompilation Create(string source) => TestCompilation.Create().RemoveAllSyntaxTrees().AddSyntaxTrees(Parse(source, TestCompilation.ParseOptions()));

    private static SyntaxTree Parse(string source, CSharpParseOptions options) => CSharpSyntaxTree.ParseText(source, options, "A.cs", cancellationToken: TestContext.Current.CancellationToken);

    private static EquatableArray<string> Names(params string[] names) => names.ToEquatableArray();
}
