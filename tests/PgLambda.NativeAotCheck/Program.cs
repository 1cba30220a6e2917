using System.Diagnostics;
using PgLambda.Testing;

// Runs the native program on a real database and compares what it prints.
string[] expected =
[
    "Quote { Total = 59.85, Currency = EUR }",
    """{"total":39.90,"currency":"EUR"}""",
    """{"total":19.95,"currency":"EUR"}""",
    "204",
    "Quote { Total = 19.95, Currency = EUR }",
    "Quote { Total = 39.90, Currency = EUR }",
    "InvalidOperationException: no",
    "204",
    "Lambda function 'price', called by IAotFunctions.PriceAsync, was not called: its result could never be read. The serializer options have no contract for Quote: "
        + "give LambdaClientOptions.SerializerOptions a TypeInfoResolver that knows it, such as a JsonSerializerContext with [JsonSerializable(typeof(Quote))]. The function did not run.",
];

await using var lambda = await LocalLambda.StartAsync(new LocalLambdaOptions { IncludeErrorDetail = true });
lambda.Handle("price", (Order order, LambdaCall call) => new Quote(order.Quantity * 19.95m, "EUR"));
lambda.Handle("price-each", (Order[] orders) => Array.ConvertAll(orders, order => new Quote(order.Quantity * 19.95m, "EUR")));
lambda.Handle("fail", (Order order) => throw new InvalidOperationException("no"));

var start = new ProcessStartInfo(args[0]) { RedirectStandardOutput = true, UseShellExecute = false };
start.Environment["ConnectionStrings__Lambda"] = lambda.ConnectionString;
using var program = Process.Start(start) ?? throw new InvalidOperationException($"{args[0]} did not start.");
var printed = (await program.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
await program.WaitForExitAsync();
foreach (var line in printed)
    Console.WriteLine(line);
if (program.ExitCode == 0 && printed.SequenceEqual(expected))
    return 0;
Console.Error.WriteLine($"Exit code {program.ExitCode}; expected:\n{string.Join('\n', expected)}");
return 1;

internal sealed record Order(string? Sku, int Quantity);

internal sealed record Quote(decimal Total, string Currency);
