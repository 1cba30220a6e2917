using System.Text;

namespace PgLambda.Architecture.Tests;

/// <summary>Files, or folders, of which each depends on each other one.</summary>
/// <param name="Members">Their names.</param>
/// <param name="Edges">Why: every dependency from one of them to another.</param>
internal sealed record Cycle(IReadOnlyList<string> Members, IReadOnlyList<CycleEdge> Edges)
{
    public override string ToString()
    {
        var text = new StringBuilder().Append("a cycle of ").AppendJoin(", ", Members).AppendLine();
        foreach (var edge in Edges)
        {
            var use = edge.Example;
            text.Append("  ");
            if (edge.From != use.File)
                text.Append(edge.From).Append(" → ").Append(edge.To).Append(": ");
            text.Append(use.File).Append(':').Append(use.Line).Append(" uses ").Append(use.Of.AsSpan(use.Of.LastIndexOf('.') + 1)).Append(" of ").AppendJoin(" and ", use.DeclaredIn)
                .Append(use.InSignature ? " in a signature" : "").AppendLine(edge.Uses == 1 ? "" : $" (one of {edge.Uses} places)");
        }
        return text.ToString();
    }
}

/// <summary>A dependency inside a cycle, with one of the uses that make it.</summary>
internal sealed record CycleEdge(string From, string To, int Uses, TypeUse Example);
