using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Model;

/// <summary>What the registration of an assembly's clients is called.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Name">The middle of <c>Add…LambdaClients</c>; empty where nothing of the assembly's name can be part of an identifier.</param>
internal sealed record RegistrationName(string Assembly, string Name)
{
    public const string Namespace = "Microsoft.Extensions.DependencyInjection";

    /// <summary>The class that holds the method. What follows "Add" may begin with a digit, a class's name may not.</summary>
    public string ClassName => (Name.Length > 0 && !SyntaxFacts.IsIdentifierStartCharacter(Name[0]) ? "_" : "") + Name + "LambdaClientsServiceCollectionExtensions";
}
