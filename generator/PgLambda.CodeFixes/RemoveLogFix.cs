using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.CodeFixes;

/// <summary>Removes a <c>Log</c> that never comes (PGL0202).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class RemoveLogFix() : LambdaCodeFixProvider(Rules.TailWithoutLog)
{
    public const string Key = "PgLambda.RemoveLog";

    protected override IEnumerable<Change> Find(Finding finding)
    {
        if (finding.Method is not { } method || finding.Symbol(method) is not { } symbol)
            yield break;
        // The interface's own attribute may be on a part in another file.
        if (LambdaInterface.FindFunction(symbol.ContainingType, symbol)?.Data.ApplicationSyntaxReference is not { } reference || reference.SyntaxTree != finding.Source.Model.SyntaxTree)
            yield break;
        if (finding.Source.Root.FindNode(reference.Span).FirstAncestorOrSelf<AttributeSyntax>() is { } attribute && AttributeArguments.Find(attribute, nameof(LambdaFunctionAttribute.Log)) is not null)
        {
            yield return new Change("Remove Log", Key, attribute, node => AttributeArguments.Remove(node, nameof(LambdaFunctionAttribute.Log)));
        }
    }
}
