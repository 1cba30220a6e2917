using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Architecture.Tests;

/// <summary>Tells what a type is from what it does.</summary>
internal static class Signatures
{
    /// <summary>
    /// Whether a name stands in the signature of the outermost type around it: its base types, constraints and primary parameters, the types of its fields,
    /// and the types of the members that others see. Bodies, initializers, default values and attributes are what a type does, and so is everything of a private
    /// member but a field: moving it out into another file changes nothing for anybody.
    /// </summary>
    public static bool Holds(SyntaxNode name, SemanticModel model)
    {
        foreach (var node in name.AncestorsAndSelf())
        {
            switch (node)
            {
                case StatementSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or ConstructorInitializerSyntax or ArgumentListSyntax or AttributeListSyntax:
                    return false;
                case BaseFieldDeclarationSyntax:
                    break;
                case MemberDeclarationSyntax member when model.GetDeclaredSymbol(member) is { DeclaredAccessibility: Accessibility.Private }:
                    return false;
                default:
                    break;
            }
        }
        return true;
    }
}
