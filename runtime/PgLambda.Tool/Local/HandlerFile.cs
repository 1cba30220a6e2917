using System.Text.Json;

namespace PgLambda.Tool;

/// <summary>What a function answers, written in a file: an answer or an error, perhaps after a delay, or several in turn.</summary>
internal sealed class HandlerFile
{
    private readonly IReadOnlyList<Step> _steps;
    private int _next = -1;

    private HandlerFile(IReadOnlyList<Step> steps) => _steps = steps;

    /// <exception cref="ToolException">The file cannot be read, or says what cannot be.</exception>
    public static HandlerFile Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 1000 });
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("sequence", out var sequence))
            {
                if (root.EnumerateObject().Count() > 1 || sequence.ValueKind != JsonValueKind.Array || sequence.GetArrayLength() == 0)
                    throw new FormatException("'sequence' is an array with one step at least, and stands alone.");
                return new HandlerFile([.. sequence.EnumerateArray().Select(Step.Read)]);
            }
            return new HandlerFile([Step.Read(root)]);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new ToolException($"{path}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{path} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The answer to the next call; the last step answers all that follow.</summary>
    public Task<JsonElement?> AnswerAsync(JsonElement payload, CancellationToken cancellationToken) =>
        _steps[Math.Min(Interlocked.Increment(ref _next) & int.MaxValue, _steps.Count - 1)].AnswerAsync(payload, cancellationToken);

    private sealed record Step(JsonElement? Response, (string Type, string Message, bool IsHandled)? Error, int DelayMilliseconds)
    {
        public static Step Read(JsonElement json)
        {
            if (json.ValueKind != JsonValueKind.Object)
                throw new FormatException("a step is an object with 'response', 'error' or 'delayMilliseconds'.");
            JsonElement? response = null;
            (string, string, bool)? error = null;
            var delay = 0;
            foreach (var property in json.EnumerateObject())
            {
                switch (property.Name)
                {
                    case "response":
                        response = property.Value.Clone();
                        break;
                    case "error":
                        error = ReadError(property.Value);
                        break;
                    case "delayMilliseconds":
                        delay = property.Value.TryGetInt32(out var given) && given >= 0 ? given : throw new FormatException("'delayMilliseconds' is a whole number, 0 or more.");
                        break;
                    default:
                        throw new FormatException($"'{property.Name}' is not known; 'response', 'error', 'delayMilliseconds' and 'sequence' are.");
                }
            }
            return response is not null && error is not null ? throw new FormatException("a step has 'response' or 'error', not both.") : new Step(response, error, delay);
        }

        // Without an answer of its own, the payload is one.
        public async Task<JsonElement?> AnswerAsync(JsonElement payload, CancellationToken cancellationToken)
        {
            if (DelayMilliseconds > 0)
                await Task.Delay(DelayMilliseconds, cancellationToken);
            if (Error is { } error)
                throw error.IsHandled ? new Testing.LambdaHandledErrorException(error.Message, error.Type) : new Testing.WrittenErrorException(error.Message, error.Type);
            return Response ?? payload;
        }

        private static (string, string, bool) ReadError(JsonElement json)
        {
            var (type, message, isHandled) = ("Error", "", false);
            foreach (var property in json.EnumerateObject())
            {
                switch (property.Name)
                {
                    case "type":
                        type = property.Value.GetString() ?? type;
                        break;
                    case "message":
                        message = property.Value.GetString() ?? message;
                        break;
                    case "handled":
                        isHandled = property.Value.GetBoolean();
                        break;
                    default:
                        throw new FormatException($"'{property.Name}' of 'error' is not known; 'type', 'message' and 'handled' are.");
                }
            }
            return (type, message, isHandled);
        }
    }
}
