using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Tests;

/// <summary>
/// Snapshots in the file convention of Verify.SourceGenerators, so that it can take over without a changed file: expected text in <c>.verified.cs</c> with a
/// first line that names the hint; a mismatch leaves <c>.received.cs</c> beside it and fails. To accept: rename it, or run with PGLAMBDA_ACCEPT_SNAPSHOTS=1.
/// </summary>
internal static class Snapshot
{
    private static readonly UTF8Encoding WithBom = new(encoderShouldEmitUTF8Identifier: true);

    public static void Verify(ImmutableArray<GeneratedSourceResult> sources, string testFile, string method)
    {
        var folder = Path.GetDirectoryName(testFile)!;
        var prefix = $"{Path.GetFileNameWithoutExtension(testFile)}.{method}#";
        var expected = Directory.GetFiles(folder, prefix + "*.verified.cs").Select(Path.GetFileName).ToHashSet();
        var failures = new List<string>();
        foreach (var source in sources)
        {
            var name = prefix + Path.GetFileNameWithoutExtension(source.HintName);
            expected.Remove(name + ".verified.cs");
            if (Compare(folder, name, $"//HintName: {source.HintName}\n{source.SourceText}") is { } failure)
                failures.Add(failure);
        }
        failures.AddRange(expected.Select(file => $"{file} is no longer generated."));
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static string? Compare(string folder, string name, string text)
    {
        var verified = Path.Combine(folder, name + ".verified.cs");
        var received = Path.Combine(folder, name + ".received.cs");
        File.Delete(received);
        if (File.Exists(verified) && Normalize(File.ReadAllText(verified)) == Normalize(text))
            return null;
        if (Environment.GetEnvironmentVariable("PGLAMBDA_ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllText(verified, text, WithBom);
            return null;
        }
        File.WriteAllText(received, text, WithBom);
        return $"{name}.verified.cs {(File.Exists(verified) ? "differs from" : "is missing for")} {name}.received.cs";
    }

    private static string Normalize(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');
}
