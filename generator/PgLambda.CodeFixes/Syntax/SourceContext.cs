using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace PgLambda.CodeFixes;

/// <summary>A document, and what is known of it.</summary>
internal sealed class SourceContext
{
    private SourceContext(SyntaxNode root, SemanticModel model, SyntaxGenerator generator, CancellationToken cancellationToken)
    {
        Root = root;
        Model = model;
        Generator = generator;
        CancellationToken = cancellationToken;
    }

    public SyntaxNode Root { get; }

    public SemanticModel Model { get; }

    public SyntaxGenerator Generator { get; }

    public CancellationToken CancellationToken { get; }

    public static async Task<SourceContext?> CreateAsync(Document document, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root is null || model is null ? null : new SourceContext(root, model, SyntaxGenerator.GetGenerator(document), cancellationToken);
    }
}
