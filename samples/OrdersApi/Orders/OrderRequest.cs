using System.ComponentModel.DataAnnotations;

namespace OrdersApi.Orders;

/// <summary>What a customer wants.</summary>
/// <param name="Sku">The article.</param>
/// <param name="Quantity">How many of it, 1 to 1,000.</param>
public record OrderRequest([Required, StringLength(40)] string Sku, [Range(1, 1000)] int Quantity);
