namespace PgLambda.Generator.Model;

/// <summary>What the members are called that a client has beside its interface's, where nothing else is called so.</summary>
internal static class AddedNames
{
    public const string
        Invoker = "_invoker",
        Execute = "ExecuteAsync",
        Operations = "Operations",
        Calls = "Calls",
        OperationSuffix = "Operation";

    /// <summary>Says that the generator found the class in the project already, in a file that it wrote before.</summary>
    public const string CompiledTwice = "__CompiledTwice";

    /// <summary>Whether a name could be one of them; others need not be known.</summary>
    public static bool MayBe(string name) => name.Contains(OperationSuffix) || new[] { Invoker, Execute, Calls }.Any(added => name.StartsWith(added, StringComparison.Ordinal));
}
