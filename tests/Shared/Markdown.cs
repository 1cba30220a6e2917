using System.Text.RegularExpressions;

namespace PgLambda.SharedTests;

/// <summary>The code in a page.</summary>
internal static partial class Markdown
{
    /// <summary>The blocks of code of a text, in order, and their language.</summary>
    public static IReadOnlyList<(string Language, string Text)> Blocks(string text) =>
        [.. Block().Matches(text.ReplaceLineEndings("\n")).Select(block => (block.Groups[1].Value, block.Groups[2].Value))];

    /// <summary>The blocks of one language.</summary>
    public static IReadOnlyList<string> Blocks(string text, string language) => [.. Blocks(text).Where(block => block.Language == language).Select(block => block.Text)];

    /// <summary>Each block of C# of a page is one of these files, in this order; its first line names it, as the page's reader would.</summary>
    /// <param name="page">The page, named from the root of the repository.</param>
    /// <param name="folder">Where the files are, named likewise.</param>
    /// <param name="files">Their names.</param>
    public static void AssertBlocksAreFiles(string page, string folder, params string[] files)
    {
        var blocks = Blocks(Repository.Read(page), "csharp");
        Assert.Equal(files.Select(file => $"// {file}"), blocks.Select(block => block.Split('\n')[0]));
        Assert.All(files.Zip(blocks), file => Assert.Equal(file.Second, Repository.Read($"{folder}/{file.First}")));
    }

    [GeneratedRegex("^```(\\w*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
