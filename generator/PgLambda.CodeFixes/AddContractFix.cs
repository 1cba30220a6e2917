using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.CodeFixes;

/// <summary>
/// Adds <c>[JsonSerializable]</c> to the context that lacks a type (PGL0209). The context is in a document of its own, and several interfaces may share it: so
/// this fix changes the solution, and not the document of the diagnostic as the others do.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class AddContractFix : CodeFixProvider
{
    public const string Key = "PgLambda.AddContract";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.MissingContract.Id);

    public override FixAllProvider GetFixAllProvider() => new FixAll();

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var solution = context.Document.Project.Solution;
            if (await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } missing || ContextParts.Find(solution, missing.Json, context.CancellationToken) is null)
                continue;
            var title = $"Add [JsonSerializable(typeof({CSharpText.Short(missing.Type)}))] to '{CSharpText.Short(missing.Json)}'";
            context.RegisterCodeFix(CodeAction.Create(title, token => AddAsync(solution, [missing], token), Key), diagnostic);
        }
    }

    private static async Task<Missing?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await SourceContext.CreateAsync(document, cancellationToken).ConfigureAwait(false) is not { } source)
            return null;
        var node = source.Root.FindNode(diagnostic.Location.SourceSpan);
        // Of an inherited method only the interface's name is known.
        var type = node.FirstAncestorOrSelf<TypeSyntax>()?.AncestorsAndSelf().OfType<TypeSyntax>().FirstOrDefault(syntax => syntax.Span == diagnostic.Location.SourceSpan);
        if (type?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || source.Model.GetDeclaredSymbol(method, cancellationToken) is not { } symbol)
            return null;
        if (ClientAttribute.Find(symbol.ContainingType, ClientAttribute.JsonContext)?.Read(ClientAttribute.JsonContext).Value is not INamedTypeSymbol json)
            return null;
        var payload = type == method.ReturnType ? Answer(symbol.ReturnType) : source.Model.GetTypeInfo(type, cancellationToken).Type;
        return payload is null ? null : new Missing(json, payload.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
    }

    private static ITypeSymbol? Answer(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { TypeArguments.Length: 1 } task)
            return null;
        var answer = task.TypeArguments[0];
        return KnownTypes.IsLambdaResult(answer) ? ((INamedTypeSymbol)answer).TypeArguments.FirstOrDefault() : answer;
    }

    private static async Task<Solution> AddAsync(Solution solution, IReadOnlyList<Missing> missing, CancellationToken cancellationToken)
    {
        var changed = solution;
        foreach (var context in missing.GroupBy(each => each.Json, SymbolEqualityComparer.Default))
        {
            var json = (INamedTypeSymbol)context.Key!;
            if (ContextParts.Find(solution, json, cancellationToken) is not var (document, part))
                continue;
            var types = new List<ITypeSymbol>();
            foreach (var each in context)
            {
                // What another one reaches needs no attribute of its own.
                if (!JsonContextTypes.With(json, types).Contains(each.Type))
                    types.Add(each.Type);
            }
            var root = await changed.GetDocument(document.Id)!.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
            // An earlier context may have been changed in the same file: the part is another node then.
            var target = root?.DescendantNodes().OfType<TypeDeclarationSyntax>().FirstOrDefault(node => SyntaxFactory.AreEquivalent(node, part, topLevel: false));
            if (target is not null)
                changed = changed.WithDocumentSyntaxRoot(document.Id, root!.ReplaceNode(target, ContextParts.Add(target, types, document)));
        }
        return changed;
    }

    private sealed record Missing(INamedTypeSymbol Json, ITypeSymbol Type);

    /// <summary>All findings of a scope become one change of the solution.</summary>
    private sealed class FixAll : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

        public override Task<CodeAction?> GetFixAsync(FixAllContext context) => Task.FromResult<CodeAction?>(
            CodeAction.Create("Add what the JSON contexts lack", token => FixAsync(context, token), Key));

        private static async Task<Solution> FixAsync(FixAllContext context, CancellationToken cancellationToken)
        {
            var projects = context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project];
            var documents = projects.SelectMany(project => project.Documents).Where(document => context.Scope != FixAllScope.Document || document.Id == context.Document?.Id);
            var missing = new List<Missing>();
            foreach (var document in documents)
            {
                var diagnostics = await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
                foreach (var diagnostic in diagnostics.OrderBy(each => each.Location.SourceSpan.Start))
                {
                    if (await FindAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is { } found)
                        missing.Add(found);
                }
            }
            return await AddAsync(context.Solution, missing, cancellationToken).ConfigureAwait(false);
        }
    }
}
