using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PgLambda;
using ShopLibrary;

// The library's clients, and one of the application's own, from one container.
await using var dataSource = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable("ORDERS_DATABASE")!);
await using var services = new ServiceCollection()
    .AddSingleton(dataSource)
    .AddShopLibraryLambdaClients()
    .AddShopAppLambdaClients()
    .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
Console.WriteLine($".NET {typeof(IShopFunctions).Assembly.GetCustomAttributes(typeof(System.Runtime.Versioning.TargetFrameworkAttribute), false).Cast<System.Runtime.Versioning.TargetFrameworkAttribute>().Single().FrameworkName.Split("=v")[1]}");
Console.WriteLine((await services.GetRequiredService<IShopFunctions>().PriceAsync(new OrderRequest("A-100", 3))).Total);
await using (var connection = await dataSource.OpenConnectionAsync())
{
    await foreach (var number in services.GetRequiredService<ILambdaClientFactory<IShopFunctions>>().On(connection).CountAsync([1, 2]))
        Console.WriteLine(number);
}
Console.WriteLine(await services.GetRequiredService<IOwnFunctions>().EchoAsync("own"));

internal interface IOwnFunctions
{
    [LambdaFunction("echo")]
    Task<string> EchoAsync(string text, CancellationToken cancellationToken = default);
}
