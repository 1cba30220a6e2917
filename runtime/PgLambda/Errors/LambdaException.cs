using System.Collections;
using Npgsql;

namespace PgLambda;

/// <summary>
/// A call to a Lambda function through PostgreSQL failed. The message says what was wrong, what is known about the function, and what to do
/// next; the <see cref="Exception.InnerException"/> is PostgreSQL's own error where there was one. Nothing is retried. An error from PostgreSQL
/// aborts the transaction, if there is one; where its SQLSTATE is of class XX, Npgsql closes the connection too, so that no savepoint helps
/// (AWS publishes no SQLSTATE for the extension's own errors). The message and <see cref="Data"/> name no AWS account, since they are logged:
/// <c>&lt;account&gt;</c> stands in its place. The properties hold the full texts.
/// </summary>
public abstract class LambdaException : Exception
{
    private string _function = "";
    private string? _qualifier, _method, _sqlState;
    private bool _isDescribed, _isIdempotent;
    private FunctionState? _functionState;
    private bool? _isTransient;

    private protected LambdaException(string message, Exception? innerException)
        : base(AccountIds.Mask(message), innerException)
    {
    }

    /// <summary>The function, as the interface names it: a name, a partial ARN or a full ARN.</summary>
    public string Function { get => _function; init => _function = value; }

    /// <summary>The version or alias that was asked for, beside the function or in its name; null for none, which means <c>$LATEST</c>.</summary>
    public string? Qualifier { get => _qualifier; init => _qualifier = value; }

    /// <summary>The interface and method that called, such as <c>IOrderFunctions.PriceAsync</c>; null where it is not known.</summary>
    public string? Method { get => _method; init => _method = value; }

    /// <summary>PostgreSQL's SQLSTATE, or null where the error did not come from PostgreSQL.</summary>
    public string? SqlState { get => _sqlState; init => _sqlState = value; }

    /// <summary>What is known about the function: whether it ran. An exception that a test makes has by default what a real one of its type and reason has.</summary>
    public FunctionState FunctionState { get => _functionState ?? UsualState; init => _functionState = value; }

    /// <summary>
    /// Whether the same call might succeed later without anything being changed: Lambda throttles, the server starts, a time limit came first. It does not
    /// say that a second call is safe, and a connection that was lost while a call was under way is not called transient: see <see cref="IsSafeToRetry"/>.
    /// An exception that a test makes has by default what a real one of its type and reason has.
    /// </summary>
    public bool IsTransient { get => _isTransient ?? UsuallyTransient; init => _isTransient = value; }

    /// <summary>
    /// Whether calling again cannot run the function a second time: it is known not to have run (<see cref="FunctionState.NotRun"/>). Whether it would help
    /// is what <see cref="IsTransient"/> says.
    /// </summary>
    public bool IsSafeToRetry => FunctionState == FunctionState.NotRun;

    /// <summary>
    /// Whether the method or its interface is <see cref="IdempotentAttribute">[Idempotent]</see>: its author says that a second run does no harm, whatever
    /// <see cref="FunctionState"/> is.
    /// </summary>
    public bool IsIdempotent { get => _isIdempotent; init => _isIdempotent = value; }

    /// <summary>
    /// Whether Npgsql withheld the error's DETAIL, and with it the cause. <c>Include Error Detail=true</c> in the connection string
    /// shows it. See <see href="https://www.npgsql.org/doc/connection-string-parameters.html"/>.
    /// </summary>
    public bool DetailRedacted { get; init; }

    /// <summary>
    /// What loggers and error trackers show beside the message: <c>PgLambda.Function</c>, <c>PgLambda.Qualifier</c>, <c>PgLambda.Method</c>,
    /// <c>PgLambda.FunctionState</c> and <c>SqlState</c>, as far as known. Nothing of payloads or answers, and no account.
    /// </summary>
    public override IDictionary Data
    {
        get
        {
            var data = base.Data;
            if (!_isDescribed)
            {
                _isDescribed = true;
                Describe(data);
            }
            return data;
        }
    }

    /// <summary>What the type, and its reason where it has one, say about the function.</summary>
    private protected abstract FunctionState UsualState { get; }

    /// <summary>Whether the type, and its reason where it has one, say that the same call might succeed later.</summary>
    private protected virtual bool UsuallyTransient => false;

    /// <summary>Says which call the exception is about.</summary>
    internal void SetCall(FailedCall call, Exception? error)
    {
        _function = call.Target.Name.Text;
        _qualifier = call.Target.EffectiveQualifier;
        _method = call.Method;
        _isIdempotent = call.IsIdempotent;
        _sqlState = (error as PostgresException)?.SqlState;
    }

    private void Describe(IDictionary data)
    {
        Add("PgLambda.Function", Function.Length == 0 ? null : AccountIds.Mask(Function));
        Add("PgLambda.Qualifier", Qualifier);
        Add("PgLambda.Method", Method);
        Add("PgLambda.FunctionState", FunctionState.ToString());
        Add("SqlState", SqlState);

        void Add(string key, string? value)
        {
            if (value is not null)
                data[key] = value;
        }
    }
}

/// <summary>Lets the exceptions be made in one expression.</summary>
internal static class LambdaExceptions
{
    public static T About<T>(this T exception, FailedCall call, Exception? error = null)
        where T : LambdaException
    {
        exception.SetCall(call, error);
        return exception;
    }
}
