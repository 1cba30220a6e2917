using System.Collections.Concurrent;

namespace PgLambda.Tool;

/// <summary>A folder with a file a function, <c>price-order.json</c> for <c>price-order</c>.</summary>
/// <param name="directory">The folder.</param>
/// <param name="watches">Whether a file is read again when it has changed, and may come and go.</param>
internal sealed class HandlerFolder(string directory, bool watches)
{
    private readonly ConcurrentDictionary<string, (DateTime Written, HandlerFile File)> _files = new(StringComparer.Ordinal);

    /// <summary>Reads every file, so that a mistake is found at the start.</summary>
    /// <exception cref="ToolException">There is no such folder, or a file says what cannot be.</exception>
    public int ReadAll()
    {
        if (!Directory.Exists(directory))
            throw new ToolException($"--handlers {directory}: there is no such folder.");
        var files = Directory.GetFiles(directory, "*.json");
        foreach (var file in files)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!LambdaFunctionName.TryParse(name, out var parsed, out var error) || parsed.Form != LambdaFunctionNameForm.Name)
                throw new ToolException($"{file}: a file is called as its function. {error.Message}");
            _files[name] = (File.GetLastWriteTimeUtc(file), HandlerFile.Read(file));
        }
        return files.Length;
    }

    /// <summary>Registers each function that has a file now.</summary>
    public void ServeKnown(Action<string> register)
    {
        foreach (var function in _files.Keys)
            register(function);
    }

    /// <summary>The function's file; null where there is none.</summary>
    /// <exception cref="ToolException">It was changed, and says what cannot be.</exception>
    public HandlerFile? Find(string function)
    {
        if (!watches)
            return _files.TryGetValue(function, out var read) ? read.File : null;
        var path = Path.Combine(directory, function + ".json");
        if (!File.Exists(path))
            return null;
        var written = File.GetLastWriteTimeUtc(path);
        if (_files.TryGetValue(function, out var known) && known.Written == written)
            return known.File;
        var file = HandlerFile.Read(path);
        _files[function] = (written, file);
        return file;
    }
}
