using Microsoft.Extensions.Options;
using PgLambda.CompilerServices;

namespace PgLambda;

/// <summary>Finds everything that is wrong with the options at once, before the first call.</summary>
/// <param name="entries">What the configuration said.</param>
/// <param name="clients">The registered clients.</param>
/// <param name="hasForeignOptions">Whether options are registered by themselves too.</param>
internal sealed class LambdaClientOptionsValidator(EntriesOfOptions entries, IEnumerable<LambdaClientDescriptor> clients, bool hasForeignOptions) : IValidateOptions<LambdaClientOptions>
{
    public ValidateOptionsResult Validate(string? name, LambdaClientOptions options)
    {
        if (name != Options.DefaultName)
            return ValidateOptionsResult.Skip;
        var configured = entries.Of(options);
        var failures = configured.Errors.ToList();
        if (hasForeignOptions)
        {
            failures.Add(
                "LambdaClientOptions are registered as a service beside AddPgLambda, and clients would follow only one of the two: say the same by AddPgLambda(options => …) or services.Configure<LambdaClientOptions>(…).");
        }
        failures.AddRange(LambdaOverrides.Check(options, clients.SelectMany(client => client.Calls)).Select(problem => $"{configured.Locate(options, problem.Path)}: {problem.Message}"));
        // A host that does not start logs them.
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures.Select(AccountIds.Mask));
    }
}
