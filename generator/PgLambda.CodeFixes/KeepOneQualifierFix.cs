using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.CodeFixes;

/// <summary>Keeps one of two qualifiers that contradict each other (PGL0011).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class KeepOneQualifierFix() : LambdaCodeFixProvider(Rules.QualifierConflict)
{
    public const string NameKey = "PgLambda.KeepQualifierOfName";
    public const string ArgumentKey = "PgLambda.KeepQualifierArgument";

    protected override IEnumerable<Change> Find(Finding finding)
    {
        if (finding.Argument is not { NameEquals.Name.Identifier.ValueText: nameof(LambdaFunctionAttribute.Qualifier), Parent.Parent: AttributeSyntax attribute })
            yield break;
        yield return new Change("Keep the name's qualifier; remove Qualifier", NameKey, attribute, node => AttributeArguments.Remove(node, nameof(LambdaFunctionAttribute.Qualifier)));
        if (FunctionText.RemoveQualifier(AttributeArguments.FindFunction(attribute)?.Expression) is { } function)
        {
            yield return new Change("Keep Qualifier; remove it from the name", ArgumentKey, attribute, node => AttributeArguments.ReplaceFunction(node, function));
        }
    }
}
