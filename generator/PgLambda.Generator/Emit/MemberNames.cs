using PgLambda.Generator.Model;

namespace PgLambda.Generator.Emit;

/// <summary>Names for what the client adds, none of which the interface's own members or a method's parameters use.</summary>
internal sealed class MemberNames
{
    private readonly HashSet<string> _taken;

    private MemberNames(IEnumerable<string> taken) => _taken = new HashSet<string>(taken, StringComparer.Ordinal);

    public static MemberNames OfClient(ClientModel client) =>
        new(client.Methods.Select(m => m.Name.TrimStart('@')).Concat(client.TypeParameters.Select(t => t.Name.TrimStart('@'))).Concat([client.Name]));

    /// <summary>The names that a method's body must not reuse: its parameters, and what it refers to in the class.</summary>
    public static MemberNames OfMethod(MethodModel method, IEnumerable<string> members) =>
        new(method.Parameters.Select(p => p.PlainName).Concat(method.TypeParameters.Select(t => t.Name.TrimStart('@'))).Concat(members));

    public string Take(string wanted)
    {
        var name = wanted;
        for (var i = 2; !_taken.Add(name); i++) name = wanted + i;
        return name;
    }
}
