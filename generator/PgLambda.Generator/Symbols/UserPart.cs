using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Generator.Symbols;

/// <summary>What the user wrote of the client class, which the generated part must go with.</summary>
internal sealed record UserPart(bool HasAccessibility, IReadOnlyList<string> Members)
{
    public static UserPart None { get; } = new(false, []);

    /// <returns>The part, or null where the type is not a class that a generated part can complete.</returns>
    public static UserPart? Of(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.TypeKind != TypeKind.Class || type.IsRecord || type.IsStatic)
            return null;
        var members = new List<string>();
        var hasAccessibility = false;
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            // The analyzer sees the generated part too.
            if (ClientClass.IsGenerated(type, reference))
                continue;
            if (reference.GetSyntax(cancellationToken) is not ClassDeclarationSyntax declaration)
                return null;
            var modifiers = declaration.Modifiers;
            if (!modifiers.Any(SyntaxKind.PartialKeyword) || modifiers.Any(SyntaxKind.AbstractKeyword) || modifiers.Any(SyntaxKind.FileKeyword))
                return null;
            hasAccessibility |= modifiers.Any(SyntaxKind.PublicKeyword) || modifiers.Any(SyntaxKind.InternalKeyword);
        }
        foreach (var member in type.GetMembers())
        {
            if (!member.IsImplicitlyDeclared && member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary })
                members.Add(member.Name);
        }
        return new UserPart(hasAccessibility, members);
    }
}
