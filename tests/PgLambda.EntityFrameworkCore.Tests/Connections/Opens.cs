using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PgLambda.EntityFrameworkCore.Tests.Connections;

/// <summary>What an interceptor of Entity Framework Core sees of a context's connection.</summary>
internal sealed class Opens : DbConnectionInterceptor
{
    public List<string> Seen { get; } = [];

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Seen.Add("opening");
        return new(result);
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Seen.Add("opened");
        return Task.CompletedTask;
    }

    public override Task ConnectionFailedAsync(DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Seen.Add("failed");
        return Task.CompletedTask;
    }

    public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        Seen.Add("closed");
        return Task.CompletedTask;
    }
}
