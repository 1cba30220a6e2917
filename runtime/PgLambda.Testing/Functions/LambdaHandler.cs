namespace PgLambda.Testing;

/// <summary>A handler as the dispatcher calls it: payload and call in, UTF-8 JSON out.</summary>
internal delegate Task<ReadOnlyMemory<byte>> LambdaHandler(LambdaCall call);
