namespace PgLambda;

/// <summary>A call in words that name no account.</summary>
internal static class ShownCall
{
    /// <summary>The interface and method, as in <see cref="LambdaException.Method"/>.</summary>
    public static string Method(LambdaInvocation invocation) => $"{invocation.Interface[(invocation.Interface.LastIndexOf('.') + 1)..]}.{invocation.Method}";

    /// <summary>The function's own name.</summary>
    public static string Function(LambdaInvocation invocation) => LambdaFunctionName.Parse(invocation.Function).Name;

    /// <summary>The version or alias.</summary>
    public static string Qualifier(string? qualifier) => qualifier ?? "$LATEST";
}
