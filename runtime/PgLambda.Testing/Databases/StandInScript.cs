using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace PgLambda.Testing;

/// <summary>The SQL texts of the stand-in, from the assembly's resources.</summary>
internal static class StandInScript
{
    public static string CommonsControl { get; } = Resource("aws_commons.control");

    public static string LambdaControl { get; } = Resource("aws_lambda.control");

    /// <summary>Refuses what another role has put in the place of the stand-in's own; the first statements of every installation.</summary>
    public static string Owners { get; } = Resource("owners.sql");

    public static string Commons { get; } = Owners + "\n" + Resource("aws_commons--1.2.sql");

    public static string Lambda { get; } = Owners + "\n" + Resource("prepare.sql") + "\n" + Resource("aws_lambda--1.0.sql");

    /// <summary>Changes with every text: tells whether a database has this very stand-in.</summary>
    public static string Mark { get; } = "aws_lambda stand-in "
        + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Commons + Lambda)))[..16].ToLowerInvariant();

    /// <summary>What the extension's file holds.</summary>
    public static string LambdaExtension { get; } = Lambda + "\n" + Sign;

    /// <summary>
    /// Opens a transaction that depends on nothing that was set for the database or the role beforehand: a superuser is himself, and names mean what they mean to PostgreSQL.
    /// </summary>
    public static string Begin => """
        BEGIN READ WRITE;
        SET LOCAL search_path = pg_catalog, pg_temp;
        SET LOCAL client_min_messages = warning;
        SET LOCAL standard_conforming_strings = on;
        DO $do$
        BEGIN
            IF (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = session_user) THEN
                SET LOCAL ROLE NONE;
            END IF;
        END
        $do$;
        SELECT pg_catalog.pg_advisory_xact_lock(7224618203);

        """;

    /// <summary>All of it, as one transaction.</summary>
    public static string Install { get; } = $"""
        {Begin}
        {Commons}
        {Lambda}
        {Sign}
        COMMIT;

        """;

    /// <summary>The same in the form of extensions.</summary>
    public static string InstallExtension { get; } = $"""
        {Begin}
        {Owners}
        DO $do$
        BEGIN
            EXECUTE format('CREATE EXTENSION aws_lambda SCHEMA %I CASCADE', CASE WHEN to_regnamespace('public') IS NULL THEN 'pg_catalog' ELSE 'public' END);
        END
        $do$;
        COMMIT;

        """;

    /// <summary>Notes the mark; the last statement of an installation.</summary>
    private static string Sign => $"COMMENT ON SCHEMA pglambda_standin IS '{Mark}';\n";

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("PgLambda.Testing.StandIn." + name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
