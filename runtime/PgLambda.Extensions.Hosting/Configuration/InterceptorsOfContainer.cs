using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PgLambda;

/// <summary>Puts the log of failures around all, and what is registered as a service behind what code has added.</summary>
internal sealed class InterceptorsOfContainer(IEnumerable<ILambdaInterceptor> interceptors, ILoggerFactory? loggers = null) : IPostConfigureOptions<LambdaClientOptions>
{
    public void PostConfigure(string? name, LambdaClientOptions options)
    {
        if (name != Options.DefaultName)
            return;
        if (loggers is not null)
            options.Interceptors.Insert(0, new FailureLog(loggers.CreateLogger(LogMessages.Category)));
        foreach (var interceptor in interceptors)
            options.Interceptors.Add(interceptor);
    }
}
