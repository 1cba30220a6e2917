using PgLambda.Generator.Model;

namespace PgLambda.Generator.Emit;

/// <summary>Writes one method with its SQL text and its description.</summary>
internal sealed class MethodEmitter
{
    private const string Runtime = "global::PgLambda.CompilerServices.";

    private readonly ClientModel _client;
    private readonly MethodModel _method;
    private readonly string _connector;
    private readonly string _json;
    private readonly string _sql;
    private readonly string _operation;

    public MethodEmitter(ClientModel client, MethodModel method, MemberNames members, string connector, string json)
    {
        _client = client;
        _method = method;
        _connector = connector;
        _json = json;
        var plainName = method.Name.TrimStart('@');
        _sql = members.Take(plainName + "Sql");
        _operation = members.Take(plainName + "Operation");
    }

    public void EmitConstants(CodeWriter writer)
    {
        var lines = SqlText.Lines(_method);
        writer
            .Line($"private const string {_sql} =")
            .Indented(w =>
            {
                for (var i = 0; i < lines.Count; i++)
                    w.Line(i < lines.Count - 1 ? $"\"{lines[i]}\\n\" +" : $"\"{lines[i]}\";");
            })
            .Line();

        var function = _method.Function;
        // A qualifier inside the name is as much a qualifier as one beside it.
        var qualifier = function.Qualifier ?? (LambdaFunctionName.TryParse(function.Function, out var name, out _) ? name.Qualifier : null);
        writer
            .Line($"private static readonly {Runtime}LambdaOperation {_operation} = new {Runtime}LambdaOperation(")
            .Indented(w => w.Line($"\"{_client.InterfaceName}.{_method.Name.TrimStart('@')}\", {Text(function.Function)}, region: {Text(function.Region)}, qualifier: {Text(qualifier)}, global::PgLambda.InvocationType.{function.Invocation});"))
            .Line();
    }

    public void EmitMethod(CodeWriter writer)
    {
        var typeParameters = _method.TypeParameters.Count == 0 ? "" : $"<{string.Join(", ", _method.TypeParameters.Select(t => t.Name))}>";
        var name = _method.IsExplicit ? $"{_method.DeclaringInterface}.{_method.Name}" : _method.Name;
        var parameters = string.Join(", ", _method.Parameters.Select(Declaration));
        if (_method.IsOblivious)
            writer.Line("#nullable disable annotations");
        writer
            .Line("/// <inheritdoc/>")
            .LineIfAny(_method.Obsolete)
            .Line($"{(_method.IsExplicit ? "" : "public ")}async {_method.Return.Type} {name}{typeParameters}({parameters})")
            .Indented(EmitConstraints)
            .Open();
        EmitBody(writer);
        writer.Close();
        if (_method.IsOblivious)
            writer.Line("#nullable enable annotations");
    }

    // An explicit implementation inherits its constraints, and may repeat only the one that says what T? means.
    private void EmitConstraints(CodeWriter writer)
    {
        if (!_method.IsExplicit)
        {
            ClientEmitter.EmitConstraints(writer, _method.TypeParameters);
            return;
        }
        foreach (var parameter in _method.TypeParameters)
        {
            if (parameter.ExplicitConstraint.Length > 0)
                writer.Line($"where {parameter.Name} : {parameter.ExplicitConstraint}");
        }
    }

    private void EmitBody(CodeWriter writer)
    {
        var names = MemberNames.OfMethod(_method, [_sql, _operation]);
        var (parameters, session, disposal, reader, exception, translated) =
            (names.Take("parameters"), names.Take("session"), names.Take("disposal"), names.Take("reader"), names.Take("exception"), names.Take("translated"));
        var token = _method.Parameters.FirstOrDefault(p => p.Role == ParameterRole.CancellationToken)?.Name;
        var context = _method.Parameters.FirstOrDefault(p => p.Role == ParameterRole.ClientContext);
        var arguments = context is null ? PayloadExpression() : $"{PayloadExpression()}, this.{_json}.WriteContext({context.Name})";

        writer
            .Line($"var {parameters} = new {Runtime}LambdaParameters({arguments});")
            .Line($"var {session} = await this.{_connector}.OpenAsync({token ?? "default"}).ConfigureAwait(false);")
            .Line($"await using var {disposal} = {session}.ConfigureAwait(false);")
            .Line("try")
            .Open()
            .Line($"var {reader} = await global::Dapper.SqlMapper.ExecuteReaderAsync(")
            .Indented(w => w
                .Line($"{session}.Connection,")
                .Line($"new global::Dapper.CommandDefinition({_sql}, {parameters}, {session}.Transaction{(token is null ? "" : $", cancellationToken: {token}")})).ConfigureAwait(false);"))
            .Line(ReadStatement(reader, token ?? "default"))
            .Close()
            .Line($"catch (global::Npgsql.NpgsqlException {exception}) when ({session}.Translate({exception}, {_operation}) is {{ }} {translated})")
            .Open()
            .Line($"throw {translated};")
            .Close();
    }

    private string PayloadExpression()
    {
        var payload = _method.Parameters.Where(p => p.Role == ParameterRole.Payload).ToList();
        if (payload.Count == 0)
            return $"{Runtime}LambdaJson.EmptyObject";
        if (payload.Count == 1 && payload[0].PayloadName is null)
            return $"this.{_json}.Write({payload[0].Name})";
        var properties = payload.Select(p => p.PayloadName is null
            ? $".Add({Text(p.PlainName)}, {p.Name})"
            : $".AddNamed({Text(p.PayloadName)}, {p.Name})");
        return $"this.{_json}.BeginObject(){string.Concat(properties)}.End()";
    }

    private string ReadStatement(string reader, string token)
    {
        var result = _method.Return;
        var mapper = $"{Runtime}LambdaReader.";
        return result.Kind switch
        {
            ReturnKind.None => $"await {mapper}ReadAsync({reader}, {_operation}, {token}).ConfigureAwait(false);",
            ReturnKind.Result => $"return await {mapper}ReadResultAsync({reader}, {_operation}, {token}).ConfigureAwait(false);",
            ReturnKind.ResultOfValue => $"return await {mapper}ReadResultAsync<{result.Value}>({reader}, this.{_json}, {_operation}, {token}).ConfigureAwait(false);",
            ReturnKind.Optional when result.IsOblivious => $"return (await {mapper}ReadOptionalAsync<{result.Value}>({reader}, this.{_json}, {_operation}, {token}).ConfigureAwait(false))!;",
            ReturnKind.Optional => $"return await {mapper}ReadOptionalAsync<{result.Value}>({reader}, this.{_json}, {_operation}, {token}).ConfigureAwait(false);",
            _ => $"return await {mapper}ReadValueAsync<{result.Value}>({reader}, this.{_json}, {_operation}, {token}).ConfigureAwait(false);",
        };
    }

    private string Declaration(ParameterModel parameter)
    {
        // Default values of an explicit implementation are never used, and warned about.
        var defaultValue = parameter.Default is null || _method.IsExplicit ? "" : $" = {parameter.Default}";
        var attribute = parameter.AllowsNull ? "[global::System.Diagnostics.CodeAnalysis.AllowNull] " : "";
        return $"{attribute}{(parameter.IsParams ? "params " : "")}{parameter.Type} {parameter.Name}{defaultValue}";
    }

    private static string Text(string? value) => value is null ? "null" : Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(value, quote: true);
}
