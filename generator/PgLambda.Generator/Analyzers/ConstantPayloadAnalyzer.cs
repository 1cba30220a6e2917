using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PgLambda.Generator.Diagnostics;
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
            if (argument.ArgumentKind != ArgumentKind.Explicit || argument.Value.ConstantValue is not { HasValue: true, Value: string { Length: > 262_144 } text })
                continue;
            if (argument.Parameter is { } parameter && FindFunction(invocation.TargetMethod, parameter.Ordinal) is { } attribute)
            {
                ConstantPayload.Check(text, InvocationOf(attribute), (rule, arguments) =>
                    context.ReportDiagnostic(Diagnostic.Create(rule, argument.Value.Syntax.GetLocation(), arguments)));
            }
        }
    }

    // The call may go to the interface or to the generated class.
    private static AttributeData? FindFunction(IMethodSymbol method, int ordinal)
    {
        if (method.ContainingType is not { } type)
            return null;
        if (type.TypeKind == TypeKind.Interface)
            return FunctionOf(method.OriginalDefinition, ordinal);
        foreach (var candidate in type.AllInterfaces.SelectMany(i => i.GetMembers(method.Name)).OfType<IMethodSymbol>())
        {
            if (FunctionOf(candidate.OriginalDefinition, ordinal) is { } attribute
                && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(candidate)?.OriginalDefinition, method.OriginalDefinition))
            {
                return attribute;
            }
        }
        return null;
    }

    private static AttributeData? FunctionOf(IMethodSymbol method, int ordinal) =>
        // A client context has a limit of its own, and is no payload.
        ordinal < method.Parameters.Length && KnownTypes.FindAttribute(method.Parameters[ordinal], "ClientContextAttribute", "PgLambda") is not null ? null
        : KnownTypes.FindLambdaFunction(method) ?? (method.IsAbstract ? KnownTypes.FindLambdaFunction(method.ContainingType) : null);

    private static InvocationType InvocationOf(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == "Invocation").Value is { Kind: TypedConstantKind.Enum, Value: int value } ? (InvocationType)value : InvocationType.RequestResponse;
}
