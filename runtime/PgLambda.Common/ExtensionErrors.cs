namespace PgLambda;

/// <summary>The texts of the extension's two errors, as AWS publishes them. No SQLSTATE is published, so these decide.</summary>
internal static class ExtensionErrors
{
    /// <summary>The message where Lambda could not be called.</summary>
    public const string InvokeFailed = "invoke API failed";

    /// <summary>What precedes the AWS client's own words in that error's DETAIL; "AWS" before it, or "Amazon" in China.</summary>
    public const string ClientReturned = "Lambda client returned '";

    /// <summary>The message where the function ran and failed.</summary>
    public const string FunctionFailed = "lambda invocation failed";

    /// <summary>What stands between the ARN and the kind of error in that error's DETAIL.</summary>
    public const string ReturnedError = "\" returned error \"";

    /// <summary>What precedes the error's details there.</summary>
    public const string Details = "\", details: \"";
}
