using System.Globalization;
using Npgsql;

namespace PgLambda;

/// <summary>What a database says about the extension and the session's role, in one round trip that nothing missing makes fail.</summary>
internal sealed record DatabaseState
{
    // Privileges are asked for by oid, from the catalogs: by name, what is absent would be an error, and so would a schema that the role may not use.
    // Of the overloads of invoke, clients call the one for json by an ARN of aws_commons.
    private const string Sql =
        """
        SELECT
            pg_catalog.quote_ident(current_user),
            pg_catalog.current_database()::text,
            pg_catalog.current_setting('server_version'),
            (SELECT extversion FROM pg_catalog.pg_extension WHERE extname = 'aws_lambda'),
            (SELECT extversion FROM pg_catalog.pg_extension WHERE extname = 'aws_commons'),
            (SELECT pg_catalog.has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace WHERE nspname = 'aws_lambda'),
            (SELECT pg_catalog.bool_and(pg_catalog.has_function_privilege(p.oid, 'EXECUTE')) FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
                WHERE n.nspname = 'aws_lambda' AND p.proname = 'invoke' AND p.proargtypes[1] = 'pg_catalog.json'::pg_catalog.regtype AND p.proargtypes[0] IN (SELECT arn.prorettype FROM arn)),
            (SELECT pg_catalog.has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace WHERE nspname = 'aws_commons'),
            (SELECT pg_catalog.bool_and(pg_catalog.has_function_privilege(arn.oid, 'EXECUTE')) FROM arn),
            pg_catalog.current_setting('aws_lambda.request_timeout_ms', true),
            (SELECT setting FROM pg_catalog.pg_settings WHERE name = 'statement_timeout'),
            (SELECT setting FROM pg_catalog.pg_settings WHERE name = 'transaction_timeout')
        """;

    private const string With =
        """
        WITH arn AS (
            SELECT p.oid, p.prorettype FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
            WHERE n.nspname = 'aws_commons' AND p.proname = 'create_lambda_function_arn')

        """;

    /// <summary>The role in force, quoted as SQL needs it.</summary>
    public required string Role { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>The server's version.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The version of the extension; null where its functions, if any, came otherwise.</summary>
    public string? LambdaVersion { get; init; }

    /// <summary>The version of <c>aws_commons</c>, likewise.</summary>
    public string? CommonsVersion { get; init; }

    /// <summary>Whether the role may use the schema; null where it is missing.</summary>
    public bool? MayUseLambda { get; init; }

    /// <summary>Whether the role may call <c>invoke</c>; null where it is missing.</summary>
    public bool? MayInvoke { get; init; }

    /// <summary>Whether the role may use the schema of <c>aws_commons</c>; null where it is missing.</summary>
    public bool? MayUseCommons { get; init; }

    /// <summary>Whether the role may make an ARN; null where the function is missing.</summary>
    public bool? MayCreateArn { get; init; }

    /// <summary>The session's <c>aws_lambda.request_timeout_ms</c>, as its text; null for the extension's default.</summary>
    public string? RequestTimeout { get; init; }

    /// <summary>The session's <c>statement_timeout</c> in milliseconds; 0 for none.</summary>
    public long StatementTimeout { get; init; }

    /// <summary>The session's <c>transaction_timeout</c> in milliseconds; 0 for none, and before PostgreSQL 17.</summary>
    public long TransactionTimeout { get; init; }

    /// <summary>The connection's <c>Command Timeout</c> in seconds; 0 for none.</summary>
    public int CommandTimeout { get; init; }

    /// <exception cref="NpgsqlException">There is no connection, or no answer.</exception>
    public static async Task<DatabaseState> ReadAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var command = new NpgsqlCommand(With + Sql, connection);
            await using (command.ConfigureAwait(false))
            {
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    return Read(reader, connection.CommandTimeout);
                }
            }
        }
    }

    private static DatabaseState Read(NpgsqlDataReader row, int commandTimeout) => new()
    {
        Role = row.GetString(0),
        Database = row.GetString(1),
        ServerVersion = row.GetString(2),
        LambdaVersion = Text(row, 3),
        CommonsVersion = Text(row, 4),
        MayUseLambda = Boolean(row, 5),
        MayInvoke = Boolean(row, 6),
        MayUseCommons = Boolean(row, 7),
        MayCreateArn = Boolean(row, 8),
        // What a setting that was reset leaves behind is an empty text.
        RequestTimeout = Text(row, 9) is { Length: > 0 } text ? text : null,
        StatementTimeout = Number(row, 10),
        TransactionTimeout = Number(row, 11),
        CommandTimeout = commandTimeout,
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static bool? Boolean(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetBoolean(column);

    private static long Number(NpgsqlDataReader row, int column) => long.TryParse(Text(row, column), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
