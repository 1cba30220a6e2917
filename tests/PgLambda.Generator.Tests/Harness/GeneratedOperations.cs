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
    private static readonly MethodInfo ComposeSql = typeof(Operation).GetMethod("ComposeSql", BindingFlags.Instance | BindingFlags.NonPublic)!;

    public static string Sql(string text, string field) => SqlOf(Assert.Single(
        Find(CSharpSyntaxTree.ParseText(text).GetRoot()), operation => operation.FirstAncestorOrSelf<VariableDeclaratorSyntax>()!.Identifier.ValueText == field));

    public static IEnumerable<ObjectCreationExpressionSyntax> Find(SyntaxNode root) =>
        root.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().Where(creation => creation.Type.ToString().EndsWith("LambdaOperation", StringComparison.Ordinal));

    /// <summary>The text as the literals spell it.</summary>
    public static string SqlOf(ObjectCreationExpressionSyntax operation) => string.Concat(
        operation.ArgumentList!.Arguments[^1].DescendantTokens().Where(token => token.IsKind(SyntaxKind.StringLiteralToken)).Select(token => token.ValueText));

    /// <summary>The runtime composes from the other arguments, to the byte, what the last one says.</summary>
    public static void AssertSqlIsTheRuntimes(Compilation output, SyntaxTree tree)
    {
        var model = output.GetSemanticModel(tree);
        foreach (var creation in Find(tree.GetRoot(TestContext.Current.CancellationToken)))
        {
            var constants = creation.ArgumentList!.Arguments.Select(argument => model.GetConstantValue(argument.Expression)).ToList();
            Assert.All(constants, constant => Assert.True(constant.HasValue, creation.ToString()));
            Assert.True(ComposeSql.GetParameters().Length == 0 && constants.Count == 8);
            var operation = new Operation(
                (string)constants[0].Value!, (string)constants[1].Value!, (string?)constants[2].Value, (string?)constants[3].Value,
                (runtime::PgLambda.InvocationType)(int)constants[4].Value!, (runtime::PgLambda.LogType)(int)constants[5].Value!, (bool)constants[6].Value!, (string)constants[7].Value!);
            Assert.Equal((string?)ComposeSql.Invoke(operation, null), (string)constants[7].Value!);
        }
    }
}
