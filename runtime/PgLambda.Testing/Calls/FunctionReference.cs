using System.Text.RegularExpressions;

namespace PgLambda.Testing;

/// <summary>
/// A function as a caller wrote it: name, partial ARN or full ARN, each with an optional qualifier. A second reading beside the library's own, on purpose: the tests
/// compare what the one lets through with what the other makes of it.
/// </summary>
internal sealed partial record FunctionReference(string Name, string? Qualifier, string? Account, string? Region, string? Partition)
{
    public const string Latest = "$LATEST";

    private const string RegionForm = "(eusc-)?[a-z]{2}(-gov|-iso[a-z]?)?-[a-z]+-[0-9]";

    private const string Tail = "(?<name>[A-Za-z0-9_-]{1,64})(:(?<qualifier>\\$LATEST(\\.PUBLISHED)?|[A-Za-z0-9_-]{1,128}))?\\z";

    /// <summary>The parts of the text, or null when it is none of the three forms.</summary>
    public static FunctionReference? Parse(string text)
    {
        var match = Pattern().Match(text);
        return match.Success
            ? new FunctionReference(match.Groups["name"].Value, Part("qualifier"), Part("account"), Part("region"), Part("partition"))
            : null;

        string? Part(string group) => match.Groups[group].Success ? match.Groups[group].Value : null;
    }

    /// <summary>Whether a region can exist, by the form of its name: the same in an argument and in an ARN.</summary>
    public static bool IsRegion(string text) => RegionPattern().IsMatch(text);

    /// <summary>The version that a qualifier means where nobody knows what its aliases point to.</summary>
    public static string VersionOf(string? qualifier) => qualifier is not null && qualifier.All(char.IsAsciiDigit) ? qualifier : Latest;

    /// <summary>The partition that a region belongs to, by the shape of its name.</summary>
    public static string PartitionOf(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ when region.StartsWith("us-isob-", StringComparison.Ordinal) => "aws-iso-b",
        _ when region.StartsWith("us-isof-", StringComparison.Ordinal) => "aws-iso-f",
        _ when region.StartsWith("us-iso-", StringComparison.Ordinal) => "aws-iso",
        _ when region.StartsWith("eu-isoe-", StringComparison.Ordinal) => "aws-iso-e",
        _ when region.StartsWith("eusc-", StringComparison.Ordinal) => "aws-eusc",
        _ => "aws",
    };

    [GeneratedRegex("\\A((arn:(?<partition>aws[a-zA-Z-]*):lambda:(?<region>" + RegionForm + "):(?<account>[0-9]{12}):function:)|((?<account>[0-9]{12}):function:))?" + Tail,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();

    [GeneratedRegex("\\A" + RegionForm + "\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex RegionPattern();
}
