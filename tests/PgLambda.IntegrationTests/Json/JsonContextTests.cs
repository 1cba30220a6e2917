using System.Text.Json;
using System.Text.Json.Serialization;

namespace PgLambda.IntegrationTests.Json;

/// <summary>Clients whose contracts come from a <see cref="JsonSerializerContext"/>, and from nowhere else.</summary>
public sealed class JsonContextTests(SendFunctions fixture) : IClassFixture<SendFunctions>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_context_without_options_has_the_web_defaults()
    {
        var client = new ContextClient(fixture.Lambda.DataSource);
        Assert.Equal(new Parcel("A-1", 2), await client.EchoAsync(new Parcel("A-1", 2), Token));
        Assert.Equal("{\"sku\":\"A-1\",\"weight\":2}", (await client.RawAsync(new Parcel("A-1", 2), Token)).ToString());
        Assert.Equal("{\"sku\":\"A-1\",\"weight\":2}", (await client.TwoAsync("A-1", 2, Token)).ToString());
        await using var connection = await fixture.Lambda.DataSource.OpenConnectionAsync(Token);
        Assert.Equal(new Parcel("A-1", 2), await new ContextClient(connection).EchoAsync(new Parcel("A-1", 2), Token));
    }

    [Fact]
    public async Task A_contexts_own_options_hold() =>
        Assert.Equal("{\"Sku\":\"A-1\",\"Weight\":2}", (await new OwnOptionsClient(fixture.Lambda.DataSource).RawAsync(new Parcel("A-1", 2), Token)).ToString());

    [Fact]
    public async Task Options_that_are_set_come_first()
    {
        var options = new LambdaClientOptions { SerializerOptions = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper, TypeInfoResolver = ParcelJson.Default } };
        Assert.Equal("{\"SKU\":\"A-1\",\"WEIGHT\":2}", (await new ContextClient(fixture.Lambda.DataSource, options).TwoAsync("A-1", 2, Token)).ToString());
        Assert.Equal("{\"sku\":\"A-1\",\"weight\":2}", (await new ContextClient(fixture.Lambda.DataSource, new LambdaClientOptions()).TwoAsync("A-1", 2, Token)).ToString());
    }

    [Fact]
    public async Task What_the_context_lacks_is_not_found_by_reflection()
    {
        fixture.Lambda.ForgetCalls();
        var error = await Assert.ThrowsAsync<LambdaSerializationException>(() => new ContextClient(fixture.Lambda.DataSource).AnyAsync(new Version(1, 0), Token));
        Assert.Contains("[JsonSerializable(typeof(Version))]", error.Message);
        Assert.Equal(FunctionState.NotRun, error.FunctionState);
        Assert.Empty(fixture.Lambda.Calls);
    }

    // The serializer of .NET 8 cannot tell.
    [Fact]
    public async Task A_value_that_is_missing_is_an_error_with_a_context_too()
    {
        Assert.SkipUnless(Environment.Version.Major >= 9, "It is told from .NET 9 on.");
        var error = await Assert.ThrowsAsync<LambdaResponseException>(() => new ContextClient(fixture.Lambda.DataSource).FromRawAsync(RawJson.Parse("{\"sku\":\"A-1\"}"), Token));
        Assert.Contains("weight", error.Message);
        error = await Assert.ThrowsAsync<LambdaResponseException>(() => new ContextClient(fixture.Lambda.DataSource).FromRawAsync(RawJson.Parse("{\"sku\":null,\"weight\":1}"), Token));
        Assert.Contains("sku", error.Message);
    }

    [Fact]
    public void Clients_of_one_context_share_its_options() =>
        Assert.Same(CompilerServices.LambdaJson.WebDefaults(ParcelJson.Default), CompilerServices.LambdaJson.WebDefaults(ParcelJson.Default));

    [Fact]
    public void Options_can_be_configured_after_they_were_made()
    {
        var options = new LambdaClientOptions();
        options.PrepareStatements = options.RequireErrorDetail = true;
        options.SerializerOptions = JsonSerializerOptions.Default;
        Assert.Same(JsonSerializerOptions.Default, options.SerializerOptions);
        Assert.Throws<ArgumentNullException>(() => options.SerializerOptions = null!);
    }
}

public sealed record Parcel(string Sku, int Weight);

[JsonSerializable(typeof(Parcel))]
internal sealed partial class ParcelJson : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.Unspecified)]
[JsonSerializable(typeof(Parcel))]
internal sealed partial class OwnOptionsJson : JsonSerializerContext;

[LambdaClient(JsonContext = typeof(ParcelJson))]
[LambdaFunction("echo")]
internal interface IContext
{
    Task<Parcel> EchoAsync(Parcel parcel, CancellationToken cancellationToken = default);

    Task<RawJson> RawAsync(Parcel parcel, CancellationToken cancellationToken = default);

    Task<RawJson> TwoAsync(string sku, int weight, CancellationToken cancellationToken = default);

    Task<Parcel> FromRawAsync(RawJson json, CancellationToken cancellationToken = default);

    Task<RawJson> AnyAsync<T>(T value, CancellationToken cancellationToken = default);
}

[LambdaClient(JsonContext = typeof(OwnOptionsJson))]
[LambdaFunction("echo")]
internal interface IOwnOptions
{
    Task<RawJson> RawAsync(Parcel parcel, CancellationToken cancellationToken = default);
}
