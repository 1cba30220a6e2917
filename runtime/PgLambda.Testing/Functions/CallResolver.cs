using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PgLambda.Testing;

/// <summary>Checks the arguments of an invocation, as far as they can be checked without knowing the function, and completes the ARN.</summary>
internal sealed partial class CallResolver(StandInGuesses guesses, InvokeFailures failures, string region, string account)
{
    private const int ContextLimit = 3583;

    /// <summary>Fills in the record; gives the error that the call ends with, or null.</summary>
    public InvokeReply? Resolve(RecordedCall record)
    {
        var header = record.Request.Header;
        record.Function = header.Function ?? "";
        record.Region = header.Region ?? region;
        record.Qualifier = header.Qualifier;

        if (ReadTypes(record, header) is { } wrongType)
            return wrongType;
        if (header.Function is null || FunctionReference.Parse(header.Function) is not { } name)
            return failures.Guessed(guesses.InvalidFunctionName, header.Function);
        record.Function = name.Name;
        if (name.Region is not null && header.Region is not null && name.Region != header.Region)
            return failures.Guessed(guesses.RegionConflict, header.Region, name.Region);
        if (name.Qualifier is not null && header.Qualifier is not null && name.Qualifier != header.Qualifier)
            return failures.Guessed(guesses.QualifierConflict, header.Qualifier, name.Qualifier);
        if (header.Qualifier is not null && !QualifierPattern().IsMatch(header.Qualifier))
            return failures.Guessed(guesses.InvalidQualifier, header.Qualifier);

        record.Qualifier = header.Qualifier ?? name.Qualifier;
        record.Region = name.Region ?? header.Region ?? region;
        record.FunctionArn =
            $"arn:{name.Partition ?? FunctionReference.PartitionOf(record.Region)}:lambda:{record.Region}:{name.Account ?? account}:function:{name.Name}";
        return CheckSizes(record) ?? CheckContext(header.Context);
    }

    /// <summary>The account in an ARN that <see cref="Resolve"/> has built.</summary>
    public static string AccountOf(string arn) => arn.Split(':')[4];

    private InvokeReply? ReadTypes(RecordedCall record, InvokeHeader header)
    {
        switch (header.Type ?? guesses.NullInvocationType)
        {
            case "RequestResponse": record.InvocationType = LocalInvocationType.RequestResponse; break;
            case "Event": record.InvocationType = LocalInvocationType.Event; break;
            case "DryRun": record.InvocationType = LocalInvocationType.DryRun; break;
            default: return failures.Guessed(guesses.InvalidInvocationType, header.Type);
        }
        switch (header.Log ?? guesses.NullLogType)
        {
            case "None": record.LogType = LocalLogType.None; break;
            case "Tail": record.LogType = LocalLogType.Tail; break;
            default: return failures.Guessed(guesses.InvalidLogType, header.Log);
        }
        return null;
    }

    private InvokeReply? CheckSizes(RecordedCall record)
    {
        var bytes = record.PayloadBytes.Length;
        return record.InvocationType == LocalInvocationType.Event
            ? bytes > InvokeFailures.AsynchronousLimit ? failures.EventTooLarge(bytes) : null
            : bytes > InvokeFailures.SynchronousLimit ? failures.TooLarge : null;
    }

    private InvokeReply? CheckContext(string? context)
    {
        if (context is null)
            return null;
        var base64 = (Encoding.UTF8.GetByteCount(context) + 2) / 3 * 4;
        if (base64 > ContextLimit)
            return failures.Api(guesses.ClientContextTooLarge);
        using var document = JsonDocument.Parse(context);
        return document.RootElement.ValueKind == JsonValueKind.Object ? null : failures.Api(guesses.ClientContextNotAnObject);
    }

    [GeneratedRegex("\\A(\\$LATEST(\\.PUBLISHED)?|[A-Za-z0-9_-]{1,128})\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex QualifierPattern();
}
