using Microsoft.CodeAnalysis.CSharp;
using static PgLambda.Generator.Tests.RuleSource;

namespace PgLambda.Generator.Tests;

/// <summary>PGL0115, PGL0116, PGL0118, PGL0119, PGL0128: the interface as a whole.</summary>
public class InterfaceRules
{
    private const string Call = "{ [LambdaFunction(\"f\")] Task CallAsync(); }";

    [Theory]
    [InlineData("public class Dapper { }")]
    [InlineData("public static class Npgsql { }")]
    public Task A_type_that_hides_a_namespace(string hiding) => Verify("public interface {|PGL0128:IFunctions|} " + Call + hiding);

    [Theory]
    [InlineData("public class Outer<T> { public interface {|PGL0115:IFunctions|} " + Call + " }")]
    [InlineData("public interface IOuter<T> { public interface {|PGL0115:IFunctions|} " + Call + " }")]
    [InlineData("public class Outer<T> { public class Inner { public interface {|PGL0115:IFunctions|}<U> " + Call + " } }")]
    [InlineData("public class Outer { public interface IFunctions<T> " + Call + " }")]
    public Task An_interface_nested_in_a_generic_type(string source) => Verify(source);

    [Theory]
    [InlineData("public interface {|PGL0116:IFunctions|} " + Call + " public interface {|PGL0116:Functions|} " + Call)]
    [InlineData("public interface {|PGL0116:IFunctions|} " + Call + " public class FunctionsClient { }")]
    [InlineData("public interface {|PGL0116:IFunctions|} " + Call + " public struct FunctionsClient { }")]
    [InlineData("public interface {|PGL0116:IFunctions|} " + Call + " public enum FunctionsClient { }")]
    [InlineData("public interface {|PGL0116:IFunctions|} " + Call + " public interface FunctionsClient { }")]
    [InlineData("public interface {|PGL0116:IFunctions|} " + Call + " public delegate void FunctionsClient();")]
    [InlineData("public interface {|PGL0116:IFunctions|} " + Call + " public partial record FunctionsClient;")]
    [InlineData("public interface {|PGL0116:IFunctions|} " + Call + " public static partial class FunctionsClient { }")]
    [InlineData("public interface {|PGL0116:IFunctions|} " + Call + " public abstract partial class FunctionsClient { }")]
    [InlineData("public interface {|PGL0116:IFunctions|}<FunctionsClient> " + Call)]
    [InlineData("namespace Acme { public interface {|PGL0116:IFunctions|} " + Call + " } namespace Acme.FunctionsClient { public class Other { } }")]
    [InlineData("public interface IFunctions " + Call + " public class Outer { public interface {|PGL0116:IFunctions|} " + Call + " }")]
    [InlineData("public class A { public interface {|PGL0116:IFunctions|} " + Call + " } public class B { public interface {|PGL0116:IFunctions|} " + Call + " }")]
    [InlineData("public class A { public interface {|PGL0116:IFunctions|} " + Call + " public class B { public interface {|PGL0116:Functions|} " + Call + " } }")]
    [InlineData("public interface IFunctions " + Call + " public interface Functions { }")]
    [InlineData("public interface IFunctions " + Call + " public interface IFunctions<T> " + Call)]
    [InlineData("public interface IFunctions " + Call + " public class FunctionsClient<T> { }")]
    [InlineData("public interface IFunctions " + Call + " public partial class FunctionsClient { }")]
    [InlineData("public interface IFunctions " + Call + " public class Outer { public class FunctionsClient { } }")]
    [InlineData("public interface IFunctions " + Call + " namespace Other { public interface IFunctions " + Call + " }")]
    [InlineData("public interface IFunctions " + Call + " public interface Ifunctions " + Call + " public interface ifunctions " + Call)]
    public Task A_name_clash_of_the_generated_client(string source) => Verify(source);

    [Theory]
    [InlineData("file interface {|PGL0118:IFunctions|} " + Call)]
    [InlineData("public class Outer { private interface {|PGL0118:IFunctions|} " + Call + " }")]
    [InlineData("public class Outer { protected interface {|PGL0118:IFunctions|} " + Call + " }")]
    [InlineData("public class Outer { private protected interface {|PGL0118:IFunctions|} " + Call + " }")]
    [InlineData("public class Outer { interface {|PGL0118:IFunctions|} " + Call + " }")]
    [InlineData("public class Outer { private class Inner { public interface {|PGL0118:IFunctions|} " + Call + " } }")]
    [InlineData("file class Outer { public interface {|PGL0118:IFunctions|} " + Call + " }")]
    [InlineData("public class Outer { protected internal interface IFunctions " + Call + " }")]
    [InlineData("internal class Outer { public interface IFunctions " + Call + " }")]
    [InlineData("interface IFunctions " + Call)]
    public Task An_interface_that_a_generated_file_cannot_see(string source) => Verify(source);

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp7)]
    [InlineData(LanguageVersion.CSharp5)]
    public Task CSharp_before_8(LanguageVersion version) => AnalyzerRun.VerifyAsync(
        TestCompilation.ParseOptions(version), TestCompilation.Usings + "public interface {|PGL0119:IFunctions|} " + Call);

    [Fact]
    public Task CSharp_8() => AnalyzerRun.VerifyAsync(TestCompilation.ParseOptions(LanguageVersion.CSharp8), TestCompilation.Usings + "public interface IFunctions " + Call);
}
