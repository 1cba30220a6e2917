using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using PgLambda.CompilerServices;

namespace PgLambda.Tool;

/// <summary><c>invoke</c>: one call through a database.</summary>
internal static class InvokeCommand
{
    public static Command Create(Output output)
    {
        var function = new Argument<string>("FUNCTION") { Description = "The function: a name, a partial ARN or a full ARN, perhaps with a qualifier." };
        var connection = new Option<string>("--connection") { Description = "The connection string, as the application has it.", Required = true, HelpName = "STRING" };
        var region = new Option<string?>("--region") { Description = "The region, where it is not the database's own.", HelpName = "NAME" };
        var qualifier = new Option<string?>("--qualifier") { Description = "The version or alias.", HelpName = "NAME" };
        var payload = new Option<string?>("--payload") { Description = "A file with the payload in JSON, or - for stdin. Without it, the function gets {}.", HelpName = "FILE" };
        var context = new Option<string?>("--context") { Description = "A file with the client context in JSON, or - for stdin.", HelpName = "FILE" };
        var timeout = new Option<int?>("--timeout") { Description = "How long the extension waits for the answer, in milliseconds.", HelpName = "MS" };
        var isEvent = new Option<bool>("--event") { Description = "Queue the event, and do not wait for an answer." };
        var isDryRun = new Option<bool>("--dry-run") { Description = "Only ask whether the function may be called." };
        var tail = new Option<bool>("--tail") { Description = "Show the end of the function's log, on stderr." };
        var json = new Option<bool>("--json") { Description = "Answer in JSON, for programs." };
        var command = new Command("invoke", "Calls a function through a database, once.") { function, connection, region, qualifier, payload, context, timeout, isEvent, isDryRun, tail, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(isEvent) && result.GetValue(isDryRun))
                result.AddError("--event and --dry-run exclude each other.");
            if (result.GetValue(payload) == "-" && result.GetValue(context) == "-")
                result.AddError("Only one of --payload and --context can come from stdin.");
            if (result.GetValue(timeout) is { } milliseconds && !LambdaLimits.IsTimeout(milliseconds))
                result.AddError($"--timeout is 1 to {LambdaLimits.LongestTimeoutMilliseconds} milliseconds.");
            if ((result.GetValue(isEvent) || result.GetValue(isDryRun)) && (result.GetValue(tail) || result.GetValue(context) is not null))
                result.AddError("--tail and --context need an answer: leave out --event and --dry-run.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var invocation = parsed.GetValue(isEvent) ? InvocationType.Event : parsed.GetValue(isDryRun) ? InvocationType.DryRun : InvocationType.RequestResponse;
            var custom = await ReadAsync("--context", parsed.GetValue(context), cancellationToken);
            var sql = new InvokeSql(Target(parsed.GetRequiredValue(function), parsed.GetValue(region), parsed.GetValue(qualifier)), invocation, parsed.GetValue(tail) ? LogType.Tail : LogType.None, custom is not null)
            {
                TimeoutMilliseconds = parsed.GetValue(timeout),
            };
            var body = await ReadAsync("--payload", parsed.GetValue(payload), cancellationToken) ?? RawJson.Parse("{}");
            return await CallAsync(output, Database.Parse(parsed.GetRequiredValue(connection)), sql, body, custom, parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static LambdaTarget Target(string function, string? region, string? qualifier)
    {
        try
        {
            return LambdaTarget.Parse(function, region, qualifier);
        }
        catch (FormatException exception)
        {
            throw new ToolException(exception.Message);
        }
    }

    private static async Task<RawJson?> ReadAsync(string option, string? file, CancellationToken cancellationToken)
    {
        if (file is null)
            return null;
        try
        {
            return RawJson.Parse(file == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException($"{option} {file}: there is no such file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ToolException($"{option} {file} is no JSON: {exception.Message}");
        }
    }

    private static async Task<int> CallAsync(Output output, NpgsqlConnectionStringBuilder settings, InvokeSql sql, RawJson body, RawJson? context, bool json, CancellationToken cancellationToken)
    {
        await using var dataSource = Database.CreateDataSource(settings);
        var invoker = new LambdaInvoker(dataSource, new LambdaClientOptions(), static (connection, command) => connection.ExecuteReaderAsync(command));
        var operation = new LambdaOperation("pglambda", "invoke", sql.Compose());
        var payload = invoker.Payload(body);
        try
        {
            var result = await invoker.InvokeForResultAsync<RawJson?>(operation, context is { } given ? payload.WithContext(given) : payload, cancellationToken);
            Show(output, result, json);
            return ExitCode.Fine;
        }
        catch (LambdaConnectionException exception)
        {
            throw Database.Unreachable(dataSource.ConnectionString, exception.InnerException ?? exception);
        }
        catch (LambdaException exception)
        {
            if (exception is LambdaFunctionException { StackTraceLines: { Count: > 0 } lines })
                output.Note(string.Join("\n", lines.Prepend("The function's own stack:").Select(line => "| " + line)));
            throw new ToolException(exception.Message.ReplaceLineEndings(" "), ExitCode.Found);
        }
    }

    private static void Show(Output output, LambdaResult<RawJson?> result, bool json)
    {
        var payload = result.Payload is { } answer ? JsonNode.Parse(answer.Utf8.Span) : null;
        if (json)
        {
            output.Write(new JsonObject { ["version"] = 1, ["statusCode"] = result.StatusCode, ["payload"] = payload, ["executedVersion"] = result.ExecutedVersion, ["log"] = result.Log });
            return;
        }
        if (result.Log is { } log)
            output.Note(log.TrimEnd());
        output.Note($"Status {result.StatusCode}{(result.ExecutedVersion is { } version ? $", version {version}" : "")}.");
        if (result.Payload is not null)
            output.Write(payload ?? JsonValue.Create((string?)null)!);
    }
}
