using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Tests;

/// <summary>Sources that must get their clients, with all that a run asserts.</summary>
internal static class GeneratorCase
{
    public const string Types = TestCompilation.Usings + """
        public class Order { }
        public struct Amount { }
        public enum Level : short { Low = -3, None = 0, High = 7 }
        [System.Flags] public enum Options : ulong { None, A = 1, B = 2, All = ulong.MaxValue }

        """;

    public static Task<GeneratorRun> OfAsync(params string[] sources) => OfAsync(TestCompilation.Create(sources));

    public static Task<GeneratorRun> OfAsync(CSharpCompilation compilation) => GeneratorRun.OfAsync(compilation);

    /// <summary>One interface with a default function, around the members.</summary>
    public static Task<GeneratorRun> OfMembersAsync(string members) => OfAsync(Types + $$"""

        [LambdaFunction("f")]
        public interface IFunctions
        {
            {{members}}
        }
        """);

    public static INamedTypeSymbol Type(this GeneratorRun run, string name) =>
        run.Output.GetTypeByMetadataName(name) ?? throw new Xunit.Sdk.XunitException($"There is no type {name}.");

    /// <summary>A method of the client: of the class itself, or the explicit one that implements an interface's.</summary>
    public static IMethodSymbol Method(this GeneratorRun run, string client, string name) =>
        Assert.Single(run.Type(client).GetMembers().OfType<IMethodSymbol>(), m => m.Name == name);
}
