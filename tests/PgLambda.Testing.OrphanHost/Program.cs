using PgLambda.Testing;

// Starts a cluster, says where it is, and then ends in the way that its argument names, without ever disposing of it.
PostgresCluster cluster = await PostgresCluster.StartAsync();
Console.WriteLine($"{cluster.ProcessId} {cluster.DataDirectory}");

switch (args.SingleOrDefault())
{
    case "exit":
        return 0;
    case "throw":
        throw new InvalidOperationException("Thrown on purpose.");
    case "wait":
        await Task.Delay(Timeout.Infinite);
        return 0;
    default:
        Console.Error.WriteLine("One argument: exit, throw or wait.");
        return 2;
}
