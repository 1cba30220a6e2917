using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PgLambda.Testing;

namespace PgLambda.Generator.Tests;

/// <summary>
/// The code of docs/testing.md. A block that begins with a file's name is a whole file, which the integration tests hold and run;
/// any other is a few statements about a <see cref="LocalLambda"/> and a connection.
/// </summary>
public partial class TestingPageTests
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // A handler of an example may have nothing to wait for; libraries are built against an older System.Runtime.
    private static readonly string[] Harmless = ["CS1998", "CS1701"];

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, All().Count)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_compiles(int number)
    {
        var block = All()[number];
        var file = FileName().Match(block);
        if (file.Success)
            Assert.Equal(block, Repository.Read($"tests/PgLambda.IntegrationTests/Documentation/{file.Groups[1].Value}"));
        var wrong = Compile(file.Success ? block : Statements(block), file.Groups[1].Value is "PriceTests.cs" ? "" : Types());
        Assert.True(wrong.Count == 0, string.Join("\n", wrong) + "\n\n" + block);
    }

    [Fact]
    public void Every_guess_is_on_the_page()
    {
        var page = Page();
        Assert.All(typeof(StandInGuesses).GetProperties(), guess => Assert.Contains($"`{guess.Name}`", page));
        Assert.All(typeof(LambdaFault).GetMembers().Where(m => m.DeclaringType == typeof(LambdaFault) && m.MemberType is System.Reflection.MemberTypes.Property
            || m is System.Reflection.MethodInfo { IsSpecialName: false, IsStatic: true }), fault => Assert.Contains($"`{fault.Name}", page));
    }

    private static List<string> Compile(params string[] sources)
    {
        Type[] libraries = [typeof(LocalLambda), typeof(LocalLambdaFixture), typeof(Npgsql.NpgsqlConnection), typeof(FactAttribute), typeof(IAsyncLifetime), typeof(Assert)];
        var compilation = CSharpCompilation.Create(
            "Shop.Tests",
            sources.Append(Usings).Select(source => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest))),
            [.. Net100.References.All, .. libraries.Select(type => type.Assembly.Location).Distinct().Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return [.. compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && !Harmless.Contains(d.Id)).Select(d => d.ToString())];
    }

    private static string Statements(string block) => $$"""
        using System.Net;
        using System.Text.Json;
        using Npgsql;
        using PgLambda.Testing;
        using Xunit;

        namespace Shop.Tests;

        internal static class Example
        {
            public static async Task RunAsync(LocalLambda lambda, NpgsqlConnection connection)
            {
        {{block}}
            }
        }
        """;

    /// <summary>The records that the page declares in its first file, and uses in the others.</summary>
    private static string Types() => "namespace Shop.Tests;\n" + string.Join("\n", Record().Matches(All()[0]).Select(m => m.Value));

    private static IReadOnlyList<string> All() => Markdown.Blocks(Page(), "csharp");

    private static string Page() => Repository.Read("docs/testing.md");

    [GeneratedRegex(@"\A// (\w+\.cs)\n")]
    private static partial Regex FileName();

    [GeneratedRegex("^public record .*;$", RegexOptions.Multiline)]
    private static partial Regex Record();
}
