using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>Passes calls on to an endpoint that speaks Lambda's Invoke API over HTTP, unsigned.</summary>
internal sealed class HttpForwarder(InvokeReplies replies) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, ConnectCallback = ConnectAsync }) { Timeout = Timeout.InfiniteTimeSpan };
    private static readonly HttpRequestOptionsKey<int> ConnectTimeout = new("PgLambda.ConnectTimeoutMs");

    public async Task<ServedCall> InvokeAsync(Uri endpoint, RecordedCall call, CancellationToken cancellationToken)
    {
        using var message = Message(endpoint, call);
        try
        {
            using var response = await _client.SendAsync(message, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return Read(call, response, body);
        }
        catch (HttpRequestException)
        {
            return ServedCall.NotInvoked(replies.Unreachable);
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Message(Uri endpoint, RecordedCall call)
    {
        var path = $"/2015-03-31/functions/{Uri.EscapeDataString(call.Function)}/invocations";
        if (call.Qualifier is not null)
            path += "?Qualifier=" + Uri.EscapeDataString(call.Qualifier);
        var message = new HttpRequestMessage(HttpMethod.Post, endpoint.ToString().TrimEnd('/') + path)
        {
            Content = new ReadOnlyMemoryContent(call.PayloadBytes),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.Add("X-Amz-Invocation-Type", call.InvocationType.ToString());
        message.Headers.Add("X-Amz-Log-Type", call.LogType.ToString());
        if (call.Request.Context is { } context)
            message.Headers.Add("X-Amz-Client-Context", Convert.ToBase64String(Encoding.UTF8.GetBytes(context)));
        message.Options.Set(ConnectTimeout, call.Request.ConnectTimeoutMs);
        return message;
    }

    private ServedCall Read(RecordedCall call, HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        if (status is < 200 or > 299)
            return ServedCall.NotInvoked(replies.Api(MessageOf(body) ?? $"HTTP {status} {response.ReasonPhrase}"));
        if (Header(response, "X-Amz-Function-Error") is { } kind)
        {
            var details = Encoding.UTF8.GetString(body);
            return ServedCall.FunctionFailed(replies.FunctionError(call, kind, details), details);
        }
        var version = Header(response, "X-Amz-Executed-Version");
        if (call.InvocationType != LocalInvocationType.RequestResponse)
            return ServedCall.Answered(replies.WithoutAnswer(status, version));
        var reply = replies.Answer(call, status, body.Length > 0 ? (ReadOnlyMemory<byte>?)body : null,
            version ?? FunctionReference.VersionOf(call.Qualifier), Header(response, "X-Amz-Log-Result"));
        return reply.Error is null ? ServedCall.Answered(reply) : ServedCall.NotInvoked(reply);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    /// <summary>The text of an error of the Invoke API; null when the body is none.</summary>
    private static string? MessageOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            foreach (var name in (ReadOnlySpan<string>)["Message", "message"])
            {
                if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var text))
                    return text.ToString();
            }
            return null;
        }
        catch (JsonException)
        {
            return null; // an endpoint that answers with a page instead: the status says enough
        }
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (context.InitialRequestMessage.Options.TryGetValue(ConnectTimeout, out var milliseconds))
            limit.CancelAfter(milliseconds);
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, limit.Token).ConfigureAwait(false);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new HttpRequestException("The endpoint did not accept a connection in time.");
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }
}
