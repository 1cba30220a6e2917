using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgLambda.Generator.Tests.Registration;

/// <summary>What is registered, under which name and for whom. Each case also compiles without a warning, as every run asserts.</summary>
public class RegistrationTests
{
    private const string Functions = "{ [LambdaFunction(\"f\")] Task CallAsync(CancellationToken cancellationToken = default); }";

    [Theory]
    [InlineData("Shop.Api", "AddShopApiLambdaClients")]
    [InlineData("Shop", "AddShopLambdaClients")]
    [InlineData("shop.api-v2", "AddShopApiV2LambdaClients")]
    [InlineData("my_shop", "AddMy_shopLambdaClients")]
    [InlineData("3D.Shop", "Add3DShopLambdaClients")]
    [InlineData("Lädén", "AddLädénLambdaClients")]
    [InlineData("class", "AddClassLambdaClients")]
    [InlineData("--", "AddLambdaClients")]
    public void The_name_of_an_assembly(string assembly, string expected) =>
        Assert.Equal(expected, RegistrationCase.Of(RegistrationCase.Create($"public interface IFunctions {Functions}").WithAssemblyName(assembly)).Method.Name);

    [Theory]
    [InlineData("RegistrationName = \"Orders\"", "AddOrdersLambdaClients")]
    [InlineData("RegistrationName = \"_1\"", "Add_1LambdaClients")]
    [InlineData("RegistrationName = null", "AddAcmeLambdaClients")]
    [InlineData("DataSource = \"orders\"", "AddAcmeLambdaClients")]
    public void The_name_that_is_asked_for(string argument, string expected) =>
        Assert.Equal(expected, RegistrationCase.Of($"[assembly: LambdaClient({argument})] public interface IFunctions {Functions}").Method.Name);

    [Theory]
    [InlineData("{|PGL0125:\"Shop.Api\"|}")]
    [InlineData("{|PGL0125:\"\"|}")]
    [InlineData("{|PGL0125:\"a b\"|}")]
    [InlineData("{|PGL0018:Missing.Name|}")]
    public Task A_name_that_is_none(string name) =>
        AnalyzerRun.VerifyAsync($"using PgLambda;\n[assembly: LambdaClient(RegistrationName = {name})]");

    [Fact]
    public void A_name_that_is_none_registers_nothing()
    {
        var (result, _) = AnalyzerRun.Generate(RegistrationCase.Create($"[assembly: LambdaClient(RegistrationName = \"a.b\")] public interface IFunctions {Functions}"));
        Assert.Single(result.GeneratedSources);
    }

    [Fact]
    public Task A_name_on_an_interface() => AnalyzerRun.VerifyAsync(
        TestCompilation.Usings + $"[LambdaClient(RegistrationName = {{|PGL0210:\"Orders\"|}}, DataSource = \"orders\")] public interface IFunctions {Functions}");

    [Theory]
    [InlineData("", "", "null")]
    [InlineData("DataSource = \"all\"", "", "\"all\"")]
    [InlineData("DataSource = \"all\"", "DataSource = \"own\"", "\"own\"")]
    [InlineData("DataSource = \"all\"", "DataSource = null", "null")]
    [InlineData("DataSource = \"all\"", "JsonContext = null", "\"all\"")]
    public void The_data_source(string assembly, string own, string expected) =>
        Assert.Contains($"typeof(global::IFunctions), {expected});", RegistrationCase.Of($"[assembly: LambdaClient({assembly})] [LambdaClient({own})] public interface IFunctions {Functions}").Text);

    [Fact]
    public Task A_data_source_that_cannot_be_read() => AnalyzerRun.VerifyAsync(
        TestCompilation.Usings + $"[LambdaClient(DataSource = {{|PGL0018:Missing.Key|}})] public interface IFunctions {Functions}",
        "[assembly: PgLambda.LambdaClient(DataSource = {|PGL0018:Missing.Key|})]");

    [Theory]
    [InlineData("public", "internal", Accessibility.Public)]
    [InlineData("internal", "internal", Accessibility.Internal)]
    public void Public_where_an_interface_is(string first, string second, Accessibility expected)
    {
        var method = RegistrationCase.Of($"{first} interface IFirst {Functions} {second} interface ISecond {Functions}").Method;
        Assert.Equal(expected, method.DeclaredAccessibility);
        Assert.Equal(expected, method.ContainingType.DeclaredAccessibility);
    }

    [Theory]
    [InlineData("public interface IGeneric<T>")]
    [InlineData("public interface IWrong : System.IComparable")]
    public void What_is_not_registered_does_not_make_it_public(string declaration)
    {
        var (_, output) = AnalyzerRun.Generate(RegistrationCase.Create($"internal interface IFunctions {Functions} {declaration} {Functions}"));
        var type = output.GetTypeByMetadataName("Microsoft.Extensions.DependencyInjection.AcmeLambdaClientsServiceCollectionExtensions");
        Assert.Equal(Accessibility.Internal, type!.DeclaredAccessibility);
    }

    [Fact]
    public void An_interface_with_an_error_is_not_registered()
    {
        var (result, _) = AnalyzerRun.Generate(RegistrationCase.Create($"public interface IRight {Functions}", "public interface IWrong { [LambdaFunction(\"f\")] void Call(); }"));
        var text = result.GeneratedSources.Single(source => source.HintName.Contains("Registration", StringComparison.Ordinal)).SourceText.ToString();
        Assert.Contains("typeof(global::IRight)", text);
        Assert.DoesNotContain("IWrong", text);
    }

    [Fact]
    public void Without_a_client_or_a_container_there_is_none()
    {
        Assert.Empty(RegistrationCase.Of("public interface IOther { }").Run.Sources);
        Assert.Single(GeneratorRun.Of(TestCompilation.Usings + $"public interface IFunctions {Functions}").Sources);
    }

    [Theory]
    [InlineData("[System.Obsolete]")]
    [InlineData("[System.Obsolete(\"Old.\")]")]
    [InlineData("[System.Obsolete(\"Old.\", true)]")]
    public void Obsolete_interfaces_are_registered_without_a_warning(string obsolete) => Assert.Contains(
        "typeof(global::IOld)", RegistrationCase.Of($"{obsolete} public interface IOld {Functions} public interface INew {Functions}").Text);

    [Theory]
    [InlineData("Task Operations(CancellationToken cancellationToken = default);", "")]
    [InlineData("Task CallAsync(string Operations, CancellationToken cancellationToken = default);", "")]
    [InlineData("Task CallAsync(CancellationToken cancellationToken = default);", "public partial class FunctionsClient { internal int Operations => 1; }")]
    public void The_accessor_of_the_operations_clashes_with_nothing(string member, string part) => Assert.Contains(
        "global::FunctionsClient.Operations2()", RegistrationCase.Of($"public interface IFunctions {{ [LambdaFunction(\"f\")] {member} }} {part}").Text);

    [Fact]
    public void An_interface_of_an_older_language_version()
    {
        var compilation = RegistrationCase.Create();
        var source = CSharpSyntaxTree.ParseText(
            TestCompilation.Usings + $"public interface IFunctions {Functions}", TestCompilation.ParseOptions(LanguageVersion.CSharp8), "Source0.cs", cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotNull(RegistrationCase.Of(compilation.AddSyntaxTrees(source)).Text);
    }
}
