namespace PgLambda;

/// <summary>The three ways to name a Lambda function.</summary>
#if !PGLAMBDA_CORE
internal
#else
public
#endif
enum LambdaFunctionNameForm
{
    /// <summary><c>name</c> or <c>name:qualifier</c>; the region comes from elsewhere.</summary>
    Name,

    /// <summary><c>123456789012:function:name</c>, perhaps with a qualifier; the region comes from elsewhere.</summary>
    PartialArn,

    /// <summary><c>arn:aws:lambda:us-west-2:123456789012:function:name</c>, perhaps with a qualifier.</summary>
    FullArn,
}

/// <summary>
/// A Lambda function's name, partial ARN or full ARN, strictly parsed: ASCII only, every part in its place, nothing trimmed.
/// Stricter than the Lambda API's own patterns, which also take an ARN without partition or without <c>function:</c>; whatever this
/// type accepts, Lambda's patterns accept too. No accepted text holds a quote, a backslash, white space or a control character.
/// See <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"/>.
/// </summary>
#if !PGLAMBDA_CORE
internal
#else
public
#endif
readonly struct LambdaFunctionName : IEquatable<LambdaFunctionName>
{
    /// <summary>The longest function name that Lambda allows, without region, account and qualifier.</summary>
    public const int MaxNameLength = 64;

    /// <summary>The longest qualifier that Lambda allows.</summary>
    public const int MaxQualifierLength = 128;

    /// <summary>The longest text that Lambda's Invoke takes for a function.</summary>
    public const int MaxLength = 256;

    private LambdaFunctionName(string text, LambdaFunctionNameForm form, string? partition, string? region, string? account, string name, string? qualifier)
    {
        Text = text;
        Form = form;
        Partition = partition;
        Region = region;
        Account = account;
        Name = name;
        Qualifier = qualifier;
    }

    /// <summary>The text as it was given.</summary>
    public string Text { get; }

    /// <summary>Which of the three forms the text has.</summary>
    public LambdaFunctionNameForm Form { get; }

    /// <summary>The partition, such as <c>aws</c>; null unless the text is a full ARN.</summary>
    public string? Partition { get; }

    /// <summary>The region, such as <c>us-west-2</c>; null unless the text is a full ARN.</summary>
    public string? Region { get; }

    /// <summary>The twelve-digit account; null where the text is a name alone.</summary>
    public string? Account { get; }

    /// <summary>The function's own name.</summary>
    public string Name { get; }

    /// <summary>The version or alias that is part of the text, or null.</summary>
    public string? Qualifier { get; }

    /// <summary>Parses a name, partial ARN or full ARN.</summary>
    /// <exception cref="FormatException">The text is none of them; the message says which part is wrong and what was expected.</exception>
    public static LambdaFunctionName Parse(string text) =>
        TryParse(text, out var result, out var error) ? result : throw new FormatException(error.Message);

    /// <summary>Parses a name, partial ARN or full ARN, and says what is wrong where it is none.</summary>
    /// <returns>Whether the text could be parsed; then <paramref name="result"/> is set, otherwise <paramref name="error"/>.</returns>
    public static bool TryParse(string? text, out LambdaFunctionName result, out LambdaFunctionNameError error)
    {
        result = default;
        var reader = new Reader(text ?? "");
        if (!reader.Read(out var parsed))
        {
            error = reader.Error;
            return false;
        }
        result = parsed;
        error = default;
        return true;
    }

    /// <summary>Whether the text is a well-formed qualifier: <c>$LATEST</c>, <c>$LATEST.PUBLISHED</c>, a version or an alias.</summary>
    public static bool TryParseQualifier(string text, out LambdaFunctionNameError error) => Reader.CheckQualifier(text, 0, out error);

    /// <summary>Whether the text is a well-formed region; the region need not be a known one.</summary>
    public static bool TryParseRegion(string text, out LambdaFunctionNameError error) => Reader.CheckRegion(text, 0, out error);

    /// <summary>What is wrong with a text, which is shown on one line and without an account.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What it is not, such as "function".</param>
    /// <param name="error">What was found.</param>
    internal static string Explain(string text, string what, LambdaFunctionNameError error) =>
        text.Length == 0 ? error.Message : $"'{Reader.Shown(AccountIds.MaskAll(text), MaxLength)}' is no {what}: {AccountIds.MaskAll(error.Message ?? "")}";

    /// <summary>The same function without the version or alias that is part of the text.</summary>
    public LambdaFunctionName WithoutQualifier() => Qualifier is null
        ? this
        : new LambdaFunctionName(Text.Substring(0, Text.Length - Qualifier.Length - 1), Form, Partition, Region, Account, Name, null);

    /// <summary>Returns <see cref="Text"/>.</summary>
    public override string ToString() => Text;

    /// <summary>Whether the other name has the same text.</summary>
    public bool Equals(LambdaFunctionName other) => Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LambdaFunctionName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Text is null ? 0 : StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>Whether both have the same text.</summary>
    public static bool operator ==(LambdaFunctionName left, LambdaFunctionName right) => left.Equals(right);

    /// <summary>Whether their texts differ.</summary>
    public static bool operator !=(LambdaFunctionName left, LambdaFunctionName right) => !left.Equals(right);

    private struct Reader
    {
        private const string FullForm = "arn:<partition>:lambda:<region>:<account>:function:<name>[:<qualifier>]";
        private const string PartialForm = "<account>:function:<name>[:<qualifier>]";

        private readonly string _text;
        private readonly string[] _parts;

        public Reader(string text)
        {
            _text = text;
            _parts = text.Split(':');
        }

        public LambdaFunctionNameError Error { get; private set; }

        public bool Read(out LambdaFunctionName name)
        {
            name = default;
            if (_text.Length == 0)
                return Fail(LambdaFunctionNamePart.Whole, 0, 0, "The function is empty; expected a function name, a partial ARN or a full ARN.");

            if (_parts.Length > 2 && _parts.All(part => part.Length == 0))
                return Fail(LambdaFunctionNamePart.Whole, 0, _text.Length, $"'{Shown(_text)}' names no function; expected a function name, a partial ARN or a full ARN.");

            var isArn = string.Equals(_parts[0], "arn", StringComparison.OrdinalIgnoreCase) && _parts.Length > 2;
            var parsed = isArn ? ReadFull(out name)
                : _parts.Length > 2 ? ReadPartial(out name)
                : ReadName(out name);
            if (parsed && _text.Length > MaxLength)
            {
                return Fail(LambdaFunctionNamePart.Whole, MaxLength, _text.Length - MaxLength, $"The function has {_text.Length} characters; Lambda takes at most {MaxLength}.");
            }
            return parsed;
        }

        private bool ReadFull(out LambdaFunctionName name)
        {
            name = default;
            if (_parts[0] != "arn")
                return FailPart(LambdaFunctionNamePart.Whole, 0, $"An ARN starts with 'arn' in lower case, not {Quoted(_parts[0])}.");
            if (!CheckPartition(1))
                return false;
            if (_parts[2] != "lambda")
                return FailPart(LambdaFunctionNamePart.Service, 2, $"{Quoted(_parts[2])} is not the Lambda service; expected 'lambda' in {FullForm}.");
            if (_parts.Length < 4)
                return FailMissing("a region", FullForm);
            if (!CheckRegion(_parts[3], Start(3), out var error))
                return Fail(error);
            if (_parts.Length < 5)
                return FailMissing("a twelve-digit account", FullForm);
            if (!CheckAccount(4))
                return false;
            if (AwsRegions.FindPartition(_parts[3]) is { } partition && partition != _parts[1])
            {
                var known = AwsRegions.Of(_parts[1]);
                var expected = known.Count > 0 ? $" (its regions: {string.Join(", ", known.Take(4))}{(known.Count > 4 ? ", …" : "")})" : "";
                var message = $"Region '{_parts[3]}' belongs to partition '{partition}', not to '{_parts[1]}'{expected}.";
                return Fail(new LambdaFunctionNameError(LambdaFunctionNamePart.Region, Start(3), _parts[3].Length, message, isContradiction: true));
            }
            return ReadResource(5, FullForm, LambdaFunctionNameForm.FullArn, _parts[1], _parts[3], _parts[4], out name);
        }

        private bool ReadPartial(out LambdaFunctionName name)
        {
            name = default;
            return CheckAccount(0) && ReadResource(1, PartialForm, LambdaFunctionNameForm.PartialArn, null, null, _parts[0], out name);
        }

        private bool ReadName(out LambdaFunctionName name)
        {
            name = default;
            if (!CheckName(0))
                return false;
            var qualifier = _parts.Length == 2 ? _parts[1] : null;
            if (qualifier is not null && !CheckQualifier(qualifier, Start(1), out var error))
                return Fail(error);
            name = new LambdaFunctionName(_text, LambdaFunctionNameForm.Name, null, null, null, _parts[0], qualifier);
            return true;
        }

        private bool ReadResource(int index, string form, LambdaFunctionNameForm kind, string? partition, string? region, string account, out LambdaFunctionName name)
        {
            name = default;
            if (_parts.Length <= index)
                return FailMissing("'function'", form);
            if (_parts[index] != "function")
                return FailPart(LambdaFunctionNamePart.ResourceType, index, $"{Quoted(_parts[index])} is not a function; expected 'function' in {form}.");
            if (_parts.Length <= index + 1)
                return FailMissing("a function name", form);
            if (!CheckName(index + 1))
                return false;
            var qualifier = _parts.Length > index + 2 ? _parts[index + 2] : null;
            if (qualifier is not null && !CheckQualifier(qualifier, Start(index + 2), out var error))
                return Fail(error);
            if (_parts.Length > index + 3)
            {
                var start = Start(index + 3) - 1;
                return Fail(LambdaFunctionNamePart.Whole, start, _text.Length - start, $"Nothing may follow the qualifier; expected {form}.");
            }
            name = new LambdaFunctionName(_text, kind, partition, region, account, _parts[index + 1], qualifier);
            return true;
        }

        private bool CheckPartition(int index)
        {
            var words = _parts[index].Split('-');
            if (words[0] == "aws" && words.Skip(1).All(w => w.Length > 0 && w.All(c => c is >= 'a' and <= 'z')))
                return true;
            return FailPart(LambdaFunctionNamePart.Partition, index, _parts[index].Length == 0
                ? "The partition is missing; expected 'aws', 'aws-cn', 'aws-us-gov' or another."
                : $"{Quoted(_parts[index])} is not a partition; expected 'aws', 'aws-cn', 'aws-us-gov' or another.");
        }

        private bool CheckAccount(int index)
        {
            var account = _parts[index];
            if (account.Length == 12 && account.All(Ascii.IsDigit))
                return true;
            var found = account.Length == 0 ? "The account is missing"
                : account.All(Ascii.IsDigit) ? $"Account '{Shown(account)}' has {account.Length} digits"
                : $"{Quoted(account)} is not an account";
            return FailPart(LambdaFunctionNamePart.Account, index, found + "; expected 12 digits (0-9).");
        }

        private bool CheckName(int index)
        {
            var name = _parts[index];
            if (name.Length == 0)
                return FailPart(LambdaFunctionNamePart.Name, index, "The function name is missing; expected 1 to 64 of A-Z a-z 0-9 - _.");
            for (var i = 0; i < name.Length; i++)
            {
                if (!Ascii.IsNameCharacter(name[i]))
                {
                    return Fail(LambdaFunctionNamePart.Name, Start(index) + i, CharacterLength(name, i), $"{Character(name, i)} cannot be part of a function name; expected 1 to 64 of A-Z a-z 0-9 - _.");
                }
            }
            return name.Length <= MaxNameLength
                || Fail(LambdaFunctionNamePart.Name, Start(index) + MaxNameLength, name.Length - MaxNameLength, $"The function name has {name.Length} characters; Lambda takes at most {MaxNameLength}.");
        }

        public static bool CheckRegion(string region, int start, out LambdaFunctionNameError error)
        {
            error = default;
            if (AwsRegions.IsWellFormed(region))
                return true;
            var nearest = region.Length is > 0 and < 40 ? AwsRegions.FindNearest(region) : null;
            var hint = nearest is null ? "expected one such as 'us-west-2'" : $"did you mean '{nearest}'?";
            error = new LambdaFunctionNameError(LambdaFunctionNamePart.Region, start, region.Length, region.Length == 0
                ? "The region is missing; expected one such as 'us-west-2'."
                : $"{Quoted(region)} is not a region; {hint}{(nearest is null ? "." : "")}");
            return false;
        }

        public static bool CheckQualifier(string qualifier, int start, out LambdaFunctionNameError error)
        {
            const string expected = "expected $LATEST, a version number or an alias (1 to 128 of A-Z a-z 0-9 - _).";
            error = default;
            if (qualifier is "$LATEST" or "$LATEST.PUBLISHED")
                return true;
            if (qualifier.Length == 0)
            {
                error = new LambdaFunctionNameError(LambdaFunctionNamePart.Qualifier, start, 0, "The qualifier is empty; " + expected);
                return false;
            }
            for (var i = 0; i < qualifier.Length; i++)
            {
                if (Ascii.IsNameCharacter(qualifier[i]))
                    continue;
                error = new LambdaFunctionNameError(LambdaFunctionNamePart.Qualifier, start + i, CharacterLength(qualifier, i), $"{Character(qualifier, i)} cannot be part of a qualifier here; {expected}");
                return false;
            }
            if (qualifier.Length <= MaxQualifierLength)
                return true;
            error = new LambdaFunctionNameError(LambdaFunctionNamePart.Qualifier, start + MaxQualifierLength, qualifier.Length - MaxQualifierLength, $"The qualifier has {qualifier.Length} characters; Lambda takes at most {MaxQualifierLength}.");
            return false;
        }

        private readonly int Start(int index) => _parts.Take(index).Sum(p => p.Length + 1);

        private bool FailPart(LambdaFunctionNamePart part, int index, string message) => Fail(part, Start(index), _parts[index].Length, message);

        private bool FailMissing(string what, string form) => Fail(LambdaFunctionNamePart.Whole, _text.Length, 0, $"The ARN ends where {what} should follow; expected {form}.");

        private bool Fail(LambdaFunctionNamePart part, int start, int length, string message) => Fail(new LambdaFunctionNameError(part, start, length, message));

        private bool Fail(LambdaFunctionNameError error)
        {
            Error = error;
            return false;
        }

        // A message is shown on one line: what cannot be printed is named instead, and what is long is cut.
        public static string Shown(string text, int longest = 40)
        {
            var cut = text.Length > longest ? $"{text.Substring(0, longest)}…" : text;
            return string.Concat(cut.Select(c => IsPrintable(c) ? c.ToString() : $"\\u{(int)c:X4}"));
        }

        private static int CharacterLength(string text, int index) => index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1;

        // Many characters look like others: what is not ASCII is named by its number too.
        private static string Character(string text, int index)
        {
            var c = text[index];
            if (CharacterLength(text, index) == 2)
                return $"U+{char.ConvertToUtf32(c, text[index + 1]):X}";
            return c == ' ' ? "A space" : !IsPrintable(c) ? $"U+{(int)c:X4}" : c < 128 ? $"'{c}'" : $"'{c}' (U+{(int)c:X4})";
        }

        public static string Quoted(string text)
        {
            var foreign = text.FirstOrDefault(c => c >= 128 && IsPrintable(c));
            return $"'{Shown(text)}'{(foreign == default ? "" : $" (with U+{(int)foreign:X4})")}";
        }

        private static bool IsPrintable(char c) => !char.IsControl(c) && !char.IsSurrogate(c) && (!char.IsWhiteSpace(c) || c == ' ');
    }
}
