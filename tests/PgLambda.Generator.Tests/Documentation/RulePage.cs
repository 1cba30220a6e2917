using System.Text.RegularExpressions;

namespace PgLambda.Generator.Tests;

/// <summary>A page of docs/rules, taken apart.</summary>
internal sealed partial class RulePage
{
    private RulePage(string title, string[] table, IReadOnlyDictionary<string, string> sections)
    {
        Title = title;
        Table = table;
        Sections = sections;
    }

    public string Title { get; }

    /// <summary>The cells below the heads Severity, Category and Code fix.</summary>
    public string[] Table { get; }

    public IReadOnlyDictionary<string, string> Sections { get; }

    public bool HasCodeFix => Table[2] != "none";

    public static RulePage Of(string id) => Parse(Repository.Read($"docs/rules/{id}.md"));

    public static RulePage Parse(string text)
    {
        var parts = Heading().Split(text);
        var sections = parts.Skip(1).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        return new RulePage(parts[0].Split('\n')[0], Cells(parts[0].Split('\n').SkipWhile(line => line != "| --- | --- | --- |").ElementAt(1)), sections);
    }

    /// <summary>The one code block of a section in a language; null where there is none.</summary>
    public string? Block(string section, string language) =>
        Markdown.Blocks(Sections[section], language).SingleOrDefault();

    public static string[] Cells(string row) => [.. row.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex("^## (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
