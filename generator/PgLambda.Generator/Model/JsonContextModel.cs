namespace PgLambda.Generator.Model;

/// <summary>The serializer context that gives a client its contracts.</summary>
/// <param name="Type">The class as C# text.</param>
/// <param name="HasOptions">Whether it says its own options, which then hold; otherwise the web defaults do.</param>
internal sealed record JsonContextModel(string Type, bool HasOptions);
