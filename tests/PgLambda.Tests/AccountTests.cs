namespace PgLambda.Tests;

/// <summary>What counts as an account in a text that may be logged, and what does not.</summary>
public class AccountTests
{
    [Theory]
    [InlineData("arn:aws:lambda:us-west-2:123456789012:function:f:live", "arn:aws:lambda:us-west-2:<account>:function:f:live")]
    [InlineData("123456789012:function:f", "<account>:function:f")]
    [InlineData("called '123456789012:function:f' and (123456789012:function:g)", "called '<account>:function:f' and (<account>:function:g)")]
    [InlineData("User: arn:aws:sts::123456789012:assumed-role/r may not invoke arn:aws:lambda:us-west-2:210987654321:function:f", "User: arn:aws:sts::<account>:assumed-role/r may not invoke arn:aws:lambda:us-west-2:<account>:function:f")]
    [InlineData("arn:a:b:123456789012:123456789012:c", "arn:a:b:<account>:<account>:c")]
    [InlineData("'123456789012' is not a region", "'<account>' is not a region")]
    [InlineData("cut: arn:aws:lambda:us-west-2:123456789012…", "cut: arn:aws:lambda:us-west-2:<account>…")]
    public void Is_masked(string text, string masked) => Assert.Equal(masked, AccountIds.Mask(text));

    [Theory]
    [InlineData("")]
    [InlineData("order 123456789012 is not there")]
    [InlineData("123456789012")]
    [InlineData("{\"at\":123456789012,\"to\":123456789012}")]
    [InlineData("arn:aws:lambda:us-west-2:1234567890123:function:f")]
    [InlineData("arn:aws:lambda:us-west-2:12345678901:function:f")]
    [InlineData("1123456789012:function:f")]
    public void Stays(string text) => Assert.Same(text, AccountIds.Mask(text));
}
