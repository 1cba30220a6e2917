namespace PgLambda.Generator.Tests.Functions;

/// <summary>What the parser takes: every form, every known region in its partition, every length at its limit.</summary>
public class AcceptedNames
{
    private const string Account = "555555555551";

    [Theory]
    [InlineData("f", "f", null)]
    [InlineData("price-order", "price-order", null)]
    [InlineData("Price_Order-2", "Price_Order-2", null)]
    [InlineData("-", "-", null)]
    [InlineData("_", "_", null)]
    [InlineData("0", "0", null)]
    [InlineData("PRICE", "PRICE", null)]
    [InlineData("arn", "arn", null)]
    [InlineData("arn:aws", "arn", "aws")]
    [InlineData("lambda", "lambda", null)]
    [InlineData("function", "function", null)]
    [InlineData("function:function", "function", "function")]
    [InlineData("555555555551", "555555555551", null)]
    [InlineData("555555555551:function", "555555555551", "function")]
    [InlineData("us-west-2", "us-west-2", null)]
    [InlineData("aws:lambda", "aws", "lambda")]
    [InlineData("f:$LATEST", "f", "$LATEST")]
    [InlineData("f:$LATEST.PUBLISHED", "f", "$LATEST.PUBLISHED")]
    [InlineData("f:LATEST", "f", "LATEST")]
    [InlineData("f:latest", "f", "latest")]
    [InlineData("f:0", "f", "0")]
    [InlineData("f:1", "f", "1")]
    [InlineData("f:00042", "f", "00042")]
    [InlineData("f:99999999999999999999", "f", "99999999999999999999")]
    [InlineData("f:prod", "f", "prod")]
    [InlineData("f:PROD_2-b", "f", "PROD_2-b")]
    [InlineData("f:1a", "f", "1a")]
    [InlineData("f:-", "f", "-")]
    [InlineData("f:_", "f", "_")]
    public void Name(string text, string name, string? qualifier) =>
        AssertParsed(text, LambdaFunctionNameForm.Name, null, null, null, name, qualifier);

    [Theory]
    [InlineData("555555555551:function:f", "555555555551", "f", null)]
    [InlineData("000000000000:function:f", "000000000000", "f", null)]
    [InlineData("012345678901:function:f", "012345678901", "f", null)]
    [InlineData("999999999999:function:price-order", "999999999999", "price-order", null)]
    [InlineData("555555555551:function:function", "555555555551", "function", null)]
    [InlineData("555555555551:function:555555555551", "555555555551", "555555555551", null)]
    [InlineData("555555555551:function:arn", "555555555551", "arn", null)]
    [InlineData("555555555551:function:f:prod", "555555555551", "f", "prod")]
    [InlineData("555555555551:function:f:7", "555555555551", "f", "7")]
    [InlineData("555555555551:function:f:function", "555555555551", "f", "function")]
    [InlineData("555555555551:function:f:$LATEST", "555555555551", "f", "$LATEST")]
    [InlineData("555555555551:function:f:$LATEST.PUBLISHED", "555555555551", "f", "$LATEST.PUBLISHED")]
    public void Partial_arn(string text, string account, string name, string? qualifier) =>
        AssertParsed(text, LambdaFunctionNameForm.PartialArn, null, null, account, name, qualifier);

    [Theory]
    [InlineData("arn:aws:lambda:us-west-2:555555555551:function:f", "f", null)]
    [InlineData("arn:aws:lambda:us-west-2:555555555551:function:function", "function", null)]
    [InlineData("arn:aws:lambda:us-west-2:555555555551:function:function:function", "function", "function")]
    [InlineData("arn:aws:lambda:us-west-2:555555555551:function:lambda:arn", "lambda", "arn")]
    [InlineData("arn:aws:lambda:us-west-2:555555555551:function:f:prod", "f", "prod")]
    [InlineData("arn:aws:lambda:us-west-2:555555555551:function:f:12", "f", "12")]
    [InlineData("arn:aws:lambda:us-west-2:555555555551:function:f:$LATEST", "f", "$LATEST")]
    [InlineData("arn:aws:lambda:us-west-2:555555555551:function:f:$LATEST.PUBLISHED", "f", "$LATEST.PUBLISHED")]
    [InlineData("arn:aws:lambda:us-west-2:555555555551:function:Price_Order-2:Blue-green_3", "Price_Order-2", "Blue-green_3")]
    public void Full_arn(string text, string name, string? qualifier) =>
        AssertParsed(text, LambdaFunctionNameForm.FullArn, "aws", "us-west-2", Account, name, qualifier);

    [Theory]
    [InlineData("aws", "af-south-1")]
    [InlineData("aws", "ap-east-1")]
    [InlineData("aws", "ap-east-2")]
    [InlineData("aws", "ap-northeast-1")]
    [InlineData("aws", "ap-northeast-2")]
    [InlineData("aws", "ap-northeast-3")]
    [InlineData("aws", "ap-south-1")]
    [InlineData("aws", "ap-south-2")]
    [InlineData("aws", "ap-southeast-1")]
    [InlineData("aws", "ap-southeast-2")]
    [InlineData("aws", "ap-southeast-3")]
    [InlineData("aws", "ap-southeast-4")]
    [InlineData("aws", "ap-southeast-5")]
    [InlineData("aws", "ap-southeast-6")]
    [InlineData("aws", "ap-southeast-7")]
    [InlineData("aws", "ca-central-1")]
    [InlineData("aws", "ca-west-1")]
    [InlineData("aws", "eu-central-1")]
    [InlineData("aws", "eu-central-2")]
    [InlineData("aws", "eu-north-1")]
    [InlineData("aws", "eu-south-1")]
    [InlineData("aws", "eu-south-2")]
    [InlineData("aws", "eu-west-1")]
    [InlineData("aws", "eu-west-2")]
    [InlineData("aws", "eu-west-3")]
    [InlineData("aws", "il-central-1")]
    [InlineData("aws", "me-central-1")]
    [InlineData("aws", "me-south-1")]
    [InlineData("aws", "mx-central-1")]
    [InlineData("aws", "sa-east-1")]
    [InlineData("aws", "us-east-1")]
    [InlineData("aws", "us-east-2")]
    [InlineData("aws", "us-west-1")]
    [InlineData("aws", "us-west-2")]
    [InlineData("aws-cn", "cn-north-1")]
    [InlineData("aws-cn", "cn-northwest-1")]
    [InlineData("aws-us-gov", "us-gov-east-1")]
    [InlineData("aws-us-gov", "us-gov-west-1")]
    [InlineData("aws-iso", "us-iso-east-1")]
    [InlineData("aws-iso", "us-iso-west-1")]
    [InlineData("aws-iso-b", "us-isob-east-1")]
    [InlineData("aws-iso-b", "us-isob-west-1")]
    [InlineData("aws-iso-e", "eu-isoe-west-1")]
    [InlineData("aws-iso-f", "us-isof-east-1")]
    [InlineData("aws-iso-f", "us-isof-south-1")]
    [InlineData("aws-eusc", "eusc-de-east-1")]
    public void Known_region(string partition, string region)
    {
        AssertParsed($"arn:{partition}:lambda:{region}:{Account}:function:f", LambdaFunctionNameForm.FullArn, partition, region, Account, "f", null);
        Assert.Equal(partition, AwsRegions.FindPartition(region));
        Assert.True(LambdaFunctionName.TryParseRegion(region, out _));
    }

    [Fact]
    public void Every_region_of_the_tables_is_a_case()
    {
        var cases = typeof(AcceptedNames).GetMethod(nameof(Known_region))!.GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Cast<InlineDataAttribute>().Select(data => (string)data.Data[1]!);
        Assert.Equal(AwsRegions.All.Order(StringComparer.Ordinal), cases.Order(StringComparer.Ordinal));
    }

    // Tables age: what has the form of a region or partition is taken, and the analyzer warns.
    [Theory]
    [InlineData("aws", "eu-west-9")]
    [InlineData("aws", "zz-nowhere-0")]
    [InlineData("aws", "us-gov-north-1")]
    [InlineData("aws-cn", "cn-south-1")]
    [InlineData("aws-moon", "us-moon-1")]
    [InlineData("aws-moon-base-z", "eusc-fr-west-1")]
    public void Unknown_region(string partition, string region) =>
        AssertParsed($"arn:{partition}:lambda:{region}:{Account}:function:f", LambdaFunctionNameForm.FullArn, partition, region, Account, "f", null);

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    public void Name_length(int length)
    {
        var name = new string('n', length);
        AssertParsed(name, LambdaFunctionNameForm.Name, null, null, null, name, null);
        AssertParsed($"{Account}:function:{name}", LambdaFunctionNameForm.PartialArn, null, null, Account, name, null);
        AssertParsed($"arn:aws:lambda:us-west-2:{Account}:function:{name}", LambdaFunctionNameForm.FullArn, "aws", "us-west-2", Account, name, null);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    public void Qualifier_length(int length)
    {
        var qualifier = new string('q', length);
        AssertParsed($"f:{qualifier}", LambdaFunctionNameForm.Name, null, null, null, "f", qualifier);
        AssertParsed($"{Account}:function:f:{qualifier}", LambdaFunctionNameForm.PartialArn, null, null, Account, "f", qualifier);
        Assert.True(LambdaFunctionName.TryParseQualifier(qualifier, out _));
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    public void Whole_length(int length)
    {
        // Only a long partition takes an ARN with every other part at its limit up to the whole's.
        var rest = $":lambda:us-west-2:{Account}:function:{new string('n', 64)}:{new string('q', 128)}";
        var partition = "aws-" + new string('z', length - "arn:aws-".Length - rest.Length);
        // A known region belongs to one partition; an unknown one goes with any.
        rest = rest.Replace("us-west-2", "us-west-9", StringComparison.Ordinal);
        var text = $"arn:{partition}{rest}";
        Assert.Equal(length, text.Length);
        AssertParsed(text, LambdaFunctionNameForm.FullArn, partition, "us-west-9", Account, new string('n', 64), new string('q', 128));
    }

    private static void AssertParsed(string text, LambdaFunctionNameForm form, string? partition, string? region, string? account, string name, string? qualifier)
    {
        Assert.True(LambdaFunctionName.TryParse(text, out var parsed, out var error), error.Message);
        Assert.Equal(
            (text, form, partition, region, account, name, qualifier),
            (parsed.Text, parsed.Form, parsed.Partition, parsed.Region, parsed.Account, parsed.Name, parsed.Qualifier));
    }
}
