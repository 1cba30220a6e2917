using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PgLambda.Package.Tests;

/// <summary>The tool, installed from its package as a user does, on an application that was built with the library's.</summary>
public sealed class ToolTests(PackageFixture packages)
{
    [Fact]
    public async Task It_is_installed_and_reads_an_application()
    {
        var folder = packages.Consumer("tools");
        (await packages.RunAsync("tool", "install", "PgLambda.Tool", "--tool-path", folder, "--version", PackageFixture.Version)).Succeeded();
        var application = Assert.Single(Directory.EnumerateFiles(packages.Consumer("PgLambdaReadme", "bin"), "PgLambdaReadme.dll", SearchOption.AllDirectories));
        var list = JsonDocument.Parse(await RunAsync(Path.Combine(folder, "pglambda"), "list", application, "--json")).RootElement;
        Assert.Contains(list.GetProperty("functions").EnumerateArray(), function => function.GetProperty("function").GetString()!.EndsWith("price-order", StringComparison.Ordinal));
        Assert.StartsWith(PackageFixture.Version, await RunAsync(Path.Combine(folder, "pglambda"), "--version"));
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The program looks for .NET where it is installed for everybody; here it may be elsewhere.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }
}
