using System.ComponentModel;

namespace PgLambda.CompilerServices;

/// <summary>What a method calls, by names alone: enough to check options by, without making what is called. Not meant to be used by other code.</summary>
/// <param name="Interface">The interface with its namespace and outer types, such as <c>Shop.Api.IOrderFunctions</c>.</param>
/// <param name="Method">The method, such as <c>PriceAsync</c>.</param>
/// <param name="Function">The function, as it is written in the attribute.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DeclaredCall(string Interface, string Method, string Function)
{
    /// <summary>Reads what the generator wrote of an interface; see <see cref="LambdaManifestAttribute"/>.</summary>
    internal static IReadOnlyList<DeclaredCall> Read(string text)
    {
        var lines = text.Split('\n');
        var calls = new DeclaredCall[lines.Length - 1];
        for (var i = 0; i < calls.Length; i++)
        {
            var words = lines[i + 1].Split(' ');
            calls[i] = new DeclaredCall(lines[0], words[0], words[1]);
        }
        return calls;
    }

    internal static DeclaredCall Of(LambdaOperation operation) => new(operation.Interface, operation.Method, operation.Parts.Target.Name.Text);
}
