using System.Diagnostics;
using System.Text.Json;

namespace PgLambda.Tool.Tests;

/// <summary>The tool as a process, as a user starts it.</summary>
internal static class Pglambda
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>This assembly, whose clients the tests look at.</summary>
    public static string Application { get; } = typeof(Pglambda).Assembly.Location;

    /// <summary>The built program.</summary>
    public static string Path { get; } = Repository.PathOf($"runtime/PgLambda.Tool/bin/{new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name}/net8.0/PgLambda.Tool.dll");

    public static Task<PglambdaRun> RunAsync(params string[] arguments) => RunAsync(arguments, input: null);

    public static async Task<PglambdaRun> RunAsync(string[] arguments, string? input)
    {
        using var process = Start(arguments);
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        var run = new PglambdaRun(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
        // Whatever happens, no stack trace.
        Assert.DoesNotContain("   at ", run.Output + run.Errors);
        Assert.DoesNotContain("Unhandled exception", run.Errors);
        return run;
    }

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";
        return Process.Start(start)!;
    }

    /// <summary>A file that is gone after the test.</summary>
    public static TemporaryFile File(string name, string text) => new(name, text);
}

/// <summary>What a run left.</summary>
internal sealed record PglambdaRun(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Asserts that it ended well, and returns what it printed.</summary>
    public string Fine()
    {
        Assert.Equal((0, ""), (ExitCode, ExitCode == 0 ? "" : Errors));
        return Output;
    }

    /// <summary>Asserts that it ended with one line for a person and nothing else.</summary>
    public void Refused(int exitCode, params string[] said)
    {
        Assert.Equal((exitCode, ""), (ExitCode, Output));
        Assert.StartsWith("pglambda: ", Errors);
        Assert.All(said, text => Assert.Contains(text, Errors));
        Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.StartsWith("Try pglambda ", StringComparison.Ordinal));
    }
}

/// <summary>A file of a test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pglambda-tool-");

    public TemporaryFile(string name, string? text)
    {
        Path = System.IO.Path.Combine(_directory.FullName, name);
        if (text is not null)
            File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public void Dispose() => _directory.Delete(recursive: true);
}
