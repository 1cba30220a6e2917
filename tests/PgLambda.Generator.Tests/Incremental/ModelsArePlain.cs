using System.Collections;
using System.Reflection;
using PgLambda.Generator.Model;

namespace PgLambda.Generator.Tests.Incremental;

/// <summary>A model that held a symbol or a syntax node would keep a whole compilation alive, and never be equal to the next.</summary>
public class ModelsArePlain
{
    private static readonly Type[] Plain = [typeof(string), typeof(bool), typeof(int), typeof(int?)];

    [Fact]
    public void No_type_of_Roslyn_can_be_reached_from_a_model()
    {
        var seen = new HashSet<Type>();
        Visit(typeof(ClientModel), seen);
        Visit(typeof(RegistrationModel), seen);
        Visit(typeof(RegistrationName), seen);
        Assert.Superset(new HashSet<Type> { typeof(MethodModel), typeof(InvokeSql), typeof(ReturnModel), typeof(ParameterModel), typeof(TypeParameterModel), typeof(LambdaTarget), typeof(InvocationType), typeof(LogType) }, seen);
        Assert.All(seen, type => Assert.True(
            type.IsEnum || Plain.Contains(type) || type.Namespace is "PgLambda.Generator.Model" or "PgLambda" || type.FullName!.StartsWith("System.Collections.Immutable.ImmutableArray`1", StringComparison.Ordinal) || type.IsArray,
            $"{type} is not a plain value."));
    }

    [Fact]
    public void Every_model_compares_by_value()
    {
        var seen = new HashSet<Type>();
        Visit(typeof(ClientModel), seen);
        Visit(typeof(RegistrationModel), seen);
        Visit(typeof(RegistrationName), seen);
        foreach (var type in seen.Where(t => !t.IsArray && !Plain.Contains(t)))
        {
            Assert.True(type.IsEnum || typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type), $"{type} compares by reference.");
            // Everything in it is readable only.
            Assert.All(type.GetProperties().Where(p => type.Namespace == "PgLambda.Generator.Model" && p.SetMethod is not null), p => Assert.Contains(
                p.SetMethod!.ReturnParameter.GetRequiredCustomModifiers(), m => m.Name == "IsExternalInit"));
        }
    }

    [Fact]
    public void Equal_arrays_are_equal_and_others_are_not()
    {
        var (a, b, c) = (new[] { "x", "y" }.ToEquatableArray(), new[] { "x", "y" }.ToEquatableArray(), new[] { "y", "x" }.ToEquatableArray());
        Assert.True(a.Equals(b) && a.GetHashCode() == b.GetHashCode() && a.Equals((object)b));
        Assert.False(a.Equals(c) || a.Equals(default) || a.Equals((object?)null));
        Assert.True(default(EquatableArray<string>).Equals(Array.Empty<string>().ToEquatableArray()));
        Assert.Equal(["x", "y"], ((IEnumerable)a).Cast<string>());
    }

    private static void Visit(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type.Namespace == "System")
            return;
        foreach (var argument in type.GetGenericArguments())
            Visit(argument, seen);
        if (type.IsArray)
            Visit(type.GetElementType()!, seen);
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (!type.IsEnum)
                Visit(field.FieldType, seen);
        }
    }
}
