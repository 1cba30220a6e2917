using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PgLambda.Extensions.Hosting.Tests.Logging;

/// <summary>Keeps the records of the category <c>PgLambda</c>.</summary>
internal sealed class RecordedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<LogRecord> _records = new();
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<LogRecord> Records => [.. _records];

    /// <summary>The first record, which is written after the call has ended; waits for it, with an end.</summary>
    public async Task<LogRecord> NextAsync()
    {
        await _written.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return Records[0];
    }

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, RecordedLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (category != "PgLambda")
                return;
            logs._records.Enqueue(new LogRecord(logLevel, eventId, formatter(state, exception), exception, ((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary(field => field.Key, field => field.Value)));
            logs._written.TrySetResult();
        }
    }
}

internal sealed record LogRecord(LogLevel Level, EventId Id, string Message, Exception? Exception, Dictionary<string, object?> Fields)
{
    public string AllFields => string.Join("|", Fields.Select(pair => $"{pair.Key}={pair.Value}").Append(Message));
}
