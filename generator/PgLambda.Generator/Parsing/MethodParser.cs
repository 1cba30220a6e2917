using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;

namespace PgLambda.Generator.Parsing;

/// <summary>Reads and checks one method's signature.</summary>
internal static class MethodParser
{
    public static MethodModel? Parse(ParseContext context, IMethodSymbol method, FunctionModel? function)
    {
        var text = new MethodText(method, context.Interface);
        foreach (var typeParameter in method.TypeParameters)
            PayloadTypes.CheckConstraintTypes(context, typeParameter, method);
        var result = ReturnParser.Parse(context, method, text, function);
        var parameters = ParseParameters(context, method, text, function);
        if (function is null || result is null)
            return null;

        return new MethodModel(
            CSharpText.Identifier(method.Name),
            method.ContainingType.ToDisplayString(CSharpText.TypeFormat),
            IsExplicit: false,
            text.IsOblivious,
            CSharpText.Obsolete(method),
            result,
            function,
            text.TypeParameters(),
            parameters.ToEquatableArray());
    }

    private static List<ParameterModel> ParseParameters(ParseContext context, IMethodSymbol method, MethodText text, FunctionModel? function)
    {
        var parameters = new List<ParameterModel>();
        foreach (var parameter in method.Parameters)
        {
            var role = RoleOf(parameter);
            CheckParameter(context, parameter, role, function);
            if (role != ParameterRole.Payload && parameters.Any(p => p.Role == role))
            {
                context.Report(role == ParameterRole.CancellationToken ? Rules.TwoCancellationTokens : Rules.TwoClientContexts, Anchor.At(parameter), parameter.Name);
            }
            parameters.Add(new ParameterModel(
                CSharpText.Identifier(parameter.Name),
                parameter.Name,
                text.Type(parameter.Type),
                parameter.IsParams,
                CSharpText.DefaultValue(parameter),
                role,
                role == ParameterRole.Payload ? FindPayloadName(parameter) : null,
                KnownTypes.FindAttribute(parameter, "AllowNullAttribute", "System.Diagnostics.CodeAnalysis") is not null));
        }
        CheckNames(context, method, parameters);
        if (parameters.All(p => p.Role != ParameterRole.CancellationToken))
        {
            context.Report(Rules.NoCancellationToken, Anchor.At(method), method.Name);
        }
        return parameters;
    }

    private static ParameterRole RoleOf(IParameterSymbol parameter) =>
        KnownTypes.IsCancellationToken(parameter.Type) ? ParameterRole.CancellationToken
        : KnownTypes.FindAttribute(parameter, "ClientContextAttribute", "PgLambda") is not null ? ParameterRole.ClientContext
        : ParameterRole.Payload;

    private static string? FindPayloadName(IParameterSymbol parameter) =>
        KnownTypes.FindAttribute(parameter, "PayloadNameAttribute", "PgLambda") is { ConstructorArguments.Length: 1 } attribute ? attribute.ConstructorArguments[0].Text() : null;

    private static void CheckParameter(ParseContext context, IParameterSymbol parameter, ParameterRole role, FunctionModel? function)
    {
        if (parameter.RefKind != RefKind.None)
        {
            context.Report(Rules.ByReference, Anchor.At(parameter), $"'{RefKindText(parameter.RefKind)} {parameter.Name}'");
        }
        if (role == ParameterRole.CancellationToken)
            return;

        PayloadTypes.Check(context, parameter.Type, Anchor.AtTypeOf(parameter));
        if (role == ParameterRole.ClientContext && function is not null && function.Invocation != InvocationType.RequestResponse)
        {
            context.Report(Rules.ContextNotDelivered, Anchor.At(parameter), function.Invocation.ToString());
        }
        if (role == ParameterRole.Payload && function is not null && parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is string text)
        {
            ConstantPayload.Check(text, function.Invocation, (rule, arguments) => context.Report(rule, Anchor.At(parameter), arguments));
        }
    }

    private static string RefKindText(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref",
        RefKind.Out => "out",
        RefKind.In => "in",
        _ => "ref readonly",
    };

    private static void CheckNames(ParseContext context, IMethodSymbol method, List<ParameterModel> parameters)
    {
        var payload = parameters.Where(p => p.Role == ParameterRole.Payload).ToList();
        if (payload.Count < 2)
            return;
        var taken = new Dictionary<string, ParameterModel>(StringComparer.Ordinal);
        foreach (var parameter in payload)
        {
            var name = parameter.PayloadName ?? PayloadTypes.CamelCase(parameter.PlainName);
            if (taken.TryGetValue(name, out var other))
            {
                var symbol = method.Parameters.First(p => p.Name == parameter.PlainName);
                context.Report(Rules.DuplicateJsonName, Anchor.At(symbol), other.PlainName, parameter.PlainName, name);
            }
            else
            {
                taken.Add(name, parameter);
            }
        }
    }
}
