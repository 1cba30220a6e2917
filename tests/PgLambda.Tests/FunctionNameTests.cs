namespace PgLambda.Tests;

public class FunctionNameTests
{
    [Fact]
    public void A_full_arn()
    {
        var name = LambdaFunctionName.Parse("arn:aws-cn:lambda:cn-north-1:123456789012:function:price-order:prod");
        Assert.Equal(
            (LambdaFunctionNameForm.FullArn, "aws-cn", "cn-north-1", "123456789012", "price-order", "prod"),
            (name.Form, name.Partition, name.Region, name.Account, name.Name, name.Qualifier));
        Assert.Equal(name, LambdaFunctionName.Parse(name.Text));
    }

    [Fact]
    public void A_wrong_one_says_what_and_where()
    {
        Assert.False(LambdaFunctionName.TryParse("arn:aws:lambda:us-west-2:12345:function:f", out _, out var error));
        Assert.Equal((LambdaFunctionNamePart.Account, 25, 5), (error.Part, error.Start, error.Length));
        var exception = Assert.Throws<FormatException>(() => LambdaFunctionName.Parse("arn:aws:lambda:us-west-2:12345:function:f"));
        Assert.Contains("12 digits", exception.Message);
    }
}
