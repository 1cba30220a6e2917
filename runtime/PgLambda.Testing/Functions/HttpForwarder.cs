using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PgLambda.Testing;

/// <summary>Passes calls on to an endpoint that speaks Lambda's Invoke API over HTTP, unsigned.</summary>
internal sealed class HttpForwarder(InvokeFailures failures, StandInGuesses guesses) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, ConnectCallback = ConnectAsync }) { Timeout = Timeout.InfiniteTimeSpan };
    private static readonly HttpRequestOptionsKey<int> ConnectTimeout = new("PgLambda.ConnectTimeoutMs");

    public async Task<InvokeReply?> InvokeAsync(Uri endpoint, RecordedCall record, CancellationToken cancellationToken)
    {
        using var message = Message(endpoint, record);
        try
        {
            record.Attempt++;
            using var response = await _client.SendAsync(message, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            var reply = Read(record, response, body);
            if (reply.Error is null)
                record.Complete(LocalCallOutcome.Succeeded);
            return reply;
        }
        catch (HttpRequestException)
        {
            return failures.Unreachable;
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Message(Uri endpoint, RecordedCall record)
    {
        var path = $"/2015-03-31/functions/{Uri.EscapeDataString(record.Function)}/invocations";
        if (record.Qualifier is not null)
            path += "?Qualifier=" + Uri.EscapeDataString(record.Qualifier);
        var message = new HttpRequestMessage(HttpMethod.Post, endpoint.ToString().TrimEnd('/') + path)
        {
            Content = new ReadOnlyMemoryContent(record.PayloadBytes),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.Add("X-Amz-Invocation-Type", record.InvocationType.ToString());
        message.Headers.Add("X-Amz-Log-Type", record.LogType.ToString());
        if (record.Request.Header.Context is { } context)
            message.Headers.Add("X-Amz-Client-Context", Convert.ToBase64String(Encoding.UTF8.GetBytes(context)));
        message.Options.Set(ConnectTimeout, record.Request.Header.ConnectTimeoutMs);
        return message;
    }

    private InvokeReply Read(RecordedCall record, HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        if (status is < 200 or > 299)
            return failures.Api(MessageOf(body) ?? $"HTTP {status} {response.ReasonPhrase}");
        if (Header(response, "X-Amz-Function-Error") is { } kind)
        {
            var details = Encoding.UTF8.GetString(body);
            record.Complete(LocalCallOutcome.FunctionError, details);
            return failures.OfFunction(record.FunctionArn, kind, details);
        }
        var synchronous = record.InvocationType == LocalInvocationType.RequestResponse;
        record.ExecutedVersion = Header(response, "X-Amz-Executed-Version") ?? (synchronous ? FunctionVersions.WithoutRegistry(record.Qualifier) : null);
        if (synchronous && body.Length > 0 && failures.OfInvalidResponse(record.FunctionArn, body) is { } invalid)
            return invalid;
        return new InvokeReply
        {
            StatusCode = status,
            Payload = synchronous ? (body.Length > 0 ? (ReadOnlyMemory<byte>?)body : null) : Utf8.OrNull(guesses.PayloadWithoutAnswer),
            ExecutedVersion = record.ExecutedVersion,
            LogResult = record.LogType == LocalLogType.Tail ? Header(response, "X-Amz-Log-Result") : null,
        };
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
