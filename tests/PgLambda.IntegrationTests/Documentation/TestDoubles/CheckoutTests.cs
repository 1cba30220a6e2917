// CheckoutTests.cs
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using PgLambda;
using Xunit;

namespace Shop.Web.Tests;

public class CheckoutTests
{
    private static readonly OrderRequest Order = new("A-100", 3);

    private readonly IPriceFunctions _functions = Substitute.For<IPriceFunctions>();

    [Fact]
    public async Task A_price_is_shown_with_its_currency()
    {
        _functions.PriceAsync(Order, Arg.Any<CancellationToken>()).Returns(new PriceQuote(59.85m, "EUR"));
        Assert.Equal("59.85 EUR", await new Checkout(_functions).QuoteAsync(Order));
        await _functions.Received(1).PriceAsync(Order, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_throttled_function_is_worth_another_visit()
    {
        _functions.PriceAsync(default!, default).ThrowsAsyncForAnyArgs(new LambdaInvokeException("Rate Exceeded.") { Reason = LambdaInvokeFailure.Throttled });
        Assert.Equal("Please come back in a minute.", await new Checkout(_functions).QuoteAsync(Order));
    }

    [Fact]
    public async Task An_unknown_article_has_no_price()
    {
        _functions.PriceAsync(default!, default).ThrowsAsyncForAnyArgs(new LambdaFunctionException("no such sku") { ErrorType = "KeyError" });
        Assert.Equal("We have no price for that.", await new Checkout(_functions).QuoteAsync(Order));
    }
}
