using System.Diagnostics;
using System.Globalization;

namespace PgLambda.Testing.Tests.Cluster;

public sealed class OrphanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("exit", null)]
    [InlineData("throw", null)]
    [InlineData("wait", "-TERM")]
    [InlineData("wait", "-INT")]
    [InlineData("wait", "-KILL")]
    public async Task Nothing_is_left_when_the_process_ends(string ending, string? signal)
    {
        await using var host = await OrphanHost.StartAsync(ending);
        if (signal is not null)
        {
            Assert.True(TestSupport.IsRunning(host.PostmasterId));
            await TestSupport.RunAsync("kill", signal, $"{host.Process.Id}");
            if (signal == "-INT" && Signals.AreIgnored(host.Process.Id, Signals.Interrupt))
            {
                // Started where interrupts are ignored, as background jobs of a shell are: then it lives on, and so does its server.
                await Task.Delay(300, Token);
                Assert.False(host.Process.HasExited);
                Assert.True(TestSupport.IsRunning(host.PostmasterId));
                await TestSupport.RunAsync("kill", "-TERM", $"{host.Process.Id}");
            }
        }

        await host.WaitForExitAsync();

        await TestSupport.EventuallyAsync(() => !TestSupport.IsRunning(host.PostmasterId), "the server is gone");
        await TestSupport.EventuallyAsync(() => !Directory.Exists(host.Directory), "the directory is gone");
        await TestSupport.EventuallyAsync(() => !TestSupport.IsRunning(host.WatchdogId), "the watchdog is gone");
    }

    [Fact]
    public async Task Signals_to_the_watchdog_do_not_end_the_server()
    {
        await using var host = await OrphanHost.StartAsync("wait");
        foreach (var signal in new[] { "-INT", "-HUP", "-TERM" })
            await TestSupport.RunAsync("kill", signal, $"{host.WatchdogId}");
        await Task.Delay(300, Token);

        Assert.True(TestSupport.IsRunning(host.WatchdogId));
        Assert.True(TestSupport.IsRunning(host.PostmasterId));
    }

    [Fact]
    public async Task The_next_start_cleans_up_when_the_watchdog_was_killed_too()
    {
        await using var host = await OrphanHost.StartAsync("wait");
        await TestSupport.RunAsync("kill", "-KILL", $"{host.WatchdogId}", $"{host.Process.Id}");
        await host.WaitForExitAsync();
        Assert.True(TestSupport.IsRunning(host.PostmasterId), "The server was to be left running.");

        await using var next = await PostgresCluster.StartAsync(cancellationToken: Token);

        Assert.False(TestSupport.IsRunning(host.PostmasterId));
        Assert.False(Directory.Exists(host.Directory));
    }

    /// <summary>The small program that starts a cluster and ends as it is told.</summary>
    private sealed class OrphanHost : IAsyncDisposable
    {
        public required Process Process { get; init; }

        public required int PostmasterId { get; init; }

        public required string Directory { get; init; }

        public required int WatchdogId { get; init; }

        public static async Task<OrphanHost> StartAsync(string ending)
        {
            var startInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PgLambda.Testing.OrphanHost.dll"), ending])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            var process = Process.Start(startInfo)!;
            var line = await process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(120), Token);
            if (line is null)
                Assert.Fail(await process.StandardError.ReadToEndAsync(Token));

            var told = line.Split(' ', 2);
            var postmaster = int.Parse(told[0], CultureInfo.InvariantCulture);
            return new OrphanHost
            {
                Process = process,
                PostmasterId = postmaster,
                Directory = Path.GetDirectoryName(told[1])!,
                WatchdogId = ParentOf(postmaster),
            };
        }

        public Task WaitForExitAsync() => Process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(60), Token);

        public async ValueTask DisposeAsync()
        {
            if (!Process.HasExited)
                Process.Kill();
            await Process.WaitForExitAsync(CancellationToken.None);
            Process.Dispose();
        }

        // Zero when the server has ended already.
        private static int ParentOf(int processId)
        {
            try
            {
                var stat = File.ReadAllText($"/proc/{processId}/stat");
                return int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }
}
