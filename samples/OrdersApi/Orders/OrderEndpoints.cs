using Microsoft.AspNetCore.Http.HttpResults;
using PgLambda;

namespace OrdersApi.Orders;

internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        var orders = app.MapGroup("/orders").WithTags("Orders");
        orders.MapGet("/{id:int}", FindAsync).WithSummary("An order that was placed");

        var calling = orders.MapGroup("").ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status503ServiceUnavailable).ProducesProblem(StatusCodes.Status504GatewayTimeout);
        calling.MapPost("/price", PriceAsync).WithSummary("What an order would cost");
        calling.MapPost("/", PlaceAsync).WithSummary("Places an order");
    }

    private static async Task<Ok<PriceQuote>> PriceAsync(OrderRequest request, IOrderFunctions functions, CancellationToken cancellationToken) =>
        TypedResults.Ok(await functions.PriceAsync(request, cancellationToken));

    // Its row, its price and the event that tells of it, in one transaction.
    private static async Task<Created<Order>> PlaceAsync(
        OrderRequest request, ILambdaClientFactory<IOrderFunctions> functions, OrdersContext db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var calls = functions.On(db);

        var order = new Order { Sku = request.Sku, Quantity = request.Quantity };
        db.Orders.Add(order);
        await db.SaveChangesAsync(cancellationToken);

        order.Total = (await calls.PriceAsync(request, cancellationToken)).Total;
        await db.SaveChangesAsync(cancellationToken);

        // ROLLBACK does not take an event back, and it may be handled before COMMIT: so it comes last, and holds what its function needs.
        await calls.NotifyPlacedAsync(new OrderPlaced(order.Id, order.Sku, order.Quantity), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created($"/orders/{order.Id}", order);
    }

    private static async Task<Results<Ok<Order>, NotFound>> FindAsync(int id, OrdersContext db, CancellationToken cancellationToken) =>
        await db.Orders.FindAsync([id], cancellationToken) is { } order ? TypedResults.Ok(order) : TypedResults.NotFound();
}
