using PgLambda.Generator.Model;

namespace PgLambda.Generator.Emit.Clients;

/// <summary>Names for what the client adds, none of which the interface's own members or a method's parameters use.</summary>
internal sealed class MemberNames
{
    private readonly HashSet<string> _taken;

    private MemberNames(IEnumerable<string> taken)
    {
        _taken = new HashSet<string>(taken, StringComparer.Ordinal);
        Operations = Take(AddedNames.Operations);
        Calls = Take(AddedNames.Calls);
    }

    /// <summary>The accessor of the client's operations, which the registration calls: it is named first, whatever else the client adds.</summary>
    public string Operations { get; }

    /// <summary>The constant that says by names what the client calls, likewise.</summary>
    public string Calls { get; }

    // A parameter's name is taken too: inside its method it would hide a member, and be the operation instead.
    public static MemberNames OfClient(ClientModel client) => new([
        client.Name,
        .. client.UserMembers,
        .. client.TypeParameters.Select(t => t.Name.TrimStart('@')),
        .. client.Methods.SelectMany(m => m.Parameters.Select(p => p.PlainName).Concat(m.TypeParameters.Select(t => t.Name.TrimStart('@'))).Append(m.Name.TrimStart('@'))),
    ]);

    public string Take(string wanted)
    {
        var name = wanted;
        for (var i = 2; !_taken.Add(name); i++)
            name = wanted + i;
        return name;
    }
}
