namespace PgLambda.Testing;

/// <summary>What an exception says, and what is said of one that cannot say it itself.</summary>
internal static class ErrorText
{
    public static string Of(Exception error) => $"{error.GetType().Name}: {MessageOf(error)}";

    public static string MessageOf(Exception error) => Describe(() => error.Message) ?? "(the exception has no message that can be read)";

    public static string StackOf(Exception error) => Describe(() => error.StackTrace) ?? "";

    private static string? Describe(Func<string?> text)
    {
        try
        {
            return text();
        }
        catch (Exception)
        {
            return null; // an exception of the user's own, whose properties throw
        }
    }
}
