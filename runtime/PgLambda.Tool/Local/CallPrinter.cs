using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace PgLambda.Tool;

/// <summary>Prints each call of the stand-in as it ends; what else the stand-in warns of goes to stderr.</summary>
internal sealed class CallPrinter(Output output, bool json) : ILoggerFactory, ILogger
{
    private const int Invoked = 1;
    private readonly object _lock = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Debug or >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            if (eventId.Id == Invoked && state is IReadOnlyList<KeyValuePair<string, object?>> values)
                Print(values.ToDictionary(value => value.Key, value => Convert.ToString(value.Value, CultureInfo.InvariantCulture) ?? ""));
            else if (logLevel >= LogLevel.Warning)
                output.Note($"{formatter(state, exception)}{(exception is null ? "" : ": " + exception.Message)}");
        }
    }

    private void Print(Dictionary<string, string> call)
    {
        var error = call["Error"].TrimStart(' ', ':', ',');
        if (json)
        {
            output.WriteLine(new JsonObject
            {
                ["function"] = call["Function"],
                ["invocationType"] = call["InvocationType"],
                ["role"] = call["Role"],
                ["outcome"] = call["Outcome"],
                ["milliseconds"] = double.Parse(call["ElapsedMs"], CultureInfo.InvariantCulture),
                ["error"] = error.Length == 0 ? null : error,
            });
        }
        else
        {
            output.Write($"{call["Function"]} {call["InvocationType"]} by {call["Role"]}: {call["Outcome"]}, {double.Parse(call["ElapsedMs"], CultureInfo.InvariantCulture).ToString("0.0", CultureInfo.InvariantCulture)} ms{(error.Length == 0 ? "" : ": " + error)}");
        }
    }
}
