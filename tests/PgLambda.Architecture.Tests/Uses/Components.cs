namespace PgLambda.Architecture.Tests;

/// <summary>Strongly connected components: Tarjan's algorithm.</summary>
internal static class Components
{
    /// <summary>The sets of two or more nodes of which each reaches each other one, in the order of their first names.</summary>
    public static IReadOnlyList<IReadOnlySet<string>> Of(IEnumerable<(string From, string To)> edges)
    {
        var targets = edges.ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var lowest = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<string>();
        var found = new List<SortedSet<string>>();
        foreach (var node in targets.Select(group => group.Key))
        {
            if (!index.ContainsKey(node))
                Visit(node);
        }
        return [.. found.OrderBy(component => component.Min, StringComparer.Ordinal)];

        void Visit(string node)
        {
            index[node] = lowest[node] = index.Count;
            open.Push(node);
            foreach (var target in targets[node])
            {
                if (!index.TryGetValue(target, out var seen))
                {
                    Visit(target);
                    lowest[node] = Math.Min(lowest[node], lowest[target]);
                }
                else if (open.Contains(target))
                {
                    lowest[node] = Math.Min(lowest[node], seen);
                }
            }
            if (lowest[node] < index[node])
                return;
            var component = new SortedSet<string>(StringComparer.Ordinal);
            string last;
            do
            {
                last = open.Pop();
                component.Add(last);
            }
            while (last != node);
            if (component.Count > 1)
                found.Add(component);
        }
    }
}
