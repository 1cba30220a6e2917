using System.Text.Json;

namespace PgLambda.Tool;

/// <summary>A policy that is kept in a file: one document, or several in an array.</summary>
/// <param name="Statements">All statements, in order.</param>
internal sealed record PolicyFile(IReadOnlyList<PolicyStatement> Statements)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowTrailingCommas = false };

    /// <exception cref="ToolException">The file cannot be read, or is no policy.</exception>
    public static PolicyFile Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), Strict);
            var documents = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray().ToList() : [json.RootElement];
            var statements = new List<PolicyStatement>();
            foreach (var document in documents)
            {
                if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty("Statement", out var all))
                    throw new FormatException("it has no Statement");
                foreach (var statement in all.ValueKind == JsonValueKind.Array ? all.EnumerateArray().ToList() : [all])
                    statements.Add(PolicyStatement.Read(statement, statements.Count + 1));
            }
            return new PolicyFile(statements);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException($"{path}: there is no such file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{path} cannot be read: {exception.Message}");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new ToolException($"{path} is no IAM policy in JSON: {exception.Message}");
        }
    }
}
