namespace PgLambda.Testing;

/// <summary><c>initdb</c> or the server failed, or did not get ready in time. The message ends with their last lines of output.</summary>
public sealed class PostgresStartException : InvalidOperationException
{
    /// <summary>Creates the exception from what failed and what it printed.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="output">What the failing command printed; its last lines become part of the message.</param>
    /// <param name="innerException">The failure underneath, if there was one.</param>
    public PostgresStartException(string message, string output, Exception? innerException = null)
        : base(Compose(message, output), innerException) => Output = output;

    /// <summary>Everything that was captured of the failing command's output; empty when it printed nothing.</summary>
    public string Output { get; }

    private static string Compose(string message, string output)
    {
        var tail = CommandResult.LastLines(output, 20);
        return tail.Length == 0 ? message + " It printed nothing." : message + Environment.NewLine + tail;
    }
}
