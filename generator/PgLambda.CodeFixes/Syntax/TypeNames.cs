using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using PgLambda.Generator.Symbols;

namespace PgLambda.CodeFixes;

/// <summary>Writes types at a position: by their names where those are known there, otherwise so that the clean-up after the fix adds the using.</summary>
internal sealed class TypeNames(SourceContext source, int position)
{
    private const string Attribute = "Attribute";

    public TypeSyntax? Task(params TypeSyntax[] result) => Find("System.Threading.Tasks", "Task", result);

    public TypeSyntax? ValueTask(params TypeSyntax[] result) => Find("System.Threading.Tasks", "ValueTask", result);

    public TypeSyntax? ReadOnlyList(TypeSyntax item) => Find("System.Collections.Generic", "IReadOnlyList", item);

    public TypeSyntax? LambdaResult(params TypeSyntax[] payload) => Find(KnownTypes.Namespace, "LambdaResult", payload);

    public TypeSyntax? CancellationToken() => Find("System.Threading", "CancellationToken");

    public NameSyntax? LambdaFunctionAttribute()
    {
        var name = Find(KnownTypes.Namespace, KnownAttributes.LambdaFunctionName) as NameSyntax;
        return name is IdentifierNameSyntax { Identifier.ValueText: var text } && !LookUp(text.Substring(0, text.Length - Attribute.Length)).Any()
            ? SyntaxFactory.IdentifierName(text.Substring(0, text.Length - Attribute.Length))
            : name;
    }

    private TypeSyntax? Find(string ns, string name, params TypeSyntax[] arguments)
    {
        var type = source.Model.Compilation.GetTypeByMetadataName(arguments.Length == 0 ? $"{ns}.{name}" : $"{ns}.{name}`{arguments.Length}");
        if (type is null)
            return null;
        var list = SyntaxFactory.SeparatedList(arguments.Select(argument => argument.WithoutTrivia()));
        if (LookUp(name).Where(found => found.Arity == arguments.Length).ToList() is { Count: 1 } known && SymbolEqualityComparer.Default.Equals(known[0], type))
        {
            return arguments.Length == 0 ? SyntaxFactory.IdentifierName(name) : SyntaxFactory.GenericName(SyntaxFactory.Identifier(name), SyntaxFactory.TypeArgumentList(list));
        }

        var syntax = (TypeSyntax)source.Generator.TypeExpression(type);
        // What the user wrote stays as it is written, which the symbol alone would not give.
        if (GenericNames.Find(syntax) is { } generic)
            syntax = syntax.ReplaceNode(generic.TypeArgumentList, generic.TypeArgumentList.WithArguments(list));
        return syntax.WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
    }

    private IEnumerable<INamedTypeSymbol> LookUp(string name) => source.Model.LookupNamespacesAndTypes(position, name: name).OfType<INamedTypeSymbol>();
}
