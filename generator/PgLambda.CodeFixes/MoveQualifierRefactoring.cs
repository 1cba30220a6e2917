using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Parsing;

namespace PgLambda.CodeFixes;

/// <summary>Moves a qualifier from the function's name into <c>Qualifier</c>, and back. Both are right; which one reads better is a matter of taste.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp)]
internal sealed class MoveQualifierRefactoring : CodeRefactoringProvider
{
    public const string OutKey = "PgLambda.MoveQualifierOut";
    public const string InKey = "PgLambda.MoveQualifierIn";

    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await SourceContext.CreateAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } source) return;
        if (!source.Root.FullSpan.Contains(context.Span)) return;
        var argument = source.Root.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<AttributeArgumentSyntax>()
            ?? source.Root.FindNode(context.Span).FirstAncestorOrSelf<AttributeArgumentSyntax>();
        if (argument?.Parent?.Parent is not AttributeSyntax attribute || !argument.FullSpan.Contains(context.Span) || !IsAbout(argument) || !IsLambdaFunction(source, attribute)) return;
        if (Find(attribute) is not { } change) return;
        context.RegisterRefactoring(CodeAction.Create(change.Title, token => Change.ApplyAsync(context.Document, [change], token), change.Key));
    }

    private static Change? Find(AttributeSyntax attribute)
    {
        var function = AttributeArguments.FindFunction(attribute)?.Expression;
        var argument = AttributeArguments.Find(attribute, "Qualifier");
        if (argument is null)
        {
            return FunctionText.FindQualifier(function) is { } qualifier && FunctionText.RemoveQualifier(function) is { } bare
                ? new Change("Move the qualifier into Qualifier", OutKey, attribute, node => AttributeArguments.Add(AttributeArguments.ReplaceFunction(node, bare), "Qualifier", qualifier))
                : null;
        }
        return LiteralText.ValueOf(argument.Expression) is { } value && FunctionText.AddQualifier(function, value) is { } qualified
            ? new Change("Move the qualifier into the name", InKey, attribute, node => AttributeArguments.ReplaceFunction(AttributeArguments.Remove(node, "Qualifier"), qualified))
            : null;
    }

    private static bool IsAbout(AttributeArgumentSyntax argument) =>
        AttributeArguments.IsFunction(argument) || argument.NameEquals?.Name.Identifier.ValueText == "Qualifier";

    private static bool IsLambdaFunction(SourceContext source, AttributeSyntax attribute) =>
        source.Model.GetTypeInfo(attribute, source.CancellationToken).Type is { } type && KnownTypes.Is(type, "LambdaFunctionAttribute", "PgLambda");
}
