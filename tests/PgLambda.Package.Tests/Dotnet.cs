using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace PgLambda.Package.Tests;

/// <summary>What a run of <c>dotnet</c> printed, and how it ended.</summary>
internal sealed record DotnetRun(int ExitCode, string Output)
{
    /// <summary>The lines that name a project or file of that name.</summary>
    public IEnumerable<string> LinesAbout(string project) =>
        Output.Split('\n').Where(line => line.Contains($"{Path.DirectorySeparatorChar}{project}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Distinct();

    /// <summary>What was printed, of a run that succeeded.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:\n{Output}");
        return Output;
    }
}

/// <summary>Runs <c>dotnet</c> as a user's terminal would: what the test runner and its SDK have put into the environment is left out.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);
    private static readonly string[] OfTheRunner = ["MSBUILD", "TESTINGPLATFORM", "VSTEST", "XUNIT", "DOTNET_CLI_TEST", "DOTNET_ROLL_FORWARD"];

    public static async Task<DotnetRun> RunAsync(string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(key => OfTheRunner.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // It is over before code that was compiled twice would pay.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        if (!process.Start())
            throw new Win32Exception("dotnet could not be started.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} took longer than {Limit}:\n{output}");
        }

        lock (output)
            return new DotnetRun(process.ExitCode, output.ToString());
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.Append(line).Append('\n');
    }
}
