namespace PgLambda.Testing.Tests.StandIn;

/// <summary>Tests that measure time, or that take the whole machine: they run one after another, with nothing beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NonParallelTests
{
    public const string Name = "not parallel";
}
