using Npgsql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What the page uses of the package Npgsql.DependencyInjection.</summary>
internal static class AtTheFloor
{
    public static IServiceCollection AddNpgsqlDataSource(this IServiceCollection services, string connectionString, Action<NpgsqlDataSourceBuilder> configure)
    {
        return services.AddSingleton(_ =>
        {
            var builder = new NpgsqlDataSourceBuilder(connectionString);
            configure(builder);
            return builder.Build();
        });
    }
}
