using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace PgLambda.Testing;

/// <summary>The SQL texts of the stand-in, from the assembly's resources.</summary>
internal static class StandInScript
{
    public static string CommonsControl { get; } = Resource("aws_commons.control");

    public static string LambdaControl { get; } = Resource("aws_lambda.control");

    public static string Commons { get; } = Resource("aws_commons--1.0.sql");

    /// <summary>The schema and the table that hold the listener's address.</summary>
    public static string Endpoint { get; } = Resource("endpoint.sql");

    public static string Lambda { get; } = Endpoint + "\n" + Resource("aws_lambda--1.0.sql");

    /// <summary>Changes with every text: tells whether a database has this very stand-in.</summary>
    public static string Mark { get; } = "aws_lambda stand-in "
        + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Commons + Lambda)))[..16].ToLowerInvariant();

    /// <summary>Notes the mark; the last statement of an installation.</summary>
    public static string Sign { get; } = $"COMMENT ON SCHEMA pglambda_standin IS '{Mark}';\n";

    /// <summary>All of it, as one transaction.</summary>
    public static string Install { get; } = $"""
        BEGIN;
        SET LOCAL client_min_messages = warning;
        SELECT pg_advisory_xact_lock(7224618203);

        {Commons}
        {Lambda}
        {Sign}
        COMMIT;

        """;

    /// <summary>The same in the form of extensions. The address belongs to nobody, so it outlives them.</summary>
    public static string InstallExtension { get; } = $"""
        BEGIN;
        SET LOCAL client_min_messages = warning;
        SELECT pg_advisory_xact_lock(7224618203);

        {Endpoint}
        CREATE EXTENSION aws_lambda CASCADE;
        {Sign}
        COMMIT;

        """;

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("PgLambda.Testing.StandIn." + name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
