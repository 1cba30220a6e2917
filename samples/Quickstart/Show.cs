using PgLambda;

namespace Quickstart;

/// <summary>Prints a call, the SQL that ran for it, and its outcome.</summary>
internal sealed class Show(SqlEcho sql)
{
    private int _shown;
    private int _unexpected;

    public void Title(string text) => Console.WriteLine($"\n{++_shown,2}. {text}");

    public async Task Call<T>(Func<Task<T>> call)
    {
        sql.Clear();
        try
        {
            var result = await call();
            Sql();
            var log = (result as LambdaResult)?.Log;
            Line("→", ConsoleColor.Green, log is null ? $"{result}" : $"{result}".Replace(log, "…"));
            foreach (var line in (log ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Line("log", ConsoleColor.DarkGray, line);
        }
        catch (LambdaException exception)
        {
            Unexpected(exception);
        }
    }

    public async Task Error<TException>(Func<Task> call, Func<TException, string> describe)
        where TException : LambdaException
    {
        sql.Clear();
        try
        {
            await call();
            _unexpected++;
            Line("✗", ConsoleColor.Red, $"expected a {typeof(TException).Name}, and the call succeeded");
        }
        catch (TException exception)
        {
            Sql();
            Line("→", ConsoleColor.Yellow, $"{typeof(TException).Name}: {describe(exception)}");
            Line(" ", ConsoleColor.DarkGray, exception.Message);
        }
        catch (LambdaException exception)
        {
            Unexpected(exception);
        }
    }

    /// <returns>The exit code: how many calls did not go as they should.</returns>
    public int Summary()
    {
        Console.WriteLine($"\n{_shown - _unexpected} of {_shown} as expected.");
        return _unexpected;
    }

    private void Unexpected(LambdaException exception)
    {
        _unexpected++;
        Sql();
        Line("✗", ConsoleColor.Red, $"{exception.GetType().Name}: {exception.Message}");
    }

    private void Sql()
    {
        foreach (var line in sql.Last.Split('\n'))
            Line("sql", ConsoleColor.Cyan, line);
    }

    private static void Line(string mark, ConsoleColor color, string text)
    {
        Console.Write("    ");
        if (!Console.IsOutputRedirected)
            Console.ForegroundColor = color;
        Console.Write(mark.PadRight(4));
        if (!Console.IsOutputRedirected)
            Console.ResetColor();
        Console.WriteLine(text);
    }
}
