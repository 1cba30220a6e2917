using System.Reflection;
using System.Runtime.ExceptionServices;

namespace PgLambda.Testing;

/// <summary>A method marked <see cref="LambdaHandlerAttribute"/> as a handler.</summary>
internal static class MethodHandler
{
    public static LambdaHandler Create(object instance, MethodInfo method, HandlerAdapter adapter)
    {
        var parameters = method.GetParameters();
        if (parameters.Count(p => p.ParameterType != typeof(LambdaCall) && p.ParameterType != typeof(CancellationToken)) > 1)
            throw new ArgumentException($"{method.DeclaringType}.{method.Name} takes more than one payload.");
        var readers = Array.ConvertAll(parameters, p =>
            p.ParameterType == typeof(LambdaCall) ? call => call
            : p.ParameterType == typeof(CancellationToken) ? call => call.CancellationToken
            : adapter.Reader(p.ParameterType));
        return async call =>
        {
            var arguments = Array.ConvertAll(readers, read => read(call));
            var (value, type) = await AwaitAsync(Invoke(instance, method, arguments), method.ReturnType).ConfigureAwait(false);
            return adapter.Write(value, type);
        };
    }

    private static object? Invoke(object instance, MethodInfo method, object?[] arguments)
    {
        try
        {
            return method.Invoke(method.IsStatic ? null : instance, arguments);
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            ExceptionDispatchInfo.Capture(error.InnerException).Throw();
            throw;
        }
    }

    private static async Task<(object? Value, Type Type)> AwaitAsync(object? returned, Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            returned = type.GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(returned, null);
            type = typeof(Task<>).MakeGenericType(type.GetGenericArguments());
        }
        switch (returned)
        {
            case ValueTask task:
                await task.ConfigureAwait(false);
                return (null, typeof(object));
            case Task task:
                await task.ConfigureAwait(false);
                return type.IsGenericType ? (type.GetProperty(nameof(Task<int>.Result))!.GetValue(task), type.GetGenericArguments()[0]) : (null, typeof(object));
            default:
                return (returned, type == typeof(void) ? typeof(object) : type);
        }
    }
}
