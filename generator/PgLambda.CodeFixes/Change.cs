using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Editing;

namespace PgLambda.CodeFixes;

/// <summary>One node that becomes another. The rewriter gets the node as earlier changes left it, so that several can be made to one attribute.</summary>
internal sealed class Change(string title, string key, SyntaxNode target, Func<SyntaxNode, SyntaxNode> rewrite)
{
    public string Title { get; } = title;

    public string Key { get; } = key;

    public static async Task<Document> ApplyAsync(Document document, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0 || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            return document;
        var editor = new SyntaxEditor(root, document.Project.Solution.Services);
        foreach (var change in changes)
            editor.ReplaceNode(change.Target, (node, _) => Fixed(change.Rewrite(node)));
        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    // What the syntax factory makes is elastic, and would have the lines around it formatted: here each rewriter lays out its own.
    private static SyntaxNode Fixed(SyntaxNode node) =>
        node.ReplaceTrivia(node.DescendantTrivia().Where(trivia => trivia.FullSpan.IsEmpty && trivia.IsKind(SyntaxKind.WhitespaceTrivia)), (_, _) => default);

    public SyntaxNode Target { get; } = target;

    private Func<SyntaxNode, SyntaxNode> Rewrite { get; } = rewrite;
}
