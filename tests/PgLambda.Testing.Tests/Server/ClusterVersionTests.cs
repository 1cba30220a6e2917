namespace PgLambda.Testing.Tests.Cluster;

public sealed class ClusterVersionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(12)]
    [InlineData(18)]
    public async Task Binaries_from_npm_start(int major)
    {
        using var log = new RecordingLoggerFactory();
        await using var cluster = await PostgresCluster.StartAsync(
            new PostgresClusterOptions { MajorVersion = major, Source = PostgresBinarySource.Npm, LoggerFactory = log }, Token);

        Assert.Equal(major, cluster.ServerVersion.Major);
        Assert.StartsWith($"PostgreSQL {major}.", await cluster.ScalarAsync<string>("SELECT version()"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PostgresBinarySource.Any, null)]
    [InlineData(PostgresBinarySource.Npm, 12)]
    [InlineData(PostgresBinarySource.Npm, 18)]
    public async Task An_extension_written_to_the_extension_directory_can_be_created(PostgresBinarySource source, int? major)
    {
        await using var cluster = await PostgresCluster.StartAsync(new PostgresClusterOptions { MajorVersion = major, Source = source }, Token);
        Assert.NotNull(cluster.ExtensionDirectory);
        await File.WriteAllTextAsync(Path.Combine(cluster.ExtensionDirectory, "dummy.control"), "default_version = '1.0'\nrequires = 'dblink'\n", Token);
        await File.WriteAllTextAsync(Path.Combine(cluster.ExtensionDirectory, "dummy--1.0.sql"), "CREATE FUNCTION dummy() RETURNS int LANGUAGE sql AS 'SELECT 42';\n", Token);

        await cluster.ExecuteAsync("CREATE EXTENSION dummy CASCADE");

        Assert.Equal(42, await cluster.ScalarAsync<int>("SELECT dummy()"));
        Assert.Equal(7, await cluster.ScalarAsync<int>(
            $"SELECT n FROM dblink('hostaddr=127.0.0.1 port={cluster.Port} user=postgres dbname=postgres', 'SELECT 7') AS t(n int)"));
    }

    [Theory]
    [InlineData(PostgresBinarySource.Any, null)]
    [InlineData(PostgresBinarySource.Npm, 12)]
    [InlineData(PostgresBinarySource.Npm, 18)]
    public async Task What_a_server_reads_from_its_directories_is_there(PostgresBinarySource source, int? major)
    {
        await using var cluster = await PostgresCluster.StartAsync(new PostgresClusterOptions { MajorVersion = major, Source = source }, Token);

        Assert.Equal("'dog':2 'run':1", await cluster.ScalarAsync<string>("SELECT to_tsvector('english', 'running dogs')::text"));
        Assert.Equal("2026-07-01 14:00:00", await cluster.ScalarAsync<string>("SELECT (timestamptz '2026-07-01 12:00Z' AT TIME ZONE 'Europe/Paris')::text"));
        Assert.True(await cluster.ScalarAsync<long>("SELECT count(*) FROM pg_timezone_abbrevs") > 50);
        Assert.True(await cluster.ScalarAsync<long>("SELECT count(*) FROM pg_available_extensions WHERE name IN ('plpgsql', 'dblink', 'hstore')") == 3);
        await cluster.ExecuteAsync("CREATE EXTENSION hstore");
        Assert.Equal("1", await cluster.ScalarAsync<string>("SELECT 'a=>1'::hstore -> 'a'"));
        Assert.Equal("Žluť", await cluster.ScalarAsync<string>("SELECT convert_from(convert_to('Žluť', 'LATIN2'), 'LATIN2')"));
    }
}
