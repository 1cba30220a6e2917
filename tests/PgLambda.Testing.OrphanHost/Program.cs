using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using PgLambda.Testing;

// "database <connection string>": a stand-in on an existing server, until it is killed.
if (args is ["database", var server])
{
    var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { ConnectionString = server });
    lambda.Handle("length", (JsonElement json) => json.GetString()!.Length);
    await using (var command = lambda.DataSource.CreateCommand("SELECT current_database()"))
        Console.WriteLine(await command.ExecuteScalarAsync());
    await Task.Delay(Timeout.Infinite);
}

// "descriptors <connection string>": uses up its file descriptors, counts for a line of input how often a connection could not be accepted, and frees them again.
if (args is ["descriptors", var crowded])
{
    using var failures = new CountingLogger();
    await using var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { ConnectionString = crowded, LoggerFactory = failures });
    lambda.Handle("length", (JsonElement json) => json.GetString()!.Length);
    Console.WriteLine(lambda.ConnectionString);
    var taken = new List<FileStream>();
    try
    {
        while (true)
            taken.Add(File.OpenRead("/dev/null"));
    }
    catch (IOException)
    {
        Console.WriteLine($"{taken.Count} descriptors taken");
    }
    var clock = Stopwatch.StartNew();
    while (failures.Count == 0)
        await Task.Delay(10);
    await Task.Delay(500);
    var (count, elapsed) = (failures.Count, clock.ElapsedMilliseconds);
    foreach (var file in taken)
        file.Dispose();
    Console.WriteLine($"{count} {elapsed}");
    Console.ReadLine();
    return 0;
}

// "json": handlers in a process where System.Text.Json may not use reflection.
if (args is ["json"])
{
    await ServeJsonAsync();
    return 0;
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
        Console.Error.WriteLine("One argument: exit, throw, wait or json; or two: database or descriptors, and a connection string.");
        return 2;
}

static async Task ServeJsonAsync()
{
    await using var plain = await LocalLambda.StartAsync();
    plain.Handle("echo", (JsonElement json) => json);
    plain.Handle("greet", (string name) => $"Hello {name}");
    plain.HandleAny((json, call) => Task.FromResult(call.ClientContext));
    try
    {
        plain.Handle("typed", (Order order) => order.Quantity);
    }
    catch (InvalidOperationException error)
    {
        Console.WriteLine(error.Message);
    }

    await using var typed = await LocalLambda.StartAsync(new LocalLambdaOptions
    {
        IncludeErrorDetail = true,
        JsonOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = OrderJson.Default },
    });
    typed.Handle("typed", (Order order) => order.Quantity);
    typed.Handle("echo", (JsonElement json) => json);
    typed.Handle("throws", JsonElement (JsonElement _) => throw new InvalidOperationException("no"));

    await PrintAsync(plain, "'echo', '{\"a\":[1]}'::json");
    await PrintAsync(plain, "'greet', '\"Ann\"'::json");
    await PrintAsync(plain, "'any', '1'::json, context => '{\"b\":2}'::json");
    await PrintAsync(typed, "'typed', '{\"quantity\":3}'::json");
    await PrintAsync(typed, "'echo', '[]'::json");
    try
    {
        await PrintAsync(typed, "'throws', '1'::json");
    }
    catch (Npgsql.PostgresException error)
    {
        Console.WriteLine(error.Detail);
    }

    Console.WriteLine($"{plain.Calls[0].Payload} {plain.Calls[2].ClientContext}");
}

static async Task PrintAsync(LocalLambda lambda, string arguments)
{
    await using var command = lambda.DataSource.CreateCommand($"SELECT payload::text FROM aws_lambda.invoke({arguments})");
    Console.WriteLine(await command.ExecuteScalarAsync());
}

/// <summary>Counts warnings.</summary>
internal sealed class CountingLogger : ILoggerFactory, ILogger
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Warning)
            Interlocked.Increment(ref _count);
    }

    public void Dispose()
    {
    }
}

internal sealed record Order(int Quantity);

[JsonSerializable(typeof(Order))]
internal sealed partial class OrderJson : JsonSerializerContext;
