using Microsoft.CodeAnalysis.CSharp;
using PgLambda.Generator.Model;

namespace PgLambda.Generator.Emit.Clients;

/// <summary>Writes one method: its operation, with the SQL as one literal, and the line that hands the payload to the invoker.</summary>
internal sealed class MethodEmitter
{
    public const string Runtime = "global::PgLambda.CompilerServices.";

    private readonly ClientModel _client;
    private readonly MethodModel _method;
    private readonly string _invoker;

    public MethodEmitter(ClientModel client, MethodModel method, MemberNames members, string invoker)
    {
        _client = client;
        _method = method;
        _invoker = invoker;
        Operation = members.Take(method.PlainName + AddedNames.OperationSuffix);
    }

    /// <summary>The name of the field that holds what the method calls.</summary>
    public string Operation { get; }

    public static void EmitConstraints(CodeWriter writer, EquatableArray<TypeParameterModel> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Constraints.Length > 0)
                writer.Line($"where {parameter.Name} : {parameter.Constraints}");
        }
    }

    public void Emit(CodeWriter writer)
    {
        EmitOperation(writer);
        EmitMethod(writer.Line());
    }

    private void EmitOperation(CodeWriter writer)
    {
        var sql = _method.Sql with
        {
            HasContext = Find(ParameterRole.ClientContext) is not null,
            HasQualifierParameter = Find(ParameterRole.Qualifier) is not null,
        };
        var lines = sql.Lines();
        writer
            .Line($"private static readonly {Runtime}LambdaOperation {Operation} = new {Runtime}LambdaOperation(")
            .Indented(w =>
            {
                w.Line($"\"{_client.InterfaceName}\",");
                w.Line($"\"{_method.PlainName}\",");
                for (var i = 0; i < lines.Count; i++)
                    w.Line(i < lines.Count - 1 ? $"\"{lines[i]}\\n\" +" : $"\"{lines[i]}\"){(_method.IsIdempotent ? " { IsIdempotent = true }" : "")};");
            });
    }

    private void EmitMethod(CodeWriter writer)
    {
        var typeParameters = _method.TypeParameters.Count == 0 ? "" : $"<{string.Join(", ", _method.TypeParameters.Select(t => t.Attributes + t.Name))}>";
        var name = _method.IsExplicit ? $"{_method.DeclaringInterface}.{_method.Name}" : _method.Name;
        var parameters = string.Join(", ", _method.Parameters.Select(Declaration));
        if (_method.IsOblivious)
            writer.Line("#nullable disable annotations");
        writer
            .Line("/// <inheritdoc/>")
            .Lines(_method.Attributes)
            .Line($"{(_method.IsExplicit ? "" : "public ")}{_method.Return.Type} {name}{typeParameters}({parameters})")
            .Indented(EmitConstraints)
            .Open()
            .Line($"return {Call()};")
            .Close();
        if (_method.IsOblivious)
            writer.Line("#nullable enable annotations");
    }

    // An explicit implementation inherits its constraints, and may repeat only the one that says what T? means.
    private void EmitConstraints(CodeWriter writer)
    {
        if (!_method.IsExplicit)
        {
            EmitConstraints(writer, _method.TypeParameters);
            return;
        }
        foreach (var parameter in _method.TypeParameters)
        {
            if (parameter.ExplicitConstraint.Length > 0)
                writer.Line($"where {parameter.Name} : {parameter.ExplicitConstraint}");
        }
    }

    private string Call()
    {
        var result = _method.Return;
        var call = $"this.{_invoker}.{result.Method}Async{(result.Value.Length == 0 ? "" : $"<{result.Value}>")}({Operation}, {Payload()}, {Find(ParameterRole.CancellationToken)?.Name ?? "default"}){(result.SuppressNullability ? "!" : "")}";
        return result.IsValueTask ? $"new {result.Type}({call})" : call;
    }

    private string Payload()
    {
        var payload = _method.Parameters.Where(p => p.Role == ParameterRole.Payload).ToList();
        var isOneValue = payload.Count == 1 && payload[0].PayloadName is null;
        var properties = isOneValue ? [] : payload.Select(p => p.PayloadName is null
            ? $".Add({Text(p.PlainName)}, {p.Name})"
            : $".AddNamed({Text(p.PayloadName)}, {p.Name})");
        var asked = With(ParameterRole.ClientContext, "Context") + With(ParameterRole.Qualifier, "Qualifier") + With(ParameterRole.CallOptions, "Options");
        return $"this.{_invoker}.Payload({(isOneValue ? payload[0].Name : "")}){string.Concat(properties)}{asked}";
    }

    private string With(ParameterRole role, string what) => Find(role) is { } parameter ? $".With{what}({parameter.Name})" : "";

    private ParameterModel? Find(ParameterRole role) => _method.Parameters.FirstOrDefault(p => p.Role == role);

    private string Declaration(ParameterModel parameter)
    {
        // Default values of an explicit implementation are never used, and warned about.
        var defaultValue = parameter.Default is null || _method.IsExplicit ? "" : $" = {parameter.Default}";
        return $"{parameter.Attributes}{(_method.IsExplicit ? "" : parameter.CallAttributes)}{(parameter.IsParams ? "params " : "")}{parameter.Type} {parameter.Name}{defaultValue}";
    }

    private static string Text(string? value) => value is null ? "null" : SymbolDisplay.FormatLiteral(value, quote: true);
}
