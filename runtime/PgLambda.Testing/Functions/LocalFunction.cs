using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PgLambda.Testing;

/// <summary>A function of the stand-in: its handler, published versions, aliases, and the faults that its next calls meet.</summary>
public sealed partial class LocalFunction
{
    private readonly HandlerAdapter _adapter;

    internal LocalFunction(string key, HandlerAdapter adapter)
    {
        Name = key;
        _adapter = adapter;
    }

    /// <summary>The name, partial ARN or full ARN that the function was registered with.</summary>
    public string Name { get; }

    /// <summary>The faults that the next calls meet.</summary>
    public PlannedFaults Faults { get; } = new();

    /// <summary>The number of the version published last, for example <c>3</c>; null before the first.</summary>
    public string? LastVersion => Versions.LastPublished;

    internal FunctionVersions Versions { get; } = new();

    internal Uri? ForwardsTo { get; set; }

    /// <summary>Publishes the current handler as the next version: 1, 2, 3 …</summary>
    /// <exception cref="InvalidOperationException">The function has no handler yet.</exception>
    public LocalFunction PublishVersion()
    {
        Versions.Publish(null);
        return this;
    }

    /// <summary>Publishes a handler of its own as the next version; <c>$LATEST</c> stays as it is.</summary>
    /// <param name="handler">Takes the payload and the call, gives the answer, as for <see cref="LocalLambda.Handle{TRequest, TResponse}(string, Func{TRequest, LambdaCall, Task{TResponse}})"/>.</param>
    /// <exception cref="InvalidOperationException">There is no JSON contract for a type: see <see cref="LocalLambdaOptions.JsonOptions"/>.</exception>
    [OverloadResolutionPriority(1)] // a handler that only throws fits several overloads
    public LocalFunction PublishVersion<TRequest, TResponse>(Func<TRequest, LambdaCall, Task<TResponse>> handler) => Publish(handler, h => _adapter.Adapt(h));

    /// <inheritdoc cref="PublishVersion{TRequest, TResponse}(Func{TRequest, LambdaCall, Task{TResponse}})"/>
    [OverloadResolutionPriority(1)]
    public LocalFunction PublishVersion<TRequest, TResponse>(Func<TRequest, Task<TResponse>> handler) => Publish(handler, h => _adapter.Adapt(h));

    /// <inheritdoc cref="PublishVersion{TRequest, TResponse}(Func{TRequest, LambdaCall, Task{TResponse}})"/>
    public LocalFunction PublishVersion<TRequest, TResponse>(Func<TRequest, LambdaCall, TResponse> handler) => Publish(handler, h => _adapter.Adapt(h));

    /// <inheritdoc cref="PublishVersion{TRequest, TResponse}(Func{TRequest, LambdaCall, Task{TResponse}})"/>
    public LocalFunction PublishVersion<TRequest, TResponse>(Func<TRequest, TResponse> handler) => Publish(handler, h => _adapter.Adapt(h));

    /// <summary>Publishes a handler that answers nothing, JSON <c>null</c>, as the next version.</summary>
    /// <inheritdoc cref="PublishVersion{TRequest, TResponse}(Func{TRequest, LambdaCall, Task{TResponse}})"/>
    [OverloadResolutionPriority(1)]
    public LocalFunction PublishVersion<TRequest>(Func<TRequest, LambdaCall, Task> handler) => Publish(handler, h => _adapter.Adapt(h));

    /// <inheritdoc cref="PublishVersion{TRequest}(Func{TRequest, LambdaCall, Task})"/>
    [OverloadResolutionPriority(1)]
    public LocalFunction PublishVersion<TRequest>(Func<TRequest, Task> handler) => Publish(handler, h => _adapter.Adapt(h));

    /// <inheritdoc cref="PublishVersion{TRequest}(Func{TRequest, LambdaCall, Task})"/>
    public LocalFunction PublishVersion<TRequest>(Action<TRequest, LambdaCall> handler) => Publish(handler, h => _adapter.Adapt(h));

    /// <inheritdoc cref="PublishVersion{TRequest}(Func{TRequest, LambdaCall, Task})"/>
    public LocalFunction PublishVersion<TRequest>(Action<TRequest> handler) => Publish(handler, h => _adapter.Adapt(h));

    /// <summary>Points an alias to a version; an alias that exists moves.</summary>
    /// <param name="alias">Letters, digits, hyphens and underscores, at most 128, not digits alone.</param>
    /// <param name="version">A published version's number, or <c>$LATEST</c>.</param>
    /// <exception cref="ArgumentException">The alias is malformed, or the version does not exist.</exception>
    public LocalFunction Alias(string alias, string version)
    {
        ArgumentNullException.ThrowIfNull(alias);
        ArgumentNullException.ThrowIfNull(version);
        if (!AliasPattern().IsMatch(alias))
            throw new ArgumentException($"'{alias}' is no name for an alias.", nameof(alias));
        Versions.Alias(alias, version);
        return this;
    }

    private LocalFunction Publish<T>(T handler, Func<T, LambdaHandler> adapt) where T : class
    {
        ArgumentNullException.ThrowIfNull(handler);
        Versions.Publish(adapt(handler));
        return this;
    }

    [GeneratedRegex("\\A(?![0-9]+\\z)[A-Za-z0-9_-]{1,128}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex AliasPattern();
}
