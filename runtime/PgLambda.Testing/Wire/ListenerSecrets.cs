namespace PgLambda.Testing;

/// <summary>What the database must know: the password of a connection and the key that signs each request.</summary>
internal sealed record ListenerSecrets(string Password, string Signing);
