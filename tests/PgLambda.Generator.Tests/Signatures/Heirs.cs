using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Tests.Signatures;

/// <summary>Interfaces that only inherit functions: a client where [LambdaClient] asks for one, PGL0213 where one would expect it.</summary>
public class Heirs
{
    private const string Crud = TestCompilation.Usings + """
        public class User { }
        public interface ICrud<T> { [LambdaFunction("get")] Task<T> GetAsync(int id, CancellationToken token); [LambdaFunction("put")] Task PutAsync(T item, CancellationToken token); }

        """;

    [Theory]
    [InlineData("[LambdaClient] public interface IUsers : ICrud<User> { }")]
    [InlineData("[LambdaClient(DataSource = \"users\")] public interface IUsers : ICrud<User> { }")]
    [InlineData("[LambdaClient] public partial interface IUsers : ICrud<User> { } public partial interface IUsers { }")]
    [InlineData("public interface IBetween : ICrud<User> { void Note() { } } [LambdaClient] public interface IUsers : IBetween { }")]
    [InlineData("[LambdaClient, LambdaFunction(\"own\")] public interface IUsers : ICrud<User> { }")]
    public async Task Gets_a_client_that_calls_what_is_inherited(string heir)
    {
        var run = await GeneratorCase.OfAsync(Crud + heir);
        Assert.Equal(["CrudClient.1.g.cs", "UsersClient.g.cs"], run.Sources.Select(s => s.HintName).Order(StringComparer.Ordinal));
        var text = run.Sources.Single(s => s.HintName == "UsersClient.g.cs").SourceText.ToString();
        Assert.Contains("global::System.Threading.Tasks.Task<global::User> GetAsync(int id", text, StringComparison.Ordinal);
        Assert.Contains("create_lambda_function_arn('get')", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gets_one_for_type_parameters_too()
    {
        var run = await GeneratorCase.OfAsync(Crud + "[LambdaClient] public interface IMore<T> : ICrud<System.Collections.Generic.List<T>> where T : class { }");
        Assert.Contains(run.Sources, s => s.HintName == "MoreClient.1.g.cs");
    }

    [Theory]
    [InlineData("public interface {|PGL0213:IUsers|} : ICrud<User> { }")]
    [InlineData("public interface IUsers : ICrud<User> { void Note(); }")]
    [InlineData("public interface IMore<T> : ICrud<T> { }")]
    [InlineData("public interface IPlain { } public interface IUsers : IPlain { }")]
    [InlineData("[LambdaClient] public interface IUsers { }")]
    [InlineData("public class Users : ICrud<User> { public Task<User> GetAsync(int id, CancellationToken token) => Task.FromResult(new User()); public Task PutAsync(User item, CancellationToken token) => Task.CompletedTask; }")]
    public Task Without_a_client_is_warned_of_where_one_would_be_expected(string source) => AnalyzerRun.VerifyAsync(Crud + source);

    // At its name, once, and with the member's.
    [Fact]
    public async Task What_is_wrong_with_what_it_inherits()
    {
        var diagnostics = await AnalyzerRun.RunAsync(TestCompilation.Create(TestCompilation.Usings + """
            public interface IBase<T> { [LambdaFunction("f")] Task CallAsync(System.Action a, System.Action b); [LambdaFunction("f", Qualifier = "a b")] Task OtherAsync(T value); [LambdaFunction("f")] void Run(); }
            [LambdaClient] public interface IHeir : IBase<int> { }
            """));
        Assert.Equal(
            [
                "The inherited 'IBase<int>.CallAsync': 'Action' cannot be JSON (a delegate is code, not data); use a type with properties",
                "The inherited 'IBase<int>.OtherAsync': A space cannot be part of a qualifier here; expected $LATEST, a version number or an alias (1 to 128 of A-Z a-z 0-9 - _).",
                "The inherited 'IBase<int>.Run': A client returns Task or ValueTask, and not 'void'; return Task",
            ],
            diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error && d.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(d.Location.SourceSpan) == "IHeir").Select(d => d.GetMessage()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_annotated_is_not_proposed_to_be()
    {
        var diagnostics = await AnalyzerRun.RunAsync(TestCompilation.Create(TestCompilation.Usings + "[LambdaFunction(\"f\")] public interface IFunctions : System.IDisposable { Task CallAsync(); }"));
        var message = Assert.Single(diagnostics, d => d.Id == "PGL0109").GetMessage();
        Assert.EndsWith("implement the method in the interface, as in 'void IDisposable.Dispose() { }'", message, StringComparison.Ordinal);
    }
}
