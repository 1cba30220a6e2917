namespace PgLambda.Generator.Model;

/// <summary>What the registration of an assembly's clients needs to know of one.</summary>
/// <param name="InterfaceType">The interface as C# text.</param>
/// <param name="InterfaceCref">The interface as documentation names it.</param>
/// <param name="ClientType">The client class as C# text.</param>
/// <param name="Calls">What the client calls by names, as C# text: its constant, or of a generic client, which has none, the literal.</param>
/// <param name="Operations">The name of the client's accessor of its operations.</param>
/// <param name="DataSource">The service key of its data source, or null.</param>
/// <param name="IsPublic">Whether other assemblies see the interface.</param>
/// <param name="IsGeneric">Whether it is a generic interface, of which nobody knows what to register.</param>
/// <param name="IsObsolete">Whether the interface says so.</param>
internal sealed record RegistrationModel(
    string InterfaceType,
    string InterfaceCref,
    string ClientType,
    string Calls,
    string Operations,
    string? DataSource,
    bool IsPublic,
    bool IsGeneric,
    bool IsObsolete);
