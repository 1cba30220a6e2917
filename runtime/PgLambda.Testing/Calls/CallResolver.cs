using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PgLambda.Testing;

/// <summary>Checks the arguments of an invocation, as far as they can be checked without knowing the function, and completes the ARN.</summary>
internal sealed partial class CallResolver(StandInGuesses guesses, InvokeReplies replies, string region, string account)
{
    /// <summary>What the arguments mean, and the error that the call ends with, or null.</summary>
    public (ResolvedCall Call, InvokeReply? Failure) Resolve(InvokeRequest request)
    {
        if (request.Function is { } text && CompositeText.Parse(text) is { } composite)
        {
            if (!guesses.AcceptsCompositeAsText)
                return (new ResolvedCall { Function = text, Region = request.Region ?? region, Qualifier = request.Qualifier }, replies.CompositeAsText(text));
            request = WithComposite(request, composite.Function, composite.Region);
        }
        var call = new ResolvedCall { Function = request.Function ?? "", Region = request.Region ?? region, Qualifier = request.Qualifier };
        if (InvocationTypeOf(request.Type ?? guesses.NullInvocationType) is not { } invocationType)
            return (call, replies.Guessed(guesses.InvalidInvocationType, request.Type));
        call = call with { InvocationType = invocationType };
        if (LogTypeOf(request.Log ?? guesses.NullLogType) is not { } logType)
            return (call, replies.Guessed(guesses.InvalidLogType, request.Log));
        call = call with { LogType = logType };
        if (request.Function is null || FunctionReference.Parse(request.Function) is not { } name)
            return (call, replies.Guessed(guesses.InvalidFunctionName, request.Function));
        call = call with { Function = name.Name };
        if (request.Region is not null && !FunctionReference.IsRegion(request.Region))
            return (call, replies.Guessed(guesses.InvalidRegion, request.Region));
        if (Conflict(request, name) is { } conflict)
            return (call, conflict);

        var completeRegion = name.Region ?? request.Region ?? region;
        call = call with
        {
            Qualifier = request.Qualifier ?? name.Qualifier,
            Region = completeRegion,
            FunctionArn = $"arn:{name.Partition ?? FunctionReference.PartitionOf(completeRegion)}:lambda:{completeRegion}:{name.Account ?? account}:function:{name.Name}",
        };
        return (call, CheckSize(invocationType, request.PayloadBytes ?? request.Payload.Length) ?? CheckContext(request.Context));
    }

    /// <summary>The account in an ARN that <see cref="Resolve"/> has built.</summary>
    public static string AccountOf(string arn) => arn.Split(':')[4];

    private static LocalInvocationType? InvocationTypeOf(string? text) => text switch
    {
        "RequestResponse" => LocalInvocationType.RequestResponse,
        "Event" => LocalInvocationType.Event,
        "DryRun" => LocalInvocationType.DryRun,
        _ => null,
    };

    private static LocalLogType? LogTypeOf(string? text) => text switch
    {
        "None" => LocalLogType.None,
        "Tail" => LocalLogType.Tail,
        _ => null,
    };

    /// <summary>
    /// The call as its writer meant it: the composite holds the region, and a third argument by position, which the overload for names takes for the region,
    /// is the invocation type, as in the overload for the composite; a fourth one the log type.
    /// </summary>
    private static InvokeRequest WithComposite(InvokeRequest request, string function, string? region)
    {
        if (InvocationTypeOf(request.Region) is null)
            return request with { Function = function, Region = region ?? request.Region };
        var log = LogTypeOf(request.Type) is null ? request.Log : request.Type;
        return request with { Function = function, Region = region, Type = request.Region, Log = log };
    }

    private InvokeReply? Conflict(InvokeRequest request, FunctionReference name)
    {
        if (name.Region is not null && request.Region is not null && name.Region != request.Region)
            return replies.Guessed(guesses.RegionConflict, request.Region, name.Region);
        if (name.Qualifier is not null && request.Qualifier is not null && name.Qualifier != request.Qualifier)
            return replies.Guessed(guesses.QualifierConflict, request.Qualifier, name.Qualifier);
        return request.Qualifier is not null && !QualifierPattern().IsMatch(request.Qualifier)
            ? replies.Guessed(guesses.InvalidQualifier, request.Qualifier)
            : null;
    }

    private InvokeReply? CheckSize(LocalInvocationType type, int bytes) => type == LocalInvocationType.Event
        ? bytes > InvokeLimits.AsynchronousPayload ? replies.EventTooLarge(bytes, InvokeLimits.AsynchronousPayload) : null
        : bytes > InvokeLimits.SynchronousPayload ? replies.TooLarge : null;

    private InvokeReply? CheckContext(string? context)
    {
        if (context is null)
            return null;
        var base64 = (Encoding.UTF8.GetByteCount(context) + 2) / 3 * 4;
        if (base64 > InvokeLimits.ClientContext)
            return replies.Api(guesses.ClientContextTooLarge);
        return AnyJson.Parse(Encoding.UTF8.GetBytes(context)).ValueKind == JsonValueKind.Object ? null : replies.Api(guesses.ClientContextNotAnObject);
    }

    [GeneratedRegex("\\A(\\$LATEST(\\.PUBLISHED)?|[A-Za-z0-9_-]{1,128})\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex QualifierPattern();
}
