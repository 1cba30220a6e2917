// Stocks.cs
using Microsoft.Extensions.DependencyInjection;
using PgLambda;

namespace Shop;

public record Book(string Isbn);

public interface IStock<T>
{
    [LambdaFunction("count-stock")]
    Task<int> CountAsync(T item, CancellationToken cancellationToken = default);
}

public static class Stocks
{
    public static IServiceCollection AddBookStock(this IServiceCollection services) => services.AddSingleton<IStock<Book>, StockClient<Book>>();
}
