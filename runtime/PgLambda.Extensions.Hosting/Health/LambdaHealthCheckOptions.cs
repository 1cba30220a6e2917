namespace PgLambda;

/// <summary>What the health check does besides asking the database.</summary>
public sealed class LambdaHealthCheckOptions
{
    /// <summary>
    /// Whether each function that the registered interfaces call, with its qualifier, is called as <see cref="InvocationType.DryRun"/>, which checks that it exists and may be invoked, and does
    /// not run it. Default: false. Each is a request to Lambda, one after another: give the check a tag and a time limit of its own. A method whose qualifier is a parameter is left out.
    /// </summary>
    public bool DryRun { get; set; }
}
