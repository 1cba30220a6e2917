using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using PgLambda.Testing;
using Command = System.CommandLine.Command;

namespace PgLambda.Tool;

/// <summary><c>local</c>: a database on this machine whose functions are files, echoes, or somewhere else.</summary>
internal static class LocalCommand
{
    public static Command Create(Output output)
    {
        var port = new Option<int?>("--port") { Description = "The port on 127.0.0.1. Default: a free one.", HelpName = "N" };
        var forward = new Option<string?>("--forward") { Description = "Where functions run that no file answers: SAM, the runtime interface emulator, Lambda's test tool, LocalStack.", HelpName = "URL" };
        var handlers = new Option<string?>("--handlers") { Description = "A folder with a JSON file a function.", HelpName = "DIR" };
        var watch = new Option<bool>("--watch") { Description = "Read a file again when it has changed." };
        var json = new Option<bool>("--json") { Description = "A line of JSON for the connection, and one for each call." };
        var command = new Command("local", "Runs a database with a stand-in of aws_lambda, until Ctrl-C.") { port, forward, handlers, watch, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(port) is { } number and not (>= 1 and <= 65535))
                result.AddError($"--port {number} is no port: 1 to 65535 are.");
            if (result.GetValue(forward) is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
                result.AddError($"--forward {url} is no address such as http://127.0.0.1:3001.");
            if (result.GetValue(watch) && result.GetValue(handlers) is null)
                result.AddError("--watch needs --handlers.");
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(
            output, parsed.GetValue(port), parsed.GetValue(forward), parsed.GetValue(handlers) is { } directory ? new HandlerFolder(directory, parsed.GetValue(watch)) : null, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Output output, int? port, string? forward, HandlerFolder? handlers, bool json, CancellationToken cancellationToken)
    {
        var files = handlers?.ReadAll() ?? 0;
        using var printer = new CallPrinter(output, json);
        await using var lambda = await StartAsync(port, printer, cancellationToken);
        if (forward is not null)
            lambda.ForwardTo(new Uri(forward));
        Serve(lambda, handlers, forward is not null);
        Tell(output, lambda, files, forward, json);
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return ExitCode.Fine;
    }

    private static async Task<LocalLambda> StartAsync(int? port, CallPrinter printer, CancellationToken cancellationToken)
    {
        try
        {
            return await LocalLambda.StartAsync(new LocalLambdaOptions { Cluster = new PostgresClusterOptions { Port = port }, LoggerFactory = printer }, cancellationToken);
        }
        catch (PostgresNotFoundException exception)
        {
            throw new ToolException(exception.Message.ReplaceLineEndings(" "));
        }
        catch (PostgresStartException exception)
        {
            throw new ToolException(exception.Output.Contains("Address already in use", StringComparison.Ordinal) ? $"--port {port} is taken." : exception.Message.ReplaceLineEndings(" "));
        }
    }

    private static void Serve(LocalLambda lambda, HandlerFolder? handlers, bool forwards)
    {
        // What no file answers is echoed, or goes where everything else does.
        if (!forwards)
            lambda.HandleAny((payload, call) => handlers?.Find(call.Function) is { } file ? file.AnswerAsync(payload, call.CancellationToken) : Task.FromResult<JsonElement?>(payload));
        else if (handlers is not null)
            handlers.ServeKnown(function => lambda.Handle<JsonElement, JsonElement?>(function, (payload, call) => handlers.Find(function)?.AnswerAsync(payload, call.CancellationToken) ?? Task.FromResult<JsonElement?>(payload)));
    }

    private static void Tell(Output output, LocalLambda lambda, int files, string? forward, bool json)
    {
        var connection = new NpgsqlConnectionStringBuilder(lambda.ConnectionString);
        var url = $"postgresql://{connection.Username}@{connection.Host}:{connection.Port}/{connection.Database}";
        if (json)
            output.WriteLine(new JsonObject { ["version"] = 1, ["url"] = url, ["connectionString"] = lambda.ConnectionString });
        else
            output.Write(url);
        output.Note($"For Npgsql: {lambda.ConnectionString}");
        output.Note($"{(files == 0 ? "" : $"{files} {(files == 1 ? "function is answered by its file" : "functions are answered by their files")}; ")}{(forward is null ? "every other function echoes its payload" : $"every other one runs at {forward}")}. Ctrl-C ends it.");
    }
}
