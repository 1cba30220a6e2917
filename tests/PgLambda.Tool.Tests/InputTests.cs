namespace PgLambda.Tool.Tests;

/// <summary>What is not as it should be: one clear line, a documented exit code, and never a stack trace.</summary>
public sealed class InputTests
{
    [Theory]
    [InlineData("Required argument missing", "list")]
    [InlineData("'nonsense'", "nonsense")]
    [InlineData("--role", "grants", "App.dll")]
    [InlineData("--colour", "list", "App.dll", "--colour")]
    [InlineData("Required command was not provided")]
    public async Task A_wrong_command_line_is_refused(string said, params string[] arguments)
    {
        var run = await Pglambda.RunAsync(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Errors);
        Assert.Contains("--help", run.Errors);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named() => (await Pglambda.RunAsync("list", "no-such.dll")).Refused(2, "no-such.dll", "no such file");

    [Fact]
    public async Task A_directory_cannot_be_read() => (await Pglambda.RunAsync("list", AppContext.BaseDirectory)).Refused(2, "cannot be read");

    [Fact]
    public async Task What_is_no_assembly_is_said_and_where_one_is()
    {
        using var text = Pglambda.File("App.dll", "no assembly");
        using var empty = Pglambda.File("App.dll", "");
        (await Pglambda.RunAsync("list", text.Path)).Refused(2, "no .NET assembly", "single file");
        (await Pglambda.RunAsync("list", empty.Path)).Refused(2, "no .NET assembly", "single file");
        // The program that a build puts beside the assembly, and what publishing as a single file makes.
        var native = Path.ChangeExtension(Pglambda.Path, OperatingSystem.IsWindows() ? ".exe" : null);
        (await Pglambda.RunAsync("list", native)).Refused(2, "no .NET assembly", "single file");
    }

    [Fact]
    public async Task An_assembly_without_clients_is_said_to_have_none() => (await Pglambda.RunAsync("list", Pglambda.Path)).Refused(2, "no client that PgLambda generated");

    [Fact]
    public async Task A_newer_manifest_is_refused()
    {
        using var newer = ManifestAssembly.Write("App.IClient\nCallAsync f", version: 2);
        (await Pglambda.RunAsync("list", newer.Path)).Refused(2, "newer PgLambda", "dotnet tool update PgLambda.Tool");
    }

    [Theory]
    [InlineData("App.IClient\nCallAsync")]
    [InlineData("App.IClient\nCallAsync a;b")]
    [InlineData("App.IClient\nCallAsync f invocation=Sometimes")]
    [InlineData("App.IClient\nCallAsync f timeout=99999999999")]
    [InlineData("App.IClient\nCallAsync f region=nowhere")]
    public async Task A_manifest_that_cannot_be_is_refused(string calls)
    {
        using var broken = ManifestAssembly.Write(calls);
        (await Pglambda.RunAsync("list", broken.Path)).Refused(2, "App.Client", "cannot be read");
    }

    [Fact]
    public async Task What_a_later_minor_version_adds_is_left_out()
    {
        using var later = ManifestAssembly.Write("App.IClient\nCallAsync f colour=red sometimes");
        Assert.Equal("f", (await Pglambda.RunAsync("list", later.Path, "--json")).Json.GetProperty("functions")[0].GetProperty("function").GetString());
    }

    [Fact]
    public async Task A_manifest_without_its_constant_is_refused()
    {
        using var broken = ManifestAssembly.Write("App.IClient\nCallAsync f", constant: "Other");
        (await Pglambda.RunAsync("list", broken.Path)).Refused(2, "its constant Calls is not there");
    }
}
