using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Generator.Tests;

/// <summary>What the methods of a generated client call and read, against the attributes and signatures of the interface: read here once more, from the symbols.</summary>
internal static class GeneratedCalls
{
    public static void AssertAreTheInterfaces(Compilation output, SyntaxTree tree)
    {
        var model = output.GetSemanticModel(tree);
        foreach (var syntax in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>())
        {
            if (model.GetDeclaredSymbol(syntax, TestContext.Current.CancellationToken) is not INamedTypeSymbol client)
                continue;
            foreach (var declared in client.AllInterfaces.SelectMany(i => i.GetMembers()).OfType<IMethodSymbol>())
            {
                if (client.FindImplementationForInterfaceMember(declared) is IMethodSymbol { DeclaringSyntaxReferences: [var reference] } && reference.SyntaxTree == tree)
                    AssertIsTheInterfaces(declared, (MethodDeclarationSyntax)reference.GetSyntax(TestContext.Current.CancellationToken), model);
            }
        }
    }

    private static void AssertIsTheInterfaces(IMethodSymbol declared, MethodDeclarationSyntax implementation, SemanticModel model)
    {
        var invoke = Assert.Single(implementation.DescendantNodes().OfType<InvocationExpressionSyntax>(), call => NameOf(call).Identifier.ValueText.StartsWith("Invoke", StringComparison.Ordinal));
        var field = Assert.IsType<IFieldSymbol>(model.GetSymbolInfo(invoke.ArgumentList.Arguments[0].Expression, TestContext.Current.CancellationToken).Symbol, exactMatch: false);
        var operation = (ObjectCreationExpressionSyntax)((VariableDeclaratorSyntax)field.DeclaringSyntaxReferences[0].GetSyntax(TestContext.Current.CancellationToken)).Initializer!.Value;
        Assert.Equal(declared.Name, model.GetConstantValue(operation.ArgumentList!.Arguments[1].Expression, TestContext.Current.CancellationToken).Value);

        // The method's own attribute, or that of the interface which declares it.
        if ((Attribute(declared) ?? Attribute(declared.ContainingType)) is { ConstructorArguments: [{ Value: string function }] })
            Assert.Contains($"'{function}", GeneratedOperations.SqlOf(operation), StringComparison.Ordinal);

        // A null answer is taken where the type has one, and where nobody says: without annotations, null has always been a value.
        if (ResultOf(declared.ReturnType) is { } result && result.Name != "LambdaResult" && ResultOf(declared.OriginalDefinition.ReturnType) is not ITypeParameterSymbol)
        {
            var takesNull = result.IsReferenceType ? result.NullableAnnotation != NullableAnnotation.NotAnnotated : result.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
            var of = declared.ReturnType.Name == "IAsyncEnumerable" ? ("InvokeForItemsAsync", "InvokeForOptionalItemsAsync") : ("InvokeAsync", "InvokeOptionalAsync");
            Assert.Equal(takesNull ? of.Item2 : of.Item1, NameOf(invoke).Identifier.ValueText);
            var read = model.GetTypeInfo(Assert.IsType<GenericNameSyntax>(NameOf(invoke)).TypeArgumentList.Arguments[0], TestContext.Current.CancellationToken).Type;
            Assert.Equal(result.OriginalDefinition.Name, read!.OriginalDefinition.Name);
        }
    }

    private static SimpleNameSyntax NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        SimpleNameSyntax name => name,
        _ => throw new Xunit.Sdk.XunitException(call.ToString()),
    };

    private static ITypeSymbol? ResultOf(ITypeSymbol returns) => returns is INamedTypeSymbol { TypeArguments: [var result] } ? result : null;

    private static AttributeData? Attribute(ISymbol symbol) => symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "LambdaFunctionAttribute");
}
