using System.Text;
using System.Text.RegularExpressions;

namespace PgLambda.Testing;

/// <summary>What is appended to postgresql.conf: a server for tests loses everything at its end, so nothing waits for the disk.</summary>
internal static partial class ServerConfiguration
{
    private static readonly (string Name, string Value)[] Defaults =
    [
        ("listen_addresses", "127.0.0.1"),
        ("unix_socket_directories", ""),
        ("max_connections", "200"),
        ("shared_buffers", "32MB"),
        ("fsync", "off"),
        ("synchronous_commit", "off"),
        ("full_page_writes", "off"),
        ("logging_collector", "off"),
        ("log_destination", "stderr"),
        ("jit", "off"),
        ("timezone", "UTC"),
        ("log_timezone", "UTC"),
    ];

    /// <param name="settings">The user's settings, which come last and so win.</param>
    /// <param name="extensionRoot">A directory with a directory <c>extension</c> in it, for servers that have extension_control_path.</param>
    /// <exception cref="ArgumentException">A name is not a setting's name, or is the port, or a value holds a line break.</exception>
    public static string Compose(IDictionary<string, string> settings, string? extensionRoot)
    {
        var text = new StringBuilder("# PgLambda.Testing\n");
        foreach (var (name, value) in Defaults)
            Append(name, value);

        foreach (var (name, value) in settings)
        {
            if (!Name().IsMatch(name))
                throw new ArgumentException($"'{name}' is not the name of a PostgreSQL setting.", nameof(settings));
            if (name.Equals("port", StringComparison.OrdinalIgnoreCase))
                throw new ArgumentException("The port is no setting here: PostgresClusterOptions.Port asks for one, and otherwise a cluster chooses a free one.", nameof(settings));
            if (value.AsSpan().ContainsAny('\n', '\r', '\0'))
                throw new ArgumentException($"The value of '{name}' holds a line break.", nameof(settings));
            Append(name, value);
        }

        if (extensionRoot is not null)
        {
            var own = settings.FirstOrDefault(s => s.Key.Equals("extension_control_path", StringComparison.OrdinalIgnoreCase)).Value;
            Append("extension_control_path", extensionRoot + Path.PathSeparator + (own ?? "$system"));
        }

        return text.ToString();

        void Append(string name, string value) => text.Append(name).Append(" = '")
            .Append(value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.]*\z")]
    private static partial Regex Name();
}
