using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Tests.Signatures;

/// <summary>Generic interfaces and methods with every kind of constraint.</summary>
public class GenericSignatures
{
    private static readonly string[] Constraints =
    [
        "", "where T : class", "where T : class?", "where T : struct", "where T : unmanaged", "where T : notnull", "where T : new()",
        "where T : Order", "where T : Order?", "where T : Order, new()", "where T : class, new()", "where T : System.IComparable<T>",
        "where T : System.IComparable<T>?", "where T : notnull, System.IDisposable", "where T : struct, System.Enum", "where T : System.Enum",
        "where T : class, System.IDisposable, System.IComparable<T?>, new()", "where T : System.Collections.Generic.List<T?>",
    ];

    public static TheoryData<string> EveryConstraint => [.. Constraints];

    [Theory]
    [MemberData(nameof(EveryConstraint))]
    public async Task An_interface(string constraints) => await GeneratorCase.OfAsync(GeneratorCase.Types + $$"""
        public interface IFunctions<T> {{constraints}}
        {
            [LambdaFunction("f")] Task<T> CallAsync(T item);
            [LambdaFunction("f")] Task<T?> ReadAsync(T? item, System.Collections.Generic.List<T?> items);
        }
        """);

    [Theory]
    [MemberData(nameof(EveryConstraint))]
    public async Task A_method(string constraints) =>
        await GeneratorCase.OfMembersAsync($"Task<T> CallAsync<T>(T item) {constraints}; Task<T?> ReadAsync<T>(T? item, T?[] items) {constraints};");

    // Explicitly, T? means something else unless the implementation says what T is.
    [Theory]
    [MemberData(nameof(EveryConstraint))]
    public async Task A_method_implemented_explicitly(string constraints) =>
        await GeneratorCase.OfMembersAsync($"internal Task<T> CallAsync<T>(T item) {constraints}; protected Task<T?> ReadAsync<T>(T? item, T?[] items) {constraints};");

    [Theory]
    [InlineData("Task CallAsync<T>(int item) where T : allows ref struct;")]
    [InlineData("internal Task CallAsync<T>(int item) where T : allows ref struct;")]
    [InlineData("Task CallAsync<T, U>(U item) where T : System.IDisposable, allows ref struct where U : class;")]
    public async Task A_type_parameter_that_allows_ref_structs_and_is_no_payload(string members) => await GeneratorCase.OfMembersAsync(members);

    // A type parameter that has to be called otherwise takes no parameter's name.
    [Fact]
    public async Task A_type_parameter_beside_a_parameter_of_its_new_name()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            [LambdaFunction("f")] public interface IBase { Task CallAsync<T>(T value, int T2, T T3); }
            [LambdaFunction("g")] public interface IFunctions<T> : IBase { }
            """);
        Assert.Equal("T4", Assert.Single(run.Method("FunctionsClient`1", "CallAsync").TypeParameters).Name);
    }

    [Fact]
    public async Task An_interface_whose_type_parameter_allows_ref_structs()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + "[LambdaFunction(\"f\")] public interface IFunctions<T> where T : allows ref struct { Task CallAsync(); }");
        Assert.True(run.Type("FunctionsClient`1").TypeParameters[0].AllowsRefLikeType);
    }

    [Fact]
    public async Task Several_type_parameters() => await GeneratorCase.OfAsync(TestCompilation.Usings + """
        public interface IFunctions<in TKey, out TValue, T3> where TKey : notnull where T3 : TKey
        {
            [LambdaFunction("f")] Task CallAsync<TA, TB>(TKey key, T3 item, TA a, TB b) where TA : TB where TB : class, TKey;
        }
        """);

    [Fact]
    public async Task Type_parameters_of_the_same_name()
    {
        var run = await GeneratorCase.OfAsync(TestCompilation.Usings + """
            public interface IBase<U> { [LambdaFunction("f")] Task<T> CallAsync<T, T2>(U u, T t, T2[] other) where T : System.IComparable<T2>; }
            [LambdaFunction("f")] public interface IFunctions<T> : IBase<T> { }
            """);
        Assert.Equal(["T3", "T2"], run.Method("FunctionsClient`1", "CallAsync").TypeParameters.Select(p => p.Name));
    }

    [Fact]
    public async Task Overloads_that_differ_in_arity_or_type_parameters() => await GeneratorCase.OfMembersAsync("""
        Task CallAsync(int n);
        Task CallAsync<T>(T item);
        Task CallAsync<T>(T[] item);
        Task CallAsync<T, U>(T item);
        Task CallAsync<T>(System.Collections.Generic.List<T> items, int n = 2);
        """);

    [Fact]
    public async Task Deep_generics()
    {
        var type = "int";
        for (var i = 0; i < 60; i++)
            type = $"System.Collections.Generic.List<{type}>";
        await GeneratorCase.OfMembersAsync($"Task<{type}> CallAsync({type} deep);");
    }

    [Fact]
    public async Task Keyword_type_parameters() => await GeneratorCase.OfAsync(TestCompilation.Usings + """
        public interface IFunctions<@class, @where> where @class : notnull
        {
            [LambdaFunction("f")] Task<@where> CallAsync<@int, @async>(@class a, @int b, @async c) where @int : System.IComparable<@async>;
        }
        """);
}
