using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PgLambda.Tool.Tests;

/// <summary>The database that <c>local</c> runs, as a program in any language meets it.</summary>
public sealed class LocalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_line_connects_and_each_call_is_a_line_after_it()
    {
        await using var local = await Local.StartAsync();
        Assert.Matches(@"^postgresql://postgres@127\.0\.0\.1:[0-9]+/pglambda_[0-9a-f]+$", local.Url);
        Assert.Equal("""{"a":1}""", await local.CallAsync("anything", """{"a":1}"""));
        Assert.Matches("^anything RequestResponse by postgres: Succeeded, [0-9.]+ ms$", await local.ReadLineAsync());
    }

    [Fact]
    public async Task Files_answer_fail_wait_and_take_turns()
    {
        using var folder = new TemporaryFile("stock.json", """{"sequence":[{"response":{"n":1}},{"error":{"type":"OutOfStock","message":"none left"}},{"error":{"type":"Refused","message":"no","handled":true}},{"delayMilliseconds":20,"response":[3]}]}""");
        await using var local = await Local.StartAsync("--handlers", Path.GetDirectoryName(folder.Path)!, "--json");
        Assert.Equal("""{"n":1}""", await local.CallAsync("stock", "7"));
        Assert.Contains("\"Unhandled\", details: \"{\"errorMessage\":\"none left\",\"errorType\":\"OutOfStock\"}\"", await local.FailAsync("stock"));
        Assert.Contains("\"Handled\"", await local.FailAsync("stock"));
        // The last one goes on answering.
        Assert.Equal(["[3]", "[3]", "7"], [await local.CallAsync("stock", "7"), await local.CallAsync("stock", "7"), await local.CallAsync("other", "7")]);
        var call = JsonDocument.Parse(await local.ReadLineAsync()).RootElement;
        Assert.Equal(("stock", "RequestResponse", "postgres", "Succeeded"), (call.GetProperty("function").GetString(), call.GetProperty("invocationType").GetString(), call.GetProperty("role").GetString(), call.GetProperty("outcome").GetString()));
        Assert.Contains("none left", JsonDocument.Parse(await local.ReadLineAsync()).RootElement.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_watched_file_is_read_again()
    {
        using var folder = new TemporaryFile("price.json", """{"response":1}""");
        await using var local = await Local.StartAsync("--handlers", Path.GetDirectoryName(folder.Path)!, "--watch");
        Assert.Equal("1", await local.CallAsync("price", "{}"));
        File.WriteAllText(folder.Path, """{"response":2}""");
        File.SetLastWriteTimeUtc(folder.Path, DateTime.UtcNow.AddSeconds(5));
        Assert.Equal("2", await local.CallAsync("price", "{}"));
        File.WriteAllText(folder.Path, "{");
        File.SetLastWriteTimeUtc(folder.Path, DateTime.UtcNow.AddSeconds(10));
        Assert.Contains("price.json", await local.FailAsync("price"));
        File.Delete(folder.Path);
        Assert.Equal("{}", await local.CallAsync("price", "{}"));
    }

    [Fact]
    public async Task What_no_file_answers_is_forwarded_and_a_dry_run_is_not()
    {
        using var folder = new TemporaryFile("here.json", """{"response":"here"}""");
        using var elsewhere = new HttpListener();
        var port = FreePort();
        elsewhere.Prefixes.Add($"http://127.0.0.1:{port}/");
        elsewhere.Start();
        var asked = AnswerAsync(elsewhere);
        await using var local = await Local.StartAsync("--handlers", Path.GetDirectoryName(folder.Path)!, "--forward", $"http://127.0.0.1:{port}");
        Assert.Equal("\"here\"", await local.CallAsync("here", "{}"));
        Assert.Equal("204", await local.ScalarAsync("SELECT status_code::text FROM aws_lambda.invoke('there', '{}'::json, invocation_type => 'DryRun')"));
        Assert.Equal("\"there\"", await local.CallAsync("arn:aws:lambda:us-west-2:123456789012:function:there", "{}"));
        Assert.Equal("/2015-03-31/functions/there/invocations", await asked);
    }

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 130)]
    [InlineData("-HUP", null)]
    [InlineData("-KILL", null)]
    public async Task However_it_ends_nothing_is_left_behind(string signal, int? exitCode)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Signals are sent with kill.");
        await using var local = await Local.StartAsync();
        await KillAsync(signal, local.Process.Id);
        if (signal == "-HUP" && Signals.AreIgnored(local.Process.Id, Signals.Hangup) || signal == "-INT" && Signals.AreIgnored(local.Process.Id, Signals.Interrupt))
        {
            // Started behind nohup, or as a background job of a shell, it lives on: that is what those are for.
            await Task.Delay(300, Token);
            Assert.False(local.Process.HasExited);
            await KillAsync("-TERM", local.Process.Id);
        }
        await local.Process.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        if (exitCode is not null)
            Assert.Equal(exitCode, local.Process.ExitCode);
        Assert.DoesNotContain("   at ", await local.Process.StandardError.ReadToEndAsync(Token));
        var watch = Stopwatch.StartNew();
        while (await IsServedAsync(local.Port))
        {
            Assert.True(watch.Elapsed < Patience, "The server still runs.");
            await Task.Delay(100, Token);
        }
    }

    [Fact]
    public async Task A_port_can_be_asked_for_and_is_said_to_be_taken()
    {
        var port = FreePort();
        await using var local = await Local.StartAsync("--port", $"{port}");
        Assert.Equal(port, local.Port);
        (await Pglambda.RunAsync("local", "--port", $"{port}")).Refused(2, $"--port {port} is taken");
    }

    [Theory]
    [InlineData("--port 0", "--port", "0")]
    [InlineData("no address", "--forward", "here")]
    [InlineData("--watch needs --handlers", "--watch")]
    [InlineData("no such folder", "--handlers", "no-such-folder")]
    public async Task Bad_input_is_refused(string said, params string[] arguments) => (await Pglambda.RunAsync(["local", .. arguments])).Refused(2, said);

    [Theory]
    [InlineData("stock.json", "{")]
    [InlineData("stock.json", "7")]
    [InlineData("stock.json", """{"respons":1}""", "'respons' is not known")]
    [InlineData("stock.json", """{"response":1,"error":{}}""", "not both")]
    [InlineData("stock.json", """{"sequence":[]}""", "'sequence'")]
    [InlineData("stock.json", """{"delayMilliseconds":-1}""", "'delayMilliseconds'")]
    [InlineData("stock.json", """{"error":{"typ":"x"}}""", "'typ'")]
    [InlineData("a b.json", "{}", "called as its function")]
    public async Task A_file_that_says_what_cannot_be_is_refused_at_the_start(string name, string text, string said = "stock.json")
    {
        using var folder = new TemporaryFile(name, text);
        (await Pglambda.RunAsync("local", "--handlers", Path.GetDirectoryName(folder.Path)!)).Refused(2, name, said);
    }

    private static async Task<string> AnswerAsync(HttpListener elsewhere)
    {
        var request = await elsewhere.GetContextAsync().WaitAsync(Patience, Token);
        request.Response.ContentType = "application/json";
        await request.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes("\"there\""), Token);
        request.Response.Close();
        return request.Request.Url!.AbsolutePath;
    }

    private static async Task KillAsync(string signal, int processId)
    {
        using var kill = Process.Start("kill", [signal, $"{processId}"]);
        await kill.WaitForExitAsync(Token);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> IsServedAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
