using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Generator.Symbols;

/// <summary>Attributes by how they are written, which tells nearly all from others at no cost. An alias may stand for one.</summary>
internal static class AttributeNames
{
    /// <summary>Whether an interface or a member of it may be one that a client is generated for: the attribute's own name is written there.</summary>
    public static bool IsMarked(InterfaceDeclarationSyntax declaration)
    {
        if (Has(declaration.AttributeLists))
            return true;
        foreach (var member in declaration.Members)
        {
            if (member is MethodDeclarationSyntax method && Has(method.AttributeLists))
                return true;
        }
        return false;
    }

    /// <summary>Whether a declaration carries attributes of other names than ours, one of which may be an alias.</summary>
    public static bool HasOthers(SyntaxList<AttributeListSyntax> lists)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (!IsOurs(attribute))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Whether an attribute is written by the name of one of ours.</summary>
    public static bool IsOurs(AttributeSyntax attribute) => Rightmost(attribute.Name) is var name && (IsFunction(name) || name is "LambdaClient" or KnownAttributes.LambdaClientName);

    /// <summary>Whether a name is that of <c>[LambdaFunction]</c>.</summary>
    public static bool IsFunction(string name) => name is "LambdaFunction" or KnownAttributes.LambdaFunctionName;

    /// <summary>The last part of a name, which is all that a namespace or alias in front of it leaves.</summary>
    public static string Rightmost(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static bool Has(SyntaxList<AttributeListSyntax> lists)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (IsOurs(attribute))
                    return true;
            }
        }
        return false;
    }
}
