namespace PgLambda;

/// <summary>The AWS partitions and the regions known to belong to each, as of August 2026. Tables age: an unknown region is not a wrong one.</summary>
internal static class AwsRegions
{
    private static readonly KeyValuePair<string, string[]>[] Partitions =
    [
        new("aws",
        [
            "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
            "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
            "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3",
            "il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
        ]),
        new("aws-cn", ["cn-north-1", "cn-northwest-1"]),
        new("aws-us-gov", ["us-gov-east-1", "us-gov-west-1"]),
        new("aws-iso", ["us-iso-east-1", "us-iso-west-1"]),
        new("aws-iso-b", ["us-isob-east-1", "us-isob-west-1"]),
        new("aws-iso-e", ["eu-isoe-west-1"]),
        new("aws-iso-f", ["us-isof-east-1", "us-isof-south-1"]),
        new("aws-eusc", ["eusc-de-east-1"]),
    ];

    private static readonly Dictionary<string, string> PartitionOfRegion = Partitions
        .SelectMany(p => p.Value.Select(region => (region, partition: p.Key)))
        .ToDictionary(x => x.region, x => x.partition, StringComparer.Ordinal);

    /// <summary>Every known region, in the order of the tables.</summary>
    public static IEnumerable<string> All => Partitions.SelectMany(p => p.Value);

    /// <summary>The known regions of a partition; empty for a partition that no table knows.</summary>
    public static IReadOnlyList<string> Of(string partition) =>
        Partitions.FirstOrDefault(p => p.Key == partition).Value ?? [];

    public static bool IsKnownPartition(string partition) => Partitions.Any(p => p.Key == partition);

    /// <summary>The partition a region belongs to, or null where no table knows the region.</summary>
    public static string? FindPartition(string region) => PartitionOfRegion.TryGetValue(region, out var partition) ? partition : null;

    /// <summary>Whether the text has a region's form: <c>(eusc-)?[a-z]{2}(-gov|-iso[a-z]?)?-[a-z]+-[0-9]</c>, the Lambda API's own pattern.</summary>
    public static bool IsWellFormed(string text)
    {
        var parts = text.Split('-');
        var i = 0;
        if (parts[0] == "eusc")
            i++;
        if (i >= parts.Length || parts[i].Length != 2 || !IsLowerCase(parts[i]))
            return false;
        i++;
        // "gov" and "iso?" are optional, and themselves well-formed names of an area ("us-gov-1"), hence the count.
        if (parts.Length - i == 3)
        {
            var extra = parts[i++];
            var iso = extra.StartsWith("iso", StringComparison.Ordinal) && extra.Length <= 4 && IsLowerCase(extra);
            if (extra != "gov" && !iso)
                return false;
        }
        return parts.Length - i == 2 && IsLowerCase(parts[i]) && parts[i + 1].Length == 1 && Ascii.IsDigit(parts[i + 1][0]);
    }

    /// <summary>The known region closest to a misspelt one, or null where none is near.</summary>
    public static string? FindNearest(string text)
    {
        var best = All
            .Select(region => (region, distance: EditDistance(text.ToLowerInvariant(), region)))
            .OrderBy(x => x.distance)
            .First();
        return best.distance is > 0 and <= 3 || best.region != text && best.distance == 0 ? best.region : null;
    }

    private static bool IsLowerCase(string text) => text.Length > 0 && text.All(c => c is >= 'a' and <= 'z');

    private static int EditDistance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), substitution);
            }
            previous = current;
        }
        return previous[b.Length];
    }
}
