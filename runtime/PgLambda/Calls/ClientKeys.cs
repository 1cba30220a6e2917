namespace PgLambda;

/// <summary>
/// Which interfaces the keys of <see cref="LambdaClientOptions.Clients"/> mean: one rule, for the check before any call and for each call. A key that is an
/// interface's full name means that one alone; any other means those of this simple name, which must be one.
/// </summary>
internal sealed class ClientKeys
{
    private readonly Dictionary<string, IReadOnlyList<string>> _interfaces = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _keys = new(StringComparer.Ordinal);

    /// <param name="keys">The keys.</param>
    /// <param name="interfaces">The full names of all interfaces that there are.</param>
    public ClientKeys(IEnumerable<string> keys, IReadOnlyCollection<string> interfaces)
    {
        Interfaces = interfaces;
        foreach (var key in keys)
        {
            _interfaces[key] = Find(key, interfaces);
            foreach (var each in _interfaces[key])
            {
                if (!_keys.TryGetValue(each, out var own))
                    _keys.Add(each, own = []);
                own.Insert(IsFull(key, each) ? own.Count : 0, key);
            }
        }
    }

    /// <summary>The full names of all interfaces that there are.</summary>
    public IReadOnlyCollection<string> Interfaces { get; }

    /// <summary>The interfaces that a key means; more than one only where it is ambiguous.</summary>
    public IReadOnlyList<string> InterfacesOf(string key) => _interfaces[key];

    /// <summary>The keys that mean an interface, simple names first; more than one only by mistake.</summary>
    public IReadOnlyList<string> KeysOf(string interfaceName) => _keys.TryGetValue(interfaceName, out var keys) ? keys : [];

    /// <summary>The shortest names that keys may be, one for each interface.</summary>
    public IEnumerable<string> Shortest() => Interfaces.Select(each => Find(Simple(each), Interfaces) is [var only] && only == each ? Simple(each) : each);

    /// <summary>Whether the key is ambiguous.</summary>
    public bool IsAmbiguous(string key) => InterfacesOf(key) is { Count: > 1 } several && !IsFull(key, several[0]);

    /// <summary>What is said of an ambiguous key.</summary>
    public string Ambiguity(string key) => $"Several registered interfaces are called '{key}'; write one with its namespace: {string.Join(", ", InterfacesOf(key).Order(StringComparer.Ordinal))}.";

    /// <summary>An interface's name without namespace and outer types.</summary>
    public static string Simple(string interfaceName) => interfaceName.Substring(interfaceName.LastIndexOf('.') + 1);

    private static List<string> Find(string key, IReadOnlyCollection<string> interfaces)
    {
        var full = interfaces.Where(each => IsFull(key, each)).ToList();
        var simple = Plain(key);
        return full.Count > 0 ? full : interfaces.Where(each => Is(Simple(each), simple)).ToList();
    }

    private static bool IsFull(string key, string interfaceName) => Is(interfaceName, Plain(key));

    private static bool Is(string name, string key) => string.Equals(name, key, StringComparison.OrdinalIgnoreCase);

    // Type.FullName has a plus before nested types, and says how many parameters a generic one has.
    private static string Plain(string key)
    {
        var name = key.Replace('+', '.');
        for (var mark = name.IndexOf('`'); mark >= 0; mark = name.IndexOf('`'))
        {
            var end = mark + 1;
            while (end < name.Length && Ascii.IsDigit(name[end]))
                end++;
            name = name.Remove(mark, end - mark);
        }
        return name;
    }
}
