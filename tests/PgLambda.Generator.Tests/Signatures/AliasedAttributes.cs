namespace PgLambda.Generator.Tests.Signatures;

/// <summary>Attributes that are written by another name: one client each, wherever the alias is, and none twice.</summary>
public class AliasedAttributes
{
    [Theory]
    [InlineData("using Fn = PgLambda.LambdaFunctionAttribute;", "public interface IFunctions { [Fn(\"f\")] Task CallAsync(); }")]
    [InlineData("using FnAttribute = PgLambda.LambdaFunctionAttribute;", "public interface IFunctions { [Fn(\"f\")] Task CallAsync(); [LambdaFunction(\"g\")] Task OtherAsync(); }")]
    [InlineData("using Fn = PgLambda.LambdaFunctionAttribute;", "public interface IFunctions { [LambdaFunction(\"f\")] Task CallAsync(); [Fn(\"g\")] Task OtherAsync(); }")]
    [InlineData("using Fn = PgLambda.LambdaFunctionAttribute;", "[Fn(\"f\")] public interface IFunctions { Task CallAsync(); [LambdaFunction(\"g\")] Task OtherAsync(); }")]
    [InlineData("using Fn = PgLambda.LambdaFunctionAttribute;", "[Fn(\"f\"), LambdaClient(DataSource = \"x\")] public interface IFunctions { Task CallAsync(); }")]
    [InlineData("using Fn = PgLambda.LambdaFunctionAttribute;", "[Fn(\"f\")] public partial interface IFunctions { Task CallAsync(); } [LambdaClient] public partial interface IFunctions { [LambdaFunction(\"g\")] Task OtherAsync(); }")]
    [InlineData("using Client = PgLambda.LambdaClientAttribute;", "public interface IBase { [LambdaFunction(\"f\")] Task CallAsync(); } [Client] public interface IFunctions : IBase { }")]
    [InlineData("using Mine = System.ObsoleteAttribute;", "public interface IFunctions { [PgLambda.LambdaFunctionAttribute(\"f\")] Task CallAsync(); [global::PgLambda.LambdaFunction(\"g\")] Task OtherAsync(); }")]
    [InlineData("global using Fn = PgLambda.LambdaFunctionAttribute;", "public interface IFunctions { [Fn(\"f\")] Task CallAsync(); }")]
    [InlineData("using PG = PgLambda;", "public interface IFunctions { [PG::LambdaFunction(\"f\")] Task CallAsync(); }")]
    public async Task Get_one_client(string alias, string source)
    {
        var run = await GeneratorCase.OfAsync(alias + "\n" + TestCompilation.Usings + source);
        Assert.Single(run.Sources, generated => generated.HintName == "FunctionsClient.g.cs");
    }

    // Another library's attribute of the same name is none of ours.
    [Fact]
    public void Of_another_library_get_none()
    {
        var (result, _) = AnalyzerRun.Generate(TestCompilation.Create(
            "namespace Other { public class LambdaFunctionAttribute(string name) : System.Attribute { public string Name => name; } public class LambdaClientAttribute : System.Attribute; public interface IFunctions { [LambdaFunction(\"f\")] void Call(); } [LambdaClient] public interface IHeir : IFunctions { } }"));
        Assert.Empty(result.GeneratedSources);
    }
}
