using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.CodeFixes;

/// <summary>Removes a <c>Region</c> or <c>Qualifier</c> that repeats the function's (PGL0016), or a <c>Region</c> that contradicts it (PGL0010).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
internal sealed class RemoveArgumentFix() : LambdaCodeFixProvider(Rules.RedundantArgument, Rules.RegionConflict)
{
    public const string RedundantKey = "PgLambda.RemoveRedundantArgument";
    public const string ConflictKey = "PgLambda.RemoveConflictingRegion";

    protected override IEnumerable<Change> Find(Finding finding)
    {
        if (finding.Argument is not { NameEquals.Name.Identifier.ValueText: nameof(LambdaFunctionAttribute.Region) or nameof(LambdaFunctionAttribute.Qualifier), Parent.Parent: AttributeSyntax attribute } argument)
            yield break;
        var name = argument.NameEquals!.Name.Identifier.ValueText;
        var key = finding.Id == Rules.RedundantArgument.Id ? RedundantKey : ConflictKey;
        yield return new Change($"Remove {name}", key, attribute, node => AttributeArguments.Remove(node, name));
    }
}
