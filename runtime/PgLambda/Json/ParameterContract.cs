using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PgLambda;

/// <summary>
/// What a list of parameters is to the serializer: an object with those properties, as a record would be, so that references, depth and layout are those of one text. A list is found
/// parameter by parameter, by names and types, and its contract is made once for a client's options.
/// </summary>
internal sealed class ParameterContract
{
    private readonly ConcurrentDictionary<(string Name, bool IsExact, bool IsDocument, Type Type), ParameterContract> _longer = new(concurrencyLevel: 1, capacity: 1);
    private readonly JsonSerializerOptions _options;
    private readonly ParameterContract? _shorter;
    private readonly int _count;
    private readonly string _name = "";
    private readonly bool _isExact;
    private readonly Func<JsonSerializerOptions, string, JsonPropertyInfo>? _property;
    private JsonTypeInfo<ParameterList>? _typeInfo;

    private ParameterContract(ParameterContract shorter, string name, bool isExact, Func<JsonSerializerOptions, string, JsonPropertyInfo> property)
    {
        _options = shorter._options;
        _shorter = shorter;
        _count = shorter._count + 1;
        _name = name;
        _isExact = isExact;
        _property = property;
    }

    /// <summary>A list without a parameter, from which all others of a client come.</summary>
    public ParameterContract(JsonSerializerOptions options) => _options = options;

    /// <summary>The list with one parameter more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isExact">Whether the name is used as it is, and not as the naming policy makes it.</param>
    /// <param name="isDocument">Whether its value is a document, which needs no contract.</param>
    public ParameterContract With<T>(string name, bool isExact, bool isDocument)
    {
        var key = (name, isExact, isDocument, typeof(T));
        return _longer.TryGetValue(key, out var longer) ? longer : _longer.GetOrAdd(key, new ParameterContract(this, name, isExact, Property<T>(_count, isDocument)));
    }

    /// <summary>The contract, as the serializer has it.</summary>
    /// <exception cref="NotSupportedException">The options have no contract for a parameter's type.</exception>
    /// <exception cref="JsonException">Two parameters have one name.</exception>
    public JsonTypeInfo<ParameterList> TypeInfo => _typeInfo ??= Make();

    private JsonTypeInfo<ParameterList> Make()
    {
        var options = _options;
        var parameters = new ParameterContract[_count];
        for (var list = this; list._shorter is not null; list = list._shorter)
            parameters[list._count - 1] = list;
        var names = Array.ConvertAll(parameters, parameter => parameter._isExact ? parameter._name : options.PropertyNamingPolicy?.ConvertName(parameter._name) ?? parameter._name);
        if (names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new JsonException($"Two parameters are '{twice.Key}' in the payload: give one of them a [PayloadName].");
        // Options that read without regard to case refuse names that differ in nothing else, and writing has no use for that.
        if (options.PropertyNameCaseInsensitive && names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Length)
            options = DefaultSerializerOptions.WithResolver(new JsonSerializerOptions(options) { PropertyNameCaseInsensitive = false });
        var properties = new JsonPropertyInfo[_count];
        for (var i = 0; i < _count; i++)
            properties[i] = parameters[i]._property!(options, names[i]);
        var contract = JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<ParameterList> { PropertyMetadataInitializer = _ => properties });
        // The values above cannot say that the options' holds.
        contract.NumberHandling = null;
        return contract;
    }

    private static Func<JsonSerializerOptions, string, JsonPropertyInfo> Property<T>(int index, bool isDocument) => (options, name) =>
        JsonMetadataServices.CreatePropertyInfo(options, new JsonPropertyInfoValues<T>
        {
            IsProperty = true,
            IsPublic = true,
            DeclaringType = typeof(ParameterList),
            PropertyName = name,
            JsonPropertyName = name,
            PropertyTypeInfo = isDocument ? Documents.Contract<T>(options) : Contracts.Find<T>(options, $"$.{name}"),
            Getter = list => (T?)((ParameterList)list)[index],
            // What cannot be set is read-only to the serializer, and left out where options say so.
            Setter = static (_, _) => { },
        });
}
