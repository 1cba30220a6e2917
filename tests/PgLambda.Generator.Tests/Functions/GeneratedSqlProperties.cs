using System.Globalization;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Generator.Tests.Functions;

/// <summary>No combination of function, region and qualifier, taken or refused, puts a quote, backslash, semicolon or control character into the SQL.</summary>
public class GeneratedSqlProperties
{
    // Most are near the grammar, and arguments are often left out, so that many clients come of them.
    private static readonly Gen<string?> AnyFunction = Often(GrammarNear.Function, Gen.String);
    private static readonly Gen<string?> AnyRegion = Often(Gen.Const((string?)null), Gen.OneOf<string>(GrammarNear.Region, Gen.String));
    private static readonly Gen<string?> AnyQualifier = Often(Gen.Const((string?)null), Gen.OneOf<string>(GrammarNear.Qualifier, Gen.String));

    [Fact]
    public void The_sql_of_what_the_parser_takes()
    {
        var written = 0;
        Gen.Select(AnyFunction, AnyRegion, AnyQualifier, Gen.Int[0, 2]).Sample((function, region, qualifier, invocation) =>
        {
            if (!IsWellFormed(function, region, qualifier))
                return;

            Interlocked.Increment(ref written);
            AssertHarmless(new InvokeSql(
                LambdaTarget.Parse(function!, region, qualifier), (InvocationType)invocation, invocation == 1 ? LogType.Tail : LogType.None, HasContext: invocation == 0).Compose());
        }, iter: GrammarNear.Texts);
        Assert.True(written > GrammarNear.Texts / 30, $"Only {written} texts were written.");
    }

    // What becomes SQL has a type of its own, which only the parser makes.
    [Fact]
    public void What_was_not_validated_is_not_written() => Gen.Select(AnyFunction, AnyRegion, AnyQualifier).Sample((function, region, qualifier) =>
    {
        try
        {
            AssertHarmless(new InvokeSql(LambdaTarget.Parse(function!, region, qualifier), InvocationType.RequestResponse, LogType.None, HasContext: false).Compose());
            Assert.True(IsWellFormed(function, region, qualifier));
        }
        catch (FormatException)
        {
            Assert.False(IsWellFormed(function, region, qualifier));
        }
    }, iter: GrammarNear.Texts);

    [Fact]
    public void The_sql_of_whole_clients()
    {
        var (clients, refused) = (0, 0);
        var arguments = Gen.Select(AnyFunction, AnyRegion, AnyQualifier, Gen.String);
        arguments.Array[150].Sample(interfaces =>
        {
            var result = RunGenerator(interfaces);
            Assert.Null(result.Exception);
            clients += result.GeneratedSources.Length;
            refused += interfaces.Length - result.GeneratedSources.Length;
            Assert.All(result.GeneratedSources, AssertLiteralsAreHarmless);
        }, iter: 20, threads: 1);
        Assert.True(clients > 150 && refused > 150, $"{clients} clients, {refused} refused.");
    }

    private static GeneratorRunResult RunGenerator((string? Function, string? Region, string? Qualifier, string JsonName)[] interfaces)
    {
        var source = TestCompilation.Usings + string.Concat(interfaces.Select((a, i) => string.Create(CultureInfo.InvariantCulture, $$"""

            public interface I{{i}}x
            {
                [LambdaFunction({{Literal(a.Function)}}, Region = {{Literal(a.Region)}}, Qualifier = {{Literal(a.Qualifier)}})]
                Task CallAsync([PayloadName({{Literal(a.JsonName)}})] string text = {{Literal(a.JsonName)}});
            }
            """)));
        var compilation = TestCompilation.Create(source);
        return GeneratorRun.CreateDriver(TestCompilation.ParseOptions()).RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results[0];
    }

    private static void AssertLiteralsAreHarmless(GeneratedSourceResult source)
    {
        var root = CSharpSyntaxTree.ParseText(source.SourceText, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken);
        Assert.Empty(root.GetDiagnostics());
        // One class, the interface's method, the operations and the one that calls Dapper, and no statement that was not written on purpose.
        Assert.Single(root.DescendantNodes().OfType<TypeDeclarationSyntax>());
        Assert.Equal(3, root.DescendantNodes().OfType<MethodDeclarationSyntax>().Count());
        Assert.Equal(1, root.DescendantNodes().OfType<MethodDeclarationSyntax>().Count(method => method.Body is { Statements.Count: 1 }));
        AssertHarmless(GeneratedOperations.SqlOf(Assert.Single(GeneratedOperations.Find(root))));
    }

    private static void AssertHarmless(string sql)
    {
        // The statement's own quotes come in pairs around plain text; nothing else may hold one.
        var pieces = sql.Split('\'');
        Assert.True(pieces.Length % 2 == 1, sql);
        var text = string.Concat(pieces.Where((_, i) => i % 2 == 1));
        Assert.All(text, c => Assert.True(char.IsAsciiLetterOrDigit(c) || "-_:$.".Contains(c, StringComparison.Ordinal), sql));
        var statement = string.Concat(pieces.Where((_, i) => i % 2 == 0));
        Assert.DoesNotContain(statement, c => c is '"' or '\\' or ';' || char.IsControl(c) && c != '\n');
        Assert.StartsWith("SELECT status_code, payload, executed_version, log_result\nFROM aws_lambda.invoke(\n    function_name => aws_commons.create_lambda_function_arn(", statement);
        // One argument per line after the first two lines.
        Assert.Equal(sql.Split('\n').Length - 2, statement.Split(" => ").Length - 1);
    }

    private static Gen<string?> Often(IGen<string?> often, Gen<string> seldom) => Gen.OneOf<string?>(often, often, often, often, seldom.Select(text => (string?)text));

    private static bool IsWellFormed(string? function, string? region, string? qualifier) =>
        LambdaFunctionName.TryParse(function, out var name, out _)
        && (region is null || LambdaFunctionName.TryParseRegion(region, out _) && (name.Region ?? region) == region)
        && (qualifier is null || LambdaFunctionName.TryParseQualifier(qualifier, out _) && (name.Qualifier ?? qualifier) == qualifier);

    private static string Literal(string? value) => value is null ? "null" : SymbolDisplay.FormatLiteral(value, quote: true);
}
