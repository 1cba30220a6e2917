using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace PgLambda.CodeFixes;

/// <summary>Writes types so that the clean-up after a fix shortens them and adds the using that they need.</summary>
internal sealed class TypeNames(Compilation compilation, SyntaxGenerator generator)
{
    public TypeSyntax? Task(params TypeSyntax[] result) => Find("System.Threading.Tasks.Task", result);

    public TypeSyntax? ValueTask(params TypeSyntax[] result) => Find("System.Threading.Tasks.ValueTask", result);

    public TypeSyntax? ReadOnlyList(TypeSyntax item) => Find("System.Collections.Generic.IReadOnlyList", item);

    public TypeSyntax? LambdaResult(params TypeSyntax[] payload) => Find("PgLambda.LambdaResult", payload);

    public TypeSyntax? CancellationToken() => Find("System.Threading.CancellationToken");

    public NameSyntax? LambdaFunctionAttribute() => Find("PgLambda.LambdaFunctionAttribute") as NameSyntax;

    private TypeSyntax? Find(string name, params TypeSyntax[] arguments)
    {
        var type = compilation.GetTypeByMetadataName(arguments.Length == 0 ? name : $"{name}`{arguments.Length}");
        if (type is null || generator.TypeExpression(type, addImport: true) is not TypeSyntax syntax) return null;
        // What the user wrote stays as it is written, which the symbol alone would not give.
        if (arguments.Length > 0)
        {
            if (ReturnTypes.FindGeneric(syntax) is not { } generic) return null;
            var list = SyntaxFactory.SeparatedList(arguments.Select(argument => argument.WithoutTrivia()));
            syntax = syntax.ReplaceNode(generic.TypeArgumentList, generic.TypeArgumentList.WithArguments(list));
        }
        return syntax.WithAdditionalAnnotations(Simplifier.Annotation);
    }
}
