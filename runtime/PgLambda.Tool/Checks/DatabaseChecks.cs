using System.Globalization;
using Npgsql;

namespace PgLambda.Tool;

/// <summary>Judges what a database says against what calls need, in the order in which one would mend it.</summary>
/// <param name="facts">What it says.</param>
/// <param name="connection">How one connects.</param>
/// <param name="methods">What the application calls; empty where it was not named.</param>
internal sealed class DatabaseChecks(DatabaseFacts facts, NpgsqlConnectionStringBuilder connection, IReadOnlyList<ManifestMethod> methods)
{
    private const string AsSuperuser = "As rds_superuser, in this database: ";

    // The oldest minor version of each major one that has the extension. See https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL-Lambda.html.
    private static readonly Dictionary<int, int> OldestMinor = new() { [12] = 6, [13] = 2, [14] = 1, [15] = 0, [16] = 0, [17] = 0, [18] = 0 };

    private ExtensionFacts Lambda => facts.InstalledAndAvailable.Single(extension => extension.Name == "aws_lambda");

    public IEnumerable<Check> Judge() =>
    [
        ServerVersion(),
        Replica(),
        Pooler(),
        Available(),
        .. LeftOvers(),
        Installed(),
        .. facts.InstalledAndAvailable.Where(extension => extension.Installed is not null).Select(Current),
        .. facts.Roles.Select((role, i) => Grants(i == 0 ? "grants" : $"grants:{role.Role}", role.Role, role.Facts)),
        Settings(),
        RequestTimeout(),
        Limit("statement-timeout", "statement_timeout", facts.StatementTimeout),
        Limit("transaction-timeout", "transaction_timeout", facts.TransactionTimeout),
        CommandTimeout(),
        Dns(),
        ErrorDetail(),
    ];

    private Check ServerVersion()
    {
        var (major, minor) = (facts.VersionNumber / 10000, facts.VersionNumber % 10000);
        var shown = $"PostgreSQL {facts.Version}, database {facts.Name}, role {facts.Role}{(facts.IsStandIn ? "; the local stand-in answers, not AWS" : "")}";
        return !OldestMinor.TryGetValue(major, out var oldest)
            ? major > 18
                ? new("server-version", CheckStatus.Warn, $"{shown}. Whether this version has aws_lambda is not known here.")
                : new("server-version", CheckStatus.Fail, $"{shown}. No version before 12.6 has aws_lambda.", "Upgrade the engine.")
            : minor < oldest
                ? new("server-version", CheckStatus.Fail, $"{shown}. Of version {major}, aws_lambda is in {major}.{oldest} and later.", $"Upgrade the engine to {major}.{oldest} or later.")
                : new("server-version", CheckStatus.Pass, shown + ".");
    }

    private Check Replica() => facts.IsStandby
        ? new("replica", CheckStatus.Warn, "This is a replica: it calls with the IAM role of its own instance, and its extension and grants are the writer's.", "Attach the role to this instance too; install and grant on the writer.")
        : new("replica", CheckStatus.Pass, "This is the writer.");

    private Check Pooler() => facts.IsPooled
        ? new("pooler", CheckStatus.Warn, "A pooler or proxy stands between: the backend is another than the one that was connected to.",
            "Leave Max Auto Prepare at 0, and set time-outs on the methods: RDS Proxy pins a session that changes a setting.")
        : new("pooler", CheckStatus.Pass, "The connection goes to the server itself, or to a proxy that does not show.");

    private Check Available() => Lambda.Available is { } version
        ? new("extension-available", CheckStatus.Pass, $"The server has aws_lambda {version}.")
        : Lambda.HasFunctions
            ? new("extension-available", CheckStatus.Warn, "The server has no extension aws_lambda; its functions came otherwise.")
            : new("extension-available", CheckStatus.Fail, "The server has no extension aws_lambda.",
                "It is a part of RDS and Aurora PostgreSQL. Elsewhere the package PgLambda.Testing serves one, in a test or beside an application.");

    private IEnumerable<Check> LeftOvers()
    {
        var left = facts.InstalledAndAvailable.Where(extension => extension.Installed is null && extension.HasSchema && !extension.HasFunctions).Select(extension => extension.Name).ToList();
        if (left.Count > 0)
        {
            yield return new("leftover-schema", CheckStatus.Fail, $"The schema {string.Join(" and ", left)} is there without its extension: CREATE EXTENSION fails for it.",
                AsSuperuser + string.Join(" ", left.Select(schema => $"DROP SCHEMA {schema};")));
        }
        else
        {
            yield return new("leftover-schema", CheckStatus.Pass, "No schema of a former installation is in the way.");
        }
        if (!facts.HasPublicSchema && Lambda.Installed is null)
            yield return new("public-schema", CheckStatus.Warn, "There is no schema public: CREATE EXTENSION needs one that the search_path finds.", AsSuperuser + "CREATE SCHEMA public;");
    }

    private Check Installed() => Lambda.Installed is { } version
        ? new("extension-installed", CheckStatus.Pass, $"aws_lambda {version} is installed.")
        : Lambda.HasFunctions
            ? new("extension-installed", CheckStatus.Warn, "The functions of aws_lambda are there without the extension.")
            : new("extension-installed", CheckStatus.Fail, "The extension aws_lambda is not installed in this database.", AsSuperuser + "CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE;");

    // An upgrade of the engine does not upgrade its extensions.
    private static Check Current(ExtensionFacts extension)
    {
        var id = $"extension-version:{extension.Name}";
        return extension.Available is null ? new(id, CheckStatus.Skip, $"Which version of {extension.Name} is the newest is not known: the server lists none.")
            : extension.Available == extension.Installed ? new(id, CheckStatus.Pass, $"{extension.Name} {extension.Installed} is the newest that the server has.")
            : new(id, CheckStatus.Warn, $"{extension.Name} is at {extension.Installed}, and the server has {extension.Available}: an upgrade of the engine leaves extensions as they are.", $"{AsSuperuser}ALTER EXTENSION {extension.Name} UPDATE;");
    }

    private static Check Grants(string id, string role, RoleFacts? privileges)
    {
        if (privileges is null)
            return new(id, CheckStatus.Fail, $"There is no role '{role}'.", "Create it, or check how its name is written: PostgreSQL folds what is not quoted to lower case.");
        if (privileges.Invokes is null || privileges.MakesArns is null)
            return new(id, CheckStatus.Skip, $"What role {privileges.Quoted} may call is not known before the extension is there.");
        var missing = privileges.MissingGrants().ToList();
        return missing.Count == 0
            ? new(id, CheckStatus.Pass, $"Role {privileges.Quoted} may call, and make ARNs.")
            : new(id, CheckStatus.Fail, $"Role {privileges.Quoted} may not call.", AsSuperuser + string.Join(" ", missing));
    }

    private Check Settings() => facts.LambdaSettings.Count == 0
        ? new("settings", CheckStatus.Skip, "The server lists no setting of aws_lambda in this session.")
        : new("settings", CheckStatus.Pass, string.Join(", ", facts.LambdaSettings.Select(setting => $"{setting.Name} = {setting.Value} (changed by: {setting.Context})")) + ".");

    private Check RequestTimeout()
    {
        const string id = "request-timeout";
        var own = methods.Where(method => method.TimeoutMilliseconds is not null).ToList();
        if (facts.Roles[0].Facts is { SetsSettings: false } && own.Count > 0)
        {
            return new(id, CheckStatus.Fail, $"Role {facts.Role} may not execute set_config, by which {Shown(own)} ask for their time-out.",
                $"{AsSuperuser}GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO {facts.Roles[0].Facts!.Quoted};");
        }
        var context = facts.LambdaSettings.Where(setting => setting.Name == LambdaLimits.RequestTimeoutSetting).Select(setting => setting.Context).FirstOrDefault();
        if (context is not null and not "user" && own.Count > 0)
            return new(id, CheckStatus.Warn, $"{LambdaLimits.RequestTimeoutSetting} is a setting of context {context}: whether role {facts.Role} may change it for {Shown(own)} is not known.", $"Try one with --invoke, or set it in the parameter group.");
        var waits = methods.Where(method => method.TimeoutMilliseconds is null && method.Invocation == InvocationType.RequestResponse).ToList();
        var session = $"{LambdaLimits.RequestTimeoutSetting} is {(facts.RequestTimeout is { } set ? set + " ms" : $"{LambdaLimits.DefaultRequestTimeoutMilliseconds} ms, its default")}";
        return waits.Count == 0
            ? new(id, CheckStatus.Pass, session + (own.Count > 0 ? "; each method that waits for an answer has a time-out of its own." : "."))
            : new(id, CheckStatus.Pass, $"{session}. That is the time-out of {Shown(waits)}.");
    }

    private Check Limit(string id, string setting, long milliseconds)
    {
        if (milliseconds == 0)
            return new(id, CheckStatus.Pass, $"{setting} is not set.");
        var cut = methods.Where(method => Wait(method) >= milliseconds).ToList();
        return cut.Count == 0
            ? new(id, CheckStatus.Pass, $"{setting} is {milliseconds.ToString(CultureInfo.InvariantCulture)} ms.")
            : new(id, CheckStatus.Warn, $"{setting} is {milliseconds.ToString(CultureInfo.InvariantCulture)} ms, and ends {Shown(cut)} before their own time-out does.", $"ALTER ROLE {facts.Roles[0].Facts?.Quoted ?? facts.Role} SET {setting} = …, or lower TimeoutMilliseconds.");
    }

    // For a method with a time-out of its own, the client raises it.
    private Check CommandTimeout()
    {
        const string id = "command-timeout";
        var cut = connection.CommandTimeout == 0 ? [] : methods.Where(method => method.TimeoutMilliseconds is null && Wait(method) >= connection.CommandTimeout * 1000L).ToList();
        return cut.Count == 0
            ? new(id, CheckStatus.Pass, connection.CommandTimeout == 0 ? "Command Timeout is not set." : $"Command Timeout is {connection.CommandTimeout} s.")
            : new(id, CheckStatus.Warn, $"Command Timeout is {connection.CommandTimeout} s, and ends {Shown(cut)} before the session's time-out does.", "Raise Command Timeout in the connection string, or give the methods a TimeoutMilliseconds.");
    }

    private Check Dns() => facts.CustomDns switch
    {
        null => new("custom-dns", CheckStatus.Skip, "rds.custom_dns_resolution cannot be read here."),
        "1" or "on" => new("custom-dns", CheckStatus.Pass, "rds.custom_dns_resolution is on."),
        var off => new("custom-dns", CheckStatus.Warn, $"rds.custom_dns_resolution is {off}: a private RDS instance does not find a VPC endpoint for Lambda.", "Where the instance is private and uses a VPC endpoint: set it to 1 in the parameter group, and reboot."),
    };

    private Check ErrorDetail() => connection.IncludeErrorDetail
        ? new("error-detail", CheckStatus.Pass, "Npgsql shows why a function could not be called.")
        : new("error-detail", CheckStatus.Warn, "Npgsql withholds why a function could not be called.", "Add Include Error Detail=true to the connection string (it may show data from payloads).");

    private long Wait(ManifestMethod method) => method.TimeoutMilliseconds
        ?? (long.TryParse(facts.RequestTimeout, NumberStyles.None, CultureInfo.InvariantCulture, out var session) ? session : LambdaLimits.DefaultRequestTimeoutMilliseconds);

    private static string Shown(List<ManifestMethod> some) =>
        string.Join(", ", some.Select(method => method.Shown).Distinct().Take(10)) + (some.Count > 10 ? $" and {some.Count - 10} more" : "");
}
