using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace PgLambda.Testing.Tests.StandIn;

[Collection(NonParallelTests.Name)]
public sealed class ListenerTests(LambdaFixture fixture) : LambdaTests(fixture)
{
    [Fact]
    public async Task Sessions_find_a_listener_that_was_restarted_on_the_same_port()
    {
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        lambda.Handle("f", (int i) => i);
        await using var source = NpgsqlDataSource.Create(lambda.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(Token);
        Assert.Equal("1", (await CallAsync(connection, "'f', $1", "1")).Payload);

        // A snapshot that does not see the new address: the old connection is found dead before anything is sent.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Token);
        Assert.Equal("2", (await CallAsync(connection, "'f', $1", "2")).Payload);
        await lambda.StopListenerAsync();
        await lambda.StopListenerAsync();
        await lambda.StartListenerAsync(Token);
        await lambda.StartListenerAsync(Token);
        Assert.Equal("3", (await CallAsync(connection, "'f', $1", "3")).Payload);
        await transaction.CommitAsync(Token);
        Assert.Equal("4", (await CallAsync(connection, "'f', $1", "4")).Payload);
        Assert.Equal([1, 2, 3, 4], lambda.Calls.Select(c => c.Payload.GetInt32()));
    }

    [Fact]
    public async Task A_stopped_listener_breaks_running_calls_and_refuses_new_ones()
    {
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        var running = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        lambda.Handle<object, int>("f", async (_, call) =>
        {
            call.CancellationToken.Register(() => cancelled.TrySetResult());
            running.SetResult();
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return 1;
        });
        var waiting = CallAsync(lambda.DataSource, "'f', $1");
        await running.Task.WaitAsync(Token);
        await lambda.StopListenerAsync();
        foreach (var call in (Task<Answer>[])[waiting, CallAsync(lambda.DataSource, "'f', $1")])
        {
            var error = await Assert.ThrowsAsync<PostgresException>(() => call);
            Assert.Equal("invoke API failed", error.MessageText);
            Assert.Equal("AWS Lambda client returned 'Unable to connect to endpoint'.", error.Detail);
        }
        await cancelled.Task.WaitAsync(Guard, Token);
        Assert.Equal(LocalCallOutcome.Cancelled, Assert.Single(lambda.Calls).Outcome);
    }

    [Fact]
    public async Task Without_the_secret_nobody_is_served()
    {
        var runs = 0;
        await using var listener = new PgWireListener(IPAddress.Loopback, new ListenerSecrets("password", "signing"),
            (_, _) => Task.FromResult<InvokeReply?>(new InvokeReply { StatusCode = ++runs }), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        listener.Start();
        string Conninfo(string password) => $"Host=127.0.0.1;Port={listener.EndPoint.Port};Username=x;Database=x;Password={password};Pooling=false;Server Compatibility Mode=NoTypeLoading;Ssl Mode=Disable";
        await using (var wrong = new NpgsqlConnection(Conninfo("passwort")))
            Assert.Equal("28P01", (await Assert.ThrowsAsync<PostgresException>(() => wrong.OpenAsync(Token))).SqlState);
        await using (var right = new NpgsqlConnection(Conninfo("password")))
            await right.OpenAsync(Token);
        foreach (var garbage in (string[])["GET / HTTP/1.1\r\n\r\n", "\0\0\0\u0008\u0004Ò\u0016/", "\u007fÿÿÿ", "\0\0\0\0"])
        {
            using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(listener.EndPoint, Token);
            await client.SendAsync(Encoding.Latin1.GetBytes(garbage), Token);
            client.Shutdown(SocketShutdown.Send);
            Assert.InRange(await ReadToEndAsync(client), 0, 1);
        }
        Assert.Equal(0, runs);
    }

    private static async Task<int> ReadToEndAsync(Socket client)
    {
        var all = 0;
        try
        {
            var answer = new byte[16];
            for (var read = 1; read > 0; all += read)
                read = await client.ReceiveAsync(answer, Token);
            return all;
        }
        catch (SocketException)
        {
            return all; // reset instead of closed, because something was left unread
        }
    }

    [Fact]
    public void A_request_is_read_only_with_its_signature()
    {
        var codec = new RequestCodec("secret");
        const string Header = """{"id":"1"}""";
        var signature = Sign("secret", Header, "[1,\n2]");
        var request = codec.Read(Encoding.UTF8.GetBytes($"{signature}\n{Header}\n[1,\n2]"));
        Assert.Equal("1", request?.Id);
        Assert.Equal("[1,\n2]", Encoding.UTF8.GetString(request!.Payload.Span));
        Assert.Null(codec.Read(Encoding.UTF8.GetBytes($"{signature}\n{Header} \n[1,\n2]")));
        Assert.Null(codec.Read(Encoding.UTF8.GetBytes($"{signature}\n{Header}\n[1,\n3]")));
        Assert.Null(codec.Read(Encoding.UTF8.GetBytes($"{signature.ToUpperInvariant()}\n{Header}\n[]")));
        Assert.Null(codec.Read(Encoding.UTF8.GetBytes(signature)));
        Assert.Null(codec.Read("SELECT 1"u8));
        Assert.Null(new RequestCodec("other").Read(Encoding.UTF8.GetBytes($"{signature}\n{Header}\n[]")));
    }

    private static string Sign(string secret, string header, string payload) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{secret}{header}\n{payload}{secret}"))).ToLowerInvariant();

    [Fact]
    public void A_payload_in_parts_is_covered_by_the_signature_of_its_request()
    {
        const string Header = """{"id":"1"}""";
        var request = Encoding.UTF8.GetBytes($"{Sign("secret", Header, "[1,2]")}\n{Header}\n");
        Assert.Equal("[1,2]", Read(["[1,", "2]"]));
        Assert.Null(Read(["[1,", "3]"]));
        Assert.Null(Read(["2]", "[1,"]));
        Assert.Null(Read([]));
        Assert.False(new RequestCodec("secret").TakePart("part\n=no base64="u8));

        string? Read(string[] parts)
        {
            var codec = new RequestCodec("secret");
            foreach (var part in parts)
            {
                var query = Encoding.UTF8.GetBytes("part\n" + Convert.ToBase64String(Encoding.UTF8.GetBytes(part)));
                Assert.True(RequestCodec.IsPart(query));
                Assert.True(codec.TakePart(query));
            }
            return codec.Read(request) is { } read ? Encoding.UTF8.GetString(read.Payload.Span) : null;
        }
    }

    [Fact]
    public async Task A_request_that_was_seen_and_one_with_another_payload_run_nothing()
    {
        var runs = 0;
        await using var listener = new PgWireListener(IPAddress.Loopback, new ListenerSecrets("password", "signing"),
            (_, _) => Task.FromResult<InvokeReply?>(new InvokeReply { StatusCode = Interlocked.Increment(ref runs) }), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        listener.Start();
        await using var connection = await Lambda.DataSource.OpenConnectionAsync(Token);
        const string Header = """{"id":"1"}""";
        var signature = Sign("signing", Header, "[1]");
        Assert.Null(await SendAsync($"{signature}\n{Header}\n[1]"));
        Assert.Equal(1, runs);
        Assert.Equal("this connection serves the aws_lambda stand-in only", await SendAsync($"{signature}\n{Header}\n[1]"));
        Assert.Equal("this connection serves the aws_lambda stand-in only", await SendAsync($"{signature}\n{Header}\n[2]"));
        Assert.Equal(1, runs);

        // What somebody sends who has got at a connection: each text on a connection of its own.
        async Task<string?> SendAsync(string text)
        {
            await using var command = new NpgsqlCommand(
                """
                SELECT pglambda_standin.dblink_connect('x', $1);
                SELECT pglambda_standin.dblink_send_query('x', $2);
                """.Replace("$1", $"'host=127.0.0.1 port={listener.EndPoint.Port} user=x dbname=x password=password sslmode=disable gssencmode=disable'").Replace("$2", $"'{text}'"), connection);
            await command.ExecuteNonQueryAsync(Token);
            try
            {
                await using var read = new NpgsqlCommand(
                    "SELECT * FROM pglambda_standin.dblink_get_result('x') AS r(id text, status_code text, payload text, executed_version text, log_result text, error text, detail text, hint text, error_code text)", connection);
                await read.ExecuteNonQueryAsync(Token);
                return null;
            }
            catch (PostgresException error)
            {
                return error.MessageText;
            }
            finally
            {
                await using var disconnect = new NpgsqlCommand("SELECT pglambda_standin.dblink_disconnect('x')", connection);
                await disconnect.ExecuteNonQueryAsync(Token);
            }
        }
    }

    [Fact]
    public async Task Calls_survive_five_restarts()
    {
        const int Callers = 32, Restarts = 5;
        var betweenRestarts = 350 * Thoroughness.Times;
        var inAll = (Restarts + 1) * betweenRestarts;
        await using var lambda = await LocalLambda.StartAsync(RequestedServer.Options(), Token);
        var runs = new ConcurrentDictionary<int, int>();
        lambda.Handle<int, int>("f", async (i, _) =>
        {
            runs.AddOrUpdate(i, 1, (_, n) => n + 1);
            if (i % 5 == 0)
                await Task.Delay(1);
            return -i;
        });
        int made = 0, answered = 0, failed = 0;
        await using var source = NpgsqlDataSource.Create(lambda.ConnectionString + ";Max Auto Prepare=5;Auto Prepare Min Usages=1");
        var callers = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref answered) < inAll && Volatile.Read(ref failed) < inAll)
            {
                var i = Interlocked.Increment(ref made);
                try
                {
                    Assert.Equal($"{-i}", (await CallAsync(source, "'f', $1", $"{i}")).Payload);
                    Interlocked.Increment(ref answered);
                }
                catch (PostgresException error)
                {
                    Assert.Equal("invoke API failed", error.MessageText);
                    Interlocked.Increment(ref failed);
                }
            }
        }, Token)));
        for (var restart = 1; restart <= Restarts; restart++)
        {
            while (Volatile.Read(ref answered) < restart * betweenRestarts && !callers.IsCompleted)
                await Task.Delay(1, Token);
            await lambda.StopListenerAsync();
            await Task.Delay(5, Token);
            await lambda.StartListenerAsync(Token);
        }
        await callers;
        Assert.True(failed > 0 && answered >= inAll, $"{answered} answered, {failed} failed");
        Assert.Equal(made, answered + failed);
        Assert.All(runs, run => Assert.Equal(1, run.Value));
        Assert.True(runs.Count >= answered);
    }
}
