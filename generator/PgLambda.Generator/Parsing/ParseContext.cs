using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PgLambda.Generator.Diagnostics;
using PgLambda.Generator.Symbols;

namespace PgLambda.Generator.Parsing;

/// <summary>What one parse of an interface carries along.</summary>
internal sealed class ParseContext(INamedTypeSymbol lambdaInterface, Compilation compilation, SourceView view, Report? report, CancellationToken cancellationToken)
{
    private readonly Dictionary<ISymbol, bool> _nameable = new(SymbolEqualityComparer.Default);

    public INamedTypeSymbol Interface { get; } = lambdaInterface;

    public Compilation Compilation { get; } = compilation;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The C# text of types.</summary>
    public TypeTexts Texts { get; } = TypeTexts.Of(compilation);

    /// <summary>What the project says of the client class itself.</summary>
    public UserPart UserPart { get; set; } = UserPart.None;

    /// <summary>Whether the client class is there, written by the generator: to an analyzer it always is, to the generator where somebody compiles its files once more.</summary>
    public bool HasGeneratedClass { get; set; }

    /// <summary>What each attribute's owner was found to say.</summary>
    public Dictionary<ISymbol, InvokeSql?> Functions { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The serializer context that the client's contracts come from, or null.</summary>
    public INamedTypeSymbol? JsonContext { get; set; }

    /// <summary>Whether the project's C# is older than a version.</summary>
    public bool IsOlderThan(int major) => Compilation is CSharpCompilation { LanguageVersion: var version } && (int)version < major * 100;

    /// <summary>Reports that the client needs a newer C# than the project's.</summary>
    public void ReportOlderThan(int major, DiagnosticTarget target) =>
        Report(Rules.LanguageVersion, target, Interface.Name, ((CSharpCompilation)Compilation).LanguageVersion.ToDisplayString(), major.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a generated file can name what is in an assembly: not where the project knows it by an extern alias alone.</summary>
    public bool CanName(IAssemblySymbol? assembly)
    {
        if (assembly is null || SymbolEqualityComparer.Default.Equals(assembly, Compilation.Assembly))
            return true;
        if (!_nameable.TryGetValue(assembly, out var canName))
        {
            var aliases = Compilation.GetMetadataReference(assembly)?.Properties.Aliases ?? default;
            _nameable.Add(assembly, canName = aliases.IsDefaultOrEmpty || aliases.Contains(MetadataReferenceProperties.GlobalAlias));
        }
        return canName;
    }

    /// <summary>Whether somebody listens to what is found: what is no error need not be looked for otherwise.</summary>
    public bool IsReporting => report is not null;

    /// <summary>Whether an error was found: then there is no client.</summary>
    public bool HasErrors { get; private set; }

    public void Report(DiagnosticDescriptor rule, DiagnosticTarget target, params object[] arguments)
    {
        if (rule.DefaultSeverity == DiagnosticSeverity.Error)
            HasErrors = true;
        report?.Invoke(rule, target, arguments);
    }

    /// <summary>Reports a constant that is written and has no value here.</summary>
    public void ReportUnreadable(DiagnosticTarget target, string what) => Report(Rules.UnreadableArgument, target, what, view == SourceView.WithoutGenerated
        ? "comes from another source generator, whose output this one does not see"
        : "cannot be read");

    /// <summary>Reports a type that is known here, and not in a generated file.</summary>
    public void ReportAliased(DiagnosticTarget target, ITypeSymbol type) => Report(
        Rules.UnusableType, target, CSharpText.Short(type), "is known by an extern alias only, which a generated file does not have; give the reference the alias 'global' as well");

    /// <summary>Reports a type that is not known here.</summary>
    public void ReportUnresolved(DiagnosticTarget target, string type) => Report(Rules.UnusableType, target, type, view == SourceView.WithoutGenerated
        ? "comes from another source generator, whose output this one does not see; declare it in a file of the project"
        : "cannot be found");
}

/// <summary>What of a project a parse sees.</summary>
internal enum SourceView
{
    /// <summary>All there is: to a generator what the project consists of, to an analyzer what every generator made as well.</summary>
    Everything,

    /// <summary>What a generator sees, looked at after the event: whatever is missing in it is another generator's.</summary>
    WithoutGenerated,
}
