using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Tests;

/// <summary>Another generator in the same build. What it makes is in the finished compilation, and out of our generator's sight.</summary>
internal sealed class OtherGenerator(string source, string hintName = "Made.g.cs") : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(context.CompilationProvider, (output, _) => output.AddSource(hintName, source));
}

/// <summary>Another generator that makes the same whatever the project holds: that every generator sees.</summary>
internal sealed class ConstantGenerator(string source) : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterPostInitializationOutput(output => output.AddSource("Constant.g.cs", source));
}
