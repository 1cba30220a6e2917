using System.Globalization;

namespace PgLambda;

/// <summary>
/// The one SQL text of a call, as the strictly parsed parts that it is composed of: named notation, and only the arguments that differ from the extension's
/// defaults. The payload is <c>$1</c>; a client context, a qualifier and a time-out that the caller gives are the parameters after it, in this order. The
/// generator writes the text into the client as a literal; the runtime reads the parts back out of it, and composes the same text again, to the byte.
/// </summary>
/// <param name="Target">The function.</param>
/// <param name="Invocation">The invocation type.</param>
/// <param name="Log">The log type.</param>
/// <param name="HasContext">Whether the call has a client context.</param>
internal sealed record InvokeSql(LambdaTarget Target, InvocationType Invocation, LogType Log, bool HasContext)
{
    private const string Arn = "aws_commons.create_lambda_function_arn(";
    private const string SetTimeout = "pg_catalog.set_config('" + LambdaLimits.RequestTimeoutSetting + "', ";
    private const string TimeoutLine = "LATERAL (SELECT " + SetTimeout;

    /// <summary>The time-out that stands in the text, or null for the session's own.</summary>
    public int? TimeoutMilliseconds { get; init; }

    /// <summary>Whether the caller chooses the qualifier: then it is a parameter.</summary>
    public bool HasQualifierParameter { get; init; }

    /// <summary>Whether the caller chooses the time-out: then it is a parameter, and none stands in the text.</summary>
    public bool HasTimeoutParameter { get; init; }

    public string Compose() => string.Join("\n", Lines());

    public IReadOnlyList<string> Lines()
    {
        var parameters = 1;
        var context = HasContext ? Parameter(++parameters) : null;
        var qualifier = HasQualifierParameter ? Parameter(++parameters) : Target.Qualifier is null ? null : Literal(Target.Qualifier);
        var timeout = HasTimeoutParameter ? Parameter(++parameters) : TimeoutMilliseconds is { } ms ? $"'{ms.ToString(CultureInfo.InvariantCulture)}'" : null;
        return timeout is null
            ? [
                "SELECT status_code, payload, executed_version, log_result",
                "FROM aws_lambda.invoke(",
                .. Arguments(Invocation == InvocationType.RequestResponse ? null : Literal(Invocation.ToString()), context, qualifier, ")"),
            ]
            // The setting changes for this statement alone. OFFSET keeps the planner from reading it after the change, and what each CASE asks for, before its
            // own part: the limit is set before the call, and put back after it. Null would stand for the session's default, and so would the empty text of a
            // setting that the extension has not claimed yet.
            : [
                "SELECT answer.status_code, answer.payload, answer.executed_version, answer.log_result",
                $"FROM (SELECT nullif(pg_catalog.current_setting('{LambdaLimits.RequestTimeoutSetting}', true), '') AS value OFFSET 0) AS earlier,",
                $"{TimeoutLine}{timeout}, true) AS value) AS timeout,",
                "LATERAL aws_lambda.invoke(",
                .. Arguments($"CASE WHEN timeout.value IS NULL THEN {Literal(Invocation.ToString())} ELSE {Literal(Invocation.ToString())} END", context, qualifier, ") AS answer,"),
                $"{TimeoutLine}CASE WHEN answer.status_code IS NULL THEN earlier.value ELSE earlier.value END, true)) AS later",
            ];
    }

    /// <summary>The parts of a composed text.</summary>
    /// <exception cref="FormatException">The text is none, or a part of it is malformed.</exception>
    public static InvokeSql Parse(string text)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        string? timeout = null;
        foreach (var line in text.Split('\n').Skip(2))
        {
            if (!line.StartsWith("    ", StringComparison.Ordinal))
            {
                if (timeout is null && line.StartsWith(TimeoutLine, StringComparison.Ordinal))
                    timeout = line.Substring(TimeoutLine.Length, line.IndexOf(", true)", StringComparison.Ordinal) - TimeoutLine.Length);
                continue;
            }
            var arrow = line.IndexOf(" => ", StringComparison.Ordinal);
            if (arrow < 0)
                throw new FormatException($"'{line}' is no argument of aws_lambda.invoke.");
            var value = line.Substring(arrow + 4);
            // A comma or a bracket ends each.
            arguments[line.Substring(0, arrow).Trim()] = value.EndsWith(") AS answer,", StringComparison.Ordinal)
                ? value.Substring(0, value.Length - ") AS answer,".Length)
                : value.Substring(0, value.Length - 1);
        }
        if (!arguments.TryGetValue("function_name", out var arn) || !arn.StartsWith(Arn, StringComparison.Ordinal))
            throw new FormatException("The SQL has no function_name.");
        var function = arn.Substring(Arn.Length, arn.Length - Arn.Length - 1).Split([", "], StringSplitOptions.None);
        var qualifier = Find("qualifier");
        return new InvokeSql(
            LambdaTarget.Parse(Text(function[0])!, Text(function.Length > 1 ? function[1] : null), IsParameter(qualifier) ? null : Text(qualifier)),
            Value<InvocationType>(Find("invocation_type")),
            Value<LogType>(Find("log_type")),
            Find("context") is not null)
        {
            HasQualifierParameter = IsParameter(qualifier),
            HasTimeoutParameter = IsParameter(timeout),
            TimeoutMilliseconds = timeout is null || IsParameter(timeout) ? null : int.Parse(Text(timeout)!, CultureInfo.InvariantCulture),
        };

        string? Find(string name) => arguments.TryGetValue(name, out var value) ? value : null;
    }

    private IEnumerable<string> Arguments(string? invocation, string? context, string? qualifier, string end)
    {
        var function = Literal(Target.Name.Text);
        var arguments = new List<string>
        {
            $"function_name => {Arn}{(Target.Region is null ? function : $"{function}, {Literal(Target.Region)}")})",
            "payload => $1",
        };
        if (invocation is not null)
            arguments.Add($"invocation_type => {invocation}");
        if (Log != LogType.None)
            arguments.Add($"log_type => {Literal(Log.ToString())}");
        if (context is not null)
            arguments.Add($"context => {context}");
        if (qualifier is not null)
            arguments.Add($"qualifier => {qualifier}");
        return arguments.Select((argument, i) => $"    {argument}{(i < arguments.Count - 1 ? "," : end)}");
    }

    // The parser lets no quote, backslash or other special character through; this is the second lock on the same door.
    private static string Literal(string text) => text.All(c => Ascii.IsNameCharacter(c) || c is ':' or '$' or '.')
        ? $"'{text}'"
        : throw new InvalidOperationException("A function name, region or qualifier that was not validated reached the SQL.");

    private static string Parameter(int number) => "$" + number.ToString(CultureInfo.InvariantCulture);

    private static bool IsParameter(string? value) => value is { Length: > 0 } && value[0] == '$';

    private static string? Text(string? literal) => literal?.Trim('\'');

    private static T Value<T>(string? literal)
        where T : struct, Enum
    {
        if (literal is null)
            return default;
        // Both branches of the CASE say the same.
        var text = literal.StartsWith("CASE ", StringComparison.Ordinal) ? literal.Split('\'')[1] : Text(literal);
        return Enum.TryParse<T>(text, out var value) ? value : throw new FormatException($"{literal} is no value of {typeof(T).Name}.");
    }
}
