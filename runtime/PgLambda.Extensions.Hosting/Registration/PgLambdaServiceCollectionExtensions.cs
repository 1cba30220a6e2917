using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PgLambda;
using PgLambda.CompilerServices;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what clients of lambda interfaces are told by an application and its environment.</summary>
public static class PgLambdaServiceCollectionExtensions
{
    private static readonly Func<IServiceProvider, object> FromOptions = Create;

    /// <summary>
    /// Lets clients follow <see cref="IOptions{TOptions}"/> of <see cref="LambdaClientOptions"/>, so that <c>services.Configure&lt;LambdaClientOptions&gt;(…)</c> works; appends each registered
    /// <see cref="ILambdaInterceptor"/> to theirs; writes failed calls to the log, category <c>PgLambda</c>; and checks all of it when the host starts, or where there is none, when
    /// the first client is made. It may be called again, before or after <c>Add…LambdaClients()</c>.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <remarks>What is wrong is an <see cref="OptionsValidationException"/> with one failure for each entry, which begins with its path.</remarks>
    public static IServiceCollection AddPgLambda(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<LambdaClientOptions>().ValidateOnStart();
        services.TryAddSingleton<EntriesOfOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LambdaClientOptions>, InterceptorsOfContainer>());
        if (services.Any(IsOurs))
            return services;
        services.AddSingleton<IValidateOptions<LambdaClientOptions>>(provider => new LambdaClientOptionsValidator(
            provider.GetRequiredService<EntriesOfOptions>(), provider.GetServices<LambdaClientDescriptor>(), services.Any(IsForeign)));
        services.Add(ServiceDescriptor.Singleton(typeof(LambdaClientOptions), FromOptions));
        return services;
    }

    /// <summary>The same, with what a section of the configuration says. It is read once, when the options are first asked for: a change after that is not followed.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">
    /// The section, as in <c>builder.Configuration.GetSection("PgLambda")</c>; one that does not exist says nothing. Its keys: <c>Functions</c>, a list of entries with <c>Name</c> (the function as
    /// the attribute has it), <c>Function</c>, <c>Region</c>, <c>Qualifier</c> and <c>TimeoutMilliseconds</c>; <c>Clients:{Interface}</c> and <c>Clients:{Interface}:Methods:{Method}</c> with
    /// the same keys but <c>Name</c>; <c>PropagateTraceContext</c>, <c>PrepareStatements</c> and <c>RequireErrorDetail</c>. Another key is an error, and so is a value that cannot be read.
    /// </param>
    public static IServiceCollection AddPgLambda(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.AddSingleton<IConfigureOptions<LambdaClientOptions>>(provider => new SectionOfConfiguration(section, provider.GetRequiredService<EntriesOfOptions>()));
        return services.AddPgLambda();
    }

    /// <summary>The same, with what code says.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes the options.</param>
    public static IServiceCollection AddPgLambda(this IServiceCollection services, Action<LambdaClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return services.AddPgLambda();
    }

    private static bool IsOurs(ServiceDescriptor service) =>
        service.ServiceType == typeof(LambdaClientOptions) && !service.IsKeyedService && service.ImplementationFactory == FromOptions;

    private static bool IsForeign(ServiceDescriptor service) => service.ServiceType == typeof(LambdaClientOptions) && !service.IsKeyedService && !IsOurs(service);

    private static LambdaClientOptions Create(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<LambdaClientOptions>>().Value;
        var clients = provider.GetServices<LambdaClientDescriptor>().ToList();
        RegisteredInterfaces.Tell(options, clients);
        if (provider.GetService<ILoggerFactory>() is { } loggers)
            ConfiguredCalls.Log(options, clients, loggers.CreateLogger(LogMessages.Category));
        return options;
    }
}
