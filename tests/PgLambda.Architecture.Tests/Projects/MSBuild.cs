using System.Diagnostics;
using System.Reflection;

namespace PgLambda.Architecture.Tests;

/// <summary>What MSBuild answers of the product's projects, all of them asked at once, in a process of its own.</summary>
internal static class MSBuild
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly Lazy<Task<IReadOnlyDictionary<string, IReadOnlyList<Answer>>>> All = new(AskAsync);

    /// <summary>The answers of a project, one for each of its frameworks.</summary>
    public static async Task<IReadOnlyList<Answer>> AnswersAsync(string project) => (await All.Value)[Path.GetFileNameWithoutExtension(project)];

    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<Answer>>> AskAsync()
    {
        var directory = Directory.CreateTempSubdirectory("pglambda-answers-");
        try
        {
            await RunAsync([
                "msbuild", Repository.PathOf("tests/PgLambda.Architecture.Tests/Projects/Answers.proj"), "-target:Ask", "-nodeReuse:false", "-verbosity:quiet",
                $"-property:Asked=\"{string.Join(';', Product.Projects.Select(Repository.PathOf))}\"",
                $"-property:Answers={directory.FullName}",
                $"-property:Configuration={typeof(MSBuild).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration}"]);
            return directory.GetDirectories().ToDictionary(
                project => project.Name,
                IReadOnlyList<Answer> (project) => [.. project.GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => Answer.Read(file.FullName))]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}{await error}");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} took longer than {Limit}.");
        }
    }
}

/// <summary>What one framework's build of a project is given, as Answers.targets writes it.</summary>
/// <param name="Compiler">The arguments of the compiler.</param>
/// <param name="Projects">The projects that it references, by name, but those that only travel in its package.</param>
/// <param name="Packages">The packages that it references, but those that a user of it does not get.</param>
internal sealed record Answer(IReadOnlyList<string> Compiler, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    public static Answer Read(string path)
    {
        var lines = File.ReadAllLines(path).Select(line => line.Split('\t')).ToLookup(parts => parts[0], parts => parts[1..]);
        return new Answer(
            [.. lines["compiler"].Select(parts => parts[0])],
            [.. lines["project"].Where(parts => parts[1] is not "false").Select(parts => parts[0])],
            [.. lines["package"].Where(parts => parts is [_, not "true", not "all"]).Select(parts => parts[0])]);
    }
}
