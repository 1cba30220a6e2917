using PgLambda.Testing;

namespace PgLambda.Tool.Tests.Checks;

/// <summary>A stand-in on the server that the environment asks for: what is checked differs from version to version.</summary>
public sealed class RequestedFixture : LocalLambdaFixture
{
    protected override LocalLambdaOptions CreateOptions() => RequestedServer.Options();
}
