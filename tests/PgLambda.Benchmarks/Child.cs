using System.Diagnostics;

namespace PgLambda.Benchmarks;

/// <summary>Processes that are measured, or asked.</summary>
internal static class Child
{
    /// <summary>Runs this program with other arguments.</summary>
    public static Task<string> RunSelfAsync(params string[] arguments) => RunAsync(new ProcessStartInfo(Environment.ProcessPath!, arguments));

    /// <summary>What it printed, of a process that succeeded.</summary>
    public static async Task<string> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}:\n{output}");
    }
}
