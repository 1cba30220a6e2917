namespace PgLambda;

/// <summary>
/// The one SQL text of a call, as the strictly parsed parts that it is composed of: named notation, and only the arguments that differ from the extension's
/// defaults. The payload is <c>$1</c>, the client context <c>$2</c>. The generator writes the text into the client as a literal; the runtime reads the
/// parts back out of it, and composes the same text again, to the byte.
/// </summary>
/// <param name="Target">The function.</param>
/// <param name="Invocation">The invocation type.</param>
/// <param name="Log">The log type.</param>
/// <param name="HasContext">Whether the call has a client context.</param>
internal sealed record InvokeSql(LambdaTarget Target, InvocationType Invocation, LogType Log, bool HasContext)
{
    private const string Arn = "aws_commons.create_lambda_function_arn(";

    public string Compose() => string.Join("\n", Lines());

    public IReadOnlyList<string> Lines()
    {
        var function = Literal(Target.Name.Text);
        var arguments = new List<string>
        {
            $"function_name => {Arn}{(Target.Region is null ? function : $"{function}, {Literal(Target.Region)}")})",
            "payload => $1",
        };
        if (Invocation != InvocationType.RequestResponse)
            arguments.Add($"invocation_type => {Literal(Invocation.ToString())}");
        if (Log != LogType.None)
            arguments.Add($"log_type => {Literal(Log.ToString())}");
        if (HasContext)
            arguments.Add("context => $2");
        if (Target.Qualifier is not null)
            arguments.Add($"qualifier => {Literal(Target.Qualifier)}");

        return
        [
            "SELECT status_code, payload, executed_version, log_result",
            "FROM aws_lambda.invoke(",
            .. arguments.Select((argument, i) => $"    {argument}{(i < arguments.Count - 1 ? "," : ")")}"),
        ];
    }

    /// <summary>The parts of a composed text.</summary>
    /// <exception cref="FormatException">The text is none, or a part of it is malformed.</exception>
    public static InvokeSql Parse(string text)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Skip(2))
        {
            var arrow = line.IndexOf(" => ", StringComparison.Ordinal);
            if (arrow < 0)
                throw new FormatException($"'{line}' is no argument of aws_lambda.invoke.");
            // A comma or a bracket ends each.
            arguments[line.Substring(0, arrow).Trim()] = line.Substring(arrow + 4, line.Length - arrow - 5);
        }
        if (!arguments.TryGetValue("function_name", out var arn) || !arn.StartsWith(Arn, StringComparison.Ordinal))
            throw new FormatException("The SQL has no function_name.");
        var function = arn.Substring(Arn.Length, arn.Length - Arn.Length - 1).Split([", "], StringSplitOptions.None);
        return new InvokeSql(
            LambdaTarget.Parse(Text(function[0])!, Text(function.Length > 1 ? function[1] : null), Text(Find("qualifier"))),
            Value<InvocationType>(Find("invocation_type")),
            Value<LogType>(Find("log_type")),
            Find("context") is not null);

        string? Find(string name) => arguments.TryGetValue(name, out var value) ? value : null;
    }

    // The parser lets no quote, backslash or other special character through; this is the second lock on the same door.
    private static string Literal(string text) => text.All(c => Ascii.IsNameCharacter(c) || c is ':' or '$' or '.')
        ? $"'{text}'"
        : throw new InvalidOperationException("A function name, region or qualifier that was not validated reached the SQL.");

    private static string? Text(string? literal) => literal?.Trim('\'');

    private static T Value<T>(string? literal)
        where T : struct, Enum =>
        literal is null ? default : Enum.TryParse<T>(Text(literal), out var value) ? value : throw new FormatException($"{literal} is no value of {typeof(T).Name}.");
}
