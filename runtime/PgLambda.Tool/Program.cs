using PgLambda.Tool;

return await CommandLine.RunAsync(args, Output.Create());
