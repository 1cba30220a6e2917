using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace PgLambda;

/// <summary>
/// Reads a section key by key, without reflection, and notes everything that it cannot take. An empty text says nothing, and takes back what an earlier source said: that is what JSON's null, an
/// empty list and an empty environment variable look like.
/// </summary>
internal sealed class SectionReader(LambdaClientOptions options, ConfiguredEntries entries)
{
    public void Read(IConfiguration section)
    {
        if (section is IConfigurationSection named && !IsSection(named))
            return;
        ReadKeys(section, new Keys
        {
            [ConfigurationKeys.Functions] = ReadFunctions,
            [ConfigurationKeys.Clients] = clients => ReadEach(clients, ReadClient),
            [nameof(options.PropagateTraceContext)] = value => ReadBoolean(value, it => options.PropagateTraceContext = it),
            [nameof(options.PrepareStatements)] = value => ReadBoolean(value, it => options.PrepareStatements = it),
            [nameof(options.RequireErrorDetail)] = value => ReadBoolean(value, it => options.RequireErrorDetail = it),
        });
    }

    private void ReadFunctions(IConfigurationSection functions) => ReadEach(functions, function =>
    {
        if (!int.TryParse(function.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            entries.AddError(function.Path, $"Functions are a list of entries with a Name, and '{function.Key}' is no place in a list.");
            return;
        }
        var entry = new LambdaFunctionOverride();
        var keys = KeysOf(entry, path: null);
        keys[ConfigurationKeys.Name] = value => ReadText(value, text => entry.Name = text);
        ReadKeys(function, keys);
        if (entry.Name.Length == 0)
        {
            entries.AddError($"{function.Path}:{ConfigurationKeys.Name}", "The entry has no Name: the function that it is about, as the attribute has it.");
            return;
        }
        entries.AddFunction(entry, function.Path);
        options.Functions.Add(entry);
    });

    private void ReadClient(IConfigurationSection section)
    {
        var path = $"{ConfigurationKeys.Clients}:{section.Key}";
        if (!options.Clients.TryGetValue(section.Key, out var client))
            options.Clients.Add(section.Key, client = new LambdaClientOverride());
        entries.Add(path, section.Path);
        var keys = KeysOf(client, path);
        keys[ConfigurationKeys.Methods] = methods => ReadEach(methods, method => ReadMethod(client, method, $"{path}:{ConfigurationKeys.Methods}:{method.Key}"));
        ReadKeys(section, keys);
    }

    private void ReadMethod(LambdaClientOverride client, IConfigurationSection section, string path)
    {
        if (!client.Methods.TryGetValue(section.Key, out var method))
            client.Methods.Add(section.Key, method = new LambdaOverride());
        entries.Add(path, section.Path);
        ReadKeys(section, KeysOf(method, path));
    }

    // The path is null where the entry is noted as a whole.
    private Keys KeysOf(LambdaOverride entry, string? path)
    {
        return new Keys
        {
            [nameof(entry.Function)] = value => ReadText(value, text => Set(value, () => entry.Function = text)),
            [nameof(entry.Region)] = value => ReadText(value, text => Set(value, () => entry.Region = text)),
            [nameof(entry.Qualifier)] = value => ReadText(value, text => Set(value, () => entry.Qualifier = text)),
            [nameof(entry.TimeoutMilliseconds)] = value => ReadText(value, text => Set(value, () => entry.TimeoutMilliseconds = ReadNumber(value, text))),
        };

        void Set(IConfigurationSection value, Action set)
        {
            if (path is not null)
                entries.Add($"{path}:{value.Key}", value.Path);
            set();
        }
    }

    private void ReadKeys(IConfiguration section, Keys keys)
    {
        foreach (var child in section.GetChildren())
        {
            if (keys.TryGetValue(child.Key, out var read))
                read(child);
            else
                entries.AddError(child.Path, $"'{child.Key}' is no key that is known here. Known are: {string.Join(", ", keys.Keys)}.");
        }
    }

    private void ReadEach(IConfigurationSection section, Action<IConfigurationSection> read)
    {
        if (!IsSection(section))
            return;
        foreach (var child in section.GetChildren())
        {
            if (IsSection(child))
                read(child);
        }
    }

    private bool IsSection(IConfigurationSection section)
    {
        if (string.IsNullOrEmpty(section.Value))
            return true;
        entries.AddError(section.Path, $"'{section.Value}' stands where a section with keys of its own is expected.");
        return false;
    }

    private void ReadText(IConfigurationSection section, Action<string> read)
    {
        if (section.GetChildren().Any())
            entries.AddError(section.Path, $"A section with keys of its own ({string.Join(", ", section.GetChildren().Select(child => child.Key))}) stands where a value is expected.");
        else if (!string.IsNullOrEmpty(section.Value))
            read(section.Value);
    }

    private int? ReadNumber(IConfigurationSection section, string text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        entries.AddError(section.Path, $"'{text}' is no whole number of milliseconds from 1 to 900000.");
        return null;
    }

    private void ReadBoolean(IConfigurationSection section, Action<bool> read) => ReadText(section, text =>
    {
        if (bool.TryParse(text, out var value))
            read(value);
        else
            entries.AddError(section.Path, $"'{text}' is neither true nor false.");
    });

    private sealed class Keys() : Dictionary<string, Action<IConfigurationSection>>(StringComparer.OrdinalIgnoreCase);
}
