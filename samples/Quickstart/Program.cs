using PgLambda;
using Quickstart;

// A database with AWS's extension, or, where none is given, a real PostgreSQL with a stand-in of it, started just now.
await using var database = await Database.TryOpenAsync(args);
if (database is null)
    return 1;
var dataSource = database.DataSource;

// This is all there is to a client: an interface, and a data source.
IOrderFunctions orders = new OrderFunctionsClient(dataSource);
var order = new OrderRequest("A-100", 3);
var show = new Show(database.Sql);

show.Title("A synchronous call with a typed result; the function by its full ARN, the alias as an argument");
await show.Call(() => orders.PriceAsync(order));

show.Title("The function by its name and region; the end of its log; a client context that reached it");
var context = new TraceContext(new Dictionary<string, string> { ["traceId"] = "4bf92f35" });
await show.Call(() => orders.PriceWithLogAsync(order, context));

show.Title("The function by its partial ARN and region; several parameters as one JSON object");
await show.Call(() => orders.PriceByPartialArnAsync("A-100", 2));

show.Title("The alias inside the ARN: the answer says which version ran");
await show.Call(() => orders.PriceQualifiedAsync(order));

show.Title("An event: queued, answered at once, without a result");
await show.Call(() => orders.NotifyPlacedAsync(new OrderPlaced(42)));

show.Title("A dry run: may the function be called?");
await show.Call(() => orders.CheckAsync());

show.Title("Inside a transaction, on its connection. ROLLBACK undoes what SQL did, not the invocation");
await using (var connection = await dataSource.OpenConnectionAsync())
await using (var transaction = await connection.BeginTransactionAsync())
{
    IOrderFunctions inTransaction = new OrderFunctionsClient(connection, transaction);
    await show.Call(() => inTransaction.NotifyPlacedAsync(new OrderPlaced(43)));
    await transaction.RollbackAsync();
}

show.Title("A function that throws");
await show.Error<LambdaFunctionException>(() => orders.FailAsync(order), e => $"{e.ErrorKind}, {e.ErrorType}: {e.ErrorMessage}");

show.Title("A function that does not exist");
await show.Error<LambdaInvokeException>(() => orders.UnknownAsync(), e => $"{e.Reason}");

show.Title("A role without the GRANTs");
await using (var ungranted = await database.OpenAsRoleWithoutGrantsAsync())
{
    await show.Error<LambdaPermissionException>(() => new OrderFunctionsClient(ungranted).PriceAsync(order), e => e.GrantSql);
}

show.Title("A database without the extension");
await using (var plain = await database.OpenWithoutExtensionAsync())
{
    await show.Error<LambdaExtensionMissingException>(() => new OrderFunctionsClient(plain).PriceAsync(order), e => e.CreateSql);
}

return show.Summary();
