namespace PgLambda.Testing;

/// <summary>Answers a request. Null means: close the connection without an answer.</summary>
internal delegate Task<InvokeReply?> InvokeCallback(InvokeRequest request, CancellationToken cancellationToken);
