using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace PgLambda.CodeFixes.Tests;

/// <summary>What must hold of every provider, so that an editor finds and can load it.</summary>
public class ProviderTests
{
    public static IReadOnlyList<CodeFixProvider> Fixes { get; } = [.. Types<CodeFixProvider>().Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    [Fact]
    public void Fixes_are_exported() => Assert.All(Types<CodeFixProvider>(), type =>
        Assert.Equal([LanguageNames.CSharp], type.GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages));

    [Fact]
    public void Refactorings_are_exported() => Assert.All(Types<CodeRefactoringProvider>(), type =>
        Assert.Equal([LanguageNames.CSharp], type.GetCustomAttribute<ExportCodeRefactoringProviderAttribute>()!.Languages));

    [Fact]
    public void Every_fix_can_fix_all() => Assert.All(Fixes, fix =>
        Assert.Equal([FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution], fix.GetFixAllProvider()!.GetSupportedFixAllScopes().Order().Take(3)));

    [Fact]
    public void The_rules_that_have_a_fix() => Assert.Equal(
        ["PGL0004", "PGL0010", "PGL0011", "PGL0012", "PGL0016", "PGL0101", "PGL0102", "PGL0103", "PGL0104", "PGL0109", "PGL0118", "PGL0202", "PGL0203", "PGL0206", "PGL0209"],
        Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Order(StringComparer.Ordinal));

    // A reference to anything newer than the oldest editor has would keep every fix from being loaded there, without a word.
    [Fact]
    public void Refers_only_to_what_the_oldest_editor_has() => Assert.All(typeof(LambdaCodeFixProvider).Assembly.GetReferencedAssemblies(), reference => Assert.True(
        reference.Name switch
        {
            "netstandard" => reference.Version == new Version(2, 0, 0, 0),
            "System.Collections.Immutable" => reference.Version <= new Version(7, 0, 0, 0),
            "PgLambda.Generator" => true,
            { } name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && reference.Version == new Version(4, 8, 0, 0),
            null => false,
        },
        reference.FullName));

    private static IEnumerable<Type> Types<T>() => typeof(LambdaCodeFixProvider).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)));
}
