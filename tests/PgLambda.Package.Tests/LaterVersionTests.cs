using System.Reflection;

namespace PgLambda.Package.Tests;

/// <summary>A client that was compiled against one version runs on the next: generated code binds only to what stays.</summary>
public class LaterVersionTests(PackageFixture packages)
{
    [Fact]
    public async Task A_client_runs_on_the_next_version_without_being_compiled_again()
    {
        var built = packages.Consumer("Calls", "bin", "Debug", "net10.0");
        var (own, before) = Split(await packages.RunProgramAsync(Path.Combine(built, "Calls.dll")));
        Assert.Equal("compiled against 0.1.0.0, runs on 0.1.0.0", own);

        var next = await BuildNextAsync();
        Assert.Equal(new Version(0, 2, 0, 0), AssemblyName.GetAssemblyName(next).Version);
        var program = packages.Consumer("CallsOnNext");
        Directory.CreateDirectory(program);
        foreach (var file in Directory.EnumerateFiles(built))
            File.Copy(file, Path.Combine(program, Path.GetFileName(file)));
        File.Copy(next, Path.Combine(program, "PgLambda.dll"), overwrite: true);

        var (later, after) = Split(await packages.RunProgramAsync(Path.Combine(program, "Calls.dll")));
        Assert.Equal("compiled against 0.1.0.0, runs on 0.2.0.0", later);
        Assert.Equal(before, after);
        Assert.Equal(8, after.Split('\n').Length);
    }

    private async Task<string> BuildNextAsync()
    {
        // Restored and built with what the packages were; only the version and where it goes are others.
        var next = packages.Consumer("next");
        (await packages.RunAtRootAsync([
            "build", "runtime/PgLambda/PgLambda.csproj", "--no-restore", "-c", "Release", "-f", "net10.0", "-p:VersionPrefix=0.2.0", "-p:BuildProjectReferences=false",
            $"-p:OutputPath={next}/bin/", $"-p:IntermediateOutputPath={next}/obj/", .. PackageFixture.WithoutChecks, "-v", "q"])).Succeeded();
        return Path.Combine(next, "bin", "PgLambda.dll");
    }

    private static (string FirstLine, string Others) Split(string output)
    {
        var end = output.IndexOf('\n', StringComparison.Ordinal);
        return (output[..end], output[(end + 1)..].TrimEnd());
    }
}
