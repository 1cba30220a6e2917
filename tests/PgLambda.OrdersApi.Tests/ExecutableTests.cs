using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace PgLambda.OrdersApi.Tests;

/// <summary>The built program, as <c>dotnet run</c> starts it, with nothing else set up.</summary>
public sealed partial class ExecutableTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task It_starts_a_database_does_what_it_says_and_ends_with_an_interrupt()
    {
        var lines = Channel.CreateUnbounded<string>();
        using var service = Start(lines.Writer);
        try
        {
            var said = await ReadUntilAsync(lines.Reader, "Ctrl+C ends it.");
            var commands = said.Select(line => Command().Match(line)).Where(match => match.Success).ToList();
            Assert.Equal(["200", "201", "200", "502", "504", "400", "200", "200"], commands.Select(match => match.Groups[2].Value));
            foreach (var command in commands)
                Assert.Equal($"{command.Value.Trim()} → {command.Groups[2].Value}", $"{command.Value.Trim()} → {await StatusAsync(command.Groups[1].Value)}");

            // It has told of the order, and shows the call's span to whom asks for it.
            await InterruptAsync(service);
            var rest = await ReadUntilAsync(lines.Reader, null);
            Assert.Contains(rest, line => line.Contains("order-placed was told of order 1", StringComparison.Ordinal));
            Assert.Contains(rest, line => line.Contains("pglambda.client.invocation.duration", StringComparison.Ordinal));
            Assert.Equal(0, service.ExitCode);
        }
        finally
        {
            if (!service.HasExited)
                service.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ChannelWriter<string> lines)
    {
        var service = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
            {
                WorkingDirectory = Repository.PathOf("samples/OrdersApi"),
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["ASPNETCORE_ENVIRONMENT"] = "Development",
                    ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                    ["Telemetry__Console"] = "true",
                    // A busy machine takes longer than a developer's.
                    ["PgLambda__Clients__IOrderFunctions__Methods__PriceAsync__TimeoutMilliseconds"] = "15000",
                },
            },
        };
        service.StartInfo.Environment.Remove("ConnectionStrings__Orders");
        service.OutputDataReceived += (_, e) => Write(e.Data);
        service.ErrorDataReceived += (_, e) => lines.TryWrite(e.Data ?? "");
        service.Start();
        service.BeginOutputReadLine();
        service.BeginErrorReadLine();
        return service;

        void Write(string? line)
        {
            if (line is null)
                lines.TryComplete();
            else
                lines.TryWrite(line);
        }
    }

    // To the line that is looked for, or to the end.
    private static async Task<List<string>> ReadUntilAsync(ChannelReader<string> lines, string? last)
    {
        using var patience = new CancellationTokenSource(Patience);
        var read = new List<string>();
        await foreach (var line in lines.ReadAllAsync(patience.Token))
        {
            read.Add(line);
            if (line == last)
                return read;
        }
        Assert.True(last is null, "The program ended: " + string.Join("\n", read));
        return read;
    }

    private static async Task<string> StatusAsync(string command)
    {
        var output = await RunAsync("sh", "-c", command.Replace("curl ", "curl --silent --output /dev/null --write-out %{http_code} --max-time 60 ", StringComparison.Ordinal));
        return output.Trim();
    }

    private static async Task InterruptAsync(Process service)
    {
        // Started where interrupts are ignored, as background jobs of a shell are, the service sees none: a host takes the other signal in the same way.
        await RunAsync("kill", IgnoresInterrupts(service) ? "-TERM" : "-INT", service.Id.ToString(CultureInfo.InvariantCulture));
        using var patience = new CancellationTokenSource(Patience);
        await service.WaitForExitAsync(patience.Token);
    }

    private static bool IgnoresInterrupts(Process service)
    {
        const string Field = "SigIgn:";
        var status = $"/proc/{service.Id}/status";
        return File.Exists(status)
            && (ulong.Parse(File.ReadLines(status).First(line => line.StartsWith(Field, StringComparison.Ordinal))[Field.Length..], NumberStyles.HexNumber | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) & 0b10) != 0;
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        using var patience = new CancellationTokenSource(Patience);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    [GeneratedRegex(@"^\s+(curl .*?)\s+# (\d{3}):.*$")]
    private static partial Regex Command();
}
