using Microsoft.CodeAnalysis;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;

namespace PgLambda.Generator.Parsing;

/// <summary>Reads and checks what a <c>[LambdaFunction]</c> says.</summary>
internal static class FunctionParser
{
    private static readonly string[] DocumentationAccounts = ["123456789012", "111122223333", "444455556666"];

    /// <summary>The function of an attribute, or null where it is wrong; what is wrong is reported once, however many methods share the attribute.</summary>
    public static FunctionModel? Parse(ParseContext context, ISymbol owner, AttributeData attribute)
    {
        if (!context.Functions.TryGetValue(owner, out var function))
            context.Functions.Add(owner, function = ParseAttribute(context, owner, attribute));
        return function;
    }

    private static FunctionModel? ParseAttribute(ParseContext context, ISymbol owner, AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Text() is not { } text)
        {
            context.Report(Rules.MalformedFunction, Anchor.AtAttribute(owner, attribute), "The function must be a constant string: a function name, a partial ARN or a full ARN.");
            return null;
        }
        var invocation = (InvocationType)ReadEnum(context, owner, attribute, "Invocation", ["RequestResponse", "Event", "DryRun"]);
        var log = (LogType)ReadEnum(context, owner, attribute, "Log", ["None", "Tail"]);
        var region = ReadText(context, owner, attribute, "Region", Rules.InvalidRegion);
        var qualifier = ReadText(context, owner, attribute, "Qualifier", Rules.InvalidQualifier);

        if (region is not null && !LambdaFunctionName.TryParseRegion(region, out var error))
        {
            context.Report(Rules.InvalidRegion, Anchor.AtPart(owner, attribute, "Region", error), error.Message);
            region = null;
        }
        if (qualifier is not null && !LambdaFunctionName.TryParseQualifier(qualifier, out error))
        {
            context.Report(Rules.InvalidQualifier, Anchor.AtPart(owner, attribute, "Qualifier", error), error.Message);
            qualifier = null;
        }
        if (!LambdaFunctionName.TryParse(text, out var name, out error))
        {
            context.Report(RuleOf(error), Anchor.AtPart(owner, attribute, Anchor.FunctionArgument, error), error.Message);
            return null;
        }
        CheckRegion(context, owner, attribute, name, region);
        CheckQualifier(context, owner, attribute, name, qualifier);
        CheckAccount(context, owner, attribute, name);
        if (invocation == InvocationType.Event && qualifier is null && name.Qualifier is null)
        {
            context.Report(Rules.UnqualifiedEvent, Anchor.AtArgument(owner, attribute, Anchor.FunctionArgument));
        }
        // A contradiction was reported above: there is no client then, and the name decides for what is still to be checked.
        return new FunctionModel(LambdaTarget.Create(name, name.Region is null ? region : null, name.Qualifier is null ? qualifier : null), invocation, log);
    }

    private static int ReadEnum(ParseContext context, ISymbol owner, AttributeData attribute, string argument, string[] names)
    {
        if (Find(attribute, argument) is not { } constant)
            return 0;
        var given = constant.Kind == TypedConstantKind.Array ? null : constant.Value;
        if (given is int value && value >= 0 && value < names.Length)
            return value;
        var type = argument == "Log" ? "LogType" : "InvocationType";
        context.Report(Rules.InvalidEnumValue, Anchor.AtArgument(owner, attribute, argument), given?.ToString() ?? "This", type, string.Join(", ", names.Select(n => $"{type}.{n}")));
        return 0;
    }

    private static string? ReadText(ParseContext context, ISymbol owner, AttributeData attribute, string argument, DiagnosticDescriptor rule)
    {
        if (Find(attribute, argument) is not { } constant || constant.IsNull)
            return null;
        if (constant.Text() is { } text)
            return text;
        context.Report(rule, Anchor.AtArgument(owner, attribute, argument), $"{argument} must be a constant string.");
        return null;
    }

    private static TypedConstant? Find(AttributeData attribute, string argument)
    {
        foreach (var named in attribute.NamedArguments)
        {
            if (named.Key == argument)
                return named.Value;
        }
        return null;
    }

    private static void CheckRegion(ParseContext context, ISymbol owner, AttributeData attribute, LambdaFunctionName name, string? region)
    {
        if (region is not null && name.Region is not null)
        {
            var (rule, arguments) = region == name.Region
                ? (Rules.RedundantArgument, new object[] { "Region" })
                : (Rules.RegionConflict, [region, name.Region]);
            context.Report(rule, Anchor.AtArgument(owner, attribute, "Region"), arguments);
        }
        if (name.Partition is not null && !AwsRegions.IsKnownPartition(name.Partition))
        {
            context.Report(Rules.UnknownRegion, PartOf(owner, attribute, "arn:".Length, name.Partition.Length), name.Partition, "partition", "");
        }
        else if (name.Region is not null && AwsRegions.FindPartition(name.Region) is null)
        {
            context.Report(Rules.UnknownRegion, PartOf(owner, attribute, $"arn:{name.Partition}:lambda:".Length, name.Region.Length), name.Region, "region", Nearest(name.Region));
        }
        else if (name.Region is null && region is not null && AwsRegions.FindPartition(region) is null)
        {
            context.Report(Rules.UnknownRegion, Anchor.AtArgument(owner, attribute, "Region"), region, "region", Nearest(region));
        }
    }

    private static string Nearest(string region) => AwsRegions.FindNearest(region) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private static void CheckQualifier(ParseContext context, ISymbol owner, AttributeData attribute, LambdaFunctionName name, string? qualifier)
    {
        if (qualifier is null || name.Qualifier is null)
            return;
        var (rule, arguments) = qualifier == name.Qualifier
            ? (Rules.RedundantArgument, new object[] { "Qualifier" })
            : (Rules.QualifierConflict, [qualifier, name.Qualifier]);
        context.Report(rule, Anchor.AtArgument(owner, attribute, "Qualifier"), arguments);
    }

    private static void CheckAccount(ParseContext context, ISymbol owner, AttributeData attribute, LambdaFunctionName name)
    {
        if (name.Account is not { } account)
            return;
        var start = name.Form == LambdaFunctionNameForm.FullArn ? $"arn:{name.Partition}:lambda:{name.Region}:".Length : 0;
        if (account.All(digit => digit == account[0]))
        {
            context.Report(Rules.PlaceholderAccount, PartOf(owner, attribute, start, account.Length), account);
        }
        else if (DocumentationAccounts.Contains(account))
        {
            context.Report(Rules.DocumentationAccount, PartOf(owner, attribute, start, account.Length), account);
        }
    }

    private static Anchor PartOf(ISymbol owner, AttributeData attribute, int start, int length) =>
        Anchor.AtArgument(owner, attribute, Anchor.FunctionArgument) with { Start = start, Length = length };

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
