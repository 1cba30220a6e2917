using PgLambda.Testing;

namespace PgLambda.IntegrationTests.Calls;

/// <summary>A real PostgreSQL with the stand-in, and the functions that <see cref="ICallFunctions"/> names.</summary>
public sealed class CallFunctions : LocalLambdaFixture
{
    public ICallFunctions Client(Action<LambdaClientOptions>? configure = null)
    {
        var options = new LambdaClientOptions();
        configure?.Invoke(options);
        return new CallFunctionsClient(Lambda.DataSource, options);
    }

    protected override LocalLambdaOptions CreateOptions() => new() { IncludeErrorDetail = true };

    protected override ValueTask ConfigureAsync(LocalLambda lambda)
    {
        lambda.Handle("says", (string text, LambdaCall call) =>
            new Said(text, call.ExecutedVersion, call.Qualifier, call.ClientContext?.GetRawText(), (int)call.RequestTimeout.TotalMilliseconds));
        lambda.Function("says").PublishVersion().PublishVersion().Alias("blue", "1").Alias("green", "2");
        lambda.Handle("other", (string text, LambdaCall call) => new Said("other " + text, call.ExecutedVersion, call.Qualifier, null, 0));
        lambda.Handle("fails", string (string text) => throw new InvalidOperationException("no"));
        return default;
    }
}
