using System.Globalization;

namespace PgLambda;

/// <summary>Judges what a database says, against what the methods ask for.</summary>
/// <param name="findings">Where it is written down.</param>
/// <param name="about">How a sentence about this data source begins: empty for the one without a key.</param>
/// <param name="prefix">How a key of the data begins, likewise.</param>
internal sealed class DatabaseChecks(Findings findings, string about, string prefix)
{
    public void Judge(DatabaseState state, IReadOnlyCollection<LambdaInvocation> calls)
    {
        Describe(state);
        if (!IsMissing(state) && !IsForbidden(state))
            findings.Note($"{about}aws_lambda {state.LambdaVersion ?? "(functions without the extension)"} answers for role {state.Role} in database {state.Database}.");
        JudgeLimit("statement_timeout", state.StatementTimeout, state, calls);
        JudgeLimit("transaction_timeout", state.TransactionTimeout, state, calls);
        JudgeCommandTimeout(state, calls);
    }

    private void Describe(DatabaseState state)
    {
        findings.Add(prefix + "role", state.Role);
        findings.Add(prefix + "database", state.Database);
        findings.Add(prefix + "server_version", state.ServerVersion);
        findings.Add(prefix + "aws_lambda", state.LambdaVersion);
        findings.Add(prefix + "aws_commons", state.CommonsVersion);
        findings.Add(prefix + "request_timeout_ms", state.RequestTimeout);
        findings.Add(prefix + "statement_timeout_ms", state.StatementTimeout);
        findings.Add(prefix + "transaction_timeout_ms", state.TransactionTimeout);
        findings.Add(prefix + "command_timeout_s", state.CommandTimeout);
    }

    private bool IsMissing(DatabaseState state)
    {
        if (state.MayInvoke is not null)
            return false;
        findings.Fail(state.LambdaVersion is null
            ? $"{about}Database {state.Database} lacks the extension aws_lambda. As rds_superuser, in that database: CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE;"
            : $"{about}The extension aws_lambda {state.LambdaVersion} is in database {state.Database}, and its function invoke for an ARN of aws_commons is not. As rds_superuser, in that database: "
                + "ALTER EXTENSION aws_commons UPDATE; ALTER EXTENSION aws_lambda UPDATE;");
        return true;
    }

    private bool IsForbidden(DatabaseState state)
    {
        var grants = new List<string>();
        Need(state.MayUseLambda, "USAGE ON SCHEMA aws_lambda");
        Need(state.MayInvoke, "EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda");
        Need(state.MayUseCommons, "USAGE ON SCHEMA aws_commons");
        Need(state.MayCreateArn, "EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_commons");
        if (grants.Count == 0)
            return false;
        findings.Fail($"{about}Role {state.Role} may not call Lambda in database {state.Database}. As rds_superuser, in that database: {string.Join(" ", grants)}");
        return true;

        void Need(bool? isGranted, string what)
        {
            if (isGranted == false)
                grants.Add($"GRANT {what} TO {state.Role};");
        }
    }

    private void JudgeLimit(string setting, long milliseconds, DatabaseState state, IReadOnlyCollection<LambdaInvocation> calls)
    {
        if (milliseconds == 0)
            return;
        var cut = calls.Where(call => call.TimeoutMilliseconds >= milliseconds).ToList();
        if (cut.Count > 0)
        {
            findings.Limit(
                $"{about}{setting} ({ShownCall.Milliseconds(milliseconds)}) ends calls before their own time-out does: {List(cut.Select(Shown))}. "
                + $"{Raise(setting, state)}; or lower TimeoutMilliseconds.");
        }
        var others = calls.Where(call => call.TimeoutMilliseconds is null).ToList();
        if (others.Count > 0 && Session(state) >= milliseconds)
        {
            findings.Limit(
                $"{about}{setting} ({ShownCall.Milliseconds(milliseconds)}) ends calls before {ShownSession(state)} does: {List(others.Select(ShownCall.Method))}. "
                + $"{Raise(setting, state)}; or lower {LambdaLimits.RequestTimeoutSetting}.");
        }
    }

    // For a method with a time-out of its own, the client raises it.
    private void JudgeCommandTimeout(DatabaseState state, IReadOnlyCollection<LambdaInvocation> calls)
    {
        if (state.CommandTimeout == 0 || !(Session(state) >= state.CommandTimeout * 1000L))
            return;
        if (calls.Any(call => call.TimeoutMilliseconds is null))
        {
            findings.Limit(
                $"{about}Command Timeout ({state.CommandTimeout} s) ends calls before {ShownSession(state)} does. "
                + "Raise Command Timeout in the connection string, or give the methods a TimeoutMilliseconds, above which the client keeps it.");
        }
    }

    // How long the extension waits where a method does not say; null where the setting is something that the extension alone can read.
    private static long? Session(DatabaseState state) => state.RequestTimeout is null ? LambdaLimits.DefaultRequestTimeoutMilliseconds
        : int.TryParse(state.RequestTimeout, NumberStyles.None, CultureInfo.InvariantCulture, out var session) ? session
        : null;

    private static string ShownSession(DatabaseState state) =>
        $"{LambdaLimits.RequestTimeoutSetting} of the session ({ShownCall.Milliseconds(Session(state) ?? 0)}{(state.RequestTimeout is null ? ", its default" : "")})";

    private static string Raise(string setting, DatabaseState state) => $"Raise it, as by ALTER ROLE {state.Role} SET {setting} = …";

    private static string Shown(LambdaInvocation call) => $"{ShownCall.Method(call)} ({ShownCall.Milliseconds(call.TimeoutMilliseconds ?? 0)})";

    private static string List(IEnumerable<string> calls)
    {
        const int most = 20;
        var all = calls.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return string.Join(", ", all.Take(most)) + (all.Count > most ? $" and {all.Count - most} more" : "");
    }
}
