using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.Generator.Parsing;

/// <summary>The generated class's name, and whether it is free.</summary>
internal static class ClientNames
{
    /// <summary>The interface's name without its leading <c>I</c>, plus <c>Client</c>.</summary>
    public static string Of(INamedTypeSymbol lambdaInterface)
    {
        var name = lambdaInterface.Name;
        // I3dPrinter keeps its I: a class cannot be called 3dPrinterClient.
        var hasPrefix = name.Length > 1 && name[0] == 'I' && !char.IsLower(name[1]) && SyntaxFacts.IsIdentifierStartCharacter(name[1]);
        return (hasPrefix ? name.Substring(1) : name) + "Client";
    }

    public static string Get(ParseContext context, out UserPart userPart)
    {
        var lambdaInterface = context.Interface;
        var name = Of(lambdaInterface);
        userPart = UserPart.None;
        var ns = lambdaInterface.ContainingNamespace;
        if (ns is null)
            return name;

        foreach (var member in ns.GetMembers(name))
        {
            if (member is INamespaceSymbol)
            {
                Clash(context, name, "is already a namespace there");
            }
            else if (member is INamedTypeSymbol type && type.Arity == lambdaInterface.Arity && !IsOurs(type))
            {
                if (UserPart.Of(type, context.CancellationToken) is { } part)
                    userPart = part;
                else
                    Clash(context, name, "is already a type there and not a partial class that can be sealed");
            }
        }
        if (lambdaInterface.TypeParameters.Any(parameter => parameter.Name == name))
            Clash(context, name, "is also the name of its type parameter");

        // IFoo and Foo have the same client; of a nested interface and one that is not, the latter gets it.
        var stem = name.Substring(0, name.Length - "Client".Length);
        var rivals = lambdaInterface.ContainingType is null
            ? ns.GetTypeMembers(stem, lambdaInterface.Arity).Concat(ns.GetTypeMembers("I" + stem, lambdaInterface.Arity))
            : AllTypes(ns.GetTypeMembers());
        foreach (var rival in rivals)
        {
            if (rival.Arity == lambdaInterface.Arity
                && !SymbolEqualityComparer.Default.Equals(rival, lambdaInterface)
                && SymbolEqualityComparer.Default.Equals(rival.ContainingAssembly, lambdaInterface.ContainingAssembly)
                && rival.TypeKind == TypeKind.Interface && Of(rival) == name && InterfaceParser.IsLambdaInterface(rival))
            {
                Clash(context, name, $"is also the client of '{rival.ToDisplayString()}'");
            }
        }
        return name;
    }

    private static void Clash(ParseContext context, string name, string why) =>
        context.Report(Rules.NameClash, Anchor.At(context.Interface), context.Interface.Name, name, why);

    // The analyzer sees the generated class too, the generator does not; both must come to the same answer.
    private static bool IsOurs(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Length > 0 && type.DeclaringSyntaxReferences.All(reference => IsGenerated(reference.SyntaxTree));

    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath.Contains("PgLambda.LambdaClientGenerator");

    private static IEnumerable<INamedTypeSymbol> AllTypes(IEnumerable<INamedTypeSymbol> types) =>
        types.SelectMany(type => new[] { type }.Concat(AllTypes(type.GetTypeMembers())));
}
