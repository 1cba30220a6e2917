using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Generator.Symbols;

/// <summary>The default values of parameters.</summary>
internal static class DefaultValue
{
    /// <summary>A parameter's default value, or null where it has none that C# can write.</summary>
    public static string? Text(IParameterSymbol parameter)
    {
        if (HasDefaultOnly(parameter.Type))
            return parameter.IsOptional ? "default" : null;
        if (!parameter.HasExplicitDefaultValue)
            return null;
        var value = parameter.ExplicitDefaultValue;
        if (value is null)
            return parameter.Type.IsValueType || parameter.Type.NullableAnnotation == NullableAnnotation.Annotated ? "default" : "default!";
        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : parameter.Type;
        if (type.TypeKind == TypeKind.Enum)
        {
            return $"({type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(CSharpText.TypeFormat)})({Convert.ToString(value, CultureInfo.InvariantCulture)})";
        }
        // [DefaultParameterValue] may give an object a number, and [DateTimeConstant] a date, which a default value cannot be.
        return value is DateTime || type.IsReferenceType && value is not string ? null : CSharpText.Literal(value);
    }

    /// <summary>Whether a default value is written that has no value here: Roslyn gives null for it, which is not what it stands for.</summary>
    public static bool IsUnreadable(IParameterSymbol parameter, Compilation compilation, CancellationToken cancellationToken)
    {
        if (HasDefaultOnly(parameter.Type) || !parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is not null)
            return false;
        if (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not ParameterSyntax { Default.Value: var written })
            return false;
        var value = Inner(written);
        if (value is DefaultExpressionSyntax or BaseObjectCreationExpressionSyntax || value.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression)
            return false;
        return compilation.ContainsSyntaxTree(value.SyntaxTree) && !compilation.GetSemanticModel(value.SyntaxTree).GetConstantValue(value, cancellationToken).HasValue;
    }

    // No constant is of such a type. To ask for the value, or whether there is one, binds it, which costs more than all the rest of a method.
    private static bool HasDefaultOnly(ITypeSymbol type) => KnownTypes.IsCancellationToken(type);

    private static ExpressionSyntax Inner(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => Inner(parenthesized.Expression),
        CastExpressionSyntax cast => Inner(cast.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => Inner(suppressed.Operand),
        _ => expression,
    };
}
