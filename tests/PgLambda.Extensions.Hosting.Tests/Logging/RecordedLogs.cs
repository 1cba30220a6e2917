using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PgLambda.Extensions.Hosting.Tests.Logging;

/// <summary>Keeps the records of the category <c>PgLambda</c>.</summary>
internal sealed class RecordedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<LogRecord> _records = new();

    public IReadOnlyList<LogRecord> Records => [.. _records];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _records);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<LogRecord> records) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (category == "PgLambda")
                records.Enqueue(new LogRecord(logLevel, eventId, formatter(state, exception), exception, ((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary(field => field.Key, field => field.Value)));
        }
    }
}

internal sealed record LogRecord(LogLevel Level, EventId Id, string Message, Exception? Exception, Dictionary<string, object?> Fields)
{
    public string AllFields => string.Join("|", Fields.Select(pair => $"{pair.Key}={pair.Value}").Append(Message));
}
