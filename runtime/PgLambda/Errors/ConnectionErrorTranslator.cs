namespace PgLambda;

/// <summary>Turns what happens while a connection is opened into a <see cref="LambdaConnectionException"/>.</summary>
internal static class ConnectionErrorTranslator
{
    public static LambdaConnectionException Translate(Exception exception, FailedCall call) =>
        new LambdaConnectionException(
            $"{call.Shown} was not called: there is no connection to the database. {Sentences.End(exception.Message)} Nothing was sent, and the function did not run. {ConnectionFailures.Describe(exception).Advice}", exception)
            .About(call, exception);
}
