using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.CodeFixes;

/// <summary>Returns <c>Task</c> where no answer comes (PGL0101) or where it was <c>async void</c> (PGL0103).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class ReturnTaskFix() : LambdaCodeFixProvider(Rules.ResultWithoutAnswer, Rules.AsyncVoid)
{
    public const string TaskKey = "PgLambda.ReturnTask";
    public const string ResultKey = "PgLambda.ReturnTaskOfLambdaResult";

    protected override bool ChangesDeclarations => true;

    protected override IEnumerable<Change> Find(Finding finding)
    {
        if (finding.Method is not { } method)
            yield break;
        var written = method.ReturnType;
        if (finding.Id == Rules.AsyncVoid.Id)
        {
            if (finding.Types.Task() is { } task)
                yield return new Change("Return Task", TaskKey, written, _ => task.WithTriviaFrom(written));
            yield break;
        }
        if (ReturnTypes.HasBody(method) || finding.Type(written) is not { } type || !ReturnTypes.IsTask(type) && !KnownTypes.IsItems(type))
            yield break;
        if (ReturnTypes.WithResult(finding.Types, written, type, null) is { } withoutResult)
        {
            yield return new Change($"Return {ReturnTypes.TaskName(type)}", TaskKey, written, _ => withoutResult);
        }
        if (finding.Types.LambdaResult() is { } result && ReturnTypes.WithResult(finding.Types, written, type, result) is { } withStatus)
        {
            yield return new Change($"Return {ReturnTypes.TaskName(type)}<LambdaResult>", ResultKey, written, _ => withStatus);
        }
    }
}
