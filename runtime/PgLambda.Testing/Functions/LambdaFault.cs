namespace PgLambda.Testing;

/// <summary>A fault to inject: see <see cref="LocalFunction.Faults"/>.</summary>
public sealed class LambdaFault
{
    private LambdaFault(FaultKind kind, string? text = null, string? errorType = null, TimeSpan delay = default)
    {
        Kind = kind;
        Text = text;
        ErrorType = errorType;
        DelayTime = delay;
    }

    /// <summary><c>invoke API failed</c>: <c>Rate Exceeded.</c> The handler does not run.</summary>
    public static LambdaFault Throttled { get; } = new(FaultKind.Throttled);

    /// <summary><c>invoke API failed</c>: <c>User: … is not authorized to perform: lambda:InvokeFunction …</c> The handler does not run.</summary>
    public static LambdaFault AccessDenied { get; } = new(FaultKind.AccessDenied);

    /// <summary><c>invoke API failed</c>: <c>Request must be smaller than 6291456 bytes …</c> The handler does not run.</summary>
    public static LambdaFault TooLarge { get; } = new(FaultKind.TooLarge);

    /// <summary>The function answers with something that is not JSON: PostgreSQL's own error 22P02, see <see cref="StandInGuesses.InvalidResponse"/>. The handler does not run.</summary>
    public static LambdaFault InvalidResponse { get; } = new(FaultKind.InvalidResponse, "<not json>");

    /// <summary>Nothing answers until the request time-out of the call has passed: <c>Unable to connect to endpoint</c>. The handler does not run.</summary>
    public static LambdaFault Timeout { get; } = new(FaultKind.Timeout);

    /// <summary>The end point cannot be reached: <c>Unable to connect to endpoint</c> once the connect time-out of the call has passed. The handler does not run.</summary>
    public static LambdaFault Unreachable { get; } = new(FaultKind.Unreachable);

    /// <summary>The connection breaks before the handler runs: <c>Unable to connect to endpoint</c>.</summary>
    public static LambdaFault DropConnection { get; } = new(FaultKind.DropBefore);

    /// <summary>The handler runs, then the connection breaks and its answer is lost: <c>Unable to connect to endpoint</c>.</summary>
    public static LambdaFault LoseAnswer { get; } = new(FaultKind.DropAfter);

    internal FaultKind Kind { get; }

    internal string? Text { get; }

    internal string? ErrorType { get; }

    internal TimeSpan DelayTime { get; }

    /// <summary>Whether the fault strikes the function's run, and not the call to Lambda.</summary>
    internal bool IsOfFunction => Kind is FaultKind.Unhandled or FaultKind.Handled or FaultKind.InvalidResponse or FaultKind.Delay or FaultKind.DropAfter;

    /// <summary>The function fails with an exception of its own: <c>lambda invocation failed</c>, <c>"Unhandled"</c>. The handler does not run.</summary>
    /// <param name="message">The text of <c>errorMessage</c>.</param>
    /// <param name="errorType">The text of <c>errorType</c>.</param>
    public static LambdaFault Unhandled(string message = "injected fault", string errorType = "Exception") => new(FaultKind.Unhandled, message, errorType);

    /// <summary>The function reports an error: <c>lambda invocation failed</c>, <c>"Handled"</c>. The handler does not run.</summary>
    /// <param name="message">The text of <c>errorMessage</c>.</param>
    /// <param name="errorType">The text of <c>errorType</c>.</param>
    public static LambdaFault Handled(string message = "injected fault", string errorType = "Error") => new(FaultKind.Handled, message, errorType);

    /// <summary>The handler runs after a delay.</summary>
    /// <param name="delay">How long to wait first.</param>
    public static LambdaFault Delay(TimeSpan delay) => new(FaultKind.Delay, delay: delay);

    /// <summary><c>invoke API failed</c> with a text of your own: <c>AWS Lambda client returned '…'.</c> The handler does not run.</summary>
    /// <param name="message">What Lambda says.</param>
    public static LambdaFault Api(string message) => new(FaultKind.Api, message);

    /// <summary>The kind of fault.</summary>
    public override string ToString() => Kind.ToString();
}

internal enum FaultKind
{
    Throttled,
    AccessDenied,
    TooLarge,
    Api,
    Timeout,
    Unreachable,
    DropBefore,
    DropAfter,
    InvalidResponse,
    Unhandled,
    Handled,
    Delay,
}
