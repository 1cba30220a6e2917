namespace PgLambda.Package.Tests;

/// <summary>The packages in projects that know nothing but them.</summary>
public class ConsumerTests(PackageFixture packages)
{
    [Theory]
    [InlineData("PgLambdaReadme", "7.5 EUR\n")]
    [InlineData("EntityFrameworkReadme", "7.5 EUR\n")]
    [InlineData("HostingReadme", "Healthy: 7.5 EUR\n")]
    [InlineData("TestingReadme", "{\"total\":7.5,\"currency\":\"EUR\"}\n")]
    public async Task The_example_of_a_package_builds_and_runs(string project, string output)
    {
        AssertBuiltWithoutWarning(project);
        Assert.Equal(output, await packages.RunProgramAsync(Assembly(project)));
    }

    [Theory]
    [InlineData("net8.0", ".NET 8.0")]
    [InlineData("net10.0", ".NET 10.0")]
    public async Task A_library_brings_its_clients_to_an_application_and_its_container(string framework, string library)
    {
        AssertBuiltWithoutWarning("ShopLibrary");
        AssertBuiltWithoutWarning("ShopApp");
        Assert.Equal($"{library}\n7.5\n1\n2\nown\n", await packages.RunProgramAsync(Assembly("ShopApp", framework)));
    }

    [Fact]
    public async Task A_native_program_needs_no_reflection_and_is_told_of_none()
    {
        AssertBuiltWithoutWarning("Aot");
        Assert.Equal("reflection False, dynamic code False\n7.5\nA-1\nA-2\n", await packages.RunProgramAsync(Assembly("Aot")));
    }

    [Fact]
    public void The_example_of_the_repository_builds()
    {
        AssertBuiltWithoutWarning("RootReadme");
        Assert.True(File.Exists(Assembly("RootReadme")), packages.Build.Output);
    }

    [Fact]
    public async Task The_fixtures_run_in_a_project_that_stays_with_xunit_3_and_logging_8()
    {
        AssertBuiltWithoutWarning("XunitReadme");
        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", await packages.RunProgramAsync(Assembly("XunitReadme")));
    }

    [Theory]
    [InlineData("EfCore8", "net8.0", "EF 8 on Npgsql 8")]
    [InlineData("EfCore8", "net10.0", "EF 8 on Npgsql 8")]
    [InlineData("EfCore9", "net10.0", "EF 9 on Npgsql 10")]
    public async Task Entity_framework_and_a_client_share_a_transaction_and_no_strategy_repeats_a_call_that_may_have_run(string project, string framework, string versions)
    {
        Assert.Equal(
            $"{versions}: A-100 costs 7.5 EUR\n5.0 outside, then Closed\n57P01 Unknown after 1\n57P01 Unknown after 1\n3 after 2\n",
            await packages.RunProgramAsync(Assembly(project, framework)));
    }

    [Fact]
    public async Task Frameworks_that_are_not_supported_are_refused()
    {
        var restore = await packages.RunAsync("restore", "OldFrameworks/OldFrameworks.csproj");
        Assert.NotEqual(0, restore.ExitCode);
        var refused = restore.LinesAbout("OldFrameworks").Where(line => line.Contains("error NU1202: Package PgLambda ", StringComparison.Ordinal)).ToList();
        Assert.All(["netstandard2.0", "net6.0", "net472"], framework => Assert.Contains(refused, line => line.Contains($" is not compatible with {framework} ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_older_compiler_is_refused()
    {
        var build = await packages.RunAsync("build", "Calls/Calls.csproj", "--no-restore", "-p:CompilerApiVersion=roslyn4.7", "-p:OutputPath=bin/old/", "-v", "q");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("PgLambda's generator needs Roslyn 4.8 or later", build.Output);
        Assert.DoesNotContain("needs Roslyn", packages.Build.Output);
    }

    [Theory]
    [InlineData("VisualBasic", "VB")]
    [InlineData("FSharp", "F#")]
    public void A_project_of_another_language_is_told_that_clients_are_made_in_csharp(string project, string language)
    {
        var warning = Assert.Single(packages.Build.LinesAbout(project).Where(line => line.Contains("PGL1001", StringComparison.Ordinal)).Distinct());
        Assert.Contains("warning PGL1001", warning, StringComparison.Ordinal);
        Assert.Contains($"this project is {language}.", warning, StringComparison.Ordinal);
        Assert.Contains("C# project", warning, StringComparison.Ordinal);
    }

    private string Assembly(string project, string framework = "net10.0") => packages.Consumer(project, "bin", "Debug", framework, $"{project}.dll");

    private void AssertBuiltWithoutWarning(string project) =>
        Assert.DoesNotContain(packages.Build.LinesAbout(project), line => line.Contains("error ", StringComparison.Ordinal) || line.Contains("warning ", StringComparison.Ordinal));
}
