// Clusters.cs
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Shop;

public static class Clusters
{
    public static void AddOrdersCluster(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connectionString).UsePgLambda().BuildMultiHost());
        services.AddSingleton<NpgsqlDataSource>(p => p.GetRequiredService<NpgsqlMultiHostDataSource>().WithTargetSession(TargetSessionAttributes.Primary));
        services.AddKeyedSingleton<NpgsqlDataSource>("reader", (p, _) => p.GetRequiredService<NpgsqlMultiHostDataSource>().WithTargetSession(TargetSessionAttributes.PreferStandby));
    }
}
