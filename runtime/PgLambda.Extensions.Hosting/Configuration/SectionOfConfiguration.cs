using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PgLambda;

/// <summary>Reads a section into the options.</summary>
internal sealed class SectionOfConfiguration(IConfiguration section, EntriesOfOptions entries) : IConfigureOptions<LambdaClientOptions>
{
    public void Configure(LambdaClientOptions options) => new SectionReader(options, entries.Of(options)).Read(section);
}
