using System.Text.Json;

namespace PgLambda.Tool;

/// <summary>One statement of a policy, as far as it says something about Lambda.</summary>
/// <param name="Name">How it is called: by its Sid, or its number.</param>
/// <param name="IsAllow">Whether it allows; otherwise it denies.</param>
/// <param name="Actions">Its actions.</param>
/// <param name="Resources">Its resources.</param>
/// <param name="Unknown">What of it cannot be judged from here, or null.</param>
internal sealed record PolicyStatement(string Name, bool IsAllow, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources, string? Unknown)
{
    private static readonly string[] NotJudged = ["NotAction", "NotResource", "Condition"];

    /// <summary>Whether it is about invoking functions.</summary>
    public bool Invokes => Actions.Any(action => Matches(action, InvokePolicy.Action, ignoreCase: true));

    /// <summary>The actions on Lambda that invoking does not need; those of other services are not looked at.</summary>
    public IEnumerable<string> OtherActions => Actions.Where(action =>
        !string.Equals(action, InvokePolicy.Action, StringComparison.OrdinalIgnoreCase)
        && (action.StartsWith("lambda:", StringComparison.OrdinalIgnoreCase) || Matches(action, InvokePolicy.Action, ignoreCase: true)));

    /// <exception cref="FormatException">It is no statement.</exception>
    public static PolicyStatement Read(JsonElement json, int number)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException($"statement {number} is no object");
        var name = json.TryGetProperty("Sid", out var sid) && sid.GetString() is { Length: > 0 } text ? $"'{text}'" : $"{number}";
        var effect = json.TryGetProperty("Effect", out var it) ? it.GetString() : null;
        if (effect is not ("Allow" or "Deny"))
            throw new FormatException($"statement {name} has no Effect that is Allow or Deny");
        var unknown = NotJudged.FirstOrDefault(key => json.TryGetProperty(key, out _));
        return new PolicyStatement(name, effect == "Allow", Texts(json, "Action", name, unknown == "NotAction"), Texts(json, "Resource", name, unknown == "NotResource"), unknown);
    }

    public bool Covers(string arn) => Resources.Any(resource => Matches(resource, arn, ignoreCase: false));

    /// <summary>Whether IAM's pattern, with <c>*</c> for any characters and <c>?</c> for one, matches all of a text.</summary>
    public static bool Matches(string pattern, string text, bool ignoreCase)
    {
        // Back to the last star when what follows it does not fit: linear in most cases, and never more than quadratic.
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t] || ignoreCase && char.ToLowerInvariant(pattern[p]) == char.ToLowerInvariant(text[t])))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }
        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }

    private static List<string> Texts(JsonElement statement, string key, string name, bool mayLack)
    {
        if (!statement.TryGetProperty(key, out var value))
            return mayLack ? [] : throw new FormatException($"statement {name} has no {key}");
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
            throw new FormatException($"{key} of statement {name} is neither a text nor an array");
        return value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [.. value.EnumerateArray().Select(each => each.GetString() ?? throw new FormatException($"{key} of statement {name} holds null"))];
    }
}
