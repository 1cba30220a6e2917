namespace PgLambda.Tool;

/// <summary>Ends the command with one line for a person.</summary>
internal sealed class ToolException(string message, int exitCode = ExitCode.Input) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
