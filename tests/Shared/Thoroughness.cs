using System.Globalization;

namespace PgLambda.SharedTests;

/// <summary>How much of what has no end is tried: random texts and edits, calls that are cancelled or restarted under. Usually what somebody waits for; CI asks for more.</summary>
internal static class Thoroughness
{
    /// <summary>How many times as much as usual: <c>PGLAMBDA_TEST_THOROUGH</c>, or 1.</summary>
    public static int Times { get; } = int.Parse(Environment.GetEnvironmentVariable("PGLAMBDA_TEST_THOROUGH") ?? "1", CultureInfo.InvariantCulture);
}
