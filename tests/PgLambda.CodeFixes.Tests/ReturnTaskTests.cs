namespace PgLambda.CodeFixes.Tests;

public class ReturnTaskTests
{
    private static string Interface(string members, string usings = "using System.Threading.Tasks;") => $$"""
        using System.Threading;
        {{usings}}
        using PgLambda;

        public interface IFunctions
        {
        {{members}}
        }
        """;

    [Fact]
    public Task Task() => FixTest<ReturnTaskFix>.VerifyAsync(
        Interface("""
                /// <summary>Documented.</summary>
                [LambdaFunction("a:1", Invocation = InvocationType.Event)]
                /* before */ {|PGL0101:Task<int>|} /* after */ A(CancellationToken token);
            """),
        Interface("""
                /// <summary>Documented.</summary>
                [LambdaFunction("a:1", Invocation = InvocationType.Event)]
                /* before */ Task /* after */ A(CancellationToken token);
            """),
        ReturnTaskFix.TaskKey);

    [Fact]
    public Task LambdaResult() => FixTest<ReturnTaskFix>.VerifyAsync(
        Interface("""
                [LambdaFunction("a:1", Invocation = InvocationType.DryRun)]
                {|PGL0101:Task<LambdaResult<int>>|} A(CancellationToken token);
            """),
        Interface("""
                [LambdaFunction("a:1", Invocation = InvocationType.DryRun)]
                Task<LambdaResult> A(CancellationToken token);
            """),
        ReturnTaskFix.ResultKey);
}
