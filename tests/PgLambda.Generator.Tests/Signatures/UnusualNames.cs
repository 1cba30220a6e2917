using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Generator.Tests.Signatures;

/// <summary>Names: keywords, namespaces, very long ones, and those that meet what the client adds.</summary>
public class UnusualNames
{
    private const string Call = "{ [LambdaFunction(\"f\")] Task CallAsync(); }";

    [Fact]
    public async Task Every_keyword_as_a_name()
    {
        var keywords = SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)
            .Where(text => text.All(char.IsAsciiLetterLower)).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(keywords.Count > 100);
        var members = keywords.Select(k => $"Task @{k}(int @{k}); Task Call_{k}<@{k}>(@{k} a, int b);");
        await GeneratorCase.OfMembersAsync(string.Join("\n", members));
    }

    [Theory]
    [InlineData("namespace @class.@event.inner { public interface IFunctions " + Call + " }")]
    [InlineData("namespace Größe.数据.é { public interface IFunctions " + Call + " }")]
    [InlineData("namespace A.B { namespace C.D { public interface IFunctions " + Call + " } }")]
    [InlineData("namespace System { public interface IFunctions " + Call + " }")]
    [InlineData("namespace PgLambda.CompilerServices { public interface IFunctions " + Call + " }")]
    [InlineData("namespace Dapper { public interface IFunctions " + Call + " }")]
    [InlineData("namespace A.Npgsql.System { public interface IFunctions " + Call + " }")]
    [InlineData("namespace @record.@field.@var.@dynamic { public interface IFunctions " + Call + " }")]
    [InlineData("public interface IFunctions " + Call)]
    [InlineData("public interface I " + Call)]
    [InlineData("public interface I2 " + Call)]
    [InlineData("public interface I3dPrinter " + Call)]
    [InlineData("public interface I_ " + Call)]
    [InlineData("public interface @interface " + Call)]
    [InlineData("public interface Iframe " + Call)]
    [InlineData("public interface ISpaß\u0301 " + Call)]
    [InlineData("public interface IÉtat " + Call)]
    public async Task Namespaces_and_interfaces(string source)
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings.Replace("using PgLambda", "using global::PgLambda", StringComparison.Ordinal) + source);
        Assert.Single(run.Sources);
    }

    [Theory]
    [InlineData(150)]
    [InlineData(500)]
    public async Task Very_long_names(int length)
    {
        var name = new string('x', length);
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + $"namespace {name}.a {{ public interface I{name} {{ [LambdaFunction(\"f\")] Task {name}(int {name}); }} }}\nnamespace {name}.b {{ public interface I{name} {Call} }}");
        Assert.Equal(2, run.Sources.Length);
        Assert.All(run.Sources, source => Assert.InRange(source.HintName.Length, 1, 100));
    }

    [Fact]
    public async Task The_same_name_in_two_namespaces()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + $"namespace A {{ public interface IFunctions {Call} }} namespace B {{ public interface IFunctions {Call} }} public interface IFunctions {Call}");
        Assert.Equal(["A.FunctionsClient.g.cs", "B.FunctionsClient.g.cs", "FunctionsClient.g.cs"], run.Sources.Select(s => s.HintName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_that_differ_by_case_only()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + $"public interface IFunctions {Call} public interface IFUNCTIONS {Call} namespace a {{ public interface IX {Call} }} namespace A {{ public interface IX {Call} }}");
        Assert.Equal(4, run.Sources.Select(s => s.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task Parameters_named_like_what_the_client_adds()
    {
        var run = await GeneratorCase.OfMembersAsync("Task CallAsync(string CallAsyncOperation, string _invoker, string ExecuteAsync, string FunctionsClient, string options, string transaction); Task CallAsyncOperation();");
        // What is called must be the operation, not what the caller passes.
        var method = run.Method("FunctionsClient", "CallAsync");
        var model = run.Output.GetSemanticModel(method.DeclaringSyntaxReferences[0].SyntaxTree);
        var call = method.DeclaringSyntaxReferences[0].GetSyntax(TestContext.Current.CancellationToken).DescendantNodes()
            .OfType<InvocationExpressionSyntax>().Single(c => c.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "InvokeAsync" });
        Assert.IsType<IFieldSymbol>(model.GetSymbolInfo(call.ArgumentList.Arguments[0].Expression, TestContext.Current.CancellationToken).Symbol, exactMatch: false);
    }

    [Fact]
    public async Task Methods_named_like_members_of_object_or_the_client()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            [LambdaFunction("f")]
            public interface IFunctions
            {
                Task ToString(); Task<int> GetHashCode(); Task<bool> Equals(object other); Task GetType(); Task MemberwiseClone(); Task Finalize(); Task ReferenceEquals(object a, object b);
                Task FunctionsClient(); Task _invoker(); Task ExecuteAsync(); Task<int> Equals(int other);
            }
            public interface IBase { [LambdaFunction("f")] Task T(); }
            [LambdaFunction("f")] public interface IDerived<T> : IBase { Task CallAsync(T item); }
            """);
        Assert.Equal(3, run.Sources.Length);
    }

    [Fact]
    public async Task The_users_part_of_the_class()
    {
        var run = await GeneratorCase.OfAsync(
            TestCompilation.Usings + "/// <summary>Mine.</summary>\ninternal partial class FunctionsClient { private readonly int _invoker = 1; private const string ExecuteAsync = \"mine\"; internal int Mine => _invoker + ExecuteAsync.Length + CallAsyncOperation(); private int CallAsyncOperation() => 2; }",
            TestCompilation.Usings + $"public interface IFunctions {Call}");
        Assert.Equal(Accessibility.Internal, run.Type("FunctionsClient").DeclaredAccessibility);
    }

    [Theory]
    [InlineData("public interface IOuter { public interface IFunctions " + Call + " }", Accessibility.Public)]
    [InlineData("public struct Outer { public record Inner { public interface IFunctions " + Call + " } }", Accessibility.Public)]
    [InlineData("public class Outer { internal interface IFunctions " + Call + " }", Accessibility.Internal)]
    [InlineData("internal class Outer { public interface IFunctions " + Call + " }", Accessibility.Internal)]
    [InlineData("public class Outer { protected internal interface IFunctions " + Call + " }", Accessibility.Internal)]
    [InlineData("internal interface IFunctions " + Call, Accessibility.Internal)]
    [InlineData("interface IFunctions " + Call, Accessibility.Internal)]
    [InlineData("public interface IFunctions " + Call, Accessibility.Public)]
    public async Task Nested_and_internal_interfaces(string source, Accessibility accessibility)
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + source);
        Assert.Equal(accessibility, run.Type("FunctionsClient").DeclaredAccessibility);
    }
}
