using System.Text.Json;

namespace PgLambda.Testing;

public sealed partial class StandInGuesses
{
    /// <summary>
    /// Guesses that a report of a real instance has answered: what <c>docs/aws-facts.sql</c> prints. What the report does not know stays as it is by default.
    /// </summary>
    /// <param name="path">A file with the JSON object, or with all that psql printed: the last line that is an object counts.</param>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    /// <exception cref="FormatException">It holds no report, or one of a later form.</exception>
    public static StandInGuesses FromReport(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var document = FindReport(path);
        var report = new FactsReport(document.RootElement);
        var guesses = new StandInGuesses();
        guesses.ErrorCode = report.Error("notFound")?.SqlState ?? guesses.ErrorCode;
        guesses.ClientName = report.ClientName ?? guesses.ClientName;
        if (report.Row("event") is { } accepted)
            (guesses.PayloadWithoutAnswer, guesses.EventExecutedVersion) = (FactsReport.Json(accepted, "payload"), FactsReport.Text(accepted, "executed_version"));
        if (report.Row("dryRun") is { } dryRun)
            guesses.DryRunExecutedVersion = FactsReport.Text(dryRun, "executed_version");
        if (report.WasTried("nullInvocationType"))
            guesses.NullInvocationType = report.Status("nullInvocationType") switch { 200 => "RequestResponse", 202 => "Event", 204 => "DryRun", _ => RefusedOr("nullInvocationType", guesses.NullInvocationType) };
        if (report.WasTried("nullLogType"))
            guesses.NullLogType = report.Row("nullLogType") is null ? null : guesses.NullLogType;
        guesses.AccessDeniedReason = report.AccessDeniedReason ?? guesses.AccessDeniedReason;
        guesses.QualifyArnInErrors = report.Error("failing")?.Detail?.Contains(":$LATEST\" returned error", StringComparison.Ordinal) ?? guesses.QualifyArnInErrors;
        guesses.CommonsForEveryone = report.Flag("commonsForEveryone") ?? guesses.CommonsForEveryone;
        if (report.WasTried("compositeAsText"))
            guesses.AcceptsCompositeAsText = report.Row("compositeAsText") is not null;
        guesses.InvalidRegion = report.Message("invalidRegion", "aws-facts-region") ?? guesses.InvalidRegion;
        guesses.RegionConflict = report.Message("regionConflict", "eu-west-1", "us-west-2") ?? guesses.RegionConflict;
        guesses.QualifierConflict = report.Message("qualifierConflict", "aws-facts-2", "aws-facts-1") ?? guesses.QualifierConflict;
        guesses.InvalidInvocationType = report.Message("invalidInvocationType", "aws-facts-type") ?? guesses.InvalidInvocationType;
        guesses.InvalidLogType = report.Message("invalidLogType", "aws-facts-log") ?? guesses.InvalidLogType;
        guesses.InvalidFunctionName = report.Message("invalidFunctionName", "aws facts name") ?? guesses.InvalidFunctionName;
        guesses.InvalidQualifier = report.Message("invalidQualifier", "aws facts qualifier") ?? guesses.InvalidQualifier;
        guesses.ClientContextTooLarge = report.Said("contextTooLarge") ?? guesses.ClientContextTooLarge;
        guesses.ClientContextNotAnObject = report.Said("contextNotAnObject") ?? guesses.ClientContextNotAnObject;
        return guesses;

        // Whether NULL is refused, or something else went wrong with a call that runs the function, shows in the message.
        string? RefusedOr(string probe, string? otherwise) =>
            report.Error(probe)?.Message is { } message && message != "invoke API failed" && message != "lambda invocation failed" ? null : otherwise;
    }

    private static JsonDocument FindReport(string path)
    {
        foreach (var line in Enumerable.Reverse(File.ReadAllLines(path)))
        {
            if (!line.StartsWith('{'))
                continue;
            try
            {
                var document = JsonDocument.Parse(line);
                if (document.RootElement.TryGetProperty("report", out var version))
                {
                    return version is { ValueKind: JsonValueKind.Number } && version.TryGetInt32(out var number) && number == 1
                        ? document
                        : throw new FormatException($"{path} holds a report of form {version}; this version of PgLambda.Testing reads form 1.");
                }
                document.Dispose();
            }
            catch (JsonException error)
            {
                throw new FormatException($"{path} holds a line that begins like a report and is no JSON: was it cut? {error.Message}", error);
            }
        }
        throw new FormatException($"{path} holds no report. Run docs/aws-facts.sql with psql, and keep what it prints, or its last line.");
    }
}
