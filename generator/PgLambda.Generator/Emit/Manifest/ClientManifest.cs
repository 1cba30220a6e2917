using System.Globalization;
using PgLambda.Generator.Model;

namespace PgLambda.Generator.Emit.Manifest;

/// <summary>What a client calls, in words: for the check of a configuration, and for tools that read an assembly without loading it. PgLambda.Tool's reader is its other half.</summary>
internal static class ClientManifest
{
    /// <summary>The form of the lines; a change that an older reader would misread needs another number.</summary>
    public const int Version = 1;

    /// <summary>The interface's full name, and a line for each method. Nothing in it needs to be escaped: the parser lets no quote, backslash or space through.</summary>
    public static IReadOnlyList<string> Lines(ClientModel client) => [client.InterfaceName, .. client.Methods.Select(Describe).Distinct()];

    private static string Describe(MethodModel method)
    {
        var target = method.Sql.Target;
        var parts = new List<string> { method.PlainName, target.Name.Text };
        if (target.Region is not null)
            parts.Add($"region={target.Region}");
        if (Has(method, ParameterRole.Qualifier))
            parts.Add("qualifier=*");
        else if (target.Qualifier is not null)
            parts.Add($"qualifier={target.Qualifier}");
        if (method.Sql.Invocation != InvocationType.RequestResponse)
            parts.Add($"invocation={method.Sql.Invocation}");
        if (method.Sql.TimeoutMilliseconds is { } timeout)
            parts.Add($"timeout={timeout.ToString(CultureInfo.InvariantCulture)}");
        if (Has(method, ParameterRole.CallOptions))
            parts.Add("options");
        return string.Join(" ", parts);
    }

    private static bool Has(MethodModel method, ParameterRole role) => method.Parameters.Any(parameter => parameter.Role == role);
}
