namespace PgLambda.CodeFixes.Tests;

public class MakeInternalTests
{
    private static string Nested(string declaration, string rest = "", string outer = "public class Outer") => Source.Usings + $$"""

        {{outer}}
        {
            /// <summary>Documented.</summary>
            [System.Obsolete]
            {{declaration}}
            {
                [LambdaFunction("a")]
                Task A(CancellationToken token);
        {{rest}}
            }

            private class Hidden { }
        }
        """;

    [Theory]
    [InlineData("private interface {|PGL0118:IFunctions|}", "internal interface IFunctions")]
    [InlineData("protected interface {|PGL0118:IFunctions|}", "internal interface IFunctions")]
    [InlineData("private protected interface {|PGL0118:IFunctions|} // why", "internal interface IFunctions // why")]
    [InlineData("interface {|PGL0118:IFunctions|}", "internal interface IFunctions")]
    [InlineData("private partial interface {|PGL0118:IFunctions|}", "internal partial interface IFunctions")]
    [InlineData("/* a */ private /* b */ interface {|PGL0118:IFunctions|}", "/* a */ internal /* b */ interface IFunctions")]
    public Task Nested_interface(string before, string after) => FixTest<MakeInternalFix>.VerifyAsync(Nested(before), Nested(after));

    [Fact]
    public Task Not_where_the_outer_type_is_hidden() => FixTest<MakeInternalFix>.VerifyNoneAsync(
        Nested("public interface {|PGL0118:IFunctions|}", outer: "public class Outermost { private class Outer") + "\n}");

    [Fact]
    public Task Not_where_both_are_hidden() => FixTest<MakeInternalFix>.VerifyNoneAsync(
        Nested("private interface {|PGL0118:{|PGL0118:IFunctions|}|}", outer: "public class Outermost { private class Outer") + "\n}");

    [Fact]
    public Task Not_where_it_is_local_to_the_file() => FixTest<MakeInternalFix>.VerifyNoneAsync(
        Source.Of("    [LambdaFunction(\"a\")]\n    Task A(CancellationToken token);", "{|PGL0118:IFunctions|}").Replace("public", "file", StringComparison.Ordinal));

    [Fact]
    public Task Not_where_it_uses_a_hidden_type() => FixTest<MakeInternalFix>.VerifyNoneAsync(
        Nested("private interface {|PGL0118:IFunctions|}", "        [LambdaFunction(\"b\")]\n        {|PGL0110:Task<Hidden[]>|} B(CancellationToken token);"));

    [Fact]
    public Task Not_where_its_constraint_is_hidden() => FixTest<MakeInternalFix>.VerifyNoneAsync(
        Nested("private interface {|PGL0118:IFunctions|}<T> where T : Hidden"));

    [Fact]
    public Task All()
    {
        static string Two(string accessibility, string one, string two, string outer) => Source.Usings + $$"""

            public class {{outer}}
            {
                {{accessibility}} interface {{one}}
                {
                    [LambdaFunction("a")]
                    Task A(CancellationToken token);
                }

                {{accessibility}} interface {{two}}
                {
                    [LambdaFunction("a")]
                    Task A(CancellationToken token);
                }
            }
            """;
        return FixTest<MakeInternalFix>.VerifyAsync(
            [Two("private", "{|PGL0118:IA|}", "{|PGL0118:IB|}", "OuterOne"), Two("protected", "{|PGL0118:IC|}", "{|PGL0118:ID|}", "OuterTwo")],
            [Two("internal", "IA", "IB", "OuterOne"), Two("internal", "IC", "ID", "OuterTwo")]);
    }
}
