using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.CodeAnalysis;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Tests.Json;

/// <summary>The types that a context is thought to know are those that System.Text.Json's own generator made contracts for.</summary>
public class JsonContextTypesTests
{
    private static readonly Lazy<Compilation> Shapes = new(() => TestCompilation.Create("global using System; global using System.Collections.Generic;", Repository.Read("tests/PgLambda.Generator.Tests/Json/ContextShapes.cs")));

    private static readonly SymbolDisplayFormat Format = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.ExpandNullable | SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    public static TheoryData<string> Contexts => [.. typeof(JsonContextTypesTests).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(JsonContextTypesTests).Namespace && type.IsSubclassOf(typeof(JsonSerializerContext))).Select(type => type.Name)];

    [Theory, MemberData(nameof(Contexts))]
    public void The_serializers_own_generator_agrees(string name)
    {
        var type = typeof(JsonContextTypesTests).Assembly.GetType($"PgLambda.Generator.Tests.Json.{name}", throwOnError: true)!;
        var context = (JsonSerializerContext)type.GetProperty("Default")!.GetValue(null)!;
        var made = type.GetProperties().Select(property => property.PropertyType)
            .Where(property => property.IsGenericType && property.GetGenericTypeDefinition() == typeof(JsonTypeInfo<>)).Select(property => property.GetGenericArguments()[0]).ToList();
        Assert.NotEmpty(made);
        Assert.All(made, each => Assert.NotNull(context.GetTypeInfo(each)));

        var symbol = Shapes.Value.GetTypeByMetadataName(type.FullName!)!;
        Assert.Equal(
            made.Select(Text).Order(StringComparer.Ordinal),
            JsonContextTypes.Of(symbol).All.Select(each => each.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Format)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_are_contexts() => Assert.True(Contexts.Count > 10);

    private static string Text(Type type)
    {
        if (type.IsArray)
            return $"{Text(type.GetElementType()!)}[]";
        var name = type.IsNested ? $"{Text(type.DeclaringType!)}.{type.Name}" : $"{type.Namespace}.{type.Name}";
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Text))}>" : name;
    }
}
