using System.ComponentModel;

namespace PgLambda.CompilerServices;

/// <summary>The interfaces that an application has registered. For packages around this one; not meant to be used by other code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RegisteredInterfaces
{
    /// <summary>Tells the options which interfaces there are: a simple name that several have means none of them, and one that is another's full name only that.</summary>
    /// <param name="options">The options.</param>
    /// <param name="clients">The registered clients. They are asked for only where there are entries for some.</param>
    public static void Tell(LambdaClientOptions options, IEnumerable<LambdaClientDescriptor> clients)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clients);
        if (options.Clients.Count > 0 && options.RegisteredInterfaces is null)
            options.RegisteredInterfaces = clients.Where(client => client.Calls.Count > 0).Select(client => client.Calls[0].Interface).ToHashSet(StringComparer.Ordinal);
    }
}
