using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PgLambda.Benchmarks;

// Benchmarks run one after the other; what is compared to a few percent takes turns instead.
if (args is ["call-costs"])
{
    await CallCosts.RunAsync();
    return 0;
}

if (args is ["callers", ..])
{
    await Callers.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : null);
    return 0;
}

if (args is ["charts", ..])
    return Charts.Run(checks: args is [_, "--check"]);

if (args is ["bytes", ..])
    return await Bytes.RunAsync(accepts: args is [_, "--accept"]);

if (args is ["answers"])
{
    await Answers.RunAsync();
    return 0;
}

if (args is ["generator"])
{
    GeneratorCosts.Run();
    return 0;
}

if (args is ["analyzers"])
{
    GeneratorCosts.RunAnalyzers();
    return 0;
}

// In this process: the database and its handlers live here too.
var config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
    .AddColumn(StatisticColumn.P50, StatisticColumn.P95);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"], config);
return 0;
