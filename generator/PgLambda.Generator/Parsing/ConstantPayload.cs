using System.Text;
using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;

namespace PgLambda.Generator.Parsing;

/// <summary>The size of a string that is a payload, as JSON, against Lambda's limits.</summary>
internal static class ConstantPayload
{
    private const int SynchronousLimit = 6_291_456, AsynchronousLimit = 1_048_576;

    public static void Check(string text, Invocation invocation, Action<DiagnosticDescriptor, object[]> report)
    {
        var limit = invocation == Invocation.Event ? AsynchronousLimit : SynchronousLimit;
        // Escapes only make it longer; the quotes are two more.
        var size = Encoding.UTF8.GetByteCount(text) + 2;
        if (size > limit)
            report(Rules.ConstantPayloadTooLarge, [size, $"{limit} bytes", invocation.ToString()]);
    }
}
