using System.CommandLine;

namespace PgLambda.Tool;

/// <summary>What several verbs take.</summary>
internal sealed class SharedOptions
{
    public Argument<string[]> Assemblies { get; } = new("APP.dll") { Description = "The assembly, or assemblies, with the interfaces. Nothing of it is loaded or run.", Arity = ArgumentArity.OneOrMore };

    public Option<string[]> Settings { get; } = new("--settings") { Description = "Configuration files of an environment, in the order in which the application reads them.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true, HelpName = "FILE" };

    public Option<string> Section { get; } = new("--section") { Description = "The section that the application hands to AddPgLambda.", DefaultValueFactory = _ => "PgLambda", HelpName = "NAME" };

    public Option<bool> AnyQualifier { get; } = new("--any-qualifier") { Description = "Also allow every qualifier of functions whose methods take LambdaCallOptions, by which a caller may choose one." };

    public Option<bool> Json { get; } = new("--json") { Description = "Answer in JSON, for programs." };

    public SharedOptions() => Assemblies.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
            result.AddError($"There is no option '{token.Value}'. A file of that name is ./{token.Value}.");
    });

    /// <summary>Adds what every verb takes that reads an application.</summary>
    public void AddTo(Command command)
    {
        command.Add(Assemblies);
        command.Add(Settings);
        command.Add(Section);
        command.Add(Json);
    }

    /// <summary>The methods of the assemblies, as the environment has them.</summary>
    public IReadOnlyList<ManifestMethod> ReadMethods(ParseResult parsed) =>
        EnvironmentOverrides.Apply(AssemblyManifest.Read(parsed.GetRequiredValue(Assemblies)), parsed.GetRequiredValue(Settings), parsed.GetRequiredValue(Section));
}
