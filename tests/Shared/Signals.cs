using System.Globalization;

namespace PgLambda.SharedTests;

/// <summary>Signals on Linux.</summary>
internal static class Signals
{
    public const int Hangup = 1, Interrupt = 2;

    /// <summary>Whether a process was started where a signal is ignored, as background jobs of a shell ignore interrupts and programs behind <c>nohup</c> the hangup: it sees none.</summary>
    public static bool AreIgnored(int processId, int signal)
    {
        var status = $"/proc/{processId}/status";
        if (!File.Exists(status))
            return false;
        var ignored = File.ReadLines(status).First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..].Trim();
        return (ulong.Parse(ignored, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (signal - 1))) != 0;
    }
}
