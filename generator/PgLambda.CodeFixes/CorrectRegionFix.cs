using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.CodeFixes;

/// <summary>Corrects a region to the nearest known one, in an ARN and in <c>Region</c> (PGL0004, PGL0012).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class CorrectRegionFix() : LambdaCodeFixProvider(Rules.InvalidRegion, Rules.UnknownRegion)
{
    public const string Key = "PgLambda.CorrectRegion";

    protected override IEnumerable<Change> Find(Finding finding)
    {
        if (finding.Argument is not { } argument || LiteralText.ValueOf(argument.Expression) is not { } text)
            yield break;
        if (FindRegion(argument, text) is not var (start, region) || !IsAbout(finding, argument, start) || AwsRegions.FindPartition(region) is not null)
            yield break;
        if (AwsRegions.FindNearest(region) is not { } nearest || !IsValid(argument, text.Substring(0, start) + nearest + text.Substring(start + region.Length)))
            yield break;
        if (LiteralText.Splice(argument.Expression, start, region.Length, nearest) is { } corrected)
        {
            yield return new Change($"Change the region to '{nearest}'", Key, argument.Expression, _ => corrected);
        }
    }

    private static (int Start, string Region)? FindRegion(AttributeArgumentSyntax argument, string text)
    {
        if (argument.NameEquals?.Name.Identifier.ValueText == nameof(LambdaFunctionAttribute.Region))
            return (0, text);
        if (!AttributeArguments.IsFunction(argument))
            return null;
        // arn:partition:lambda:region:…
        var parts = text.Split(':');
        return parts.Length > 3 && parts[0] == "arn" ? (parts.Take(3).Sum(part => part.Length + 1), parts[3]) : null;
    }

    // The same rules are about a partition too.
    private static bool IsAbout(Finding finding, AttributeArgumentSyntax argument, int start) =>
        argument.NameEquals is not null || finding.Span.Start == LiteralText.PositionOf(argument.Expression, start);

    // A region of another partition, or an ARN with a second mistake, is not put right by this.
    private static bool IsValid(AttributeArgumentSyntax argument, string text) => argument.NameEquals is not null || LambdaFunctionName.TryParse(text, out _, out _);
}
