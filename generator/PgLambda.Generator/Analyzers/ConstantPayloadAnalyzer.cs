using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;
using PgLambda.Generator.Parsing;

namespace PgLambda;

/// <summary>Warns at a call whose constant text alone is larger than Lambda takes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConstantPayloadAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.ConstantPayloadTooLarge);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(static operation => Analyze(operation), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var invocation = (IInvocationOperation)context.Operation;
        foreach (var argument in invocation.Arguments)
        {
            // The length comes first: it rules out nearly every call at no cost.
            if (argument.ArgumentKind != ArgumentKind.Explicit || argument.Value.ConstantValue is not { HasValue: true, Value: string { Length: > 262_144 } text }) continue;
            if (FindFunction(invocation.TargetMethod) is { } attribute)
            {
                ConstantPayload.Check(text, InvocationOf(attribute), (rule, arguments) =>
                    context.ReportDiagnostic(Diagnostic.Create(rule, argument.Value.Syntax.GetLocation(), arguments)));
            }
        }
    }

    private static AttributeData? FindFunction(IMethodSymbol method) =>
        method.ContainingType?.TypeKind != TypeKind.Interface ? null
        : KnownTypes.FindLambdaFunction(method.OriginalDefinition) ?? KnownTypes.FindLambdaFunction(method.ContainingType);

    private static Invocation InvocationOf(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == "Invocation").Value.Value is int value ? (Invocation)value : Invocation.RequestResponse;
}
