namespace PgLambda;

/// <summary>The parameters of one call, which are written as one JSON object.</summary>
internal sealed class ParameterList(ParameterContract contract)
{
    private object?[] _values = new object?[2];
    private int _count;

    /// <summary>What the parameters are, without their values.</summary>
    public ParameterContract Contract { get; private set; } = contract;

    /// <summary>The value of a parameter, as the serializer gets it.</summary>
    public object? this[int index] => _values[index];

    /// <summary>Adds a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isExact">Whether the name is used as it is, and not as the naming policy makes it.</param>
    /// <param name="value">Its value.</param>
    public void Add<T>(string name, bool isExact, T value)
    {
        Contract = Contract.With<T>(name, isExact, Documents.Is(value));
        if (_count == _values.Length)
            Array.Resize(ref _values, 2 * _count);
        _values[_count++] = value;
    }
}
