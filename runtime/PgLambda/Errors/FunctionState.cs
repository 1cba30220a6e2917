namespace PgLambda;

/// <summary>What is known about the function when a call failed.</summary>
public enum FunctionState
{
    /// <summary>The function may have run, perhaps more than once: the call failed on the way, or no answer came in time.</summary>
    Unknown,

    /// <summary>The function did not run: the call was refused before.</summary>
    NotRun,

    /// <summary>The function ran, whether to its end or not. What it did is not undone by ROLLBACK.</summary>
    Ran,
}

/// <summary>The states in words.</summary>
internal static class FunctionStates
{
    public static string Sentence(FunctionState state) => state switch
    {
        FunctionState.NotRun => "The function did not run.",
        FunctionState.Ran => "The function ran.",
        _ => "The function may have run.",
    };
}
