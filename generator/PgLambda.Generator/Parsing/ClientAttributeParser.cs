using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>Reads and checks what <c>[LambdaClient]</c> says of an interface. What is wrong on the assembly is reported there, and here is as if it were not written.</summary>
internal static class ClientAttributeParser
{
    public static string? DataSource(ParseContext context) => Find(context, ClientAttribute.DataSource)?.Read(ClientAttribute.DataSource).Text;

    /// <summary>The serializer context, which the parse remembers too; null where there is none or it cannot be used.</summary>
    public static INamedTypeSymbol? JsonContext(ParseContext context)
    {
        if (Find(context, ClientAttribute.JsonContext) is not { } attribute || attribute.Read(ClientAttribute.JsonContext).Value is not ITypeSymbol type)
            return null;
        if (WhyUnusable(type, context.Compilation) is { } why)
        {
            if (attribute.Owner is INamedTypeSymbol)
                context.Report(Rules.UnusableJsonContext, DiagnosticTarget.AtArgument(attribute.Owner, attribute.Data, ClientAttribute.JsonContext), CSharpText.Short(type), why);
            return null;
        }
        return context.JsonContext = (INamedTypeSymbol)type;
    }

    /// <summary>Why a type cannot give a client its contracts; null where it can.</summary>
    public static string? WhyUnusable(ITypeSymbol type, Compilation compilation) =>
        type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named || !JsonContracts.IsContext(named) ? "is not a JsonSerializerContext"
        : named.IsAbstract ? "is abstract, so it has no Default"
        : IsGeneric(named) ? "is generic, and the serializer generates nothing for it"
        : named.IsFileLocal ? "is local to its file, and the client is generated into another; remove 'file'"
        : !compilation.IsSymbolAccessibleWithin(named, compilation.Assembly) ? "is not accessible to a generated class; make it internal or public"
        : null;

    private static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.Arity > 0 || IsGeneric(type.ContainingType));

    /// <summary>Reports what means something on an assembly only.</summary>
    public static void CheckPlace(ParseContext context)
    {
        if (ClientAttribute.Of(context.Interface) is { } own && own.Read(ClientAttribute.RegistrationName).IsWritten)
            context.Report(Rules.MisplacedRegistrationName, DiagnosticTarget.AtArgument(own.Owner, own.Data, ClientAttribute.RegistrationName));
    }

    private static ClientAttribute? Find(ParseContext context, string argument)
    {
        if (ClientAttribute.Find(context.Interface, argument) is not { } attribute)
            return null;
        if (!attribute.Read(argument).IsUnreadable)
            return attribute;
        if (attribute.Owner is INamedTypeSymbol)
            context.ReportUnreadable(DiagnosticTarget.AtArgument(attribute.Owner, attribute.Data, argument), argument);
        return null;
    }
}
