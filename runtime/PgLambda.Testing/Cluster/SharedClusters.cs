using System.Collections.Concurrent;
using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>The clusters that a whole process shares, one per set of options.</summary>
internal static class SharedClusters
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<PostgresCluster>>> Clusters = new();

    public static async Task<PostgresCluster> GetAsync(PostgresClusterOptions options, CancellationToken cancellationToken)
    {
        var key = Key(options);
        while (true)
        {
            // No caller's token: the others would lose their start with it.
            var start = Clusters.GetOrAdd(key, _ => new Lazy<Task<PostgresCluster>>(
                () => Task.Run(() => PostgresCluster.StartAsync(options, shared: true, CancellationToken.None))));
            try
            {
                var cluster = await start.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (!cluster.HasEnded)
                    return cluster;
            }
            catch (Exception) when (start.Value.IsFaulted)
            {
                Forget();
                throw;
            }

            Forget();

            void Forget() => Clusters.TryRemove(new KeyValuePair<string, Lazy<Task<PostgresCluster>>>(key, start));
        }
    }

    private static string Key(PostgresClusterOptions options)
    {
        var settings = options.Settings
            .OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)
            .SelectMany(setting => new[] { setting.Key, setting.Value });
        return JsonSerializer.Serialize<string?[]>([$"{options.MajorVersion}", options.BinDirectory, $"{options.Source}", .. settings]);
    }
}
