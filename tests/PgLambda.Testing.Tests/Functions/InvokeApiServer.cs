using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PgLambda.Testing.Tests.StandIn;

/// <summary>What an Invoke API endpoint was asked.</summary>
public sealed record ApiRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A small HTTP server that answers as Lambda's Invoke API does.</summary>
public sealed class InvokeApiServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<ApiRequest, CancellationToken, Task<(string Status, string Headers, string Body)>> _answer;
    private readonly Encoding _encoding;
    private readonly Task _serving;

    public InvokeApiServer(Func<ApiRequest, CancellationToken, Task<(string Status, string Headers, string Body)>> answer, Encoding? encoding = null)
    {
        _encoding = encoding ?? Encoding.UTF8;
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Ends when a client has closed its connection while it was waiting for an answer.</summary>
    public TaskCompletionSource ClientGone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
                if (await reader.ReadLineAsync(_stopping.Token) is not { } request)
                    continue;
                var path = request.Split(' ')[1];
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync(_stopping.Token) is { Length: > 0 } line)
                    headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
                var body = new char[int.Parse(headers.GetValueOrDefault("Content-Length", "0"))];
                await reader.ReadBlockAsync(body, _stopping.Token);
                using var gone = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
                var closed = stream.ReadAsync(new byte[1], gone.Token).AsTask();
                var answering =
                    _answer(new ApiRequest(path, headers, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body))), gone.Token);
                if (await Task.WhenAny(answering, closed) == closed)
                {
                    ClientGone.TrySetResult();
                    continue;
                }
                var (status, extra, text) = await answering;
                var content = _encoding.GetBytes(text);
                await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\n{extra}Content-Length: {content.Length}\r\nConnection: close\r\n\r\n"), _stopping.Token);
                await stream.WriteAsync(content, _stopping.Token);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // What the stop does to a pending accept depends on which of its two steps is first.
            Assert.True(_stopping.IsCancellationRequested, error.ToString());
        }
    }
}
