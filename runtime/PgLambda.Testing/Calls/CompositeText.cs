namespace PgLambda.Testing;

/// <summary>
/// The text form of <c>aws_commons._lambda_function_arn_1</c>, which PostgreSQL passes as a function's name where the composite stands as an untyped literal:
/// psql's <c>:'aws_lambda_arn_1'</c>, as AWS documents it.
/// </summary>
internal static class CompositeText
{
    /// <summary>The two fields, or null when the text is no composite. Neither field has a form that PostgreSQL would put into quotes.</summary>
    public static (string Function, string? Region)? Parse(string text)
    {
        if (text.Length < 3 || text[0] != '(' || text[^1] != ')' || text.AsSpan().ContainsAny('"', '\\'))
            return null;
        var fields = text[1..^1].Split(',');
        return fields.Length == 2 ? (fields[0], fields[1].Length == 0 ? null : fields[1]) : null;
    }
}
