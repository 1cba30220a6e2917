using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PgLambda.Generator.Analyzers;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Parsing;
using PgLambda.Generator.Symbols;

namespace PgLambda;

/// <summary>Warns at a call whose constant text alone is larger than Lambda takes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConstantPayloadAnalyzer : DiagnosticAnalyzer
{
    // A character is three bytes of UTF-8 at most.
    private const int ShortestTooLong = LambdaLimits.EventPayload / 3;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.ConstantPayloadTooLarge);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        // The operations of every method cost much.
        context.RegisterCompilationStartAction(static start =>
        {
            if (AttributeUse.IsWithinReach(start.Compilation, start.CancellationToken))
                start.RegisterOperationAction(static operation => Analyze(operation), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var invocation = (IInvocationOperation)context.Operation;
        foreach (var argument in invocation.Arguments)
        {
            // The length comes first: it rules out nearly every call at no cost.
            if (argument.ArgumentKind != ArgumentKind.Explicit || argument.Value.ConstantValue is not { HasValue: true, Value: string { Length: >= ShortestTooLong - 1 } text })
                continue;
            if (argument.Parameter is { } parameter && FindFunction(invocation, parameter.Ordinal) is { } function)
            {
                ConstantPayload.Check(text, function.ReadEnum<InvocationType>(nameof(LambdaFunctionAttribute.Invocation)) ?? default, (rule, arguments) =>
                    context.ReportDiagnostic(Diagnostic.Create(rule, argument.Value.Syntax.GetLocation(), arguments)));
            }
        }
    }

    // The call may go to the interface that declares the method, to one that inherits it, or to the generated class.
    private static FunctionAttribute? FindFunction(IInvocationOperation invocation, int ordinal)
    {
        var method = invocation.TargetMethod;
        if (method.ContainingType is not { } declaring)
            return null;
        if (declaring.TypeKind == TypeKind.Interface)
            return FindFunction(invocation.Instance?.Type as INamedTypeSymbol ?? declaring, method, ordinal);
        foreach (var client in declaring.Interfaces.Where(LambdaInterface.IsLambdaInterface))
        {
            foreach (var member in client.AllInterfaces.Append(client).SelectMany(i => i.GetMembers(method.Name)).OfType<IMethodSymbol>())
            {
                if (SymbolEqualityComparer.Default.Equals(declaring.FindImplementationForInterfaceMember(member)?.OriginalDefinition, method.OriginalDefinition))
                    return FindFunction(client, member, ordinal);
            }
        }
        return null;
    }

    // A client context has a limit of its own, and is no payload.
    private static FunctionAttribute? FindFunction(INamedTypeSymbol client, IMethodSymbol method, int ordinal) =>
        ordinal < method.Parameters.Length && !KnownAttributes.IsClientContext(method.Parameters[ordinal]) ? LambdaInterface.FindCalledFunction(client, method) : null;
}
