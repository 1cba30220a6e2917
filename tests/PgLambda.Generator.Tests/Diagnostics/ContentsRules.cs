namespace PgLambda.Generator.Tests;

/// <summary>PGL0211 and PGL0212, and what PGL0112 refuses because the serializer would write something else: data that would be lost on the way.</summary>
public class ContentsRules
{
    private const string Declarations = """
        public interface IEmpty { }
        public interface IFull : IEmpty { int Number { get; } }
        public struct Fields { public int A; public int B; }
        public class Nothing { }
        public class Included { [System.Text.Json.Serialization.JsonInclude] public int A; }
        public class Mixed { public int A; public int B { get; set; } }
        [System.Text.Json.Serialization.JsonConverter(typeof(int))] public struct Converted { public int A; }
        public class Newton { [Newtonsoft.Json.JsonProperty("a")] public int A { get; set; } }
        public class Ignored { [Newtonsoft.Json.JsonIgnore] public int A { get; set; } }
        public class Both { [Newtonsoft.Json.JsonProperty("a"), System.Text.Json.Serialization.JsonPropertyName("a")] public int A { get; set; } }
        public class Contract { [System.Runtime.Serialization.DataMember(Name = "a")] public int A { get; set; } }
        public class Unnamed { [System.Runtime.Serialization.DataMember] public int A { get; set; } }
        namespace Newtonsoft.Json { public class JsonPropertyAttribute(string name) : System.Attribute { public string Name => name; } public class JsonIgnoreAttribute : System.Attribute { } }
        namespace Newtonsoft.Json.Linq { public class JToken { } public class JObject : JToken { } }

        """;

    [Theory]
    [InlineData("Task CallAsync({|PGL0211:IEmpty|} order);")]
    [InlineData("Task CallAsync({|PGL0211:Fields|} order);")]
    [InlineData("Task CallAsync({|PGL0211:Fields?|} order, int number);")]
    [InlineData("{|PGL0211:Task<Fields[]>|} CallAsync();")]
    [InlineData("Task CallAsync({|PGL0211:System.Numerics.Vector3|} order);")]
    [InlineData("Task CallAsync(IFull order);")]
    [InlineData("Task CallAsync(Nothing order);")]
    [InlineData("Task CallAsync(Included order);")]
    [InlineData("Task CallAsync(Mixed order);")]
    [InlineData("Task CallAsync(Converted order);")]
    [InlineData("Task CallAsync(object a, System.DateTime b, System.Guid c, System.Uri d, decimal e, System.TimeSpan f, byte[] g, JsonElement h, RawJson i);")]
    public Task What_is_written_as_an_empty_object(string member) => VerifyMember(member, "using System.Text.Json;\n");

    [Theory]
    [InlineData("Task CallAsync({|PGL0212:Newton|} order);")]
    [InlineData("Task CallAsync({|PGL0212:Ignored|} order);")]
    [InlineData("{|PGL0212:Task<Newton>|} CallAsync();")]
    [InlineData("Task CallAsync({|PGL0212:Contract|} order);")]
    [InlineData("Task CallAsync(Both order);")]
    [InlineData("Task CallAsync(Unnamed order);")]
    public Task Attributes_of_other_serializers(string member) => VerifyMember(member, "");

    [Theory]
    [InlineData("Task CallAsync({|PGL0112:Newtonsoft.Json.Linq.JObject|} order);")]
    [InlineData("Task CallAsync({|PGL0112:System.Numerics.BigInteger|} order);")]
    [InlineData("Task CallAsync({|PGL0112:System.Xml.XmlDocument|} order);")]
    [InlineData("Task CallAsync({|PGL0112:System.Xml.Linq.XElement|} order);")]
    [InlineData("Task CallAsync({|PGL0112:System.Net.IPAddress|} order);")]
    [InlineData("{|PGL0112:Task<System.Net.IPEndPoint>|} CallAsync();")]
    [InlineData("{|PGL0112:Task<System.Net.Http.HttpContent>|} CallAsync();")]
    [InlineData("Task CallAsync({|PGL0112:CancellationTokenSource|} source);")]
    public Task Types_that_the_serializer_takes_for_something_else(string member) => VerifyMember(member, "");

    // Half a character, where it is written.
    [Theory]
    [InlineData("Task CallAsync([PayloadName(\"a{|PGL0127:\\ud800|}\")] int a, int b);")]
    [InlineData("Task CallAsync([PayloadName(\"{|PGL0127:\\udc00|}\\ud800\")] int a, int b);")]
    [InlineData("Task CallAsync([PayloadName(\"\\ud83d\\ude00\")] int a, int b);")]
    public Task A_payload_name_with_half_a_character(string member) => VerifyMember(member, "");

    private static Task VerifyMember(string member, string usings) => AnalyzerRun.VerifyAsync(TestCompilation.Usings + usings + Declarations + $$"""
        [LambdaFunction("price-order:prod")] public interface IFunctions { {{member}} }
        """);
}
