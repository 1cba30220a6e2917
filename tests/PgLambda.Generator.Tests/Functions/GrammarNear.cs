using CsCheck;

namespace PgLambda.Generator.Tests.Functions;

/// <summary>Texts near the grammar: valid parts put together, then perhaps mutated at a place or two. Random strings would all fail at their first character.</summary>
internal static class GrammarNear
{
    /// <summary>How many texts a property is tried with.</summary>
    public static int Texts => 30_000 * Thoroughness.Times;

    private const string Hostile = "'\"\\;$.:-_ \n\r\t\0\u0085\u2028éаｆ２٣²\ud83d\ude00%{}()/*@#`=,<>|&?!AZaz09";

    private static readonly Gen<char> Character = Gen.OneOf<char>(Gen.Char[Hostile], Gen.Char["abcXYZ019-_:$."], Gen.Char);

    private static readonly Gen<string> Account = Gen.OneOf<string>(
        Gen.Char['0', '9'].Array[12].Select(digits => new string(digits)),
        Gen.OneOf("555555555551", "123456789012", "٥٥٥٥٥٥٥٥٥٥٥٥"));

    private static readonly Gen<string> Name = Gen.OneOf<string>(
        Word(64, "abcdefXYZ0123-_"),
        Gen.OneOf("f", "function", "arn", "lambda", "price-order", "555555555551", new string('n', 64), new string('n', 65)));

    private static readonly Gen<string> Partition = Gen.OneOf(
        "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc", "aws-moon", "aws-" + new string('z', 60));

    /// <summary>Regions: known ones, made-up ones, mutated ones.</summary>
    public static Gen<string> Region { get; } = Mutated(Gen.OneOf<string>(
        Gen.OneOf(AwsRegions.All.ToArray()),
        Gen.Select(Gen.OneOf("", "eusc-"), Gen.OneOf("us", "eu", "zz"), Gen.OneOf("", "-gov", "-iso", "-isob", "-isoz", "-other"), Gen.OneOf("-west", "-a", "-northeast", "-gov"), Gen.Int[0, 12],
            (a, b, c, d, e) => $"{a}{b}{c}{d}-{e}")));

    /// <summary>Qualifiers: versions, aliases, the two fixed ones, mutated ones.</summary>
    public static Gen<string> Qualifier { get; } = Mutated(Gen.OneOf<string>(
        Word(128, "abcXYZ0123-_"),
        Gen.OneOf("$LATEST", "$LATEST.PUBLISHED", "1", "prod", "function", new string('q', 128), new string('q', 129))));

    /// <summary>Names, partial and full ARNs, with parts left out, doubled or mutated.</summary>
    public static Gen<string> Function { get; } = Mutated(
        Gen.Select(Gen.Int[0, 9], Partition, Gen.OneOf<string>(Gen.OneOf("us-west-2", "us-west-9"), Region), Account, Name, Gen.OneOf<string>(Gen.Const(""), Qualifier.Select(q => ":" + q)),
            (form, partition, region, account, name, qualifier) => form switch
            {
                0 or 1 => name + qualifier,
                2 or 3 => $"{account}:function:{name}{qualifier}",
                4 => $"arn:{AwsRegions.FindPartition(region) ?? partition}:lambda:{region}:{account}:function:{name}{qualifier}",
                5 => $"arn:{partition}:lambda:{region}:{account}:function:{name}{qualifier}",
                6 => $"arn:{partition}:lambda:us-west-9:{account}:function:{name}{qualifier}",
                // These the API takes and the parser does not.
                7 => $"arn::lambda:{region}:{account}:{name}{qualifier}",
                8 => $"{region}:{account}:function:{name}{qualifier}",
                _ => $"{account}:{name}{qualifier}",
            }));

    private static Gen<string> Word(int longest, string alphabet) => Gen.Char[alphabet].Array[1, longest].Select(characters => new string(characters));

    private static Gen<string> Mutated(Gen<string> texts) => Gen.Select(texts, Gen.Int[0, 3], Gen.Int[0, 300], Character, Gen.Int[0, 3],
        (text, often, at, character, how) => often > 1 ? text : Mutate(text, at % (text.Length + 1), character, how));

    private static string Mutate(string text, int at, char character, int how) => how switch
    {
        0 => text.Insert(at, character.ToString()),
        1 => at < text.Length ? text.Remove(at, 1) : text + character,
        2 => at < text.Length ? text.Remove(at, 1).Insert(at, character.ToString()) : text + "\n",
        _ => string.Concat(text.AsSpan(0, at), text),
    };
}
