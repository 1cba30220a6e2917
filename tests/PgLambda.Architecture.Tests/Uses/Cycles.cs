namespace PgLambda.Architecture.Tests;

/// <summary>Finds what depends on itself through others.</summary>
internal static class Cycles
{
    /// <summary>Folders that need each other. A folder inside another is a folder like any other; mutual recursion of types is no excuse here.</summary>
    public static IReadOnlyList<Cycle> OfFolders(IReadOnlyList<TypeUse> uses) => Of(uses, Folder, folder => folder);

    /// <summary>
    /// Files that need each other, but for mutually recursive types: types that reach each other through signatures alone (see <see cref="Signatures"/>). None of those
    /// can be declared without the others, whatever their bodies say, so the files that declare them count as one; every other cycle is one that moving code would open.
    /// </summary>
    public static IReadOnlyList<Cycle> OfFiles(IReadOnlyList<TypeUse> uses)
    {
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        string Group(string file) => groups.TryGetValue(file, out var next) ? Group(next) : file;

        var declaredIn = uses.GroupBy(use => use.Of).ToDictionary(group => group.Key, group => group.SelectMany(use => use.DeclaredIn).ToHashSet());
        foreach (var types in Components.Of(uses.Where(use => use.InSignature && use.By is not null).Select(use => (use.By!, use.Of))))
        {
            var files = types.SelectMany(type => declaredIn[type]).Distinct().ToList();
            foreach (var file in files.Where(file => Group(file) != Group(files[0])))
                groups[Group(file)] = Group(files[0]);
        }
        return Of(uses, file => file, Group);
    }

    /// <param name="uses">What uses what.</param>
    /// <param name="name">The node that a file belongs to.</param>
    /// <param name="group">The nodes that count as one, by the name of one of them.</param>
    private static List<Cycle> Of(IReadOnlyList<TypeUse> uses, Func<string, string> name, Func<string, string> group)
    {
        var edges = uses.SelectMany(use => use.Targets.Select(target => (From: name(use.File), To: name(target), Use: use)))
            .GroupBy(edge => (edge.From, edge.To), edge => edge.Use)
            .Where(edge => group(edge.Key.From) != group(edge.Key.To))
            .OrderBy(edge => edge.Key.From, StringComparer.Ordinal).ThenBy(edge => edge.Key.To, StringComparer.Ordinal)
            .ToList();
        var cycles = new List<Cycle>();
        foreach (var component in Components.Of(edges.Select(edge => (group(edge.Key.From), group(edge.Key.To)))))
        {
            var inside = edges.Where(edge => component.Contains(group(edge.Key.From)) && component.Contains(group(edge.Key.To))).Select(edge => Edge(edge.Key.From, edge.Key.To, edge)).ToList();
            cycles.Add(new Cycle([.. inside.SelectMany(edge => new[] { edge.From, edge.To }).Distinct().Order(StringComparer.Ordinal)], inside));
        }
        return cycles;
    }

    // The example is in a body where one is: that says more about how to open the cycle.
    private static CycleEdge Edge(string from, string to, IEnumerable<TypeUse> uses) =>
        new(from, to, uses.DistinctBy(use => (use.File, use.Line, use.Of)).Count(), uses.OrderBy(use => use.InSignature).ThenBy(use => use.File, StringComparer.Ordinal).ThenBy(use => use.Line).First());

    private static string Folder(string file) => file.LastIndexOf('/') is var end and >= 0 ? file[..end] : ".";
}
