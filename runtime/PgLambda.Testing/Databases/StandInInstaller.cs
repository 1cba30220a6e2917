using Npgsql;

namespace PgLambda.Testing;

/// <summary>
/// Puts the stand-in of <c>aws_commons</c> and <c>aws_lambda</c> into a database. <see cref="LocalLambda"/> does it by itself;
/// this is for whoever wants the objects to be there beforehand, for example in a template.
/// </summary>
public static class StandInInstaller
{
    /// <summary>
    /// Plain SQL, one transaction, that <c>psql</c> can run and that may be run again. Needs a superuser and the library of <c>dblink</c>, or
    /// the right to create schemas and the extension <c>dblink</c>, there or to be created. Afterwards <c>aws_lambda.invoke</c> fails with <c>nothing serves the aws_lambda stand-in in this database</c> until a <see cref="LocalLambda"/>
    /// is started on the database, which sets its address there.
    /// </summary>
    public static string Script => StandInScript.Install;

    /// <summary>Installs the stand-in, or brings it up to date; does nothing when the database has this very version.</summary>
    /// <param name="connection">An open connection to the database, as its owner or a superuser, outside a transaction.</param>
    /// <param name="cancellationToken">Gives up; what was done is undone.</param>
    /// <exception cref="PostgresException">A right is missing, dblink is not available (<c>postgresql-contrib</c>), or the database's encoding is not UTF8.</exception>
    public static async Task InstallAsync(NpgsqlConnection connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (await IsInstalledAsync(connection, cancellationToken).ConfigureAwait(false))
            return;
        await SetupTransaction.RunScriptAsync(connection, StandInScript.Install, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Installs it in the form of extensions, which the server must be able to find: see <see cref="ExtensionFiles"/>. A <c>CREATE EXTENSION IF NOT EXISTS</c>
    /// of the application's own then finds them. What is there already, as an extension or not, is brought up to date in the form that it has.
    /// </summary>
    internal static async Task InstallExtensionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await IsInstalledAsync(connection, cancellationToken).ConfigureAwait(false))
            return;
        var script = await CanBeExtensionAsync(connection, cancellationToken).ConfigureAwait(false) ? StandInScript.InstallExtension : StandInScript.Install;
        await SetupTransaction.RunScriptAsync(connection, script, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leaves <c>aws_commons</c> to those who are granted it.</summary>
    internal static Task CloseCommonsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => SetupTransaction.RunScriptAsync(
        connection, StandInScript.Begin + StandInScript.Owners + "REVOKE USAGE ON SCHEMA aws_commons FROM PUBLIC; COMMIT;", cancellationToken);

    private static async Task<bool> IsInstalledAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => true.Equals(await SetupTransaction.RunAsync(
        connection, "SELECT obj_description(to_regnamespace('pglambda_standin'), 'pg_namespace') = $1 AND to_regnamespace('aws_lambda') IS NOT NULL",
        [new NpgsqlParameter { Value = StandInScript.Mark }], cancellationToken).ConfigureAwait(false));

    private static async Task<bool> CanBeExtensionAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => true.Equals(await SetupTransaction.RunAsync(
        connection,
        """
        SELECT to_regnamespace('aws_lambda') IS NULL AND to_regnamespace('pglambda_standin') IS NULL
            AND (to_regnamespace('aws_commons') IS NULL OR EXISTS (SELECT FROM pg_extension WHERE extname = 'aws_commons'))
        """,
        [], cancellationToken).ConfigureAwait(false));
}
