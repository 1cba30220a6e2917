using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PgLambda.Testing;

public sealed partial class LocalLambda
{
    /// <summary>Serves a function. The payload is read, and the answer written, as JSON; <see cref="JsonElement"/> passes through.</summary>
    /// <param name="function">A name; or a partial or full ARN, which then serves that account or region only. Without qualifier.</param>
    /// <param name="handler">Takes the payload and the call, gives the answer. An exception is an <c>"Unhandled"</c> error, see <see cref="LambdaHandledErrorException"/>.</param>
    /// <returns>The function, for versions, aliases and faults. A second handler for the same function replaces the first.</returns>
    /// <exception cref="ArgumentException"><paramref name="function"/> is malformed, or carries a qualifier.</exception>
    /// <exception cref="InvalidOperationException">There is no JSON contract for a type: see <see cref="LocalLambdaOptions.JsonOptions"/>.</exception>
    [OverloadResolutionPriority(1)] // a handler that only throws fits several overloads
    public LocalFunction Handle<TRequest, TResponse>(string function, Func<TRequest, LambdaCall, Task<TResponse>> handler) =>
        Register(function, _adapter.Adapt(Checked(handler)));

    /// <inheritdoc cref="Handle{TRequest, TResponse}(string, Func{TRequest, LambdaCall, Task{TResponse}})"/>
    [OverloadResolutionPriority(1)] // a handler that only throws fits several overloads
    public LocalFunction Handle<TRequest, TResponse>(string function, Func<TRequest, Task<TResponse>> handler) => Register(function, _adapter.Adapt(Checked(handler)));

    /// <inheritdoc cref="Handle{TRequest, TResponse}(string, Func{TRequest, LambdaCall, Task{TResponse}})"/>
    public LocalFunction Handle<TRequest, TResponse>(string function, Func<TRequest, LambdaCall, TResponse> handler) => Register(function, _adapter.Adapt(Checked(handler)));

    /// <inheritdoc cref="Handle{TRequest, TResponse}(string, Func{TRequest, LambdaCall, Task{TResponse}})"/>
    public LocalFunction Handle<TRequest, TResponse>(string function, Func<TRequest, TResponse> handler) => Register(function, _adapter.Adapt(Checked(handler)));

    /// <summary>Serves a function that answers nothing: JSON <c>null</c>.</summary>
    /// <inheritdoc cref="Handle{TRequest, TResponse}(string, Func{TRequest, LambdaCall, Task{TResponse}})"/>
    [OverloadResolutionPriority(1)]
    public LocalFunction Handle<TRequest>(string function, Func<TRequest, LambdaCall, Task> handler) => Register(function, _adapter.Adapt(Checked(handler)));

    /// <inheritdoc cref="Handle{TRequest}(string, Func{TRequest, LambdaCall, Task})"/>
    [OverloadResolutionPriority(1)]
    public LocalFunction Handle<TRequest>(string function, Func<TRequest, Task> handler) => Register(function, _adapter.Adapt(Checked(handler)));

    /// <inheritdoc cref="Handle{TRequest}(string, Func{TRequest, LambdaCall, Task})"/>
    public LocalFunction Handle<TRequest>(string function, Action<TRequest, LambdaCall> handler) => Register(function, _adapter.Adapt(Checked(handler)));

    /// <inheritdoc cref="Handle{TRequest}(string, Func{TRequest, LambdaCall, Task})"/>
    public LocalFunction Handle<TRequest>(string function, Action<TRequest> handler) => Register(function, _adapter.Adapt(Checked(handler)));

    /// <summary>Serves every call, with any qualifier, of a function that has no handler and is not forwarded by name.</summary>
    /// <param name="handler">Takes the payload and the call, gives the answer; null is JSON <c>null</c>.</param>
    public void HandleAny(Func<JsonElement, LambdaCall, Task<JsonElement?>> handler) => _registry.CatchAll = HandlerAdapter.AdaptAny(Checked(handler));

    /// <summary>
    /// Serves functions by the public methods that are marked <see cref="LambdaHandlerAttribute"/>. A parameter of type <see cref="LambdaCall"/> gets the call,
    /// one of type <see cref="CancellationToken"/> its token, any other one the payload. The answer may come as a value, a Task or a ValueTask.
    /// </summary>
    /// <param name="instance">The object to call.</param>
    /// <exception cref="ArgumentException">No method is marked, or one takes more than one payload.</exception>
    /// <exception cref="InvalidOperationException">There is no JSON contract for a type: see <see cref="LocalLambdaOptions.JsonOptions"/>.</exception>
    public void HandleClass(object instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var any = false;
        foreach (var method in instance.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
        {
            if (method.GetCustomAttribute<LambdaHandlerAttribute>() is not { } attribute)
                continue;
            Register(attribute.Function, MethodHandler.Create(instance, method, _adapter));
            any = true;
        }
        if (!any)
            throw new ArgumentException($"{instance.GetType()} has no public method that is marked [LambdaHandler].", nameof(instance));
    }

    /// <summary>A function by its name or ARN, for versions, aliases and faults; known from now on, even without a handler.</summary>
    /// <param name="function">The text that it is, or will be, registered with.</param>
    /// <exception cref="ArgumentException"><paramref name="function"/> is malformed, or carries a qualifier.</exception>
    public LocalFunction Function(string function) => _registry.GetOrAdd(function);

    /// <summary>
    /// Passes every call that nothing here serves to an endpoint that speaks Lambda's Invoke API over HTTP, unsigned: <c>sam local start-lambda</c>, LocalStack,
    /// the runtime interface emulator, serverless-offline.
    /// </summary>
    /// <param name="endpoint">The address, for example <c>http://127.0.0.1:3001</c>; a path before <c>/2015-03-31/functions</c> is kept.</param>
    public void ForwardTo(Uri endpoint) => _registry.ForwardsTo = Checked(endpoint);

    /// <summary>Passes the calls of one function to such an endpoint, before any handler of it.</summary>
    /// <param name="function">A name, a partial or a full ARN, without qualifier.</param>
    /// <param name="endpoint">The address.</param>
    /// <exception cref="ArgumentException"><paramref name="function"/> is malformed, or carries a qualifier.</exception>
    public LocalFunction ForwardTo(string function, Uri endpoint)
    {
        var known = _registry.GetOrAdd(function);
        known.ForwardsTo = Checked(endpoint);
        return known;
    }

    private LocalFunction Register(string function, LambdaHandler handler)
    {
        var known = _registry.GetOrAdd(function);
        known.Versions.SetLatest(handler);
        return known;
    }

    private static T Checked<T>(T value) where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
