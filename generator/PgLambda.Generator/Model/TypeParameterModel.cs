namespace PgLambda.Generator.Model;

/// <summary>A type parameter, as C# text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Constraints">Its constraints.</param>
/// <param name="Attributes">The attributes that it must carry, as C# text.</param>
/// <param name="ExplicitConstraint">The one constraint that an explicit implementation must repeat, or nothing.</param>
internal sealed record TypeParameterModel(string Name, string Constraints, string Attributes, string ExplicitConstraint);
