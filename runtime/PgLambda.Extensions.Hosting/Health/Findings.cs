namespace PgLambda;

/// <summary>What is wrong, in sentences that say what to do, and what was found beside it.</summary>
internal sealed class Findings
{
    private readonly Dictionary<string, object> _data = new(StringComparer.Ordinal);
    private readonly List<string> _failures = [], _limits = [], _notes = [];

    public IReadOnlyDictionary<string, object> Data => _data;

    /// <summary>Whether calls fail.</summary>
    public bool HasFailure => _failures.Count > 0;

    /// <summary>Whether calls end otherwise than they should.</summary>
    public bool HasLimit => _limits.Count > 0;

    /// <summary>The exception behind the first failure that has one.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>All of it. Whoever may see a health report need not know accounts.</summary>
    public string Description => AccountIds.Mask(string.Join(" ", HasFailure || HasLimit ? [.. _failures, .. _limits] : _notes));

    public void Fail(string sentence, Exception? exception = null)
    {
        _failures.Add(sentence);
        Exception ??= exception;
    }

    public void Limit(string sentence) => _limits.Add(sentence);

    public void Note(string sentence) => _notes.Add(sentence);

    public void Add(string key, object? value)
    {
        if (value is not null)
            _data[key] = value;
    }
}
