using Microsoft.CodeAnalysis;

namespace PgLambda.Generator.Tests.Signatures;

/// <summary>A default value is the same value in the client, whatever its type and however it has to be written.</summary>
public class DefaultValues
{
    [Theory]
    [InlineData("bool", "true")]
    [InlineData("bool?", "false")]
    [InlineData("sbyte", "-128")]
    [InlineData("byte", "255")]
    [InlineData("short", "-32768")]
    [InlineData("ushort", "65535")]
    [InlineData("int", "-2147483648")]
    [InlineData("int", "2147483647")]
    [InlineData("int?", "-5")]
    [InlineData("uint", "4294967295")]
    [InlineData("long", "-9223372036854775808")]
    [InlineData("long", "9223372036854775807")]
    [InlineData("ulong", "18446744073709551615")]
    [InlineData("byte?", "3")]
    [InlineData("ulong?", "3")]
    [InlineData("char", "'a'")]
    [InlineData("char", "'\\''")]
    [InlineData("char", "'\\0'")]
    [InlineData("char", "'\\\\'")]
    [InlineData("char", "'\\ud800'")]
    [InlineData("char", "'\\u2028'")]
    [InlineData("char?", "'\\n'")]
    [InlineData("float", "1.5f")]
    [InlineData("float", "-0f")]
    [InlineData("float", "float.Epsilon")]
    [InlineData("float", "float.MaxValue")]
    [InlineData("float", "float.NaN")]
    [InlineData("float", "float.PositiveInfinity")]
    [InlineData("float", "float.NegativeInfinity")]
    [InlineData("float?", "0.1f")]
    [InlineData("double", "0.1")]
    [InlineData("double", "-0.0")]
    [InlineData("double", "1e300")]
    [InlineData("double", "double.MinValue")]
    [InlineData("double", "double.Epsilon")]
    [InlineData("double", "double.NaN")]
    [InlineData("double", "double.PositiveInfinity")]
    [InlineData("double", "double.NegativeInfinity")]
    [InlineData("double?", "3")]
    [InlineData("decimal", "1.10m")]
    [InlineData("decimal", "-79228162514264337593543950335m")]
    [InlineData("decimal", "0.0000000000000000000000000001m")]
    [InlineData("decimal?", "5m")]
    [InlineData("string", "\"\"")]
    [InlineData("string", "\"plain\"")]
    [InlineData("string", "\"q\\\"uote \\\\ \\n\\r\\t\\0\\a\\u0085\\u2028\\u2029 {0} é 😀\"")]
    [InlineData("string", "\"\\ud800\"")]
    [InlineData("string", "\"*/ // /* #if \\\"\\\"\\\"\"")]
    [InlineData("string?", "null")]
    [InlineData("string", "null!")]
    [InlineData("string", "nameof(Order)")]
    [InlineData("object?", "null")]
    [InlineData("Order?", "default")]
    [InlineData("Order", "default!")]
    [InlineData("Amount", "default")]
    [InlineData("Amount", "new Amount()")]
    [InlineData("Amount?", "null")]
    [InlineData("System.Guid", "default")]
    [InlineData("System.DateTime?", "null")]
    [InlineData("int[]?", "null")]
    [InlineData("Level", "Level.Low")]
    [InlineData("Level", "(Level)99")]
    [InlineData("Level?", "Level.High")]
    [InlineData("Level?", "null")]
    [InlineData("Options", "Options.A | Options.B")]
    [InlineData("Options", "Options.All")]
    [InlineData("System.DayOfWeek", "System.DayOfWeek.Friday")]
    [InlineData("System.DayOfWeek?", "default")]
    [InlineData("CancellationToken", "default")]
    public async Task Of(string type, string value)
    {
        var run = await GeneratorCase.OfMembersAsync($"Task CallAsync({type} value = {value});");
        var declared = Assert.Single(run.Method("IFunctions", "CallAsync").Parameters);
        var implemented = Assert.Single(run.Method("FunctionsClient", "CallAsync").Parameters);
        Assert.True(implemented.HasExplicitDefaultValue);
        Assert.Equal(Bits(declared.ExplicitDefaultValue), Bits(implemented.ExplicitDefaultValue));
    }

    [Fact]
    public async Task Of_a_type_parameter() => await GeneratorCase.OfMembersAsync("Task CallAsync<T, U>(T? a = default, U b = default) where U : struct; Task OtherAsync<T>(T a = default!);");

    // C# has no syntax for these: the class has the attributes instead.
    [Theory]
    [InlineData("[System.Runtime.InteropServices.Optional, System.Runtime.InteropServices.DefaultParameterValue(5)] object value")]
    [InlineData("[System.Runtime.InteropServices.Optional, System.Runtime.CompilerServices.DateTimeConstant(7)] System.DateTime value")]
    [InlineData("[System.Runtime.InteropServices.Optional] int value")]
    public async Task That_an_attribute_gives(string parameter)
    {
        var run = await GeneratorCase.OfMembersAsync($"Task CallAsync({parameter});");
        var (declared, implemented) = (Assert.Single(run.Method("IFunctions", "CallAsync").Parameters), Assert.Single(run.Method("FunctionsClient", "CallAsync").Parameters));
        Assert.Equal((declared.IsOptional, declared.HasExplicitDefaultValue), (implemented.IsOptional, implemented.HasExplicitDefaultValue));
        if (declared.HasExplicitDefaultValue)
            Assert.Equal(declared.ExplicitDefaultValue, implemented.ExplicitDefaultValue);
    }

    [Fact]
    public async Task Of_a_params_parameter()
    {
        var run = await GeneratorCase.OfMembersAsync("Task CallAsync(string a = \"x\", params int[] b); Task ListAsync(params System.Collections.Generic.IReadOnlyList<string?> b); Task NullableAsync(params string?[]? b);");
        Assert.All(run.Type("FunctionsClient").GetMembers().OfType<IMethodSymbol>().Where(m => m is { MethodKind: MethodKind.Ordinary, IsStatic: false }), m => Assert.True(m.Parameters[^1].IsParams));
    }

    // Minus zero equals zero, and a decimal's scale is part of it.
    private static object? Bits(object? value) => value switch
    {
        float number => BitConverter.SingleToInt32Bits(number),
        double number => BitConverter.DoubleToInt64Bits(number),
        decimal number => string.Join(',', decimal.GetBits(number)),
        _ => value,
    };
}
