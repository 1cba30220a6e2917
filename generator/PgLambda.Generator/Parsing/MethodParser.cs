using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>Reads and checks one method's signature.</summary>
internal static class MethodParser
{
    public static MethodModel? Parse(ParseContext context, IMethodSymbol method, InvokeSql? function)
    {
        var text = new MethodText(method, context.Interface, context.Texts);
        foreach (var typeParameter in method.TypeParameters)
        {
            PayloadTypes.CheckConstraintTypes(context, typeParameter, method);
            if (context.IsOlderThan(13) && CSharpText.AllowsRefStruct(typeParameter))
                context.ReportOlderThan(13, DiagnosticTarget.At(method));
        }
        var result = ReturnParser.Parse(context, method, text, function);
        var parameters = ParseParameters(context, method, text, function);
        if (function is null || result is null)
            return null;

        return new MethodModel(
            CSharpText.Identifier(method.Name),
            context.Texts[method.ContainingType],
            IsExplicit: false,
            text.IsOblivious,
            CopiedAttributes.OfMethod(method, context.Compilation).ToEquatableArray(),
            result,
            function,
            LambdaInterface.IsIdempotent(context.Interface, method),
            text.TypeParameters(context.Compilation),
            parameters.ToEquatableArray());
    }

    private static List<ParameterModel> ParseParameters(ParseContext context, IMethodSymbol method, MethodText text, InvokeSql? function)
    {
        var parameters = new List<ParameterModel>();
        foreach (var parameter in method.Parameters)
        {
            var role = RoleOf(parameter);
            CheckParameter(context, parameter, role, function);
            if (role != ParameterRole.Payload && parameters.Any(p => p.Role == role))
            {
                ReportTwice(context, parameter, role);
            }
            var givenByAttribute = CopiedAttributes.OfDefault(parameter, context.Compilation);
            parameters.Add(new ParameterModel(
                CSharpText.Identifier(parameter.Name),
                parameter.Name,
                text.Type(parameter.Type),
                // A list, as C# 13 takes it, in the interface of a library is an ordinary parameter to who writes an older version.
                parameter.IsParams && (parameter.Type is IArrayTypeSymbol || !context.IsOlderThan(13)),
                givenByAttribute.Length > 0 || HasRequiredAfter(parameter) ? null : DefaultValue.Text(parameter),
                role,
                role == ParameterRole.Payload ? ReadPayloadName(context, parameter) : null,
                CopiedAttributes.OfValue(parameter, context.Compilation),
                CopiedAttributes.OfArgument(parameter, context.Compilation) + givenByAttribute));
        }
        if (method.IsVararg)
            context.Report(Rules.ByReference, DiagnosticTarget.At(method), "'__arglist'");
        CheckNames(context, method, parameters);
        // Items take a token where they are enumerated.
        if (parameters.All(p => p.Role != ParameterRole.CancellationToken) && !KnownTypes.IsItems(method.ReturnType))
        {
            context.Report(Rules.NoCancellationToken, DiagnosticTarget.At(method), method.Name);
        }
        return parameters;
    }

    // An attribute gives a default value in front of a parameter that has none; C# has no syntax for that.
    private static bool HasRequiredAfter(IParameterSymbol parameter) =>
        ((IMethodSymbol)parameter.ContainingSymbol).Parameters.Any(other => other.Ordinal > parameter.Ordinal && !other.IsOptional && !other.IsParams);

    private static ParameterRole RoleOf(IParameterSymbol parameter) =>
        KnownTypes.IsCancellationToken(parameter.Type) ? ParameterRole.CancellationToken
        : KnownTypes.IsCallOptions(parameter.Type) ? ParameterRole.CallOptions
        : KnownAttributes.IsClientContext(parameter) ? ParameterRole.ClientContext
        : KnownAttributes.IsQualifier(parameter) ? ParameterRole.Qualifier
        : ParameterRole.Payload;

    private static string? ReadPayloadName(ParseContext context, IParameterSymbol parameter)
    {
        if (KnownAttributes.FindPayloadName(parameter) is not { } attribute)
            return null;
        var name = AttributeArgument.OfConstructor(attribute);
        if (name.Text is null)
            context.ReportUnreadable(DiagnosticTarget.AtArgument(parameter, attribute, "name"), "The name in the payload");
        else if (FindHalfPair(name.Text) is var half and >= 0)
            context.Report(Rules.InvalidPayloadName, DiagnosticTarget.AtArgument(parameter, attribute, "name") with { Start = half, Length = 1 }, half);
        return name.Text;
    }

    private static int FindHalfPair(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return i;
            i++;
        }
        return -1;
    }

    private static void CheckParameter(ParseContext context, IParameterSymbol parameter, ParameterRole role, InvokeSql? function)
    {
        if (parameter.RefKind != RefKind.None)
        {
            context.Report(Rules.ByReference, DiagnosticTarget.At(parameter), $"'{RefKindText(parameter.RefKind)} {parameter.Name}'");
        }
        if (DefaultValue.IsUnreadable(parameter, context.Compilation, context.CancellationToken))
        {
            context.ReportUnreadable(DiagnosticTarget.AtDefaultValueOf(parameter), $"The default value of '{parameter.Name}'");
        }
        if (role is ParameterRole.CancellationToken or ParameterRole.CallOptions)
            return;
        if (role == ParameterRole.Qualifier)
        {
            CheckQualifier(context, parameter, function);
            return;
        }

        if (PayloadTypes.Check(context, parameter.Type, DiagnosticTarget.AtTypeOf(parameter)))
        {
            ContractParser.Check(context, parameter.Type, parameter.ContainingSymbol, DiagnosticTarget.AtTypeOf(parameter));
            ContentsParser.Check(context, parameter.Type, DiagnosticTarget.AtTypeOf(parameter));
        }
        if (role == ParameterRole.ClientContext && function is not null && function.Invocation != InvocationType.RequestResponse)
        {
            context.Report(Rules.ContextNotDelivered, DiagnosticTarget.At(parameter), function.Invocation.ToString());
        }
        if (role == ParameterRole.Payload && function is not null && parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is string text)
        {
            ConstantPayload.Check(text, function.Invocation, (rule, arguments) => context.Report(rule, DiagnosticTarget.At(parameter), arguments));
        }
    }

    private static void CheckQualifier(ParseContext context, IParameterSymbol parameter, InvokeSql? function)
    {
        if (parameter.Type.SpecialType != SpecialType.System_String)
            context.Report(Rules.QualifierNotText, DiagnosticTarget.AtTypeOf(parameter), CSharpText.Short(parameter.Type));
        if (function?.Target.EffectiveQualifier is { } qualifier)
            context.Report(Rules.QualifierChosenTwice, DiagnosticTarget.At(parameter), parameter.Name, qualifier);
        if (parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is string text && !LambdaFunctionName.TryParseQualifier(text, out var error))
            context.Report(Rules.InvalidQualifier, DiagnosticTarget.AtDefaultValueOf(parameter), error.Message);
    }

    private static void ReportTwice(ParseContext context, IParameterSymbol parameter, ParameterRole role)
    {
        var (rule, arguments) = role switch
        {
            ParameterRole.CancellationToken => (Rules.TwoCancellationTokens, new object[] { parameter.Name }),
            ParameterRole.ClientContext => (Rules.TwoClientContexts, [parameter.Name]),
            ParameterRole.Qualifier => (Rules.TwoCallArguments, ["[Qualifier]", parameter.Name]),
            _ => (Rules.TwoCallArguments, ["LambdaCallOptions", parameter.Name]),
        };
        context.Report(rule, DiagnosticTarget.At(parameter), arguments);
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
                context.Report(Rules.DuplicateJsonName, DiagnosticTarget.At(symbol), other.PlainName, parameter.PlainName, name);
            }
            else
            {
                taken.Add(name, parameter);
            }
        }
    }
}
