namespace PgLambda;

/// <summary>What is known of an answer that cannot be used.</summary>
internal sealed class UnusableAnswer
{
    public int? Status { get; set; }

    /// <summary>The payload's text, or its beginning; null where none came.</summary>
    public string? Payload { get; set; }

    /// <summary>How many bytes the payload has; null where none came.</summary>
    public long? PayloadLength { get; set; }

    public string? Version { get; set; }

    public string? Log { get; set; }
}

/// <summary>Makes the exception for an answer that came and cannot be used.</summary>
internal static class AnswerErrors
{
    public static LambdaResponseException Unmappable(FailedCall call, string what, UnusableAnswer answer, Exception? inner = null)
    {
        var state = call.StateOf(answer.Status);
        return new LambdaResponseException($"{call.Shown} was answered, but {what}{(what.EndsWith('.') ? "" : ".")} {FunctionStates.Sentence(state)}", inner)
        {
            FunctionState = state,
            StatusCode = answer.Status,
            Payload = answer.Payload,
            PayloadLength = answer.PayloadLength,
            ExecutedVersion = answer.Version,
            Log = answer.Log,
        }.About(call);
    }

    public static LambdaResponseException Missing<T>(FailedCall call, string what, UnusableAnswer answer, Exception? inner = null) =>
        Unmappable(call, $"the function answered {what}, and the method returns a {typeof(T).Name} that cannot be null (declare it nullable if that is an answer)", answer, inner);

    public static LambdaResponseException NoItems(FailedCall call, string what, UnusableAnswer answer, Exception? inner = null) =>
        Unmappable(call, $"the function answered {what}, and the method hands out the items of an array", answer, inner);
}
