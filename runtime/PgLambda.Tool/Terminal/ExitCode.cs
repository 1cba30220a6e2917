namespace PgLambda.Tool;

/// <summary>What the command's end says; documented in docs/tool.md.</summary>
internal static class ExitCode
{
    /// <summary>Nothing is wrong.</summary>
    public const int Fine = 0;

    /// <summary>Something was found: a check fails, a policy has drifted, a function failed.</summary>
    public const int Found = 1;

    /// <summary>The command line, or a file that it names, cannot be used.</summary>
    public const int Input = 2;

    /// <summary>The database cannot be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>Ctrl-C, as a shell counts it.</summary>
    public const int Interrupted = 130;
}
