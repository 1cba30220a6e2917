using System.Collections.Concurrent;

namespace PgLambda.Testing;

/// <summary>What a whole process shares: one per set of options, started by the first who asks for it.</summary>
/// <param name="start">Starts one.</param>
/// <param name="hasEnded">Whether one is of no use any more, and the next caller starts another.</param>
internal sealed class SharedStarts<T>(Func<PostgresClusterOptions, Task<T>> start, Func<T, bool> hasEnded)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<T>>> _starts = new(StringComparer.Ordinal);

    public async Task<T> GetAsync(PostgresClusterOptions options, CancellationToken cancellationToken)
    {
        var key = Key(options);
        while (true)
        {
            // No caller's token: the others would lose their start with it.
            var started = _starts.GetOrAdd(key, _ => new Lazy<Task<T>>(() => Task.Run(() => start(options))));
            try
            {
                var shared = await started.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (!hasEnded(shared))
                    return shared;
            }
            catch (Exception) when (started.Value.IsFaulted)
            {
                Forget();
                throw;
            }

            Forget();

            void Forget() => _starts.TryRemove(new KeyValuePair<string, Lazy<Task<T>>>(key, started));
        }
    }

    // Each part with its length before it: no two sets of options share a text.
    private static string Key(PostgresClusterOptions options)
    {
        var settings = options.Settings
            .OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)
            .SelectMany(setting => new[] { setting.Key, setting.Value });
        string?[] parts = [$"{options.MajorVersion}", options.BinDirectory, $"{options.Source}", $"{options.Port}", .. settings];
        return string.Concat(parts.Select(part => part is null ? "-" : $"{part.Length}:{part}"));
    }
}
