namespace PgLambda;

/// <summary>
/// What one call may ask for: a method that has a parameter of this type takes it for the call, not for the payload, and null for nothing. What is null here is as
/// the attribute or the configuration says.
/// </summary>
public sealed record LambdaCallOptions
{
    /// <summary>
    /// How long the extension waits for the function's answer, in milliseconds, 1 to 900,000; see <see cref="LambdaFunctionAttribute.TimeoutMilliseconds"/>.
    /// Default: null.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of that range.</exception>
    public int? TimeoutMilliseconds
    {
        get;
        init
        {
            if (value is { } milliseconds && !LambdaLimits.IsTimeout(milliseconds))
                throw new ArgumentOutOfRangeException(nameof(TimeoutMilliseconds), milliseconds, $"A time-out is 1 to {LambdaLimits.LongestTimeoutMilliseconds} milliseconds.");
            field = value;
        }
    }

    /// <summary>The version or alias to invoke, sent as a parameter of the SQL. Default: null.</summary>
    /// <exception cref="ArgumentException">The value is no qualifier.</exception>
    public string? Qualifier
    {
        get;
        init
        {
            if (value is not null && !LambdaFunctionName.TryParseQualifier(value, out var error))
                throw new ArgumentException(LambdaFunctionName.Explain(value, "qualifier", error), nameof(Qualifier));
            field = value;
        }
    }

    /// <summary>
    /// The Lambda client context, written by the client's serializer: one JSON object, at most 3,583 bytes once base64-encoded, or the call ends with a
    /// <see cref="LambdaSerializationException"/> before anything is sent; see <see cref="ClientContextAttribute"/>. Lambda delivers one for
    /// <see cref="InvocationType.RequestResponse"/> only: with any other, the call is refused. Default: null, which sends none.
    /// </summary>
    public object? ClientContext { get; init; }
}
