using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>Reads and checks what a method returns.</summary>
internal static class ReturnParser
{
    public static ReturnModel? Parse(ParseContext context, IMethodSymbol method, MethodText text, InvokeSql? function)
    {
        var type = method.ReturnType;
        if (method.RefKind != RefKind.None)
        {
            context.Report(Rules.ByReference, DiagnosticTarget.AtTypeOf(method), "A result by reference");
            return null;
        }
        if (type is not INamedTypeSymbol { TypeKind: not TypeKind.Error } named || !KnownTypes.IsTaskLike(named) && !KnownTypes.IsItems(named))
        {
            ReportNotAwaitable(context, method, type);
            return null;
        }

        var result = KnownTypes.IsItems(named) ? ParseValue(context, method, text, named, named.TypeArguments[0], InvokerMethod.InvokeForItems, InvokerMethod.InvokeForOptionalItems)
            : named.TypeArguments.Length == 0
            ? new ReturnModel(text.Type(named), InvokerMethod.Invoke, "", SuppressNullability: false, named.IsValueType)
            : ParseResult(context, method, text, named, named.TypeArguments[0]);
        if (result is null || function is null)
            return result;
        CheckAnswer(context, method, named, function, result);
        CheckLog(context, method, named, function, result);
        return result;
    }

    private static ReturnModel? ParseResult(ParseContext context, IMethodSymbol method, MethodText text, INamedTypeSymbol task, ITypeSymbol value)
    {
        if (value is INamedTypeSymbol result && KnownTypes.IsLambdaResult(result))
        {
            var isNullable = result.NullableAnnotation == NullableAnnotation.Annotated;
            if (result.TypeArguments.Length == 0)
                return new ReturnModel(text.Type(task), InvokerMethod.InvokeForResult, "", isNullable, task.IsValueType);
            var payload = result.TypeArguments[0];
            return CheckAnswerType(context, method, payload)
                ? new ReturnModel(text.Type(task), InvokerMethod.InvokeForResult, text.BodyType(payload), isNullable, task.IsValueType)
                : null;
        }
        return ParseValue(context, method, text, task, value, InvokerMethod.Invoke, InvokerMethod.InvokeOptional);
    }

    // Of what is read, whether it may be null.
    private static ReturnModel? ParseValue(ParseContext context, IMethodSymbol method, MethodText text, INamedTypeSymbol type, ITypeSymbol value, InvokerMethod required, InvokerMethod optional)
    {
        if (!CheckAnswerType(context, method, value))
            return null;
        var isNullableValue = value.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        var isOblivious = !value.IsValueType && value.NullableAnnotation == NullableAnnotation.None && value.TypeKind != TypeKind.TypeParameter;
        var isOptional = isNullableValue || isOblivious || value.NullableAnnotation == NullableAnnotation.Annotated;
        // The reader's own return type adds the question mark.
        var read = isNullableValue ? value : value.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        return new ReturnModel(text.Type(type), isOptional ? optional : required, text.BodyType(read), isOblivious, type.IsValueType);
    }

    private static bool CheckAnswerType(ParseContext context, IMethodSymbol method, ITypeSymbol type)
    {
        var target = DiagnosticTarget.AtTypeOf(method);
        if (!PayloadTypes.Check(context, type, target))
            return false;
        if (context.IsReporting && JsonContracts.FindUnreadable(type) is { } unreadable)
            context.Report(Rules.UnreadableResult, target, CSharpText.Short(unreadable), JsonContracts.Describe(unreadable));
        ContractParser.Check(context, type, method, target);
        ContentsParser.Check(context, type, target);
        return true;
    }

    private static void CheckAnswer(ParseContext context, IMethodSymbol method, INamedTypeSymbol task, InvokeSql function, ReturnModel result)
    {
        if (function.Invocation == InvocationType.RequestResponse || result.Value.Length == 0)
            return;
        context.Report(Rules.ResultWithoutAnswer, DiagnosticTarget.AtTypeOf(method), function.Invocation.ToString(), CSharpText.Short(task));
    }

    private static void CheckLog(ParseContext context, IMethodSymbol method, INamedTypeSymbol task, InvokeSql function, ReturnModel result)
    {
        if (function.Log == LogType.None)
            return;
        if (function.Invocation != InvocationType.RequestResponse)
        {
            context.Report(Rules.TailWithoutLog, DiagnosticTarget.AtTypeOf(method), function.Invocation.ToString());
        }
        else if (result.Method != InvokerMethod.InvokeForResult)
        {
            var better = task.TypeArguments.Length == 0 ? $"{task.Name}<LambdaResult>"
                : KnownTypes.IsItems(task) ? $"Task<LambdaResult<IReadOnlyList<{CSharpText.Short(task.TypeArguments[0])}>>>"
                : $"{task.Name}<LambdaResult<{CSharpText.Short(task.TypeArguments[0])}>>";
            context.Report(Rules.TailNotShown, DiagnosticTarget.AtTypeOf(method), CSharpText.Short(task), better);
        }
    }

    private static void ReportNotAwaitable(ParseContext context, IMethodSymbol method, ITypeSymbol type)
    {
        var target = DiagnosticTarget.AtTypeOf(method);
        if (type.TypeKind == TypeKind.Error)
        {
            context.ReportUnresolved(target, CSharpText.Short(type));
        }
        else if (type.SpecialType == SpecialType.System_Void)
        {
            if (method.IsAsync)
                context.Report(Rules.AsyncVoid, target);
            else
                context.Report(Rules.SynchronousReturn, target, "void", "Task");
        }
        else if (type is INamedTypeSymbol { TypeArguments.Length: 1 } stream && KnownTypes.IsStream(stream))
        {
            var item = stream.TypeArguments[0];
            context.Report(Rules.AsyncStream, target, CSharpText.Short(type), PayloadTypes.FindSubstitute(item) is { } substitute
                ? $"IAsyncEnumerable<T> or Task<IReadOnlyList<T>>, with {substitute} in place of '{CSharpText.Short(item)}'"
                : $"IAsyncEnumerable<{CSharpText.Short(item)}> or Task<IReadOnlyList<{CSharpText.Short(item)}>>");
        }
        else
        {
            context.Report(Rules.SynchronousReturn, target, CSharpText.Short(type), Awaitable(type));
        }
    }

    // What the method could return: never what the next rule refuses.
    private static string Awaitable(ITypeSymbol type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (KnownTypes.IsTaskLike(parent))
                return CSharpText.Short(parent);
        }
        if (AwaitedResult(type) is { } result)
            return result.SpecialType == SpecialType.System_Void ? "Task" : Awaitable(result);
        return PayloadTypes.FindSubstitute(type) is { } substitute ? $"Task<T>, with {substitute} in place of '{CSharpText.Short(type)}'" : $"Task<{CSharpText.Short(type)}>";
    }

    // What await makes of a type that has an awaiter of its own.
    private static ITypeSymbol? AwaitedResult(ITypeSymbol type) => type.GetMembers("GetAwaiter").OfType<IMethodSymbol>()
        .Where(method => !method.IsStatic && method.Parameters.IsEmpty && method.Arity == 0)
        .SelectMany(method => method.ReturnType.GetMembers("GetResult").OfType<IMethodSymbol>())
        .FirstOrDefault(method => method.Parameters.IsEmpty)?.ReturnType;
}
