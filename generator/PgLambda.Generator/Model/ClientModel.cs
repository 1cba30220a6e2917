namespace PgLambda.Generator.Model;

/// <summary>All that the emitter needs to know of one interface: plain values, no Roslyn types.</summary>
/// <param name="Namespace">The namespace as C# text; empty for the global one.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Accessibility">"public" or "internal"; empty where the user's part of the class says it.</param>
/// <param name="IsPublic">Whether other assemblies see the interface.</param>
/// <param name="InterfaceName">The interface with its namespace and outer types, without type parameters, as configuration and messages name it.</param>
/// <param name="InterfaceType">The interface as C# text.</param>
/// <param name="InterfaceCref">The interface as documentation names it.</param>
/// <param name="IsObsolete">Whether the interface is.</param>
/// <param name="Attributes">The attributes that the interface carries and the class must, as C# text.</param>
/// <param name="DataSource">The service key of the data source that the registered client calls on, or null.</param>
/// <param name="JsonContext">Where its contracts come from; null where the options say.</param>
/// <param name="IsThere">Whether the class is there already, written by the generator before.</param>
/// <param name="TypeParameters">The class's type parameters.</param>
/// <param name="UserMembers">The names of the members in the user's part of the class.</param>
/// <param name="Methods">What there is to implement.</param>
internal sealed record ClientModel(
    string Namespace,
    string Name,
    string Accessibility,
    bool IsPublic,
    string InterfaceName,
    string InterfaceType,
    string InterfaceCref,
    bool IsObsolete,
    EquatableArray<string> Attributes,
    string? DataSource,
    JsonContextModel? JsonContext,
    bool IsThere,
    EquatableArray<TypeParameterModel> TypeParameters,
    EquatableArray<string> UserMembers,
    EquatableArray<MethodModel> Methods)
{
    /// <summary>The name of the generated file.</summary>
    public string HintName => HintNames.Of(Namespace, Name, TypeParameters.Count);
}
