using System.Globalization;

namespace PgLambda.Testing;

/// <summary>
/// What AWS has published nowhere, and the stand-in therefore guesses. Nothing in your code should depend on it; change a value to see whether it does.
/// In texts, <c>{0}</c> and <c>{1}</c> stand for the values that the remarks name.
/// </summary>
public sealed partial class StandInGuesses
{
    /// <summary>SQLSTATE of the extension's own errors. Default <c>XX000</c>, what PostgreSQL gives an error that sets none.</summary>
    /// <remarks>Npgsql closes a connection on <c>XX000</c>: a transaction does not survive the error then, not even behind a savepoint.</remarks>
    public string ErrorCode { get; set; } = "XX000";

    /// <summary>Who "returned" an error in the DETAIL. Default null: <c>AWS Lambda client</c>, in regions of China <c>Amazon Lambda client</c>.</summary>
    public string? ClientName { get; set; }

    /// <summary>The JSON in <c>payload</c> after Event and DryRun. Default null: SQL NULL.</summary>
    public string? PayloadWithoutAnswer { get; set; }

    /// <summary>The <c>executed_version</c> after Event. Default null: SQL NULL.</summary>
    public string? EventExecutedVersion { get; set; }

    /// <summary>The <c>executed_version</c> after DryRun. Default null: SQL NULL.</summary>
    public string? DryRunExecutedVersion { get; set; }

    /// <summary>The JSON that a function gets when the payload is SQL NULL. Default <c>{}</c>.</summary>
    public string NullPayload { get; set; } = "{}";

    /// <summary>The invocation type that SQL NULL stands for. Default <c>RequestResponse</c>; null: none, NULL is refused as an invalid one.</summary>
    public string? NullInvocationType { get; set; } = "RequestResponse";

    /// <summary>The log type that SQL NULL stands for. Default <c>None</c>; null: none, NULL is refused as an invalid one.</summary>
    public string? NullLogType { get; set; } = "None";

    /// <summary>
    /// The message when the answer of a function ({0} is its ARN) is not JSON. Default null: what PostgreSQL itself says when it is cast,
    /// <c>invalid input syntax for type json</c> with SQLSTATE 22P02.
    /// </summary>
    public string? InvalidResponse { get; set; }

    /// <summary>How many bytes of JSON a function may answer with. Default 6,291,556.</summary>
    public int ResponseLimit { get; set; } = 6_291_556;

    /// <summary>The <c>errorMessage</c> of the error that replaces a longer answer, of type <c>Function.ResponseSizeTooLarge</c>; {0} is the limit.</summary>
    public string ResponseTooLarge { get; set; } = "Response payload size exceeded maximum allowed payload size ({0} bytes).";

    /// <summary>Why Lambda says that access is denied: the end of that text.</summary>
    public string AccessDeniedReason { get; set; } = "because no identity-based policy allows the lambda:InvokeFunction action";

    /// <summary>Whether the ARN in the DETAIL of a function's error carries the qualifier. Default false.</summary>
    public bool QualifyArnInErrors { get; set; }

    /// <summary>Whether everybody may use schema <c>aws_commons</c>. Default true.</summary>
    public bool CommonsForEveryone { get; set; } = true;

    /// <summary>
    /// Whether the text form of a composite is taken for the composite, as in AWS's own examples with psql's <c>:'aws_lambda_arn_1'</c>; PostgreSQL passes it as a name.
    /// Default true; where false, the error has a HINT to cast it.
    /// </summary>
    public bool AcceptsCompositeAsText { get; set; } = true;

    /// <summary>The message for a region argument ({0}) that no region can have for a name: mostly an invocation type that was given by position.</summary>
    public string InvalidRegion { get; set; } = "invalid region \"{0}\"";

    /// <summary>The message when the region argument ({0}) and the ARN's region ({1}) differ.</summary>
    public string RegionConflict { get; set; } = "region \"{0}\" conflicts with region \"{1}\" of the function's ARN";

    /// <summary>The message when the qualifier argument ({0}) and the name's qualifier ({1}) differ.</summary>
    public string QualifierConflict { get; set; } = "qualifier \"{0}\" conflicts with qualifier \"{1}\" of the function's name";

    /// <summary>The message for an invocation type ({0}) that is none of the three.</summary>
    public string InvalidInvocationType { get; set; } = "invalid invocation type \"{0}\"";

    /// <summary>The message for a log type ({0}) that is none of the two.</summary>
    public string InvalidLogType { get; set; } = "invalid log type \"{0}\"";

    /// <summary>The message for a function name ({0}) that is neither a name nor an ARN, and for NULL.</summary>
    public string InvalidFunctionName { get; set; } = "invalid function name \"{0}\"";

    /// <summary>The message for a qualifier ({0}) that Lambda would not take.</summary>
    public string InvalidQualifier { get; set; } = "invalid qualifier \"{0}\"";

    /// <summary>What Lambda says of a client context that is longer than 3,583 bytes in base64.</summary>
    public string ClientContextTooLarge { get; set; } = "Client context must be smaller than 3584 bytes after base64 encoding";

    /// <summary>What Lambda says of a client context that is no JSON object.</summary>
    public string ClientContextNotAnObject { get; set; } = "Client context must be a valid Base64-encoded JSON object.";

    /// <summary>A text with values for <c>{0}</c> and <c>{1}</c>; any other brace in it is a brace.</summary>
    internal static string Fill(string format, params string?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            format = format.Replace(string.Create(CultureInfo.InvariantCulture, $"{{{i}}}"), values[i], StringComparison.Ordinal);
        return format;
    }
}
