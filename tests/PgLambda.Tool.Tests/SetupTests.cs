using System.Diagnostics;
using Npgsql;
using PgLambda.Testing;

namespace PgLambda.Tool.Tests;

/// <summary>The script is run: psql against a real database, the AWS CLI against a stand-in that notes what it is asked for.</summary>
public sealed class SetupTests(LocalLambdaFixture fixture) : IClassFixture<LocalLambdaFixture>
{
    private static readonly string[] Place = ["--account", "111122223333", "--region", "eu-central-1"];

    [Fact]
    public async Task An_instance_and_its_replica_are_set_up_and_the_script_can_run_again()
    {
        using var aws = new FakeAws();
        var script = (await Pglambda.RunAsync(["setup", Pglambda.Application, "--instance", "orders", "--replica", "orders-r1", "--private", "--role", "Setup Role", .. Place])).Fine();
        var database = await CreateDatabaseAsync("setup_instance", "CREATE ROLE \"Setup Role\" LOGIN");
        for (var run = 0; run < 2; run++)
        {
            var (exitCode, output) = await aws.RunAsync(script, database);
            Assert.True(exitCode == 0, output);
            Assert.Contains("There is no VPC endpoint for Lambda in vpc-1", output);
        }
        var commands = aws.Commands;
        Assert.Equal(["orders", "orders-r1"], commands.Where(line => line.StartsWith("rds add-role-to-db-instance", StringComparison.Ordinal)).Select(line => line.Split(' ')[3]));
        Assert.All(commands.Where(line => line.StartsWith("rds add-role", StringComparison.Ordinal)), line => Assert.Contains("--feature-name Lambda", line));
        Assert.Single(commands, line => line.StartsWith("iam create-role", StringComparison.Ordinal));
        Assert.Single(commands, line => line.StartsWith("iam create-policy ", StringComparison.Ordinal));
        Assert.Equal(4, commands.Count(line => line.Contains("rds.custom_dns_resolution,ParameterValue=1", StringComparison.Ordinal)));
        // It does not end anybody's connections by itself.
        Assert.DoesNotContain(commands, line => line.StartsWith("rds reboot", StringComparison.Ordinal));
        PolicyGrammar.Check(System.Text.Json.JsonDocument.Parse(aws.Read("policy-pglambda-orders")).RootElement);

        var check = await Pglambda.RunAsync("check", "--connection", new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "Setup Role" }.ConnectionString, Pglambda.Application);
        Assert.True(check.ExitCode == 0, check.Output);
    }

    [Fact]
    public async Task A_cluster_takes_the_role_as_a_whole()
    {
        using var aws = new FakeAws();
        var script = (await Pglambda.RunAsync(["setup", Pglambda.Application, "--cluster", "orders", "--private", .. Place])).Fine();
        var (exitCode, output) = await aws.RunAsync(script, await CreateDatabaseAsync("setup_cluster"));
        Assert.True(exitCode == 0, output);
        Assert.Single(aws.Commands, line => line.StartsWith("rds add-role-to-db-cluster", StringComparison.Ordinal));
        Assert.DoesNotContain(aws.Commands, line => line.Contains("custom_dns", StringComparison.Ordinal) || line.Contains("db-instance", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_qualifier_that_a_caller_chooses_is_said_or_allowed()
    {
        string[] arguments = ["setup", Pglambda.Application, "--instance", "orders", .. Place];
        var run = await Pglambda.RunAsync(arguments);
        Assert.DoesNotContain(":function:stock:*\"", run.Fine());
        Assert.Contains("IOrderFunctions.StockAsync takes LambdaCallOptions", run.Errors);
        run = await Pglambda.RunAsync([.. arguments, "--any-qualifier"]);
        Assert.Contains("arn:aws:lambda:eu-central-1:111122223333:function:stock:*\"", run.Fine());
        Assert.Empty(run.Errors);
    }

    [Theory]
    [InlineData("CREATE SCHEMA aws_commons", "is there without its extension")]
    [InlineData("DROP SCHEMA public", "CREATE SCHEMA public first")]
    public async Task What_is_in_the_way_of_the_extension_is_said(string before, string said)
    {
        using var aws = new FakeAws();
        var script = (await Pglambda.RunAsync(["setup", Pglambda.Application, "--instance", "orders", .. Place])).Fine();
        var (exitCode, output) = await aws.RunAsync(script, await CreateDatabaseAsync("setup_" + before.Length, before));
        Assert.NotEqual(0, exitCode);
        Assert.Contains(said, output);
    }

    [Fact]
    public async Task What_cannot_be_changed_or_is_somebody_elses_ends_it()
    {
        var script = (await Pglambda.RunAsync(["setup", Pglambda.Application, "--instance", "orders", "--private", .. Place])).Fine();
        var database = new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString);
        using var byDefault = new FakeAws("default.postgres18");
        Assert.Contains("default.postgres18, which cannot be changed", (await byDefault.RunAsync(script, database)).Output);
        Assert.DoesNotContain(byDefault.Commands, line => line.StartsWith("iam create", StringComparison.Ordinal));
        using var taken = new FakeAws();
        taken.Write("attached-orders", "arn:aws:iam::111122223333:role/other");
        var (exitCode, output) = await taken.RunAsync(script, database);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("calls with arn:aws:iam::111122223333:role/other already", output);
    }

    [Theory]
    [InlineData("Give --instance or --cluster.")]
    [InlineData("Give --instance or --cluster.", "--instance", "a", "--cluster", "b")]
    [InlineData("those of a cluster share its role", "--cluster", "a", "--replica", "b")]
    [InlineData("no identifier", "--instance", "a;rm -rf /")]
    [InlineData("no identifier", "--instance", "a", "--replica", "$(id)")]
    [InlineData("everybody", "--instance", "a", "--role", "public")]
    public async Task Bad_input_is_refused(string said, params string[] arguments) =>
        (await Pglambda.RunAsync(["setup", Pglambda.Application, .. arguments, .. Place])).Refused(2, said);

    [Fact]
    public async Task Functions_without_account_are_refused_by_name() =>
        (await Pglambda.RunAsync("setup", Pglambda.Application, "--instance", "a")).Refused(2, "'stock'", "--account");

    private async Task<NpgsqlConnectionStringBuilder> CreateDatabaseAsync(string name, params string[] statements)
    {
        var database = new NpgsqlConnectionStringBuilder(fixture.Lambda.ConnectionString) { Pooling = false };
        await ExecuteAsync(database, $"CREATE DATABASE {name} TEMPLATE template0");
        database.Database = name;
        foreach (var statement in statements)
            await ExecuteAsync(database, statement);
        return database;
    }

    private static async Task ExecuteAsync(NpgsqlConnectionStringBuilder database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private sealed class FakeAws : IDisposable
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pglambda-aws-");
        private readonly string _parameters;

        public FakeAws(string parameters = "custom")
        {
            _parameters = parameters;
            var program = Path.Combine(_directory.FullName, "aws");
            File.Copy(Repository.PathOf("tests/PgLambda.Tool.Tests/Harness/fake-aws.sh"), program);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        }

        public IReadOnlyList<string> Commands => File.ReadAllLines(Path.Combine(_directory.FullName, "commands"));

        public string Read(string name) => File.ReadAllText(Path.Combine(_directory.FullName, name));

        public void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory.FullName, name), text);

        public async Task<(int ExitCode, string Output)> RunAsync(string script, NpgsqlConnectionStringBuilder database)
        {
            var environment = new Dictionary<string, string?>
            {
                ["PATH"] = string.Join(Path.PathSeparator, _directory.FullName, Path.GetDirectoryName(ClientProgram.Find("psql")), Environment.GetEnvironmentVariable("PATH")),
                ["FAKE_AWS"] = _directory.FullName,
                ["FAKE_PARAMETERS"] = _parameters,
                ["TMPDIR"] = _directory.FullName,
                ["PGHOST"] = database.Host,
                ["PGPORT"] = $"{database.Port}",
                ["PGUSER"] = database.Username,
                ["PGDATABASE"] = database.Database,
            };
            var start = new ProcessStartInfo("bash", ["-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var (name, value) in environment)
                start.Environment[name] = value;
            using var bash = Process.Start(start)!;
            var output = bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await bash.StandardInput.WriteAsync(script);
            bash.StandardInput.Close();
            await bash.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            return (bash.ExitCode, await output + await errors);
        }

        public void Dispose() => _directory.Delete(recursive: true);
    }
}
