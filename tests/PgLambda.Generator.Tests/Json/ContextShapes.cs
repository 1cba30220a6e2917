using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

#pragma warning disable CS0649, CS0169, CA1051, CA1823, IDE0044, IDE0051, SYSLIB1038

// The shapes that a serializer context reaches other types through. System.Text.Json's generator makes these contexts when the tests are built; the test
// reads this file again, and compares.
namespace PgLambda.Generator.Tests.Json;

public enum Level { Low, High }

public readonly record struct Money(decimal Amount, Currency Currency);

public sealed class Currency
{
    public string Code { get; set; } = "";
}

public class Base
{
    public Guid FromBase { get; set; }

    public virtual Version? Overridden { get; set; }

    public Uri? Hidden { get; set; }
}

public sealed class Members : Base
{
    public readonly float PublicField;
    public const byte Constant = 1;
    public static short Static { get; set; }
    private TimeSpan _private;

    public override Version? Overridden { get; set; }

    public new TimeOnly? Hidden { get; set; }

    public Level Level { get; }

    public char WriteOnly { set => _private = new TimeSpan(value); }

    internal sbyte Internal { get; set; }

    [JsonInclude]
    internal ushort Included { get; set; }

    public uint PrivateSetter { get; private set; }

    [JsonIgnore]
    public ulong Ignored { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long NeverIgnored { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Int128? IgnoredNull { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))]
    public DayOfWeek Converted { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }

    public DateTime this[int index] => default;

    public required DateOnly Required { get; init; }

    public int PublicGetter { get; private set; }

    public Half PrivateGetter { private get; set; }
}

public sealed class OneConstructor(DateTimeOffset at, Func<int>? other = null)
{
    public DateTimeOffset At { get; } = at;

    public bool HasOther => other is not null;
}

public sealed class Annotated
{
    public Annotated()
    {
    }

    [JsonConstructor]
    public Annotated(ushort number) => Number = number;

    public ushort Number { get; }
}

public sealed class TwoConstructors
{
    public TwoConstructors(Guid id) => Id = id;

    public TwoConstructors(Guid id, TimeSpan other)
        : this(id) => _ = other;

    public Guid Id { get; }
}

public sealed class Collections
{
    public List<int>? List { get; set; }

    public Level[][]? Arrays { get; set; }

    public byte[]? Bytes { get; set; }

    public Memory<byte> Memory { get; set; }

    public ReadOnlyMemory<double> Numbers { get; set; }

    public IReadOnlyDictionary<Guid, Money[]>? ReadOnlyDictionary { get; set; }

    public SortedDictionary<long, string>? Sorted { get; set; }

    public ConcurrentDictionary<short, ISet<TimeSpan>>? Concurrent { get; set; }

    public ImmutableArray<DateOnly> Immutable { get; set; }

    public ImmutableDictionary<ulong, float>? ImmutableDictionary { get; set; }

    public IAsyncEnumerable<Half>? Stream { get; set; }

    public IReadOnlyCollection<KeyValuePair<sbyte, uint>>? Pairs { get; set; }

    public Queue<Uri>? Queue { get; set; }

    public Stack<Version>? Stack { get; set; }

    public Named? Own { get; set; }

    public OwnDictionary? OwnDictionary { get; set; }
}

public sealed class Named : Collection<Currency>
{
    public DateTime NotReached { get; set; }
}

public sealed class OwnDictionary : Dictionary<string, Annotated>;

public sealed class Untyped
{
    public IEnumerable? Enumerable { get; set; }

    public IDictionary? Dictionary { get; set; }

    public ArrayList? List { get; set; }
}

public sealed class Hash
{
    public Hashtable? Table { get; set; }
}

public sealed class Documents
{
    public JsonElement Element { get; set; }

    public JsonNode? Node { get; set; }

    public JsonObject? Properties { get; set; }

    public JsonDocument? Document { get; set; }

    public JsonElement? Maybe { get; set; }
}

public sealed class Holder<T>
{
    public T? Value { get; set; }
}

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
public abstract class Shape
{
    public string? Name { get; set; }
}

public sealed class Circle : Shape
{
    public double Radius { get; set; }
}

public sealed class Square : Shape
{
    public Half Side { get; set; }
}

public interface IParent
{
    Guid Id { get; }
}

public interface IChild : IParent
{
    TimeSpan Age { get; }
}

[JsonConverter(typeof(JsonStringEnumConverter<Written>))]
public enum Written { A }

public sealed class Node
{
    public Node? Next { get; set; }

    public List<Node>? Children { get; set; }
}

public struct Plain
{
    public int Number;

    public Plain(Guid id) => Number = id.GetHashCode();

    public string? Text { get; set; }
}

public sealed record Positional(string Sku, int? Quantity, Money Price, Written Written);

public sealed class Tuples
{
    public (Guid Id, string Name) Pair { get; set; }

    public Tuple<int, Level>? Old { get; set; }
}

public class Outer
{
    public Inner? Value { get; set; }

    private Hidden? Secret { get; set; }

    public class Inner
    {
        public Level Level { get; set; }
    }

    private sealed class Hidden
    {
        public Uri? Uri { get; set; }
    }
}

[JsonSerializable(typeof(Members))]
internal sealed partial class MembersContext : JsonSerializerContext;

[JsonSerializable(typeof(OneConstructor))]
[JsonSerializable(typeof(Annotated))]
internal sealed partial class ConstructorsContext : JsonSerializerContext;

[JsonSerializable(typeof(TwoConstructors))]
internal sealed partial class TwoConstructorsContext : JsonSerializerContext;

[JsonSerializable(typeof(Collections))]
internal sealed partial class CollectionsContext : JsonSerializerContext;

[JsonSerializable(typeof(Untyped))]
internal sealed partial class UntypedContext : JsonSerializerContext;

[JsonSerializable(typeof(Hash))]
internal sealed partial class HashContext : JsonSerializerContext;

[JsonSerializable(typeof(Documents))]
internal sealed partial class DocumentsContext : JsonSerializerContext;

[JsonSerializable(typeof(Holder<Holder<Level?>>))]
[JsonSerializable(typeof(Shape[]))]
internal sealed partial class GenericContext : JsonSerializerContext;

[JsonSerializable(typeof(IChild))]
[JsonSerializable(typeof(Node))]
internal sealed partial class InterfaceContext : JsonSerializerContext;

[JsonSerializable(typeof(Plain))]
[JsonSerializable(typeof(Positional))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(Outer))]
internal sealed partial class PartsContext : JsonSerializerContext;

internal sealed partial class PartsContext;

[JsonSerializable(typeof(Tuples))]
internal sealed partial class TuplesContext : JsonSerializerContext;

[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Dictionary<string, object>))]
[JsonSerializable(typeof(decimal?))]
internal sealed partial class PrimitivesContext : JsonSerializerContext;

[JsonSourceGenerationOptions(UseStringEnumConverter = true, IncludeFields = true)]
[JsonSerializable(typeof(Positional))]
[JsonSerializable(typeof(Level), TypeInfoPropertyName = "Other")]
internal sealed partial class OptionsContext : JsonSerializerContext;
