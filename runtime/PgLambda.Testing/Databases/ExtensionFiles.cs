namespace PgLambda.Testing;

/// <summary>The stand-in in the form of extensions: the files that <c>CREATE EXTENSION aws_lambda CASCADE</c> needs.</summary>
internal static class ExtensionFiles
{
    /// <summary>Writes the files into the directory where the server looks for extensions.</summary>
    public static void Write(string directory)
    {
        WriteOne(directory, "aws_commons.control", StandInScript.CommonsControl);
        WriteOne(directory, "aws_commons--1.2.sql", StandInScript.Commons);
        WriteOne(directory, "aws_lambda.control", StandInScript.LambdaControl);
        WriteOne(directory, "aws_lambda--1.0.sql", StandInScript.LambdaExtension);
    }

    private static void WriteOne(string directory, string name, string text)
    {
        var path = Path.Combine(directory, name);
        if (File.Exists(path) && File.ReadAllText(path) == text)
            return;
        // Another process may be writing, or a server reading, at the same moment: nobody sees half a file.
        var temporary = path + "." + Guid.NewGuid().ToString("N");
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
