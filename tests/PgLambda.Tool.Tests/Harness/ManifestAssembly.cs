using System.Reflection;
using System.Reflection.Emit;
using PgLambda.CompilerServices;

namespace PgLambda.Tool.Tests;

/// <summary>Writes an assembly with one client, whose manifest says what a test wants.</summary>
internal static class ManifestAssembly
{
    public static TemporaryFile Write(string calls, int version = 1, string constant = "Calls")
    {
        var file = new TemporaryFile("App.dll", text: null);
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("App"), typeof(object).Assembly);
        var client = assembly.DefineDynamicModule("App").DefineType("App.Client", TypeAttributes.Public | TypeAttributes.Class);
        client.SetCustomAttribute(new CustomAttributeBuilder(typeof(LambdaManifestAttribute).GetConstructors()[0], [version, "Calls"]));
        client.DefineField(constant, typeof(string), FieldAttributes.Assembly | FieldAttributes.Static | FieldAttributes.Literal).SetConstant(calls);
        client.CreateType();
        assembly.Save(file.Path);
        return file;
    }
}
