using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>Reads and checks what a <c>[LambdaFunction]</c> says.</summary>
internal static class FunctionParser
{
    private static readonly string[] DocumentationAccounts = ["123456789012", "111122223333", "444455556666"];

    /// <summary>The function of an attribute, or null where it is wrong; what is wrong is reported once, however many methods share the attribute.</summary>
    public static InvokeSql? Parse(ParseContext context, FunctionAttribute attribute)
    {
        if (!context.Functions.TryGetValue(attribute.Owner, out var function))
            context.Functions.Add(attribute.Owner, function = ParseAttribute(context, attribute));
        return function;
    }

    private static InvokeSql? ParseAttribute(ParseContext context, FunctionAttribute attribute)
    {
        var function = attribute.Read(FunctionAttribute.Function);
        var isReadable = CheckReadable(context, attribute, FunctionAttribute.Function, "The function");
        if (isReadable && function.Text is null)
        {
            context.Report(Rules.MalformedFunction, DiagnosticTarget.AtAttribute(attribute), "The function must be a constant string: a function name, a partial ARN or a full ARN.");
        }
        if (function.Text is not { } text)
            return null;
        var invocation = ReadEnum<InvocationType>(context, attribute, nameof(LambdaFunctionAttribute.Invocation));
        var log = ReadEnum<LogType>(context, attribute, nameof(LambdaFunctionAttribute.Log));
        var region = ReadText(context, attribute, nameof(LambdaFunctionAttribute.Region), Rules.InvalidRegion);
        var qualifier = ReadText(context, attribute, nameof(LambdaFunctionAttribute.Qualifier), Rules.InvalidQualifier);

        if (region is not null && !LambdaFunctionName.TryParseRegion(region, out var error))
        {
            context.Report(Rules.InvalidRegion, TargetOf(attribute, nameof(LambdaFunctionAttribute.Region), error), error.Message);
            region = null;
        }
        if (qualifier is not null && !LambdaFunctionName.TryParseQualifier(qualifier, out error))
        {
            context.Report(Rules.InvalidQualifier, TargetOf(attribute, nameof(LambdaFunctionAttribute.Qualifier), error), error.Message);
            qualifier = null;
        }
        if (!LambdaFunctionName.TryParse(text, out var name, out error))
        {
            context.Report(RuleOf(error), TargetOf(attribute, FunctionAttribute.Function, error), error.Message);
            return null;
        }
        var timeout = ReadTimeout(context, attribute);
        CheckRegion(context, attribute, name, region);
        CheckQualifier(context, attribute, name, qualifier);
        CheckAccount(context, attribute, name);
        CheckReading(context, attribute, name);
        var isChosenByCaller = attribute.Owner is IMethodSymbol method && method.Parameters.Any(KnownAttributes.IsQualifier);
        if (invocation == InvocationType.Event && name.Qualifier is null && !attribute.Read(nameof(LambdaFunctionAttribute.Qualifier)).IsWritten && !isChosenByCaller)
        {
            context.Report(Rules.UnqualifiedEvent, DiagnosticTarget.AtArgument(attribute, FunctionAttribute.Function));
        }
        // A contradiction was reported above: there is no client then, and the name decides for what is still to be checked.
        return new InvokeSql(LambdaTarget.Create(name, name.Region is null ? region : null, name.Qualifier is null ? qualifier : null), invocation, log, HasContext: false) { TimeoutMilliseconds = timeout };
    }

    private static int? ReadTimeout(ParseContext context, FunctionAttribute attribute)
    {
        const string argument = nameof(LambdaFunctionAttribute.TimeoutMilliseconds);
        if (!CheckReadable(context, attribute, argument, argument) || attribute.Read(argument).Value is not int milliseconds)
            return null;
        if (LambdaLimits.IsTimeout(milliseconds))
            return milliseconds;
        context.Report(Rules.InvalidTimeout, DiagnosticTarget.AtArgument(attribute, argument), milliseconds, LambdaLimits.LongestTimeoutMilliseconds);
        return null;
    }

    private static bool CheckReadable(ParseContext context, FunctionAttribute attribute, string argument, string what)
    {
        if (!attribute.Read(argument).IsUnreadable)
            return true;
        context.ReportUnreadable(DiagnosticTarget.AtArgument(attribute, argument), what);
        return false;
    }

    private static T ReadEnum<T>(ParseContext context, FunctionAttribute attribute, string argument)
        where T : struct, Enum
    {
        if (!CheckReadable(context, attribute, argument, argument))
            return default;
        if (attribute.ReadEnum<T>(argument) is { } value)
            return value;
        var given = attribute.Read(argument).Value?.ToString() ?? "This";
        var type = typeof(T).Name;
        context.Report(Rules.InvalidEnumValue, DiagnosticTarget.AtArgument(attribute, argument), given, type, string.Join(", ", Enum.GetNames(typeof(T)).Select(name => $"{type}.{name}")));
        return default;
    }

    private static string? ReadText(ParseContext context, FunctionAttribute attribute, string argument, DiagnosticDescriptor rule)
    {
        if (!CheckReadable(context, attribute, argument, argument))
            return null;
        var read = attribute.Read(argument);
        if (read.IsWritten && !read.IsNull && read.Text is null)
            context.Report(rule, DiagnosticTarget.AtArgument(attribute, argument), $"{argument} must be a constant string.");
        return read.Text;
    }

    private static void CheckRegion(ParseContext context, FunctionAttribute attribute, LambdaFunctionName name, string? region)
    {
        if (region is not null && name.Region is not null)
        {
            var (rule, arguments) = region == name.Region
                ? (Rules.RedundantArgument, new object[] { nameof(LambdaFunctionAttribute.Region) })
                : (Rules.RegionConflict, [region, name.Region]);
            context.Report(rule, DiagnosticTarget.AtArgument(attribute, nameof(LambdaFunctionAttribute.Region)), arguments);
        }
        if (name.Partition is not null && !AwsRegions.IsKnownPartition(name.Partition))
        {
            context.Report(Rules.UnknownRegion, PartOf(attribute, "arn:".Length, name.Partition), name.Partition, "partition", "");
        }
        else if (name.Region is not null && AwsRegions.FindPartition(name.Region) is null)
        {
            context.Report(Rules.UnknownRegion, PartOf(attribute, $"arn:{name.Partition}:lambda:".Length, name.Region), name.Region, "region", Nearest(context, name.Region));
        }
        else if (name.Region is null && region is not null && AwsRegions.FindPartition(region) is null)
        {
            context.Report(Rules.UnknownRegion, DiagnosticTarget.AtArgument(attribute, nameof(LambdaFunctionAttribute.Region)), region, "region", Nearest(context, region));
        }
    }

    private static string Nearest(ParseContext context, string region) => context.IsReporting && AwsRegions.FindNearest(region) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private static void CheckQualifier(ParseContext context, FunctionAttribute attribute, LambdaFunctionName name, string? qualifier)
    {
        if (qualifier is null || name.Qualifier is null)
            return;
        var (rule, arguments) = qualifier == name.Qualifier
            ? (Rules.RedundantArgument, new object[] { nameof(LambdaFunctionAttribute.Qualifier) })
            : (Rules.QualifierConflict, [qualifier, name.Qualifier]);
        context.Report(rule, DiagnosticTarget.AtArgument(attribute, nameof(LambdaFunctionAttribute.Qualifier)), arguments);
    }

    private static void CheckAccount(ParseContext context, FunctionAttribute attribute, LambdaFunctionName name)
    {
        if (name.Account is not { } account)
            return;
        var start = name.Form == LambdaFunctionNameForm.FullArn ? $"arn:{name.Partition}:lambda:{name.Region}:".Length : 0;
        if (account.All(digit => digit == account[0]))
        {
            context.Report(Rules.PlaceholderAccount, PartOf(attribute, start, account), account);
        }
        else if (DocumentationAccounts.Contains(account))
        {
            context.Report(Rules.DocumentationAccount, PartOf(attribute, start, account), account);
        }
    }

    // Lambda's own pattern has every part before the name optional. See https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html.
    private static void CheckReading(ParseContext context, FunctionAttribute attribute, LambdaFunctionName name)
    {
        if (name.Form != LambdaFunctionNameForm.Name || name.Qualifier is null)
            return;
        var other = name.Name == "arn" ? "the beginning of an ARN"
            : name.Name == "function" ? "the word before a name"
            : name.Name.Length == 12 && name.Name.All(digit => digit is >= '0' and <= '9') ? "an account"
            : AwsRegions.IsWellFormed(name.Name) ? "a region"
            : null;
        if (other is not null)
            context.Report(Rules.AmbiguousName, PartOf(attribute, 0, name.Name), name.Text, name.Name, name.Qualifier, other);
    }

    private static DiagnosticTarget PartOf(FunctionAttribute attribute, int start, string part) =>
        DiagnosticTarget.AtCharacters(attribute, FunctionAttribute.Function, start, part.Length);

    private static DiagnosticTarget TargetOf(FunctionAttribute attribute, string argument, LambdaFunctionNameError error) =>
        DiagnosticTarget.AtCharacters(attribute, argument, error.Start, error.Length);

    private static DiagnosticDescriptor RuleOf(LambdaFunctionNameError error) => error.Part switch
    {
        LambdaFunctionNamePart.Region when error.IsContradiction => Rules.RegionOfOtherPartition,
        LambdaFunctionNamePart.Partition => Rules.InvalidPartition,
        LambdaFunctionNamePart.Service => Rules.InvalidService,
        LambdaFunctionNamePart.Region => Rules.InvalidRegion,
        LambdaFunctionNamePart.Account => Rules.InvalidAccount,
        LambdaFunctionNamePart.ResourceType => Rules.InvalidResourceType,
        LambdaFunctionNamePart.Name => Rules.InvalidName,
        LambdaFunctionNamePart.Qualifier => Rules.InvalidQualifier,
        _ => Rules.MalformedFunction,
    };
}
