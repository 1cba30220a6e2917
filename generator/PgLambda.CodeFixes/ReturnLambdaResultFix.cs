using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.CodeFixes;

/// <summary>Gives a log that was asked for a place to be seen (PGL0203): <c>Task&lt;T&gt;</c> becomes <c>Task&lt;LambdaResult&lt;T&gt;&gt;</c>, and items become a list in one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ReturnLambdaResultFix() : LambdaCodeFixProvider(Rules.TailNotShown)
{
    public const string Key = "PgLambda.ReturnLambdaResult";

    protected override bool ChangesDeclarations => true;

    protected override IEnumerable<Change> Find(Finding finding)
    {
        if (finding.Method is not { } method || ReturnTypes.HasBody(method))
            yield break;
        var written = method.ReturnType;
        if (finding.Type(written) is not INamedTypeSymbol type || !ReturnTypes.IsTask(type) && !KnownTypes.IsItems(type))
            yield break;

        var hasPayload = type.TypeArguments.Length > 0;
        var payload = GenericNames.Find(written)?.TypeArgumentList.Arguments.FirstOrDefault();
        // An alias for Task<T> shows no T to take over.
        if (hasPayload && payload is null)
            yield break;
        if (KnownTypes.IsItems(type))
            payload = finding.Types.ReadOnlyList(payload!);
        var result = payload is null ? finding.Types.LambdaResult() : finding.Types.LambdaResult(payload);
        if (result is not null && ReturnTypes.WithResult(finding.Types, written, type, result) is { } replaced)
        {
            yield return new Change($"Return {ReturnTypes.TaskName(type)}<{(hasPayload ? $"LambdaResult<{payload}>" : "LambdaResult")}>", Key, written, _ => replaced);
        }
    }
}
