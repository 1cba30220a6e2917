namespace PgLambda.Generator.Model;

/// <summary>What the registration of an assembly's clients is called.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Name">The middle of <c>Add…LambdaClients</c>; empty where nothing of the assembly's name can be part of an identifier.</param>
internal sealed record RegistrationName(string Assembly, string Name);
