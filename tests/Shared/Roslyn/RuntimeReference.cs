extern alias runtime;

using Microsoft.CodeAnalysis;

namespace PgLambda.SharedTests;

/// <summary>The runtime, as a compilation of a test references it.</summary>
internal static class RuntimeReference
{
    public static MetadataReference PgLambda { get; } = MetadataReference.CreateFromFile(typeof(runtime::PgLambda.LambdaFunctionAttribute).Assembly.Location);
}
