namespace PgLambda.CodeFixes.Tests;

internal static class Source
{
    public const string Usings = "using System.Threading;\nusing System.Threading.Tasks;\nusing PgLambda;\n";

    /// <summary>A file with an interface of these members.</summary>
    public static string Of(string members, string name = "IFunctions", string usings = Usings) => usings + $$"""

        public interface {{name}}
        {
        {{members}}
        }
        """;

    /// <summary>A file with an interface of one method that has this attribute.</summary>
    public static string OfAttribute(string arguments, string name = "IFunctions") => Of($"""
            [LambdaFunction({arguments})]
            Task CallAsync(CancellationToken cancellationToken);
        """, name);
}
