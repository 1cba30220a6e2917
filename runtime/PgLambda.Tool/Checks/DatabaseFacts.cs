using System.Data;
using Npgsql;

namespace PgLambda.Tool;

/// <summary>What a database says of itself. Everything is asked for in a read-only transaction, from catalogs that everybody may read.</summary>
internal sealed record DatabaseFacts
{
    private const string Server =
        """
        SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_setting('server_version_num')::pg_catalog.int4, pg_catalog.current_database()::pg_catalog.text,
            current_user::pg_catalog.text, pg_catalog.pg_is_in_recovery(), pg_catalog.pg_backend_pid(),
            pg_catalog.current_setting('rds.custom_dns_resolution', true),
            (SELECT setting::pg_catalog.int8 FROM pg_catalog.pg_settings WHERE name = 'statement_timeout'),
            (SELECT setting::pg_catalog.int8 FROM pg_catalog.pg_settings WHERE name = 'transaction_timeout'),
            pg_catalog.current_setting('aws_lambda.request_timeout_ms', true),
            EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'public'),
            EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'pglambda_standin')
        """;

    private const string Extensions =
        """
        SELECT e.name::pg_catalog.text, a.default_version, x.extversion,
            EXISTS (SELECT FROM pg_catalog.pg_namespace AS n WHERE n.nspname = e.name),
            (SELECT pg_catalog.count(*) FROM pg_catalog.pg_namespace AS n JOIN pg_catalog.pg_proc AS p ON p.pronamespace = n.oid WHERE n.nspname = e.name)
        FROM (VALUES ('aws_lambda'), ('aws_commons')) AS e (name)
        LEFT JOIN pg_catalog.pg_available_extensions AS a ON a.name = e.name
        LEFT JOIN pg_catalog.pg_extension AS x ON x.extname = e.name
        """;

    // Privileges by oid: by name, what is absent would be an error. Clients call the overload for json by an ARN of aws_commons.
    private const string Privileges =
        """
        WITH arn AS (
            SELECT p.oid, p.prorettype FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
            WHERE n.nspname = 'aws_commons' AND p.proname = 'create_lambda_function_arn')
        SELECT pg_catalog.quote_ident(r.rolname),
            (SELECT pg_catalog.has_schema_privilege(r.oid, oid, 'USAGE') FROM pg_catalog.pg_namespace WHERE nspname = 'aws_lambda'),
            (SELECT pg_catalog.bool_and(pg_catalog.has_function_privilege(r.oid, p.oid, 'EXECUTE')) FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
                WHERE n.nspname = 'aws_lambda' AND p.proname = 'invoke' AND p.proargtypes[1] = 'pg_catalog.json'::pg_catalog.regtype AND p.proargtypes[0] IN (SELECT arn.prorettype FROM arn)),
            (SELECT pg_catalog.has_schema_privilege(r.oid, oid, 'USAGE') FROM pg_catalog.pg_namespace WHERE nspname = 'aws_commons'),
            (SELECT pg_catalog.bool_and(pg_catalog.has_function_privilege(r.oid, arn.oid, 'EXECUTE')) FROM arn),
            pg_catalog.has_function_privilege(r.oid, 'pg_catalog.set_config(text, text, boolean)', 'EXECUTE')
        FROM pg_catalog.pg_roles AS r WHERE r.rolname = coalesce($1, current_user)
        """;

    private const string Settings = "SELECT name, setting, context FROM pg_catalog.pg_settings WHERE name LIKE 'aws\\_lambda.%' ORDER BY name";

    public required string Version { get; init; }

    /// <summary>The same as a number, 150018 for 15.18.</summary>
    public required int VersionNumber { get; init; }

    public required string Name { get; init; }

    public required string Role { get; init; }

    public required bool IsStandby { get; init; }

    /// <summary>Whether the backend is another than the one that the connection was opened to.</summary>
    public required bool IsPooled { get; init; }

    public required string? CustomDns { get; init; }

    /// <summary>In milliseconds; 0 for none.</summary>
    public required long StatementTimeout { get; init; }

    /// <summary>In milliseconds; 0 for none, and before PostgreSQL 17.</summary>
    public required long TransactionTimeout { get; init; }

    public required string? RequestTimeout { get; init; }

    public required bool HasPublicSchema { get; init; }

    /// <summary>Whether it is the local stand-in that answers here.</summary>
    public required bool IsStandIn { get; init; }

    public required IReadOnlyList<ExtensionFacts> InstalledAndAvailable { get; init; }

    /// <summary>The settings of the extension that the server knows, and who may change each.</summary>
    public required IReadOnlyList<(string Name, string Value, string Context)> LambdaSettings { get; init; }

    /// <summary>What roles may do: the connection's own first, then each that was asked about; null where there is no such role.</summary>
    public required IReadOnlyList<(string Role, RoleFacts? Facts)> Roles { get; init; }

    public static async Task<DatabaseFacts> ReadAsync(NpgsqlConnection connection, IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await using (var readOnly = new NpgsqlCommand("SET TRANSACTION READ ONLY", connection))
            await readOnly.ExecuteNonQueryAsync(cancellationToken);
        var server = (await ReadAsync(connection, Server, null, row => (
            row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.GetInt32(5), Text(row, 6), Number(row, 7), Number(row, 8), Text(row, 9), row.GetBoolean(10), row.GetBoolean(11)), cancellationToken)).Single();
        var about = new List<(string, RoleFacts?)>();
        foreach (var role in roles.Prepend(null))
        {
            var facts = (await ReadAsync(connection, Privileges, role ?? (object)DBNull.Value, row =>
                new RoleFacts(row.GetString(0), Boolean(row, 1), Boolean(row, 2), Boolean(row, 3), Boolean(row, 4), row.GetBoolean(5)), cancellationToken)).SingleOrDefault();
            about.Add((role ?? server.Item4, facts));
        }
        return new DatabaseFacts
        {
            Version = server.Item1,
            VersionNumber = server.Item2,
            Name = server.Item3,
            Role = server.Item4,
            IsStandby = server.Item5,
            IsPooled = server.Item6 != connection.ProcessID,
            CustomDns = server.Item7,
            StatementTimeout = server.Item8,
            TransactionTimeout = server.Item9,
            RequestTimeout = server.Item10 is { Length: > 0 } text ? text : null,
            HasPublicSchema = server.Item11,
            IsStandIn = server.Item12,
            InstalledAndAvailable = await ReadAsync(connection, Extensions, null, row => new ExtensionFacts(row.GetString(0), Text(row, 1), Text(row, 2), row.GetBoolean(3), row.GetInt64(4) > 0), cancellationToken),
            LambdaSettings = await ReadAsync(connection, Settings, null, row => (row.GetString(0), Text(row, 1) ?? "", row.GetString(2)), cancellationToken),
            Roles = about,
        };
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, object? parameter, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (parameter is not null)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static bool? Boolean(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetBoolean(column);

    private static long Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? 0 : row.GetInt64(column);
}

/// <summary>An extension.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Available">The newest version that the server has; null for none.</param>
/// <param name="Installed">The version in this database; null for none.</param>
/// <param name="HasSchema">Whether the schema of its name is there.</param>
/// <param name="HasFunctions">Whether functions are in that schema.</param>
internal sealed record ExtensionFacts(string Name, string? Available, string? Installed, bool HasSchema, bool HasFunctions);

/// <summary>What a role may do; null where the thing itself is missing.</summary>
internal sealed record RoleFacts(string Quoted, bool? UsesLambda, bool? Invokes, bool? UsesCommons, bool? MakesArns, bool SetsSettings)
{
    /// <summary>The grants that it lacks.</summary>
    public IEnumerable<string> MissingGrants()
    {
        if (UsesLambda == false)
            yield return $"GRANT USAGE ON SCHEMA aws_lambda TO {Quoted};";
        if (Invokes == false)
            yield return $"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO {Quoted};";
        if (UsesCommons == false)
            yield return $"GRANT USAGE ON SCHEMA aws_commons TO {Quoted};";
        if (MakesArns == false)
            yield return $"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_commons TO {Quoted};";
    }
}
