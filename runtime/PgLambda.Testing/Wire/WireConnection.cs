using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>One dblink connection: start-up, password, then one request after the other until the database hangs up.</summary>
internal sealed class WireConnection(Socket socket, ListenerSecrets secrets, SeenRequests seen, InvokeCallback invoke, ILogger logger) : IDisposable
{
    private const int StartupLimit = 10_000;
    // The worker sends long payloads in parts, and of those that Lambda refuses the beginning.
    private const int QueryLimit = 1024 * 1024;
    private static readonly TimeSpan StartupTimeout = TimeSpan.FromSeconds(10);

    private readonly WireReader _reader = new(socket);
    private readonly WireWriter _writer = new(socket);
    private readonly RequestCodec _codec = new(secrets.Signing);

    /// <summary>Serves the connection to its end. Network faults end it, and are no error: the database sees them too.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            if (await StartAsync(stopping).ConfigureAwait(false))
                await ServeAsync(stopping).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException or InvalidDataException)
        {
            logger.ConnectionEnded(error.Message);
        }
        catch (Exception error)
        {
            logger.StandInFailed(error);
        }
        finally
        {
            socket.Dispose();
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _codec.Dispose();
    }

    private async Task<bool> StartAsync(CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(StartupTimeout);
        while (true)
        {
            if (await _reader.ReadAsync(startup: true, StartupLimit, limit.Token).ConfigureAwait(false) is not { Body.Length: >= 4 } packet)
                return false;
            switch (BinaryPrimitives.ReadInt32BigEndian(packet.Body.Span))
            {
                case 80877103 or 80877104: // SSLRequest, GSSENCRequest: not spoken here
                    await socket.SendAsync("N"u8.ToArray(), SocketFlags.None, limit.Token).ConfigureAwait(false);
                    continue;
                case 196608: // protocol 3.0
                    return await AuthenticateAsync(limit.Token).ConfigureAwait(false);
                default: // CancelRequest or an unknown protocol: a cancelled call closes its connection instead
                    return false;
            }
        }
    }

    private async Task<bool> AuthenticateAsync(CancellationToken cancellationToken)
    {
        _writer.AskForPassword();
        await _writer.SendAsync(cancellationToken).ConfigureAwait(false);
        if (await _reader.ReadAsync(startup: false, StartupLimit, cancellationToken).ConfigureAwait(false) is not { Type: (byte)'p' } message)
            return false;
        var given = message.Body.Span;
        var known = CryptographicOperations.FixedTimeEquals(given.TrimEnd((byte)0), Encoding.UTF8.GetBytes(secrets.Password));
        if (known)
            _writer.WelcomeAndReady();
        else
            _writer.Error("FATAL", "28P01", "password authentication failed");
        await _writer.SendAsync(cancellationToken).ConfigureAwait(false);
        return known;
    }

    private async Task ServeAsync(CancellationToken stopping)
    {
        while (await _reader.ReadAsync(startup: false, QueryLimit, stopping).ConfigureAwait(false) is { Type: (byte)'Q' } message)
        {
            var query = message.Body.TrimEnd((byte)0);
            if (RequestCodec.IsPart(query.Span))
            {
                if (_codec.TakePart(query.Span))
                    _writer.PartTaken();
                else
                    Refuse();
                await _writer.SendAsync(stopping).ConfigureAwait(false);
            }
            else if (_codec.Read(query.Span) is not { } request || !seen.IsNew(request))
            {
                Refuse();
                await _writer.SendAsync(stopping).ConfigureAwait(false);
            }
            else if (!await AnswerAsync(request, stopping).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <summary>Whoever has got at the connection can get here, but no further: only the worker can sign, and each request once.</summary>
    private void Refuse()
    {
        _writer.Error("ERROR", "28000", "this connection serves the aws_lambda stand-in only");
        _writer.Ready();
    }

    private async Task<bool> AnswerAsync(InvokeRequest request, CancellationToken stopping)
    {
        // The database sends nothing while it waits: whatever arrives now means that it has given the call up.
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var next = _reader.WaitForMoreAsync(stopping);
        var answered = 0;
        var watch = next.ContinueWith(
            _ =>
            {
                if (Interlocked.Exchange(ref answered, 1) == 0)
                    Cancel(gone);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        var reply = await invoke(request, gone.Token).ConfigureAwait(false);
        var stillThere = Interlocked.Exchange(ref answered, 1) == 0;
        if (reply is null || !stillThere)
        {
            socket.Dispose();
            await watch.ConfigureAwait(false);
            return false;
        }
        _writer.Reply(request.Id, reply);
        await _writer.SendAsync(stopping).ConfigureAwait(false);
        var more = await next.ConfigureAwait(false);
        await watch.ConfigureAwait(false);
        return more;
    }

    private void Cancel(CancellationTokenSource gone)
    {
        try
        {
            gone.Cancel();
        }
        catch (AggregateException error)
        {
            // A callback that the handler registered on its token threw: the connection must end all the same.
            logger.ConnectionEnded(error.Message);
        }
    }
}
