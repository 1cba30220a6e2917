using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.CodeFixes;

internal static class GenericNames
{
    /// <summary>The part of a type's name that has the type arguments; null where an alias hides it.</summary>
    public static GenericNameSyntax? Find(TypeSyntax type) => type switch
    {
        GenericNameSyntax generic => generic,
        QualifiedNameSyntax qualified => qualified.Right as GenericNameSyntax,
        AliasQualifiedNameSyntax alias => alias.Name as GenericNameSyntax,
        NullableTypeSyntax nullable => Find(nullable.ElementType),
        _ => null,
    };
}
