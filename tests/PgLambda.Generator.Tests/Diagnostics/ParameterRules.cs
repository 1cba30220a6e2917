using static PgLambda.Generator.Tests.RuleSource;

namespace PgLambda.Generator.Tests;

/// <summary>PGL0105 to PGL0107, PGL0113, PGL0121 to PGL0123: parameters.</summary>
public class ParameterRules
{
    [Fact]
    public Task Arguments_without_a_list() => VerifyMember("Task {|PGL0105:CallAsync|}(int number, __arglist);");

    [Theory]
    [InlineData("Task {|PGL0110:CallAsync|}<T>(T value) where T : System.Collections.Generic.IEnumerable<int*[]>;")]
    [InlineData("Task {|PGL0110:CallAsync|}<T>(T value) where T : System.Collections.Generic.IEnumerable<delegate*<int>[]>;")]
    public Task A_pointer_in_a_constraint(string member) => VerifyMember(member);

    [Theory]
    [InlineData("Task CallAsync(ref int {|PGL0105:number|});")]
    [InlineData("Task CallAsync(in int {|PGL0105:number|});")]
    [InlineData("Task CallAsync(out int {|PGL0105:number|});")]
    [InlineData("Task CallAsync(ref readonly int {|PGL0105:number|});")]
    [InlineData("Task CallAsync(string text, ref CancellationToken {|PGL0105:cancellationToken|});")]
    [InlineData("Task CallAsync({|PGL0105:System.ReadOnlySpan<byte>|} bytes);")]
    [InlineData("Task CallAsync(scoped {|PGL0105:System.Span<byte>|} bytes);")]
    [InlineData("Task CallAsync({|PGL0105:Window|} window);")]
    [InlineData("Task CallAsync(params {|PGL0105:System.ReadOnlySpan<int>|} numbers);")]
    [InlineData("{|PGL0105:ref Task|} CallAsync();")]
    [InlineData("{|PGL0105:ref readonly Task<int>|} CallAsync();")]
    [InlineData("Task CallAsync(int number);")]
    [InlineData("Task CallAsync(System.ReadOnlyMemory<byte> bytes);")]
    [InlineData("Task CallAsync(params int[] numbers);")]
    [InlineData("Task CallAsync(params System.Collections.Generic.List<int> numbers);")]
    public Task Ref_in_out_and_params_ref_struct(string member) => VerifyMember(member);

    [Theory]
    [InlineData("Task CallAsync(CancellationToken a, CancellationToken {|PGL0106:b|});")]
    [InlineData("Task CallAsync(CancellationToken a, int n, CancellationToken {|PGL0106:b|} = default, CancellationToken {|PGL0106:c|} = default);")]
    [InlineData("Task CallAsync({|PGL0112:CancellationToken?|} cancellationToken);")]
    [InlineData("Task CallAsync(CancellationToken a, int n);")]
    public Task Two_CancellationTokens(string member) => VerifyMember(member);

    [Theory]
    [InlineData("Task CallAsync([ClientContext] Order a, [ClientContext] Order {|PGL0107:b|});")]
    [InlineData("Task CallAsync([ClientContext] Order a, Order order);")]
    public Task Two_client_contexts(string member) => VerifyMember(member);

    [Theory]
    [InlineData("[LambdaFunction(\"f\")] Task CallAsync([Qualifier] {|PGL0121:int|} version);")]
    [InlineData("[LambdaFunction(\"f\")] Task CallAsync([Qualifier] {|PGL0121:Order|} order);")]
    [InlineData("Task CallAsync([Qualifier] string {|PGL0122:alias|});")]
    [InlineData("[LambdaFunction(\"f\", Qualifier = \"test\")] Task CallAsync([Qualifier] string {|PGL0122:alias|});")]
    [InlineData("[LambdaFunction(\"f\")] Task CallAsync([Qualifier] string a, [Qualifier] string {|PGL0123:b|});")]
    [InlineData("[LambdaFunction(\"f\")] Task CallAsync([Qualifier] string alias = {|PGL0008:\"a b\"|});")]
    [InlineData("[LambdaFunction(\"f\", Invocation = InvocationType.Event)] Task CallAsync([Qualifier] string? alias);")]
    [InlineData("Task CallAsync(LambdaCallOptions a, LambdaCallOptions? {|PGL0123:b|} = null);")]
    [InlineData("Task CallAsync(ref LambdaCallOptions {|PGL0105:options|});")]
    [InlineData("Task CallAsync(Order order, LambdaCallOptions? options = null);")]
    public Task Qualifiers_and_call_options(string member) => VerifyMember(member);

    [Theory]
    [InlineData("Task CallAsync(int order, int {|PGL0113:Order|});")]
    [InlineData("Task CallAsync(int sku, [PayloadName(\"sku\")] int {|PGL0113:other|});")]
    [InlineData("Task CallAsync([PayloadName(\"a\")] int x, int y, [PayloadName(\"a\")] int {|PGL0113:z|});")]
    [InlineData("Task CallAsync(int @event, int {|PGL0113:Event|});")]
    [InlineData("Task CallAsync(int IPAddress, int {|PGL0113:ipAddress|});")]
    [InlineData("Task CallAsync(int order, [PayloadName(\"Order\")] int other);")]
    [InlineData("Task CallAsync(int order, [PayloadName(\"second\")] int Order);")]
    [InlineData("Task CallAsync(int sku, [ClientContext, PayloadName(\"sku\")] Order context);")]
    [InlineData("Task CallAsync(int cancellationToken, CancellationToken CancellationToken);")]
    public Task Duplicate_JSON_names(string member) => VerifyMember(member);
}
