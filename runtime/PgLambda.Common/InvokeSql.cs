namespace PgLambda;

/// <summary>
/// The one SQL text of a call: named notation, and only the arguments that differ from the extension's defaults. The payload is <c>$1</c>, the
/// client context <c>$2</c>. The generator writes this text into the client as a literal; the runtime composes the same one, to the byte.
/// </summary>
internal static class InvokeSql
{
    public static string Compose(LambdaTarget target, InvocationType invocation, LogType log, bool hasContext) =>
        string.Join("\n", Lines(target, invocation, log, hasContext));

    public static IReadOnlyList<string> Lines(LambdaTarget target, InvocationType invocation, LogType log, bool hasContext)
    {
        var function = Literal(target.Name.Text);
        var arguments = new List<string>
        {
            $"function_name => aws_commons.create_lambda_function_arn({(target.Region is null ? function : $"{function}, {Literal(target.Region)}")})",
            "payload => $1",
        };
        if (invocation != InvocationType.RequestResponse)
            arguments.Add($"invocation_type => {Literal(invocation.ToString())}");
        if (log != LogType.None)
            arguments.Add($"log_type => {Literal(log.ToString())}");
        if (hasContext)
            arguments.Add("context => $2");
        if (target.Qualifier is not null)
            arguments.Add($"qualifier => {Literal(target.Qualifier)}");

        return
        [
            "SELECT status_code, payload, executed_version, log_result",
            "FROM aws_lambda.invoke(",
            .. arguments.Select((argument, i) => $"    {argument}{(i < arguments.Count - 1 ? "," : ")")}"),
        ];
    }

    // The parser lets no quote, backslash or other special character through; this is the second lock on the same door.
    private static string Literal(string text) => text.All(c => Ascii.IsNameCharacter(c) || c is ':' or '$' or '.')
        ? $"'{text}'"
        : throw new InvalidOperationException("A function name, region or qualifier that was not validated reached the SQL.");
}
