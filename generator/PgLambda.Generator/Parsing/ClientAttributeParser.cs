using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>Reads and checks what <c>[LambdaClient]</c> says of an interface. What is wrong on the assembly is reported there, and here is as if it were not written.</summary>
internal static class ClientAttributeParser
{
    public static string? DataSource(ParseContext context) => Find(context, ClientAttribute.DataSource)?.Read(ClientAttribute.DataSource).Text;

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
