using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PgLambda.CodeFixes;

/// <summary>A diagnostic, and the syntax that it is about. What is reported at a derived interface's name has none: the place to change is elsewhere.</summary>
internal sealed class Finding(SourceContext source, Diagnostic diagnostic)
{
    public SourceContext Source { get; } = source;

    public string Id { get; } = diagnostic.Id;

    public TextSpan Span { get; } = diagnostic.Location.SourceSpan;

    public TypeNames Types => new(Source, Span.Start);

    /// <summary>The method whose name or return type is the diagnostic's place.</summary>
    public MethodDeclarationSyntax? Method => Ancestors.OfType<MethodDeclarationSyntax>().FirstOrDefault(m => m.Identifier.Span == Span || m.ReturnType.Span == Span);

    /// <summary>The interface whose name is the diagnostic's place.</summary>
    public InterfaceDeclarationSyntax? Interface => Ancestors.OfType<InterfaceDeclarationSyntax>().FirstOrDefault(i => i.Identifier.Span == Span);

    /// <summary>The attribute's argument that the diagnostic is in.</summary>
    public AttributeArgumentSyntax? Argument => Ancestors.OfType<AttributeArgumentSyntax>().FirstOrDefault();

    public IMethodSymbol? Symbol(MethodDeclarationSyntax method) => Source.Model.GetDeclaredSymbol(method, Source.CancellationToken);

    public ITypeSymbol? Type(TypeSyntax type) => Source.Model.GetTypeInfo(type, Source.CancellationToken).Type;

    private IEnumerable<SyntaxNode> Ancestors =>
        Source.Root.FullSpan.Contains(Span) ? Source.Root.FindToken(Span.Start).Parent?.AncestorsAndSelf() ?? [] : [];
}
