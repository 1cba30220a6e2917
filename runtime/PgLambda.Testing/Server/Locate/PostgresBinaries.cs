using Microsoft.Extensions.Logging;

namespace PgLambda.Testing;

/// <summary>Chooses the binaries that a cluster's options ask for: installed ones first, then npm's.</summary>
internal static class PostgresBinaries
{
    public static Task<PostgresInstallation> FindAsync(PostgresClusterOptions options, ILogger logger, CancellationToken cancellationToken) =>
        FindAsync(options, new PostgresLocator(), new NpmBinaries(), logger, cancellationToken);

    public static async Task<PostgresInstallation> FindAsync(
        PostgresClusterOptions options, PostgresLocator locator, NpmBinaries npm, ILogger logger, CancellationToken cancellationToken)
    {
        PostgresInstallation? installed = null;
        if (options.Source != PostgresBinarySource.Npm || options.BinDirectory is not null)
            installed = await locator.FindAsync(options.MajorVersion, options.BinDirectory, logger, cancellationToken).ConfigureAwait(false);
        if (installed is not null)
            return installed;
        if (options.Source == PostgresBinarySource.Installed)
            throw new PostgresNotFoundException(Looked() + Environment.NewLine + InstallAdvice.Text(options.MajorVersion));

        try
        {
            return await npm.GetAsync(options.MajorVersion, logger, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresNotFoundException e) when (options.Source == PostgresBinarySource.Any)
        {
            throw new PostgresNotFoundException(Looked() + Environment.NewLine + e.Message, e.InnerException);
        }

        string Looked() =>
            $"No installed PostgreSQL{(options.MajorVersion is { } major ? $" {major}" : "")} was found. Looked for:" + Environment.NewLine
            + string.Join(Environment.NewLine, locator.Tried.Select(tried => "  - " + tried));
    }
}
