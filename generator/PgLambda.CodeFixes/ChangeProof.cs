using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.CodeFixes;

/// <summary>
/// Whether a change of a declaration leaves alone what uses it: callers, implementers, other parts, method groups. Where they are is asked of the compiler, by trying: what it has to say of the
/// documents that name the declaration, before and after.
/// </summary>
internal static class ChangeProof
{
    public static async Task<bool> BreaksNothingAsync(Document document, Change change, CancellationToken cancellationToken)
    {
        if (NameOf(change.Target) is not { } name)
            return true;
        var solution = (await Change.ApplyAsync(document, [change], cancellationToken).ConfigureAwait(false)).Project.Solution;
        foreach (var user in await FindUsersAsync(document, name, cancellationToken).ConfigureAwait(false))
        {
            var known = await ErrorsAsync(user, cancellationToken).ConfigureAwait(false);
            foreach (var error in await ErrorsAsync(solution.GetDocument(user.Id)!, cancellationToken).ConfigureAwait(false))
            {
                // As often as before is no worse than before.
                if (!known.Remove(error))
                    return false;
            }
        }
        return true;
    }

    private static string? NameOf(SyntaxNode target) => target.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or BaseTypeDeclarationSyntax) switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => null,
    };

    // In its project, and in those that see it.
    private static async Task<List<Document>> FindUsersAsync(Document document, string name, CancellationToken cancellationToken)
    {
        var solution = document.Project.Solution;
        var found = new List<Document> { document };
        foreach (var id in solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(document.Project.Id).Append(document.Project.Id))
        {
            foreach (var other in solution.GetProject(id)!.Documents)
            {
                if (other.Id != document.Id && (await other.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString().Contains(name))
                    found.Add(other);
            }
        }
        return found;
    }

    private static async Task<List<string>> ErrorsAsync(Document document, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return model is null ? [] : [.. model.GetDiagnostics(cancellationToken: cancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id + d.GetMessage())];
    }
}
