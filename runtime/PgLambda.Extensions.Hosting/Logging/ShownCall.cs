using System.Globalization;

namespace PgLambda;

/// <summary>A call in words that name no account.</summary>
internal static class ShownCall
{
    /// <summary>The interface with its namespace, since several may have one simple name, and the method.</summary>
    public static string Method(LambdaInvocation invocation) => $"{invocation.Interface}.{invocation.Method}";

    /// <summary>The function's own name.</summary>
    public static string Function(LambdaInvocation invocation) => LambdaFunctionName.Parse(invocation.Function).Name;

    /// <summary>The version or alias.</summary>
    public static string Qualifier(string? qualifier) => qualifier ?? "$LATEST";

    public static string Milliseconds(long value) => value.ToString(CultureInfo.InvariantCulture) + " ms";
}
