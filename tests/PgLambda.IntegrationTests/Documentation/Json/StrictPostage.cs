// StrictPostage.cs
using System.Text.Json.Serialization;

namespace Shop.Shipping;

public sealed record StrictPostage
{
    public required decimal Amount { get; init; }

    [JsonRequired]
    public string? Currency { get; init; }
}
