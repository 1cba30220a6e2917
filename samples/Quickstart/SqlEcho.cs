using Microsoft.Extensions.Logging;

namespace Quickstart;

/// <summary>Listens to Npgsql's own log, so that the SQL which is shown is the SQL that ran.</summary>
internal sealed class SqlEcho : ILoggerFactory, ILogger
{
    private volatile string _last = "";

    public string Last => _last;

    public void Clear() => _last = "";

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("This is its own and only provider.");

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> values)
            return;
        foreach (var (key, value) in values)
        {
            if (key == "CommandText" && value is string text && text.Contains("aws_lambda.invoke", StringComparison.Ordinal))
                _last = text;
        }
    }

    public void Dispose()
    {
    }
}
