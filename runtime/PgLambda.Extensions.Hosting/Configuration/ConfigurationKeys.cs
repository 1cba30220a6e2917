namespace PgLambda;

/// <summary>The keys of the section, as they are documented; the configuration knows no case.</summary>
internal static class ConfigurationKeys
{
    public const string Functions = "Functions";
    public const string Clients = "Clients";
    public const string Methods = "Methods";
    public const string Name = "Name";
}
