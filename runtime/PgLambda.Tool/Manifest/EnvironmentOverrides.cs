extern alias hosting;

using System.Text.Json;
using hosting::PgLambda;
using Microsoft.Extensions.Configuration;
using PgLambda.CompilerServices;

namespace PgLambda.Tool;

/// <summary>What an environment's configuration files make of the methods, by the same code as the application itself.</summary>
internal static class EnvironmentOverrides
{
    /// <summary>The methods as the files have them.</summary>
    /// <param name="methods">The methods as the attributes have them.</param>
    /// <param name="files">Configuration files; what a later one says holds.</param>
    /// <param name="section">The section that the application hands to <c>AddPgLambda</c>.</param>
    /// <exception cref="ToolException">A file cannot be read, or says what cannot be.</exception>
    public static IReadOnlyList<ManifestMethod> Apply(IReadOnlyList<ManifestMethod> methods, IReadOnlyCollection<string> files, string section)
    {
        if (files.Count == 0)
            return methods;
        var options = new LambdaClientOptions();
        var entries = new ConfiguredEntries();
        new SectionReader(options, entries).Read(Load(files).GetSection(section));
        var calls = methods.Select(method => new DeclaredCall(method.Interface, method.Method, method.Target.Name.Text));
        var problems = entries.Errors.Concat(LambdaOverrides.Check(options, calls).Select(problem => $"{entries.Locate(options, problem.Path)}: {problem.Message}")).ToList();
        if (problems.Count > 0)
            throw new ToolException($"{string.Join(", ", files)}: {string.Join(" ", problems)}");
        return [.. methods.Select(method => Apply(method, options))];
    }

    private static ManifestMethod Apply(ManifestMethod method, LambdaClientOptions options)
    {
        var sql = new InvokeSql(method.Target, method.Invocation, LogType.None, HasContext: false)
        {
            TimeoutMilliseconds = method.TimeoutMilliseconds,
            HasQualifierParameter = method.ChoosesQualifier,
        };
        var parts = LambdaOverrides.Resolve(new LambdaOperation(method.Interface, method.Method, sql.Compose()), options).Parts;
        return method with { Target = parts.Target, TimeoutMilliseconds = parts.TimeoutMilliseconds };
    }

    private static IConfigurationRoot Load(IReadOnlyCollection<string> files)
    {
        var builder = new ConfigurationBuilder();
        foreach (var file in files)
        {
            var path = Path.GetFullPath(file);
            if (!File.Exists(path))
                throw new ToolException($"{file}: there is no such file.");
            builder.AddJsonStream(new MemoryStream(File.ReadAllBytes(path)));
        }
        try
        {
            return builder.Build();
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw new ToolException($"{string.Join(", ", files)}: the configuration cannot be read: {(exception.InnerException ?? exception).Message}");
        }
    }
}
