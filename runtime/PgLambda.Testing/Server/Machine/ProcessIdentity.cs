using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PgLambda.Testing;

/// <summary>
/// One process, told apart from every later one with the same id by its start, and from those of other containers
/// and earlier boots by its scope.
/// </summary>
internal readonly record struct ProcessIdentity(string Scope, int Id, string Start)
{
    private static readonly string CurrentScope = FindScope();

    public static ProcessIdentity Current { get; } = new(CurrentScope, Environment.ProcessId, StartOf(Environment.ProcessId)
        ?? throw new InvalidOperationException("The start time of the current process is unknown."));

    /// <summary>Whether that process is known to have ended. Of another scope that is only known since this boot.</summary>
    public bool IsDead(DateTime lastSeenUtc) => Scope == CurrentScope
        ? StartOf(Id) is not { } start || start != Start
        : BootTimeUtc() is { } boot && lastSeenUtc < boot;

    // Null: no such process. Ticks since boot on Linux; elsewhere the time of day.
    private static string? StartOf(int id)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(id);
                return process.StartTime.ToUniversalTime().Ticks.ToString("x", CultureInfo.InvariantCulture);
            }

            // The name in the second field may hold anything, so count from behind it: state is then 0, start time 19.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[19];
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
        {
            return null;
        }
        catch (Exception e) when (e is Win32Exception or UnauthorizedAccessException)
        {
            // It exists and belongs to someone else: nothing of its is ours to clean, so any start but ours will do.
            return "unknown";
        }
    }

    private static string FindScope()
    {
        if (!OperatingSystem.IsLinux())
            return "local";

        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        var processes = new FileInfo("/proc/self/ns/pid").LinkTarget;
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(boot + processes)))[..8].ToLowerInvariant();
    }

    private static DateTime? BootTimeUtc()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var line = File.ReadLines("/proc/stat").FirstOrDefault(l => l.StartsWith("btime ", StringComparison.Ordinal));
        return line is null ? null : DateTimeOffset.FromUnixTimeSeconds(long.Parse(line[6..], CultureInfo.InvariantCulture)).UtcDateTime;
    }
}
