using System.Diagnostics;
using System.Text.Json;

namespace PgLambda.Architecture.Tests;

/// <summary>Asks MSBuild about a project, in a process of its own.</summary>
internal static class MSBuild
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // Each call evaluates a project for seconds; more of them at once would starve the tests that run beside these.
    private static readonly SemaphoreSlim One = new(1);

    /// <summary>The answer to <c>-getProperty</c> and <c>-getItem</c>.</summary>
    public static async Task<JsonElement> AskAsync(string project, params string[] arguments)
    {
        await One.WaitAsync();
        try
        {
            return JsonDocument.Parse(await RunAsync(["msbuild", Repository.PathOf(project), "-nodeReuse:false", .. arguments])).RootElement;
        }
        finally
        {
            One.Release();
        }
    }

    private static async Task<string> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            var text = await output;
            return process.ExitCode == 0 ? text : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{text}{await error}");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} took longer than {Limit}.");
        }
    }
}
