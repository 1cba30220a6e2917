using System.Text.RegularExpressions;
using CsCheck;

namespace PgLambda.Generator.Tests.Functions;

/// <summary>What must hold for every text: the strict parser takes no more than the API does, and nothing that could leave an SQL literal.</summary>
public class FunctionNameProperties
{
    private const string R = @"(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}";

    // The patterns of the Lambda API's model, word for word.
    private static readonly Regex ApiFunction = Api($@"(arn:(aws[a-zA-Z-]*)?:lambda:{R}:\d{{12}}:|(({R}:)?(\d{{12}}:)?))(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?");
    private static readonly Regex ApiQualifier = Api(@"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+");
    private static readonly Regex ApiRegion = Api(R);

    [Fact]
    public void The_api_takes_whatever_the_parser_takes()
    {
        var accepted = 0;
        GrammarNear.Function.Sample(text =>
        {
            if (!LambdaFunctionName.TryParse(text, out var name, out _))
                return;
            Interlocked.Increment(ref accepted);
            Assert.InRange(text.Length, 1, 256);
            Assert.Matches(ApiFunction, text);
            if (name.Qualifier is not null)
                Assert.Matches(ApiQualifier, name.Qualifier);
            if (name.Region is not null)
                Assert.Matches(ApiRegion, name.Region);
        }, iter: GrammarNear.Texts);
        // Texts far from the grammar would prove nothing.
        Assert.True(accepted > GrammarNear.Texts / 10, $"Only {accepted} texts were accepted.");
    }

    [Fact]
    public void The_api_takes_whatever_qualifier_the_parser_takes()
    {
        var accepted = 0;
        GrammarNear.Qualifier.Sample(text =>
        {
            if (!LambdaFunctionName.TryParseQualifier(text, out _))
                return;
            Interlocked.Increment(ref accepted);
            Assert.InRange(text.Length, 1, 128);
            Assert.Matches(ApiQualifier, text);
            Assert.True(LambdaFunctionName.TryParse("f:" + text, out var name, out _) && name.Qualifier == text);
        }, iter: GrammarNear.Texts);
        Assert.True(accepted > GrammarNear.Texts / 10, $"Only {accepted} qualifiers were accepted.");
    }

    // Here the two are the same language.
    [Fact]
    public void The_api_takes_a_region_exactly_where_the_parser_does()
    {
        var accepted = 0;
        GrammarNear.Region.Sample(text =>
        {
            var taken = LambdaFunctionName.TryParseRegion(text, out _);
            Assert.Equal(ApiRegion.IsMatch(text), taken);
            if (taken)
                Interlocked.Increment(ref accepted);
        }, iter: GrammarNear.Texts);
        Assert.True(accepted > GrammarNear.Texts / 10, $"Only {accepted} regions were accepted.");
    }

    [Fact]
    public void An_error_points_into_the_text() => GrammarNear.Function.Sample(text =>
    {
        if (LambdaFunctionName.TryParse(text, out _, out var error))
            return;
        Assert.InRange(error.Start, 0, text.Length);
        Assert.InRange(error.Length, 0, text.Length - error.Start);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }, iter: GrammarNear.Texts);

    // A refusal is a matter of the text alone: what is cut out of an accepted text at its parts is accepted too.
    [Fact]
    public void The_parts_make_up_the_whole() => GrammarNear.Function.Sample(text =>
    {
        if (!LambdaFunctionName.TryParse(text, out var name, out _))
            return;
        var head = name.Form switch
        {
            LambdaFunctionNameForm.FullArn => $"arn:{name.Partition}:lambda:{name.Region}:{name.Account}:function:",
            LambdaFunctionNameForm.PartialArn => $"{name.Account}:function:",
            _ => "",
        };
        Assert.Equal(text, head + name.Name + (name.Qualifier is null ? "" : ":" + name.Qualifier));
    }, iter: GrammarNear.Texts);

    private static Regex Api(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.ECMAScript | RegexOptions.CultureInvariant | RegexOptions.Compiled);
}
