using System.CommandLine;
using System.CommandLine.Invocation;

namespace PgLambda.Tool;

/// <summary>The verbs, and what every one of them does with bad input, failures and Ctrl-C.</summary>
internal static class CommandLine
{
    /// <summary>How long a server of its own may take to stop after Ctrl-C.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args, Output output)
    {
        var root = new RootCommand("Which Lambda functions an application calls through PostgreSQL, and what that needs: policies, grants, checks.")
        {
            ListCommand.Create(output),
            PolicyCommand.Create(output),
            GrantsCommand.Create(output),
            SetupCommand.Create(output),
            CheckCommand.Create(output),
            InvokeCommand.Create(output),
            LocalCommand.Create(output),
        };
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors.Select(error => error.Message).Distinct())
                output.Note($"pglambda: {error}");
            var verb = parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ";
            output.Note($"Try pglambda {verb}--help.");
            return ExitCode.Input;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = EndsWithin });
        }
        catch (ToolException exception)
        {
            output.Note($"pglambda: {exception.Message}");
            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            output.Note("pglambda: interrupted.");
            return ExitCode.Interrupted;
        }
        catch (IOException exception)
        {
            // Never for a reader that has gone, as head does: .NET's console leaves that unsaid.
            output.Note($"pglambda: {exception.Message.ReplaceLineEndings(" ")}");
            return ExitCode.Input;
        }
    }
}
