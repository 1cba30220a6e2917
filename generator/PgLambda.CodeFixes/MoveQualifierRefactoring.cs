using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Symbols;

namespace PgLambda.CodeFixes;

/// <summary>Moves a qualifier from the function's name into <c>Qualifier</c>, and back. Both are right; which one reads better is a matter of taste.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp)]
internal sealed class MoveQualifierRefactoring : CodeRefactoringProvider
{
    public const string OutKey = "PgLambda.MoveQualifierOut";
    public const string InKey = "PgLambda.MoveQualifierIn";

    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await SourceContext.CreateAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } source)
            return;
        // A caret right behind the argument is on the next token.
        var argument = FindArgument(source.Root, context.Span.Start) ?? FindArgument(source.Root, context.Span.Start - 1);
        if (argument?.Parent?.Parent is not AttributeSyntax attribute || context.Span.End > argument.Span.End || !IsAbout(argument) || !IsLambdaFunction(source, attribute))
            return;
        if (Find(attribute) is not { } change)
            return;
        context.RegisterRefactoring(CodeAction.Create(change.Title, token => Change.ApplyAsync(context.Document, [change], token), change.Key));
    }

    private static AttributeArgumentSyntax? FindArgument(SyntaxNode root, int position) =>
        position >= 0 && position < root.FullSpan.End ? root.FindToken(position).Parent?.FirstAncestorOrSelf<AttributeArgumentSyntax>() : null;

    private static Change? Find(AttributeSyntax attribute)
    {
        var function = AttributeArguments.FindFunction(attribute)?.Expression;
        var argument = AttributeArguments.Find(attribute, nameof(LambdaFunctionAttribute.Qualifier));
        if (argument is null)
        {
            return FunctionText.FindQualifier(function) is { } qualifier && FunctionText.RemoveQualifier(function) is { } bare
                ? new Change("Move the qualifier into Qualifier", OutKey, attribute, node => AttributeArguments.Add(AttributeArguments.ReplaceFunction(node, bare), nameof(LambdaFunctionAttribute.Qualifier), qualifier))
                : null;
        }
        return LiteralText.ValueOf(argument.Expression) is { } value && FunctionText.AddQualifier(function, value) is { } qualified
            ? new Change("Move the qualifier into the name", InKey, attribute, node => AttributeArguments.ReplaceFunction(AttributeArguments.Remove(node, nameof(LambdaFunctionAttribute.Qualifier)), qualified))
            : null;
    }

    private static bool IsAbout(AttributeArgumentSyntax argument) =>
        AttributeArguments.IsFunction(argument) || argument.NameEquals?.Name.Identifier.ValueText == nameof(LambdaFunctionAttribute.Qualifier);

    private static bool IsLambdaFunction(SourceContext source, AttributeSyntax attribute) =>
        source.Model.GetTypeInfo(attribute, source.CancellationToken).Type is { } type && KnownAttributes.IsLambdaFunction(type);
}
