extern alias runtime;

using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Operation = runtime::PgLambda.CompilerServices.LambdaOperation;

namespace PgLambda.Generator.Tests;

/// <summary>The operations of a generated file: a static field for each method, whose last argument is the SQL.</summary>
internal static class GeneratedOperations
{
    private static readonly PropertyInfo Parts = typeof(Operation).GetProperty("Parts", BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo Compose = Parts.PropertyType.GetMethod("Compose")!;

    public static string Sql(string text, string field) => SqlOf(Assert.Single(
        Find(CSharpSyntaxTree.ParseText(text).GetRoot()), operation => operation.FirstAncestorOrSelf<VariableDeclaratorSyntax>()!.Identifier.ValueText == field));

    public static IEnumerable<ObjectCreationExpressionSyntax> Find(SyntaxNode root) =>
        root.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().Where(creation => creation.Type.ToString().EndsWith("LambdaOperation", StringComparison.Ordinal));

    /// <summary>The text as the literals spell it.</summary>
    public static string SqlOf(ObjectCreationExpressionSyntax operation) => string.Concat(
        operation.ArgumentList!.Arguments[^1].DescendantTokens().Where(token => token.IsKind(SyntaxKind.StringLiteralToken)).Select(token => token.ValueText));

    /// <summary>The runtime composes from the parts of each text that text again, to the byte.</summary>
    public static void AssertSqlIsTheRuntimes(Compilation output, SyntaxTree tree)
    {
        var model = output.GetSemanticModel(tree);
        foreach (var creation in Find(tree.GetRoot(TestContext.Current.CancellationToken)))
        {
            var constants = creation.ArgumentList!.Arguments.Select(argument => model.GetConstantValue(argument.Expression)).ToList();
            Assert.All(constants, constant => Assert.True(constant.HasValue, creation.ToString()));
            var operation = new Operation((string)constants[0].Value!, (string)constants[1].Value!, (string)constants[2].Value!);
            Assert.Equal((string)constants[2].Value!, (string?)Compose.Invoke(Parts.GetValue(operation), null));
        }
    }
}
