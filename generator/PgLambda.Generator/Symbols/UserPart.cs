using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLambda.Generator.Symbols;

/// <summary>What the user wrote of the client class, which the generated part must go with.</summary>
internal sealed class UserPart
{
    private readonly List<ISymbol> _members = [];
    private readonly List<ISymbol> _inherited = [];
    private readonly List<ClassDeclarationSyntax> _declarations = [];

    private UserPart(INamedTypeSymbol? type) => Type = type;

    public static UserPart None { get; } = new(null);

    /// <summary>The class; null where the user wrote nothing of it.</summary>
    public INamedTypeSymbol? Type { get; }

    /// <summary>Whether the part says who sees the class.</summary>
    public bool HasAccessibility => _declarations.Any(declaration => declaration.Modifiers.Any(SyntaxKind.PublicKeyword) || declaration.Modifiers.Any(SyntaxKind.InternalKeyword));

    /// <summary>The names of its members, and of those that it inherits and sees.</summary>
    public IEnumerable<string> Names => _members.Concat(_inherited).Select(member => member.Name).Distinct();

    /// <summary>Whether the part carries an attribute itself.</summary>
    public bool Carries(string attribute) => Attributes.Any(each => each.AttributeClass?.ToDisplayString() == attribute);

    private IEnumerable<AttributeData> Attributes => Type is null ? [] : Type.GetAttributes().Where(attribute => attribute.ApplicationSyntaxReference is { } syntax && IsWritten(syntax));

    /// <returns>The part, or null where the type is not a class that a generated part can complete.</returns>
    public static UserPart? Of(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.TypeKind != TypeKind.Class || type.IsRecord || type.IsStatic)
            return null;
        var part = new UserPart(type);
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            // The analyzer sees the generated part too.
            if (ClientClass.IsGenerated(type, reference))
                continue;
            if (reference.GetSyntax(cancellationToken) is not ClassDeclarationSyntax declaration)
                return null;
            var modifiers = declaration.Modifiers;
            if (!modifiers.Any(SyntaxKind.PartialKeyword) || modifiers.Any(SyntaxKind.AbstractKeyword) || modifiers.Any(SyntaxKind.FileKeyword))
                return null;
            part._declarations.Add(declaration);
        }
        part._members.AddRange(type.GetMembers().Where(member => !member.IsImplicitlyDeclared && member.DeclaringSyntaxReferences.Any(part.IsWritten)));
        for (var inherited = type.BaseType; inherited is { SpecialType: not SpecialType.System_Object }; inherited = inherited.BaseType)
            part._inherited.AddRange(inherited.GetMembers().Where(member => IsVisible(member, type)));
        return part;
    }

    /// <summary>Why the generated part cannot complete this one; null where it can.</summary>
    /// <param name="lambdaInterface">The client's interface.</param>
    public string? FindObstacle(INamedTypeSymbol lambdaInterface)
    {
        if (Type is null)
            return null;
        var names = Type.TypeParameters.Select(parameter => parameter.Name).ToList();
        var expected = lambdaInterface.TypeParameters.Select(parameter => parameter.Name).ToList();
        if (!names.SequenceEqual(expected))
            return $"has the type parameters <{string.Join(", ", names)}>: call them <{string.Join(", ", expected)}>, as the interface does";
        if (_declarations.Any(declaration => declaration.ConstraintClauses.Count > 0) && !Type.TypeParameters.Select(Constraints).SequenceEqual(lambdaInterface.TypeParameters.Select(Constraints)))
            return "constrains its type parameters otherwise than the interface does: leave the constraints out, or repeat the interface's";
        if (_declarations.Any(declaration => declaration.ParameterList is not null))
            return "has a primary constructor, which the generated ones cannot call: make it an ordinary constructor with ': this(dataSource, options)'";
        if (Attributes.Any(KnownAttributes.IsGeneratedCode))
            return "carries [GeneratedCode], as the generated part does: remove it";
        foreach (var constructor in _members.OfType<IMethodSymbol>().Where(member => member.MethodKind == MethodKind.Constructor))
        {
            if (IsGeneratedConstructor(constructor))
                return $"has the constructor '{CSharpText.Short(Type)}({string.Join(", ", constructor.Parameters.Select(parameter => CSharpText.Short(parameter.Type)))})', which is generated too: remove it, or give it other parameters";
            if (constructor.DeclaringSyntaxReferences[0].GetSyntax() is ConstructorDeclarationSyntax { Initializer: not { RawKind: (int)SyntaxKind.ThisConstructorInitializer } })
                return "has a constructor that calls none of the generated ones, so its calls would have nothing to go through: add ': this(dataSource, options)'";
        }
        if (Type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } parent
            && !parent.InstanceConstructors.Any(constructor => constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams) && IsVisible(constructor, Type)))
        {
            return $"inherits from '{CSharpText.Short(parent)}', which has no constructor without parameters for the generated ones to call: give it one";
        }
        return null;
    }

    /// <summary>Whether the part, or what it inherits, implements an interface's member already.</summary>
    public bool Implements(ISymbol member) => Type is not null && (_members.Any(own => IsExplicitlyFor(own, member) || IsImplicitlyFor(own, member)) || _inherited.Any(own => IsImplicitlyFor(own, member)));

    /// <summary>Whether a public method of that signature cannot be added: there is one, or something else of that name.</summary>
    public bool Obstructs(IMethodSymbol method) => _members.Concat(_inherited).Any(own => own.Name == method.Name && (own is not IMethodSymbol other || CSharpText.Signature(other) == CSharpText.Signature(method)));

    private static bool IsExplicitlyFor(ISymbol own, ISymbol member) => own switch
    {
        IMethodSymbol method => method.ExplicitInterfaceImplementations.Any(target => IsSame(target, member)),
        IPropertySymbol property => property.ExplicitInterfaceImplementations.Any(target => IsSame(target, member)),
        IEventSymbol @event => @event.ExplicitInterfaceImplementations.Any(target => IsSame(target, member)),
        _ => false,
    };

    // Two of the interface's constructed forms are two interfaces; the client's type parameters only have the names of the interface's.
    private static bool IsSame(ISymbol target, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(target.OriginalDefinition, member.OriginalDefinition) && Text(target.ContainingType) == Text(member.ContainingType);

    private static bool IsImplicitlyFor(ISymbol own, ISymbol member) => own.Name == member.Name && own.DeclaredAccessibility == Accessibility.Public && own.IsStatic == member.IsStatic && (own, member) switch
    {
        (IMethodSymbol { MethodKind: MethodKind.Ordinary } a, IMethodSymbol b) => CSharpText.Signature(a) == CSharpText.Signature(b) && CSharpText.ResultSignature(a) == CSharpText.ResultSignature(b),
        (IPropertySymbol a, IPropertySymbol b) => Text(a.Type) == Text(b.Type),
        (IEventSymbol a, IEventSymbol b) => Text(a.Type) == Text(b.Type),
        _ => false,
    };

    private static bool IsGeneratedConstructor(IMethodSymbol constructor)
    {
        var types = constructor.Parameters.Select(parameter => parameter.Type).ToList();
        return types.Count is 2 or 3 && KnownTypes.Is(types[types.Count - 1], "LambdaClientOptions", KnownTypes.Namespace)
            && (types.Count == 2 ? KnownTypes.Is(types[0], "NpgsqlDataSource", "Npgsql") : KnownTypes.Is(types[0], "LambdaConnection", KnownTypes.Namespace) && KnownTypes.Is(types[1], "NpgsqlTransaction", "Npgsql"));
    }

    private static bool IsVisible(ISymbol member, INamedTypeSymbol from) => member.DeclaredAccessibility switch
    {
        Accessibility.Private => false,
        Accessibility.Internal or Accessibility.ProtectedAndInternal => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, from.ContainingAssembly) || member.ContainingAssembly.GivesAccessTo(from.ContainingAssembly),
        _ => true,
    };

    private static string Constraints(ITypeParameterSymbol parameter) => CSharpText.Constraints(parameter, Text);

    private static string Text(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private bool IsWritten(SyntaxReference reference) => _declarations.Any(declaration => declaration.SyntaxTree == reference.SyntaxTree && declaration.Span.Contains(reference.Span));
}
