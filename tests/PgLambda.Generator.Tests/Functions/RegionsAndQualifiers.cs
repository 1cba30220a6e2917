namespace PgLambda.Generator.Tests.Functions;

/// <summary>The arguments Region and Qualifier on their own.</summary>
public class RegionsAndQualifiers
{
    [Theory]
    [InlineData("us-west-2")]
    [InlineData("aa-b-0")]
    [InlineData("zz-anywhere-9")]
    [InlineData("us-gov-west-1")]
    [InlineData("us-iso-east-1")]
    [InlineData("us-isoz-east-1")]
    [InlineData("us-gov-1")]
    [InlineData("us-iso-1")]
    [InlineData("eusc-de-east-1")]
    [InlineData("eusc-de-gov-east-1")]
    [InlineData("eusc-de-isoe-east-1")]
    public void Well_formed_region(string region) => Assert.True(LambdaFunctionName.TryParseRegion(region, out _));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("us")]
    [InlineData("us-1")]
    [InlineData("us--1")]
    [InlineData("us-west-")]
    [InlineData("us-west-x")]
    [InlineData("us-west-10")]
    [InlineData("us-west-2-")]
    [InlineData("us-west-2-3")]
    [InlineData("-us-west-2")]
    [InlineData("usa-west-2")]
    [InlineData("u-west-2")]
    [InlineData("us-gov-west")]
    [InlineData("us-gov--1")]
    [InlineData("us-govx-west-1")]
    [InlineData("us-isobb-east-1")]
    [InlineData("us-iso1-east-1")]
    [InlineData("us-ISOB-east-1")]
    [InlineData("us-gov-iso-east-1")]
    [InlineData("us-other-east-1")]
    [InlineData("eusc")]
    [InlineData("eusc-east-1")]
    [InlineData("eusc-de-1")]
    [InlineData("euscde-east-1")]
    [InlineData("eusc-eusc-de-east-1")]
    [InlineData("EUSC-de-east-1")]
    [InlineData("us-wést-2")]
    [InlineData("us-west-²")]
    [InlineData("us-west-2\n")]
    [InlineData("us-west-2'")]
    [InlineData("us\\west-2")]
    [InlineData("us-west-2;")]
    public void Malformed_region(string region)
    {
        Assert.False(LambdaFunctionName.TryParseRegion(region, out var error));
        Assert.Equal((LambdaFunctionNamePart.Region, 0, region.Length), (error.Part, error.Start, error.Length));
    }

    [Theory]
    [InlineData("$LATEST")]
    [InlineData("$LATEST.PUBLISHED")]
    [InlineData("1")]
    [InlineData("prod")]
    [InlineData("function")]
    [InlineData("_-_")]
    public void Well_formed_qualifier(string qualifier) => Assert.True(LambdaFunctionName.TryParseQualifier(qualifier, out _));

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("$", 0, 1)]
    [InlineData("$latest", 0, 1)]
    [InlineData("$LATESTx", 0, 1)]
    [InlineData("$LATEST.PUBLISHED.", 0, 1)]
    [InlineData("prod:test", 4, 1)]
    [InlineData(" prod", 0, 1)]
    [InlineData("prod\n", 4, 1)]
    [InlineData("pro'd", 3, 1)]
    [InlineData("pro\"d", 3, 1)]
    [InlineData("pro\\d", 3, 1)]
    [InlineData("pro;d", 3, 1)]
    [InlineData("pröd", 2, 1)]
    [InlineData("v1.2", 2, 1)]
    public void Malformed_qualifier(string qualifier, int start, int length)
    {
        Assert.False(LambdaFunctionName.TryParseQualifier(qualifier, out var error));
        Assert.Equal((LambdaFunctionNamePart.Qualifier, start, length), (error.Part, error.Start, error.Length));
    }
}
