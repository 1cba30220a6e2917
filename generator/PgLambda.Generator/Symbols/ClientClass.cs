using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Symbols;

/// <summary>The class that is generated for an interface: its name, and which parts of it were generated.</summary>
internal static class ClientClass
{
    // What [GeneratedCode] says on each generated class.
    private const string Tool = "PgLambda.Generator";

    /// <summary>The interface's name without its leading <c>I</c>, plus <c>Client</c>.</summary>
    public static string NameOf(INamedTypeSymbol lambdaInterface)
    {
        var name = lambdaInterface.Name;
        // I3dPrinter keeps its I: a class cannot be called 3dPrinterClient.
        var hasPrefix = name.Length > 1 && name[0] == 'I' && !char.IsLower(name[1]) && SyntaxFacts.IsIdentifierStartCharacter(name[1]);
        return (hasPrefix ? name.Substring(1) : name) + "Client";
    }

    /// <summary>Whether the compilation has the interface's generated class. The generator's own never has, the finished one should.</summary>
    public static bool Exists(INamedTypeSymbol lambdaInterface) =>
        lambdaInterface.ContainingNamespace.GetTypeMembers(NameOf(lambdaInterface), lambdaInterface.Arity)
            .Any(type => type.DeclaringSyntaxReferences.Any(part => IsGenerated(type, part)));

    /// <summary>Whether the interface's class has a member of a name.</summary>
    public static bool HasMember(INamedTypeSymbol lambdaInterface, string name) =>
        lambdaInterface.ContainingNamespace.GetTypeMembers(NameOf(lambdaInterface), lambdaInterface.Arity).Any(type => type.GetMembers(name).Length > 0);

    /// <summary>Whether nobody wrote a part of the class by hand.</summary>
    public static bool IsGenerated(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Length > 0 && type.DeclaringSyntaxReferences.All(part => IsGenerated(type, part));

    /// <summary>Whether the generator wrote a part of the class: by the attribute on the part itself, since a path only says where somebody put the file.</summary>
    public static bool IsGenerated(INamedTypeSymbol type, SyntaxReference part)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (KnownAttributes.IsGeneratedCode(attribute)
                && attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is Tool
                && attribute.ApplicationSyntaxReference is { } application
                && application.SyntaxTree == part.SyntaxTree && part.Span.Contains(application.Span))
            {
                return true;
            }
        }
        return false;
    }
}
