using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PgLambda.SharedTests;

/// <summary>Every analyzer of the package.</summary>
internal static class LambdaAnalyzers
{
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } =
        [new LambdaInterfaceAnalyzer(), new LambdaAssemblyAnalyzer(), new MisplacedAttributeAnalyzer(), new ForeignAttributeAnalyzer(), new ConstantPayloadAnalyzer()];
}
