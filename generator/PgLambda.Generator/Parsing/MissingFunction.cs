using Microsoft.CodeAnalysis;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>What to do about a method that no <c>[LambdaFunction]</c> applies to.</summary>
internal static class MissingFunction
{
    public static string Advice(IMethodSymbol method, IMethodSymbol target)
    {
        var declaring = method.ContainingType;
        if (LambdaInterface.IsLambdaInterface(declaring))
            return "annotate the method or the interface";
        var type = CSharpText.Short(target.ContainingType);
        // Whoever declares it elsewhere cannot annotate it.
        var orAnnotate = declaring.DeclaringSyntaxReferences.IsEmpty ? "" : $", or annotate '{CSharpText.Short(declaring)}'";
        return $"an attribute on the interface does not reach '{CSharpText.Short(declaring)}', which has none itself: implement the method in the interface, "
            + $"as in '{Implementation(type, target)}'{orAnnotate}";
    }

    private static string Implementation(string type, IMethodSymbol method)
    {
        var typeParameters = method.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", method.TypeParameters.Select(parameter => parameter.Name))}>";
        var parameters = string.Join(", ", method.Parameters.Select(parameter => $"{CSharpText.Short(parameter.Type)} {CSharpText.Identifier(parameter.Name)}"));
        return $"{CSharpText.Short(method.ReturnType)} {type}.{CSharpText.Identifier(method.Name)}{typeParameters}({parameters}) {Body(method.ReturnType)}";
    }

    private static string Body(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Void ? "{ }"
        : KnownTypes.IsTaskLike(type) && type is INamedTypeSymbol { Arity: 0 } ? type.IsValueType ? "=> default;" : "=> Task.CompletedTask;"
        : "=> throw new NotSupportedException();";
}
