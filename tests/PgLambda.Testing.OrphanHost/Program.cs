using PgLambda.Testing;

// "database <connection string>": a stand-in on an existing server, until it is killed.
if (args is ["database", var server])
{
    var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { ConnectionString = server });
    await using (var command = lambda.DataSource.CreateCommand("SELECT current_database()"))
        Console.WriteLine(await command.ExecuteScalarAsync());
    await Task.Delay(Timeout.Infinite);
}

// Starts a cluster, says where it is, and then ends in the way that its argument names, without ever disposing of it.
var cluster = await PostgresCluster.StartAsync();
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
        Console.Error.WriteLine("One argument: exit, throw or wait; or two: database, and a connection string.");
        return 2;
}
