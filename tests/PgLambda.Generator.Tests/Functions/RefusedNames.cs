namespace PgLambda.Generator.Tests.Functions;

/// <summary>What the parser refuses: the part that is wrong, and in brackets its characters (none where something is missing).</summary>
public class RefusedNames
{
    private const string
        Whole = nameof(LambdaFunctionNamePart.Whole),
        Partition = nameof(LambdaFunctionNamePart.Partition),
        Service = nameof(LambdaFunctionNamePart.Service),
        Region = nameof(LambdaFunctionNamePart.Region),
        OtherPartition = nameof(LambdaFunctionNamePart.Region) + " of another partition",
        Account = nameof(LambdaFunctionNamePart.Account),
        ResourceType = nameof(LambdaFunctionNamePart.ResourceType),
        Name = nameof(LambdaFunctionNamePart.Name),
        Qualifier = nameof(LambdaFunctionNamePart.Qualifier);

    [Theory]
    [InlineData(Whole, "[||]")]
    [InlineData(Whole, "[|::|]")]
    [InlineData(Whole, "[|:::|]")]
    [InlineData(Whole, "[|ARN|]:aws:lambda:us-west-2:555555555551:function:f")]
    [InlineData(Whole, "[|Arn|]:aws:lambda:us-west-2:555555555551:function:f")]
    [InlineData(Whole, "arn:aws:lambda[||]")]
    [InlineData(Whole, "arn:aws:lambda:us-west-2[||]")]
    [InlineData(Whole, "arn:aws:lambda:us-west-2:555555555551[||]")]
    [InlineData(Whole, "arn:aws:lambda:us-west-2:555555555551:function[||]")]
    [InlineData(Whole, "arn:aws:lambda:us-west-2:555555555551:function:f:q[|:|]")]
    [InlineData(Whole, "arn:aws:lambda:us-west-2:555555555551:function:f:q[|:more|]")]
    [InlineData(Whole, "arn:aws:lambda:us-west-2:555555555551:function:f:q[|:more:and:more|]")]
    [InlineData(Whole, "555555555551:function:f:q[|:more|]")]
    public void As_a_whole(string part, string marked) => AssertRefused(part, marked);

    [Theory]
    [InlineData(Partition, "arn:[||]:lambda:us-west-2:555555555551:function:f")]
    [InlineData(Partition, "arn:[|AWS|]:lambda:us-west-2:555555555551:function:f")]
    [InlineData(Partition, "arn:[|Aws|]:lambda:us-west-2:555555555551:function:f")]
    [InlineData(Partition, "arn:[|aws-|]:lambda:us-west-2:555555555551:function:f")]
    [InlineData(Partition, "arn:[|-aws|]:lambda:us-west-2:555555555551:function:f")]
    [InlineData(Partition, "arn:[|aws--cn|]:lambda:cn-north-1:555555555551:function:f")]
    [InlineData(Partition, "arn:[|awscn|]:lambda:cn-north-1:555555555551:function:f")]
    [InlineData(Partition, "arn:[|aws-CN|]:lambda:cn-north-1:555555555551:function:f")]
    [InlineData(Partition, "arn:[|aws-cn2|]:lambda:cn-north-1:555555555551:function:f")]
    [InlineData(Partition, "arn:[|amazon|]:lambda:us-west-2:555555555551:function:f")]
    [InlineData(Partition, "arn:[| aws|]:lambda:us-west-2:555555555551:function:f")]
    [InlineData(Partition, "arn:[|aws |]:lambda:us-west-2:555555555551:function:f")]
    [InlineData(Partition, "arn:[|аws|]:lambda:us-west-2:555555555551:function:f")]
    public void At_the_partition(string part, string marked) => AssertRefused(part, marked);

    [Theory]
    [InlineData(Service, "arn:aws:[||]:us-west-2:555555555551:function:f")]
    [InlineData(Service, "arn:aws:[|s3|]:us-west-2:555555555551:function:f")]
    [InlineData(Service, "arn:aws:[|Lambda|]:us-west-2:555555555551:function:f")]
    [InlineData(Service, "arn:aws:[|LAMBDA|]:us-west-2:555555555551:function:f")]
    [InlineData(Service, "arn:aws:[|lambdas|]:us-west-2:555555555551:function:f")]
    [InlineData(Service, "arn:aws:[|lamb|]")]
    [InlineData(Service, "arn:aws:[|us-west-2|]:555555555551:function:f")]
    [InlineData(Service, "arn:aws:[|іambda|]:us-west-2:555555555551:function:f")]
    public void At_the_service(string part, string marked) => AssertRefused(part, marked);

    [Theory]
    [InlineData(Region, "arn:aws:lambda:[||]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|us-west|]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|us-west2|]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|uswest-2|]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|us_west_2|]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|US-WEST-2|]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|us-west-2a|]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|us-west-22|]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|us-west-٢|]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|us-west-２|]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[| us-west-2|]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|us-west-2 |]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|us-wеst-2|]:555555555551:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|555555555551|]:function:f")]
    [InlineData(Region, "arn:aws:lambda:[|*|]:555555555551:function:f")]
    [InlineData(OtherPartition, "arn:aws:lambda:[|cn-north-1|]:555555555551:function:f")]
    [InlineData(OtherPartition, "arn:aws:lambda:[|us-gov-west-1|]:555555555551:function:f")]
    [InlineData(OtherPartition, "arn:aws:lambda:[|us-iso-east-1|]:555555555551:function:f")]
    [InlineData(OtherPartition, "arn:aws:lambda:[|us-isob-east-1|]:555555555551:function:f")]
    [InlineData(OtherPartition, "arn:aws:lambda:[|eu-isoe-west-1|]:555555555551:function:f")]
    [InlineData(OtherPartition, "arn:aws:lambda:[|us-isof-south-1|]:555555555551:function:f")]
    [InlineData(OtherPartition, "arn:aws:lambda:[|eusc-de-east-1|]:555555555551:function:f")]
    [InlineData(OtherPartition, "arn:aws-cn:lambda:[|us-west-2|]:555555555551:function:f")]
    [InlineData(OtherPartition, "arn:aws-us-gov:lambda:[|us-east-1|]:555555555551:function:f")]
    [InlineData(OtherPartition, "arn:aws-iso:lambda:[|us-isob-west-1|]:555555555551:function:f")]
    [InlineData(OtherPartition, "arn:aws-eusc:lambda:[|eu-central-1|]:555555555551:function:f")]
    [InlineData(OtherPartition, "arn:aws-moon:lambda:[|eu-central-1|]:555555555551:function:f")]
    public void At_the_region(string part, string marked) => AssertRefused(part, marked);

    [Theory]
    [InlineData(Account, "arn:aws:lambda:us-west-2:[||]:function:f")]
    [InlineData(Account, "arn:aws:lambda:us-west-2:[|55555555555|]:function:f")]
    [InlineData(Account, "arn:aws:lambda:us-west-2:[|5555555555511|]:function:f")]
    [InlineData(Account, "arn:aws:lambda:us-west-2:[|5555-5555-5551|]:function:f")]
    [InlineData(Account, "arn:aws:lambda:us-west-2:[|55555555555x|]:function:f")]
    [InlineData(Account, "arn:aws:lambda:us-west-2:[|55555555555O|]:function:f")]
    [InlineData(Account, "arn:aws:lambda:us-west-2:[|٥٥٥٥٥٥٥٥٥٥٥٥|]:function:f")]
    [InlineData(Account, "arn:aws:lambda:us-west-2:[|55555555555５|]:function:f")]
    [InlineData(Account, "arn:aws:lambda:us-west-2:[| 555555555551|]:function:f")]
    [InlineData(Account, "arn:aws:lambda:us-west-2:[|555555555551 |]:function:f")]
    [InlineData(Account, "arn:aws:lambda:us-west-2:[|555555555551\n|]:function:f")]
    [InlineData(Account, "arn:aws:lambda:us-west-2:[|function|]:f")]
    [InlineData(Account, "[||]:function:f")]
    [InlineData(Account, "[|5555|]:function:f")]
    [InlineData(Account, "[|٥٥٥٥٥٥٥٥٥٥٥٥|]:function:f")]
    [InlineData(Account, "[|us-west-2|]:555555555551:function:f")]
    [InlineData(Account, "[|us-west-2|]:function:f")]
    [InlineData(Account, "[|function|]:f:prod")]
    [InlineData(Account, "[|f|]:prod:more")]
    [InlineData(Account, "[| arn|]:aws:lambda:us-west-2:555555555551:function:f")]
    [InlineData(Account, "[|urn|]:aws:lambda:us-west-2:555555555551:function:f")]
    public void At_the_account(string part, string marked) => AssertRefused(part, marked);

    [Theory]
    [InlineData(ResourceType, "arn:aws:lambda:us-west-2:555555555551:[||]:f")]
    [InlineData(ResourceType, "arn:aws:lambda:us-west-2:555555555551:[|layer|]:f")]
    [InlineData(ResourceType, "arn:aws:lambda:us-west-2:555555555551:[|event-source-mapping|]:f")]
    [InlineData(ResourceType, "arn:aws:lambda:us-west-2:555555555551:[|Function|]:f")]
    [InlineData(ResourceType, "arn:aws:lambda:us-west-2:555555555551:[|functions|]:f")]
    [InlineData(ResourceType, "arn:aws:lambda:us-west-2:555555555551:[|function/f|]")]
    [InlineData(ResourceType, "arn:aws:lambda:us-west-2:555555555551:[|f|]")]
    [InlineData(ResourceType, "555555555551:[|layer|]:f")]
    [InlineData(ResourceType, "555555555551:[|FUNCTION|]:f")]
    [InlineData(ResourceType, "555555555551:[|f|]:prod")]
    public void At_the_resource_type(string part, string marked) => AssertRefused(part, marked);

    [Theory]
    [InlineData(Name, "arn:aws:lambda:us-west-2:555555555551:function:[||]")]
    [InlineData(Name, "arn:aws:lambda:us-west-2:555555555551:function:[||]:prod")]
    [InlineData(Name, "555555555551:function:[||]")]
    [InlineData(Name, "[||]:prod")]
    [InlineData(Name, "[||]:")]
    [InlineData(Name, "price[| |]order")]
    [InlineData(Name, "[| |]price")]
    [InlineData(Name, "price[| |]")]
    [InlineData(Name, "price[|\n|]")]
    [InlineData(Name, "price[|\r|]\n")]
    [InlineData(Name, "[|\t|]price")]
    [InlineData(Name, "price[|\0|]")]
    [InlineData(Name, "price[|\u00a0|]order")]
    [InlineData(Name, "price[|\u200b|]order")]
    [InlineData(Name, "price[|\u2028|]")]
    [InlineData(Name, "[|\ufeff|]price")]
    [InlineData(Name, "price[|.|]order")]
    [InlineData(Name, "price[|/|]order")]
    [InlineData(Name, "price[|$|]")]
    [InlineData(Name, "[|$|]LATEST")]
    [InlineData(Name, "price[|'|]; drop table orders; --")]
    [InlineData(Name, "price[|\"|]order")]
    [InlineData(Name, "price[|\\|]order")]
    [InlineData(Name, "price[|;|]")]
    [InlineData(Name, "price[|@|]2")]
    [InlineData(Name, "pric[|é|]")]
    [InlineData(Name, "pric[|е|]")]
    [InlineData(Name, "[|ｐ|]rice")]
    [InlineData(Name, "price[|٢|]")]
    [InlineData(Name, "price[|²|]")]
    [InlineData(Name, "price[|‐|]order")]
    [InlineData(Name, "pri[|ı|]ce")]
    [InlineData(Name, "[|\u212a|]")]
    [InlineData(Name, "[|*|]")]
    [InlineData(Name, "555555555551:function:price[|\n|]")]
    [InlineData(Name, "arn:aws:lambda:us-west-2:555555555551:function:price[|\n|]")]
    [InlineData(Name, "arn:aws:lambda:us-west-2:555555555551:function:price[| |]:prod")]
    public void At_the_name(string part, string marked) => AssertRefused(part, marked);

    [Theory]
    [InlineData(Qualifier, "f:[||]")]
    [InlineData(Qualifier, "555555555551:function:f:[||]")]
    [InlineData(Qualifier, "arn:aws:lambda:us-west-2:555555555551:function:f:[||]")]
    [InlineData(Qualifier, "f:[|$|]")]
    [InlineData(Qualifier, "f:[|$|]latest")]
    [InlineData(Qualifier, "f:[|$|]Latest")]
    [InlineData(Qualifier, "f:[|$|]LATESTx")]
    [InlineData(Qualifier, "f:[|$|]LATEST ")]
    [InlineData(Qualifier, "f:[|$|]LATEST\n")]
    [InlineData(Qualifier, "f:[|$|]LATEST.")]
    [InlineData(Qualifier, "f:[|$|]LATEST.published")]
    [InlineData(Qualifier, "f:[|$|]LATEST.PUBLISHEDx")]
    [InlineData(Qualifier, "f:[|$|]LATEST.PUBLISHED\n")]
    [InlineData(Qualifier, "f:LATEST[|.|]PUBLISHED")]
    [InlineData(Qualifier, "f:x[|$|]LATEST")]
    [InlineData(Qualifier, "f:pro[|.|]d")]
    [InlineData(Qualifier, "f:[| |]prod")]
    [InlineData(Qualifier, "f:prod[| |]")]
    [InlineData(Qualifier, "f:prod[|\n|]")]
    [InlineData(Qualifier, "f:prod[|\r|]\n")]
    [InlineData(Qualifier, "f:pr[|о|]d")]
    [InlineData(Qualifier, "f:[|١|]")]
    [InlineData(Qualifier, "f:[|'|]")]
    [InlineData(Qualifier, "f:a[|\\|]b")]
    [InlineData(Qualifier, "f:a[|;|]b")]
    [InlineData(Qualifier, "arn:aws:lambda:us-west-2:555555555551:function:f:pro[|/|]d")]
    [InlineData(Qualifier, "555555555551:function:f:[|*|]")]
    public void At_the_qualifier(string part, string marked) => AssertRefused(part, marked);

    [Theory]
    [InlineData(65)]
    [InlineData(66)]
    [InlineData(10_000)]
    public void Name_over_its_length(int length)
    {
        foreach (var prefix in new[] { "", "555555555551:function:", "arn:aws:lambda:us-west-2:555555555551:function:" })
        {
            AssertRefused(Name, prefix + new string('n', 64) + "[|" + new string('n', length - 64) + "|]");
        }
    }

    [Theory]
    [InlineData(129)]
    [InlineData(130)]
    [InlineData(10_000)]
    public void Qualifier_over_its_length(int length)
    {
        foreach (var prefix in new[] { "f:", "555555555551:function:f:", "arn:aws:lambda:us-west-2:555555555551:function:f:" })
        {
            AssertRefused(Qualifier, prefix + new string('q', 128) + "[|" + new string('q', length - 128) + "|]");
        }
        Assert.False(LambdaFunctionName.TryParseQualifier(new string('q', length), out var error));
        Assert.Equal((128, length - 128), (error.Start, error.Length));
    }

    [Theory]
    [InlineData(257)]
    [InlineData(300)]
    public void Over_the_whole_length(int length)
    {
        var rest = $":lambda:us-west-9:555555555551:function:{new string('n', 64)}:{new string('q', 128)}";
        var text = "arn:aws-" + new string('z', length - "arn:aws-".Length - rest.Length) + rest;
        AssertRefused(Whole, $"{text[..256]}[|{text[256..]}|]");
    }

    [Theory]
    [InlineData("us-west-2 ", "did you mean 'us-west-2'?")]
    [InlineData("us-west2", "did you mean 'us-west-2'?")]
    [InlineData("US-WEST-2", "did you mean 'us-west-2'?")]
    [InlineData("eu-wset-1", "did you mean 'eu-west-1'?")]
    [InlineData("somewhere", "expected one such as 'us-west-2'")]
    [InlineData("", "The region is missing")]
    public void Region_says_what_was_expected(string region, string expected)
    {
        // "eu-wset-1" has the form of a region, so only the warning about an unknown one asks.
        var nearest = LambdaFunctionName.TryParseRegion(region, out var error) ? $"did you mean '{AwsRegions.FindNearest(region)}'?" : error.Message;
        Assert.Contains(expected, nearest, StringComparison.Ordinal);
    }

    // Half a surrogate pair does not survive an attribute's argument.
    [Fact]
    public void At_a_surrogate_pair_or_half_of_one()
    {
        AssertRefused(Name, "price[|\ud83d\ude00|]");
        AssertRefused(Name, "price[|\ud83d|]x\ude00");
        AssertRefused(Qualifier, "price:[|\ud83d\ude00|]x");
    }

    [Fact]
    public void Null_is_empty()
    {
        Assert.False(LambdaFunctionName.TryParse(null, out _, out var error));
        Assert.Equal((LambdaFunctionNamePart.Whole, 0, 0), (error.Part, error.Start, error.Length));
    }

    private static void AssertRefused(string part, string marked)
    {
        var start = marked.IndexOf("[|", StringComparison.Ordinal);
        var length = marked.IndexOf("|]", StringComparison.Ordinal) - start - 2;
        var text = marked.Remove(start + 2 + length, 2).Remove(start, 2);
        Assert.False(LambdaFunctionName.TryParse(text, out var parsed, out var error));
        Assert.Equal((part, start, length), (error.Part + (error.IsContradiction ? " of another partition" : ""), error.Start, error.Length));
        Assert.Equal(default, parsed);
        // One readable line, whatever was given.
        Assert.True(error.Message.Length is > 20 and < 400, error.Message);
        Assert.DoesNotContain(error.Message, c => char.IsControl(c) || char.IsSurrogate(c));
    }
}
