using static PgLambda.Generator.Tests.RuleSource;

namespace PgLambda.Generator.Tests;

/// <summary>PGL0110 to PGL0112: the types of payloads and results.</summary>
public class PayloadRules
{
    [Theory]
    [InlineData("Task CallAsync({|PGL0110:Missing|} order);")]
    [InlineData("Task CallAsync({|PGL0110:Missing[]|} order);")]
    [InlineData("Task CallAsync({|PGL0110:System.Collections.Generic.List<Missing>|} order);")]
    [InlineData("Task CallAsync({|PGL0110:Missing?|} order);")]
    [InlineData("{|PGL0110:Task<Missing>|} CallAsync();")]
    [InlineData("{|PGL0110:Task<LambdaResult<Missing.Nested>>|} CallAsync();")]
    [InlineData("{|PGL0110:Missing|} CallAsync();")]
    [InlineData("{|PGL0110:Missing<int>|} CallAsync();")]
    [InlineData("Task CallAsync({|PGL0110:Missing|} a, {|PGL0110:Lost|} b);")]
    [InlineData("Task {|PGL0110:CallAsync|}<T>(T order) where T : Missing;")]
    [InlineData("Task CallAsync([ClientContext] {|PGL0110:Missing|} context);")]
    [InlineData("Task CallAsync(Order order);")]
    public Task An_unresolved_type(string member) => VerifyMember(member);

    [Fact]
    public Task An_unresolved_base_interface() => Verify("""
        public interface {|PGL0110:IFunctions|} : IMissing
        {
            [LambdaFunction("f")] Task CallAsync();
        }
        """);

    [Fact]
    public Task An_inaccessible_type() => Verify("""
        public class Outer
        {
            private record Hidden(int A);
            internal record Seen(int A);

            internal interface IFunctions
            {
                [LambdaFunction("f")] Task HiddenAsync({|PGL0110:Hidden|} hidden);
                [LambdaFunction("f")] {|PGL0110:Task<Hidden[]>|} HiddenResultAsync();
                [LambdaFunction("f")] Task<Seen> SeenAsync(Seen seen);
            }
        }
        """);

    [Fact]
    public Task A_file_local_type() => Verify("""
        file record Local(int A);

        internal interface IFunctions
        {
            [LambdaFunction("f")] Task CallAsync({|PGL0110:Local|} local);
        }
        """);

    [Theory]
    [InlineData("Task CallAsync<T>({|PGL0111:T|} order) where T : allows ref struct;")]
    [InlineData("{|PGL0111:Task<T>|} CallAsync<T>() where T : System.IO.Stream;")]
    [InlineData("Task CallAsync<T>({|PGL0111:T[]|} order) where T : System.Delegate;")]
    [InlineData("Task CallAsync<T>({|PGL0111:T|} order) where T : Upload;")]
    [InlineData("Task CallAsync<T, U>({|PGL0111:T|} order) where T : U where U : System.IO.Stream;")]
    [InlineData("Task CallAsync<T>({|PGL0111:System.Collections.Generic.List<T>|} order) where T : class, System.Collections.Generic.IAsyncEnumerable<int>;")]
    [InlineData("Task CallAsync<T>(int order) where T : allows ref struct;")]
    [InlineData("Task CallAsync<T>(int order) where T : System.IO.Stream;")]
    [InlineData("Task<T> CallAsync<T>(T order);")]
    [InlineData("Task<T?> CallAsync<T>(T[] order) where T : Order, new();")]
    [InlineData("Task CallAsync<T, U>(T order) where T : U where U : System.Enum;")]
    public Task An_open_generic_payload_that_cannot_be_serialized(string member) => VerifyMember(member);

    [Fact]
    public Task An_open_generic_payload_of_the_interface() => Verify("""
        [LambdaFunction("f")]
        public interface IFunctions<T, U> where T : allows ref struct where U : System.IO.Stream
        {
            Task CallAsync({|PGL0111:T|} order);
            {|PGL0111:Task<U>|} ReadAsync();
        }

        [LambdaFunction("f")]
        public interface IUnused<T, U> where T : allows ref struct where U : System.IO.Stream
        {
            Task CallAsync();
        }
        """);

    [Theory]
    [InlineData("Task CallAsync({|PGL0112:int*|} order);")]
    [InlineData("Task CallAsync({|PGL0112:int*[]|} order);")]
    [InlineData("Task CallAsync({|PGL0112:delegate*<void>|} order);")]
    [InlineData("Task CallAsync({|PGL0112:System.Action|} order);")]
    [InlineData("Task CallAsync({|PGL0112:System.Delegate|} order);")]
    [InlineData("Task CallAsync({|PGL0112:Callback|} order);")]
    [InlineData("Task CallAsync({|PGL0112:System.Collections.Generic.List<System.Func<int>>|} order);")]
    [InlineData("Task CallAsync({|PGL0112:System.IO.Stream|} order);")]
    [InlineData("Task CallAsync({|PGL0112:Upload|} order);")]
    [InlineData("{|PGL0112:Task<System.IO.MemoryStream>|} CallAsync();")]
    [InlineData("Task CallAsync({|PGL0112:System.Type|} order);")]
    [InlineData("Task CallAsync({|PGL0112:System.Reflection.MethodInfo|} order);")]
    [InlineData("Task CallAsync({|PGL0112:System.Reflection.Assembly|} order);")]
    [InlineData("Task CallAsync({|PGL0112:System.IntPtr|} order);")]
    [InlineData("Task CallAsync({|PGL0112:nuint?|} order);")]
    [InlineData("{|PGL0112:Task<nint>|} CallAsync();")]
    [InlineData("Task CallAsync({|PGL0112:dynamic|} order);")]
    [InlineData("{|PGL0112:Task<dynamic>|} CallAsync();")]
    [InlineData("Task CallAsync({|PGL0112:int[,]|} order);")]
    [InlineData("Task CallAsync({|PGL0112:int[][,]|} order);")]
    [InlineData("Task CallAsync({|PGL0112:(int A, string B)|} order);")]
    [InlineData("{|PGL0112:Task<LambdaResult<(int, int)>>|} CallAsync();")]
    [InlineData("Task CallAsync({|PGL0112:System.ValueTuple<int, int>|} order);")]
    [InlineData("Task CallAsync({|PGL0112:Npgsql.NpgsqlConnection|} connection);")]
    [InlineData("Task CallAsync({|PGL0112:System.Data.Common.DbConnection|} connection);")]
    [InlineData("Task CallAsync({|PGL0112:Npgsql.NpgsqlTransaction|} transaction);")]
    [InlineData("{|PGL0112:Task<Task<int>>|} CallAsync();")]
    [InlineData("Task CallAsync({|PGL0112:ValueTask|} order);")]
    [InlineData("Task CallAsync({|PGL0112:System.Collections.Generic.IAsyncEnumerable<int>|} orders);")]
    [InlineData("Task CallAsync([ClientContext] {|PGL0112:System.IO.Stream|} context);")]
    [InlineData("{|PGL0112:Task<CancellationToken>|} CallAsync();")]
    [InlineData("Task CallAsync(byte[] order);")]
    [InlineData("Task<int[][]> CallAsync(System.Collections.Generic.Dictionary<string, Order[]> orders);")]
    [InlineData("Task CallAsync(System.Tuple<int, string> order, object any, System.Guid id, System.DayOfWeek day);")]
    [InlineData("Task CallAsync(Upload.Header header);")]
    [InlineData("Task CallAsync(System.Text.Json.Nodes.JsonObject order);")]
    public Task Pointers_delegates_Stream_Type_IntPtr_as_payload(string member) => VerifyMember(member);

    // A generated file has no extern alias.
    [Theory]
    [InlineData("global", "public interface IFunctions { [LambdaFunction(\"f\")] Task<Other::Dto> CallAsync(Other::Dto dto); }", null)]
    [InlineData("", "public interface IFunctions { [LambdaFunction(\"f\")] Task CallAsync(Other::Dto dto); }", "'Dto' is known by an extern alias only")]
    [InlineData("", "public interface IFunctions { [LambdaFunction(\"f\")] Task<System.Collections.Generic.List<Other::Dto>> CallAsync(); }", "'Dto' is known by an extern alias only")]
    [InlineData("", "public interface IFunctions : Other::IBase { [LambdaFunction(\"f\")] Task CallAsync(); }", "'IBase' is known by an extern alias only")]
    public async Task A_type_behind_an_extern_alias(string second, string source, string? said)
    {
        var library = Signatures.InheritedSignatures.Reference("#pragma warning disable CS1591\npublic class Dto { }\npublic interface IBase { }");
        var compilation = TestCompilation.Create("extern alias Other;\n" + TestCompilation.Usings + source)
            .AddReferences(library.WithAliases(second.Length == 0 ? ["Other"] : ["Other", second]));
        var errors = (await AnalyzerRun.RunAsync(compilation)).Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ToList();
        if (said is null)
            Assert.Empty(errors);
        else
            Assert.StartsWith(said, Assert.Single(errors).GetMessage(), StringComparison.Ordinal);
        Assert.DoesNotContain(AnalyzerRun.Generate(compilation).Output.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }
}
