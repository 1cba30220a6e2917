using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace PgLambda.Testing;

/// <summary>
/// AWS Lambda as a database sees it, on this machine: a database with a stand-in of <c>aws_commons</c> and <c>aws_lambda</c>, whose calls are served
/// by handlers in this process. Start one per test class, or one per run; dispose it in the end.
/// </summary>
public sealed partial class LocalLambda : IAsyncDisposable
{
    private readonly TargetDatabase _target;
    private readonly LocalLambdaOptions _options;
    private readonly InvokeReplies _replies;
    private readonly HandlerAdapter _adapter;
    private readonly FunctionRegistry _registry;
    private readonly CallJournal _journal = new();
    private readonly EventRunner _events;
    private readonly HttpForwarder _forwarder;
    private readonly PgWireListener _listener;
    private readonly ListenerSecrets _secrets = new(NewSecret(), NewSecret());
    private readonly string _instance = Guid.NewGuid().ToString("N")[..12];
    private EndpointRow? _endpoint;
    private int _generation;
    private bool _disposed;

    private LocalLambda(TargetDatabase target, LocalLambdaOptions options, ILogger logger)
    {
        _target = target;
        _options = options;
        _replies = new InvokeReplies(options.Guesses, options.Region, options.AccountId);
        _adapter = new HandlerAdapter(options.JsonOptions);
        _registry = new FunctionRegistry(_adapter);
        var runner = new FunctionRunner(options.Guesses);
        _events = new EventRunner(runner, options.RetryDelays, logger);
        _forwarder = new HttpForwarder(_replies);
        var dispatcher = new InvocationDispatcher(_registry, _replies, runner, _events, _forwarder);
        var resolver = new CallResolver(options.Guesses, _replies, options.Region, options.AccountId);
        var recorder = new CallRecorder(resolver, _journal, dispatcher.ServeAsync, options.Guesses.NullPayload, logger);
        _listener = new PgWireListener(options.ListenAddress, _secrets, recorder.InvokeAsync, logger);
        DataSource = NpgsqlDataSource.Create(target.ConnectionString);
        logger.Installed(target.Name, _listener.EndPoint.Port);
    }

    /// <summary>Connects to the database, as its owner or a superuser; with error details only where <see cref="LocalLambdaOptions.IncludeErrorDetail"/> asks for them.</summary>
    public string ConnectionString => _target.ConnectionString;

    /// <summary>Connections to the database, as its owner or a superuser. Disposed with this object.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>The calls that have reached the listener so far, in order.</summary>
    public IReadOnlyList<RecordedCall> Calls => _journal.Snapshot();

    /// <summary>Starts with defaults, or with options: finds or creates the database, installs the stand-in, starts the listener.</summary>
    /// <param name="options">How to set it up; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up, and removes what was created.</param>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses what is needed.</exception>
    /// <exception cref="InvalidOperationException">The database server cannot reach the listener.</exception>
    public static async Task<LocalLambda> StartAsync(LocalLambdaOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LocalLambdaOptions();
        var logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("PgLambda.Testing");
        var target = await TargetDatabase.PrepareAsync(options, logger, cancellationToken).ConfigureAwait(false);
        LocalLambda? lambda = null;
        try
        {
            lambda = new LocalLambda(target, options, logger);
            await lambda.StartListenerAsync(cancellationToken).ConfigureAwait(false);
            return lambda;
        }
        catch (Exception)
        {
            if (lambda is not null)
                await lambda.DisposeAsync().ConfigureAwait(false);
            else
                await target.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Plain SQL that installs the stand-in with <c>psql</c>: see <see cref="StandInInstaller.Script"/>.</summary>
    public static string InstallScript() => StandInInstaller.Script;

    /// <summary>Starts the listener again after <see cref="StopListenerAsync"/>, on the same port. Does nothing while it runs.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StartListenerAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_listener.IsRunning)
            return;
        _listener.Start();
        try
        {
            await PublishAddressAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The next start begins anew.
            await _listener.StopAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops the listener: running calls break, and calls fail with <c>Unable to connect to endpoint</c> until it is started again.</summary>
    public Task StopListenerAsync() => _listener.StopAsync();

    /// <summary>Waits until a number of calls have reached the listener and ended; events have ended with their last attempt.</summary>
    /// <param name="count">How many calls, counted from the first, or from <see cref="ForgetCalls"/>.</param>
    /// <param name="timeout">How long to wait at most; default ten seconds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The first <paramref name="count"/> calls, in order.</returns>
    /// <exception cref="TimeoutException">There were not enough in time.</exception>
    public async Task<IReadOnlyList<RecordedCall>> WaitForCallsAsync(int count, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var limit = timeout ?? TimeSpan.FromSeconds(10);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(limit);
        try
        {
            return await _journal.WaitAsync(count, source.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var calls = Calls;
            throw new TimeoutException($"Waited {limit} for {count} calls; there were {calls.Count}: {string.Join(", ", calls.Take(20))}.");
        }
    }

    /// <summary>Empties <see cref="Calls"/>.</summary>
    public void ForgetCalls() => _journal.Clear();

    /// <summary>Stops the listener, cancels handlers, drops the database if it was created here.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await _listener.DisposeAsync().ConfigureAwait(false);
        await _events.DisposeAsync().ConfigureAwait(false);
        _forwarder.Dispose();
        try
        {
            if (!_target.IsPrivate && _endpoint is not null)
            {
                await using var connection = await _target.OpenAsync(CancellationToken.None).ConfigureAwait(false);
                await _endpoint.ClearAsync(connection, CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            if (_endpoint is not null)
                _target.EndpointFile?.Delete(_endpoint);
            await DataSource.DisposeAsync().ConfigureAwait(false);
            await _target.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task PublishAddressAsync(CancellationToken cancellationToken)
    {
        var (host, port) = (HostForDatabase(), _listener.EndPoint.Port);
        // A new name for the kept connections: sessions leave those of the listener before.
        _endpoint = EndpointRow.For($"pglambda_{_instance}_{++_generation}", host, port, _secrets,
            _options.Guesses.ErrorCode, _replies.Returned("Unable to connect to endpoint"));
        await using var connection = await _target.OpenAsync(cancellationToken).ConfigureAwait(false);
        await _endpoint.SetAsync(connection, _target.EndpointFile, cancellationToken).ConfigureAwait(false);
        await EndpointRow.CheckAsync(connection, host, port, cancellationToken).ConfigureAwait(false);
    }

    private static string NewSecret() => Convert.ToHexString(RandomNumberGenerator.GetBytes(32)).ToLowerInvariant();

    private string HostForDatabase()
    {
        if (_options.HostAddressForDatabase is { } host)
            return host;
        var address = _options.ListenAddress;
        return (address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address).ToString();
    }
}
