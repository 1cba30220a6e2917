using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PgLambda.Benchmarks;

// Benchmarks run one after the other; what is compared to a few percent takes turns instead.
switch (args)
{
    case ["sizes"]:
        await Answers.BySizeAsync();
        return 0;
    case ["many"]:
        await Answers.ByCallersAsync();
        return 0;
    case ["at-once"]:
        await Answers.AtOnceAsync();
        return 0;
    case ["at-once", var peer, var connectionString]:
        await Answers.AtOnceAsync(peer, connectionString);
        return 0;
    case ["first-call"]:
        await FirstCall.RunAsync();
        return 0;
    case ["first-call", var peer, var connectionString]:
        await FirstCall.OnceAsync(peer, connectionString, Stopwatch.GetTimestamp());
        return 0;
    case ["call-costs"]:
        await CallCosts.RunAsync();
        return 0;
    case ["one-caller"]:
        await OneCaller.RunAsync();
        return 0;
    case ["callers", .. var version]:
        await Callers.RunAsync(version is [var major] ? int.Parse(major, CultureInfo.InvariantCulture) : null);
        return 0;
    case ["start"]:
        await StartCosts.RunAsync();
        return 0;
    case ["start", "once"]:
        await StartCosts.OnceAsync();
        return 0;
    case ["cold-build"]:
        await ColdBuild.RunAsync();
        return 0;
    case ["generator"]:
        GeneratorCosts.Run();
        return 0;
    case ["analyzers"]:
        GeneratorCosts.RunAnalyzers();
        return 0;
    case ["bytes", ..]:
        return await Bytes.RunAsync(accepts: args is [_, "--accept"]);
    case ["charts", ..]:
        return Charts.Run(checks: args is [_, "--check"]);
}

// In this process: the database and its handlers live here too.
var config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
    .AddColumn(StatisticColumn.P50, StatisticColumn.P95);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"], config);
return 0;
