using System.Diagnostics;

namespace PgLambda.Benchmarks;

/// <summary>The compilation of <see cref="Build"/> in a compiler that nothing has warmed: a <c>csc</c> process for each, of the SDK that builds this.</summary>
internal static class ColdBuild
{
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("pglambda-cold-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "Shop.cs"), Build.Source);
            await File.WriteAllLinesAsync(Path.Combine(directory, "Shop.rsp"),
                ["-nologo", "-target:library", "-optimize+", "-nullable:enable", "-noconfig", "-nostdlib", "Shop.cs", "-out:Shop.dll", .. Build.References.Select(path => $"-reference:\"{path}\"")]);
            var compiler = Path.Combine(await RoslynAsync(), "bincore", "csc.dll");
            string[] alone = [compiler, "@Shop.rsp"], withClients = [.. alone, $"-analyzer:{typeof(LambdaClientGenerator).Assembly.Location}"];
            List<double> without = [], with = [];
            // The first round reads the compiler from the disk.
            for (var round = -1; round < Rounds; round++)
            {
                var (first, second) = (await SecondsAsync(directory, alone), await SecondsAsync(directory, withClients));
                if (round >= 0)
                {
                    without.Add(first);
                    with.Add(second);
                }
            }
            Console.WriteLine("| | p50 | least | most |\n| --- | --- | --- | --- |");
            Turns.Print($"| the interfaces alone | {Turns.At(without, 0.5):0.0} s | {without.Min():0.0} s | {without.Max():0.0} s |");
            Turns.Print($"| with their clients | {Turns.At(with, 0.5):0.0} s | {with.Min():0.0} s | {with.Max():0.0} s |");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string> RoslynAsync() =>
        (await DotnetAsync(Bytes.Project, "msbuild", "PgLambda.Benchmarks.csproj", "-getProperty:RoslynTargetsPath")).Trim();

    private static async Task<double> SecondsAsync(string directory, string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        await DotnetAsync(directory, arguments);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static Task<string> DotnetAsync(string directory, params string[] arguments) =>
        Child.RunAsync(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = directory });
}
