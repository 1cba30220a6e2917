using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Tests;

/// <summary>What a project may switch off in its own files, and nobody can in a generated one.</summary>
public class SuppressedElsewhere
{
    [Theory]
    // An experimental type is an error wherever it is named.
    [InlineData("#pragma warning disable EXP1\n[System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\")] public interface IFunctions { [LambdaFunction(\"f\")] Task CallAsync(); }")]
    [InlineData("#pragma warning disable EXP1\n[System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\")] public class Order { }\npublic interface IFunctions { [LambdaFunction(\"f\")] Task<Order> CallAsync(Order order); }")]
    [InlineData("#pragma warning disable EXP1\n[System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\")] public interface IBase { Task CallAsync(); }\n[LambdaFunction(\"f\")] public interface IFunctions { Task CallAsync(); }\npublic interface IHeir : IBase { [LambdaFunction(\"f\")] Task OwnAsync(); Task IBase.CallAsync() => OwnAsync(); }")]
    [InlineData("#pragma warning disable OLD1\n[System.Obsolete(\"x\", DiagnosticId = \"OLD1\")] public class Order { }\npublic interface IFunctions { [LambdaFunction(\"f\")] Task<Order> CallAsync(Order order); }")]
    [InlineData("#pragma warning disable OLD1\npublic interface IFunctions { [LambdaFunction(\"f\"), System.Obsolete(\"x\", DiagnosticId = \"OLD1\")] Task CallAsync(); }")]
    [InlineData("#pragma warning disable CS3001, CS3002\n[assembly: System.CLSCompliant(true)] public interface IFunctions { [LambdaFunction(\"f\")] Task<uint> CallAsync(ulong[] order); }")]
    [InlineData("#pragma warning disable CS8981\npublic class order { }\npublic interface ifunctions { [LambdaFunction(\"f\")] Task<order> CallAsync(order value); }")]
    [InlineData("#pragma warning disable CS0436\nnamespace Npgsql { public class NpgsqlBatch { } }\npublic interface IFunctions { [LambdaFunction(\"f\")] Task CallAsync(Npgsql.NpgsqlBatch batch); }")]
    public void Raises_nothing(string source)
    {
        source = source.StartsWith("#pragma", StringComparison.Ordinal) ? source.Insert(source.IndexOf('\n') + 1, TestCompilation.Usings) : TestCompilation.Usings + source;
        var (result, output) = AnalyzerRun.Generate(TestCompilation.Create(source));
        Assert.NotEmpty(result.GeneratedSources);
        Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS1591"));
    }
}
