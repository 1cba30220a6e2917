using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Model;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>Reads and checks what <c>[assembly: LambdaClient]</c> says: whether the assembly's clients can be registered, and under which name.</summary>
internal static class AssemblyParser
{
    private const string ServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";

    /// <returns>The registration's name, or null where there is no container to register with or the name that was asked for is none.</returns>
    public static RegistrationName? Parse(Compilation compilation, Report? report)
    {
        var assembly = compilation.Assembly;
        if (ClientAttribute.Of(assembly) is not { } attribute)
            return Create(compilation, DefaultName(assembly.Name));
        foreach (var argument in new[] { ClientAttribute.JsonContext, ClientAttribute.DataSource, ClientAttribute.RegistrationName })
        {
            if (attribute.Read(argument).IsUnreadable)
                report?.Invoke(Rules.UnreadableArgument, TargetOf(attribute, argument), argument, "cannot be read");
        }
        if (attribute.Read(ClientAttribute.JsonContext).Value is ITypeSymbol type && ClientAttributeParser.WhyUnusable(type, compilation) is { } why)
            report?.Invoke(Rules.UnusableJsonContext, TargetOf(attribute, ClientAttribute.JsonContext), CSharpText.Short(type), why);
        var name = attribute.Read(ClientAttribute.RegistrationName);
        if (name.IsUnreadable)
            return null;
        if (name.Text is not { } text)
            return Create(compilation, DefaultName(assembly.Name));
        if (text.Length > 0 && text.All(SyntaxFacts.IsIdentifierPartCharacter))
            return Create(compilation, text);
        report?.Invoke(Rules.InvalidRegistrationName, TargetOf(attribute, ClientAttribute.RegistrationName), text);
        return null;
    }

    private static RegistrationName? Create(Compilation compilation, string text)
    {
        if (compilation.GetTypeByMetadataName(ServiceCollection) is null)
            return null;
        var name = new RegistrationName(compilation.Assembly.Name, text);
        // It is there already where a file that the generator wrote is compiled once more: the clients' analyzer says so.
        return compilation.Assembly.GetTypeByMetadataName($"{RegistrationName.Namespace}.{name.ClassName}") is null ? name : null;
    }

    private static DiagnosticTarget TargetOf(ClientAttribute attribute, string argument) => DiagnosticTarget.AtArgument(attribute.Owner, attribute.Data, argument);

    // What stands between the characters that an identifier can have begins a new word: shop.api and Shop.Api are both ShopApi.
    private static string DefaultName(string assembly)
    {
        var name = new StringBuilder(assembly.Length);
        var begins = true;
        foreach (var character in assembly)
        {
            if (SyntaxFacts.IsIdentifierPartCharacter(character))
                name.Append(begins ? char.ToUpperInvariant(character) : character);
            begins = !SyntaxFacts.IsIdentifierPartCharacter(character);
        }
        return name.ToString();
    }
}
