using System.Text;

namespace PgLambda;

/// <summary>Makes the exception for an answer that came and cannot be used.</summary>
internal static class AnswerErrors
{
    public static LambdaResponseException Unmappable(FailedCall call, string what, Answer answer, Exception? inner = null)
    {
        var state = call.StateOf(answer.Status);
        return new LambdaResponseException($"{call.Shown} was answered, but {what}{(what.EndsWith('.') ? "" : ".")} {FunctionStates.Sentence(state)}", inner)
        {
            FunctionState = state,
            StatusCode = answer.Status,
            Payload = answer.Payload is null ? null : Encoding.UTF8.GetString(answer.Payload),
            ExecutedVersion = answer.Version,
            Log = answer.Log,
        }.About(call);
    }
}
