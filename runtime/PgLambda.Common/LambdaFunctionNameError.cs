namespace PgLambda;

/// <summary>The part of a function name or ARN that an error is about.</summary>
#if !PGLAMBDA_CORE
internal
#else
public
#endif
enum LambdaFunctionNamePart
{
    /// <summary>The text as a whole: empty, too long, or with too few or too many parts.</summary>
    Whole,

    /// <summary>The partition, such as <c>aws</c> or <c>aws-cn</c>.</summary>
    Partition,

    /// <summary>The service, which is <c>lambda</c>.</summary>
    Service,

    /// <summary>The region, such as <c>us-west-2</c>.</summary>
    Region,

    /// <summary>The account: twelve digits.</summary>
    Account,

    /// <summary>The resource type, which is <c>function</c>.</summary>
    ResourceType,

    /// <summary>The function's own name.</summary>
    Name,

    /// <summary>The version or alias.</summary>
    Qualifier,
}

/// <summary>What is wrong with a function name or ARN, and where in the text.</summary>
#if !PGLAMBDA_CORE
internal
#else
public
#endif
readonly struct LambdaFunctionNameError
{
    internal LambdaFunctionNameError(LambdaFunctionNamePart part, int start, int length, string message, bool isContradiction = false)
    {
        Part = part;
        Start = start;
        Length = length;
        Message = message;
        IsContradiction = isContradiction;
    }

    /// <summary>The part that is wrong.</summary>
    public LambdaFunctionNamePart Part { get; }

    /// <summary>Where the offending characters start, zero-based, in the text that was parsed.</summary>
    public int Start { get; }

    /// <summary>How many characters are wrong; 0 where something is missing at <see cref="Start"/>.</summary>
    public int Length { get; }

    /// <summary>
    /// Whether the part is well-formed by itself and contradicts another one, as a region that is known to belong to another partition than the ARN names.
    /// </summary>
    public bool IsContradiction { get; }

    /// <summary>A sentence that says what was found and what was expected.</summary>
    public string Message { get; }

    /// <summary>Returns <see cref="Message"/>.</summary>
    public override string ToString() => Message;
}
