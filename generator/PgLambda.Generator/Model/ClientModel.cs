namespace PgLambda.Generator.Model;

/// <summary>All that the emitter needs to know of one interface: plain values, no Roslyn types.</summary>
internal sealed record ClientModel(
    string Namespace,
    string Name,
    bool IsPublic,
    string InterfaceName,
    string InterfaceType,
    string InterfaceCref,
    EquatableArray<TypeParameterModel> TypeParameters,
    EquatableArray<MethodModel> Methods)
{
    /// <summary>The name of the generated file.</summary>
    public string HintName =>
        (Namespace.Length == 0 ? "" : Namespace + ".") + Name + (TypeParameters.Count == 0 ? "" : "." + TypeParameters.Count) + ".g.cs";
}

/// <summary>A type parameter with its constraints, as C# text.</summary>
internal sealed record TypeParameterModel(string Name, string Constraints);
