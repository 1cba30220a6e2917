namespace PgLambda.Generator.Tests;

/// <summary>How much of what has no end is tried: random texts and edits. CI asks for more, by <c>PGLAMBDA_TEST_THOROUGH=1</c>, than somebody who waits.</summary>
internal static class Thoroughness
{
    public static bool IsAskedFor { get; } = Environment.GetEnvironmentVariable("PGLAMBDA_TEST_THOROUGH") == "1";
}
