using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PgLambda.Benchmarks;

if (args is ["first-call", var peer, var connectionString])
{
    await FirstCall.OnceAsync(peer, connectionString, Stopwatch.GetTimestamp());
    return 0;
}

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

if (args is ["sizes"])
{
    await Answers.BySizeAsync();
    return 0;
}

if (args is ["many"])
{
    await Answers.ByCallersAsync();
    return 0;
}

if (args is ["at-once"])
{
    await Answers.AtOnceAsync();
    return 0;
}

if (args is ["one-caller"])
{
    await OneCaller.RunAsync();
    return 0;
}

if (args is ["start"])
{
    await StartCosts.RunAsync();
    return 0;
}

if (args is ["start", "once"])
{
    await StartCosts.OnceAsync();
    return 0;
}

if (args is ["first-call"])
{
    await FirstCall.RunAsync();
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
