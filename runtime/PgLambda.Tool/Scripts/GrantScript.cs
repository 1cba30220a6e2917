using System.Text;

namespace PgLambda.Tool;

/// <summary>The SQL that lets a role call: step 6 of AWS's document, and what it leaves out.</summary>
internal static class GrantScript
{
    /// <summary>The longest name that PostgreSQL keeps, in bytes; it cuts what is longer, and might then mean another role.</summary>
    private const int LongestName = 63;

    /// <summary>The statements, quoted for any name.</summary>
    /// <exception cref="ToolException">No role can be called that.</exception>
    public static IReadOnlyList<string> Statements(string role)
    {
        var name = Quote(role);
        return
        [
            $"GRANT USAGE ON SCHEMA aws_lambda TO {name};",
            $"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {name};",
            $"GRANT USAGE ON SCHEMA aws_commons TO {name};",
            $"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_commons TO {name};",
        ];
    }

    private static string Quote(string role)
    {
        if (role.Any(char.IsControl))
            throw new ToolException("--role holds a control character.");
        var problem = role.Length == 0 ? "is empty"
            : Encoding.UTF8.GetByteCount(role) > LongestName ? $"is longer than {LongestName} bytes: PostgreSQL would cut it, and mean another role"
            : role is "public" ? "means everybody, quoted too: SQL grants cannot tell functions apart, so name the role that calls"
            : role is "none" ? "is reserved"
            : null;
        return problem is null ? $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : throw new ToolException($"--role '{role}' {problem}.");
    }
}
