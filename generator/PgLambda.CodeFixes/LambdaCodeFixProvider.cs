using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PgLambda.CodeFixes;

/// <summary>
/// A fix for one or several rules. A provider only says which node becomes what; one edit and fix-all both go through <see cref="Change.ApplyAsync"/>.
/// The providers have no <c>[Shared]</c>: it is the only thing that would make the assembly refer to System.Composition, in a version that older editors
/// do not have, and the editor makes the providers of a package itself, without looking at it.
/// </summary>
internal abstract class LambdaCodeFixProvider(params DiagnosticDescriptor[] rules) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = rules.Select(rule => rule.Id).ToImmutableArray();

    // The batch fixer drops one of two changes that touch, such as two arguments of one attribute; here a document's changes are one edit.
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create((context, document, diagnostics) =>
        FixAllAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var source = await SourceContext.CreateAsync(context.Document, context.CancellationToken).ConfigureAwait(false);
        if (source is null)
            return;
        foreach (var diagnostic in Distinct(context.Diagnostics))
        {
            foreach (var change in Find(new Finding(source, diagnostic)))
            {
                if (ChangesDeclarations && !await ChangeProof.BreaksNothingAsync(context.Document, change, context.CancellationToken).ConfigureAwait(false))
                    continue;
                var action = CodeAction.Create(change.Title, token => Change.ApplyAsync(context.Document, [change], token), change.Key);
                context.RegisterCodeFix(action, diagnostic);
            }
        }
    }

    /// <summary>Whether the changes are of declarations that others may use: they are offered only where nothing breaks.</summary>
    protected virtual bool ChangesDeclarations => false;

    /// <summary>What can be done about a finding; nothing where it would not compile.</summary>
    protected abstract IEnumerable<Change> Find(Finding finding);

    private async Task<Document?> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, string? key, CancellationToken cancellationToken)
    {
        var source = await SourceContext.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        if (source is null)
            return document;
        var changes = new List<Change>();
        foreach (var change in Distinct(diagnostics).SelectMany(diagnostic => Find(new Finding(source, diagnostic)).Where(change => change.Key == key).Take(1)))
        {
            if (!ChangesDeclarations || await ChangeProof.BreaksNothingAsync(document, change, cancellationToken).ConfigureAwait(false))
                changes.Add(change);
        }
        return await Change.ApplyAsync(document, changes, cancellationToken).ConfigureAwait(false);
    }

    // An attribute on an interface is read once for each of its methods.
    private static IEnumerable<Diagnostic> Distinct(ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.GroupBy(diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan)).Select(group => group.First());
}
