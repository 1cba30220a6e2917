using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Symbols;

namespace PgLambda.CodeFixes;

/// <summary>Looks at and rewrites return types as they are written.</summary>
internal static class ReturnTypes
{
    /// <summary>A body would have to change along with the type that it returns, and only its author knows how.</summary>
    public static bool HasBody(MethodDeclarationSyntax method) => method.Body is not null || method.ExpressionBody is not null;

    public static bool IsTask(ITypeSymbol? type) => type is INamedTypeSymbol && KnownTypes.IsTaskLike(type);

    /// <summary>The name of the task in place of a type: <c>Task</c>, where it is none itself.</summary>
    public static string TaskName(ITypeSymbol type) => IsTask(type) ? type.Name : "Task";

    /// <summary><c>Task</c> or <c>ValueTask</c> of a result, or of none, in place of one of another, or of the items of an answer; a qualification that was written stays.</summary>
    public static TypeSyntax? WithResult(TypeNames types, TypeSyntax type, ITypeSymbol task, TypeSyntax? result)
    {
        var written = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
        var replaced = (IsTask(task) ? GenericNames.Find(written) : null, result) switch
        {
            ({ } generic, { }) => written.ReplaceNode(generic, generic.WithTypeArgumentList(Arguments(result))),
            ({ } generic, null) => written.ReplaceNode(generic, SyntaxFactory.IdentifierName(generic.Identifier).WithTriviaFrom(generic)),
            _ => task.Name == "ValueTask"
                ? result is null ? types.ValueTask() : types.ValueTask(result)
                : result is null ? types.Task() : types.Task(result),
        };
        return replaced?.WithTriviaFrom(type);
    }

    private static TypeArgumentListSyntax Arguments(TypeSyntax result) =>
        SyntaxFactory.TypeArgumentList(SyntaxFactory.SingletonSeparatedList(result.WithoutTrivia()));
}
