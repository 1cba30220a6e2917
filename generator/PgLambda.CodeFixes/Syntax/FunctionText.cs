using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.CodeFixes;

/// <summary>Takes a function's name or ARN apart where it is written. Null where it is no single literal, or would not be valid afterwards.</summary>
internal static class FunctionText
{
    public static string? FindQualifier(ExpressionSyntax? function) =>
        LiteralText.ValueOf(function) is { } text && LambdaFunctionName.TryParse(text, out var name, out _) ? name.Qualifier : null;

    public static ExpressionSyntax? RemoveQualifier(ExpressionSyntax? function)
    {
        if (FindQualifier(function) is not { } qualifier)
            return null;
        var text = LiteralText.ValueOf(function)!;
        var length = qualifier.Length + 1;
        return LiteralText.Splice(function, text.Length - length, length, "");
    }

    public static ExpressionSyntax? AddQualifier(ExpressionSyntax? function, string qualifier)
    {
        if (LiteralText.ValueOf(function) is not { } text || FindQualifier(function) is not null)
            return null;
        return LambdaFunctionName.TryParse($"{text}:{qualifier}", out var name, out _) && name.Qualifier == qualifier
            ? LiteralText.Splice(function, text.Length, 0, ":" + qualifier)
            : null;
    }
}
