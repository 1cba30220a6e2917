using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>Whether the generated class's name is free.</summary>
internal static class ClientNames
{
    public static string Get(ParseContext context)
    {
        var lambdaInterface = context.Interface;
        var name = ClientClass.NameOf(lambdaInterface);
        var ns = lambdaInterface.ContainingNamespace;
        if (ns is null)
            return name;

        foreach (var member in ns.GetMembers(name))
        {
            if (member is INamespaceSymbol)
            {
                Clash(context, name, "is already a namespace there");
            }
            // The analyzer sees the generated class too, the generator does not; both must come to the same answer.
            else if (member is INamedTypeSymbol type && type.Arity == lambdaInterface.Arity)
            {
                context.HasGeneratedClass |= type.DeclaringSyntaxReferences.Any(part => ClientClass.IsGenerated(type, part));
                if (ClientClass.IsGenerated(type))
                    continue;
                if (UserPart.Of(type, context.CancellationToken) is { } part)
                    context.UserPart = part;
                else
                    Clash(context, name, "is already a type there and not a partial class that can be sealed");
            }
        }
        if (context.UserPart.FindObstacle(lambdaInterface) is { } obstacle)
            context.Report(Rules.UnfitClientPart, DiagnosticTarget.At(lambdaInterface), name, obstacle);
        if (lambdaInterface.TypeParameters.Any(parameter => parameter.Name == name))
            Clash(context, name, "is also the name of its type parameter");

        // IFoo and Foo have the same client; of a nested interface and one that is not, the latter gets it.
        var stem = name.Substring(0, name.Length - "Client".Length);
        var rivals = lambdaInterface.ContainingType is null
            ? ns.GetTypeMembers(stem, lambdaInterface.Arity).Concat(ns.GetTypeMembers("I" + stem, lambdaInterface.Arity))
            : NestedInterfaces.OfClient(name, ns, context.Compilation);
        foreach (var rival in rivals)
        {
            if (rival.Arity == lambdaInterface.Arity
                && !SymbolEqualityComparer.Default.Equals(rival, lambdaInterface)
                && SymbolEqualityComparer.Default.Equals(rival.ContainingAssembly, lambdaInterface.ContainingAssembly)
                && rival.TypeKind == TypeKind.Interface && ClientClass.NameOf(rival) == name && LambdaInterface.IsLambdaInterface(rival))
            {
                Clash(context, name, $"is also the client of '{rival.ToDisplayString()}'");
            }
        }
        return name;
    }

    private static void Clash(ParseContext context, string name, string why) =>
        context.Report(Rules.NameClash, DiagnosticTarget.At(context.Interface), context.Interface.Name, name, why);
}
