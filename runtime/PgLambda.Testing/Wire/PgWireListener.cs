using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>Accepts the connections of the SQL worker. May be stopped and started again: the port stays the same.</summary>
internal sealed class PgWireListener : IAsyncDisposable
{
    private const int ThreadsAtHand = 64;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan HandlersEndWithin = TimeSpan.FromSeconds(2);
    private readonly ListenerSecrets _secrets;
    private readonly InvokeCallback _invoke;
    private readonly ILogger _logger;
    private readonly SeenRequests _seen = new();
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private Socket _socket;
    private CancellationTokenSource? _running;
    private Task _accepting = Task.CompletedTask;

    public PgWireListener(IPAddress address, ListenerSecrets secrets, InvokeCallback invoke, ILogger logger)
    {
        _secrets = secrets;
        _invoke = invoke;
        _logger = logger;
        _socket = Bind(new IPEndPoint(address, 0));
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        KeepThreadsAtHand();
    }

    /// <summary>Where the listener listens, while it does.</summary>
    public IPEndPoint EndPoint { get; }

    public bool IsRunning => _running is not null;

    public void Start()
    {
        if (_running is not null)
            return;
        _socket.Listen(512);
        _running = new CancellationTokenSource();
        _accepting = AcceptAsync(_socket, _running.Token);
    }

    /// <summary>Closes every connection; handlers that run for one see their token fire. Returns when they have ended, or after two seconds.</summary>
    public async Task StopAsync()
    {
        if (_running is not { } running)
            return;
        _running = null;
        await running.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        foreach (var connection in _connections.Keys)
            connection.Dispose();
        // Bound but not listening: nobody else gets the port, and whoever dials it is refused.
        _socket = Bind(EndPoint);
        await _accepting.ConfigureAwait(false);
        // A handler that ignores its token is left to itself: nobody waits for its answer any more.
        await Task.WhenAny(Task.WhenAll(_connections.Values), Task.Delay(HandlersEndWithin)).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _socket.Dispose();
    }

    /// <summary>
    /// Handlers may block their threads. The pool adds threads beyond one per core so slowly that callers would meet their time-outs before.
    /// </summary>
    private static void KeepThreadsAtHand()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        if (workers < ThreadsAtHand)
            ThreadPool.SetMinThreads(ThreadsAtHand, ports);
    }

    private static Socket Bind(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Without it the port of a stopped listener could not be bound again while old connections linger.
            if (!OperatingSystem.IsWindows())
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(endPoint);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task AcceptAsync(Socket listening, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await listening.AcceptAsync(stopping).ConfigureAwait(false);
                socket.NoDelay = true;
                Serve(socket, stopping);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                _logger.ConnectionEnded(error.Message);
            }
            catch (SocketException error)
            {
                // Without file descriptors the connection that waits stays there, and so would the error.
                _logger.AcceptFailed(error);
                await Task.Delay(PauseAfterFailure, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private void Serve(Socket socket, CancellationToken stopping)
    {
        var connection = new WireConnection(socket, _secrets, _seen, _invoke, _logger);
        var registered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _connections[socket] = RunAsync();
        registered.SetResult();

        async Task RunAsync()
        {
            await registered.Task.ConfigureAwait(false);
            using (connection)
                await connection.RunAsync(stopping).ConfigureAwait(false);
            _connections.TryRemove(socket, out _);
        }
    }
}
