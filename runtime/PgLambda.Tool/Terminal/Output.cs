using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace PgLambda.Tool;

/// <summary>What is asked for goes to stdout, everything else to stderr; colours only where a person looks at them.</summary>
internal sealed class Output
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextWriter _answer;

    private Output(TextWriter answer, IAnsiConsole console, IAnsiConsole errors)
    {
        _answer = answer;
        Console = console;
        Errors = errors;
    }

    /// <summary>What people look at of an answer: tables and colours.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>What is said beside it.</summary>
    public IAnsiConsole Errors { get; }

    public static Output Create() => new(
        System.Console.Out,
        Create(System.Console.Out, System.Console.IsOutputRedirected),
        Create(System.Console.Error, System.Console.IsErrorRedirected));

    /// <summary>Text as it is, ended by a line feed.</summary>
    public void Write(string text)
    {
        _answer.Write(text.EndsWith('\n') ? text : text + "\n");
        _answer.Flush();
    }

    public void Write(JsonNode json) => Write(Indent(json));

    /// <summary>JSON on one line, for what goes on.</summary>
    public void WriteLine(JsonNode json) => Write(json.ToJsonString(Compact));

    /// <summary>JSON as people read it.</summary>
    public static string Indent(JsonNode json) => json.ToJsonString(Indented);

    /// <summary>A remark, on stderr.</summary>
    public void Note(string text) => Errors.WriteLine(text);

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var plain = isRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        // A pipe has no width: nothing is to be broken or cut for it.
        if (isRedirected)
            console.Profile.Width = 10_000;
        return console;
    }
}
