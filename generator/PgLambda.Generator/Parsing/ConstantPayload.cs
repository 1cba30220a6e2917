using System.Text;
using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;

namespace PgLambda.Generator.Parsing;

/// <summary>The size of a string that is a payload, as JSON, against Lambda's limits.</summary>
internal static class ConstantPayload
{
    public static void Check(string text, InvocationType invocation, Action<DiagnosticDescriptor, object[]> report)
    {
        var limit = LambdaLimits.Payload(invocation);
        // Escapes only make it longer; the quotes are two more.
        var size = Encoding.UTF8.GetByteCount(text) + 2;
        if (size > limit)
            report(Rules.ConstantPayloadTooLarge, [size, $"{limit} bytes", invocation.ToString()]);
    }
}
