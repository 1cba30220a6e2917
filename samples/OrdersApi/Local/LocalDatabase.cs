using PgLambda.Testing;

namespace OrdersApi.Local;

/// <summary>A private PostgreSQL with a stand-in of aws_lambda, for a machine that has no database.</summary>
internal static class LocalDatabase
{
    /// <returns>The database, or null where there is a connection string, or the environment is not Development.</returns>
    public static async Task<LocalLambda?> StartWhereNoneIsGivenAsync(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment() || builder.Configuration.GetConnectionString("Orders") is not null)
            return null;

        Console.WriteLine("No ConnectionStrings:Orders: starting a private PostgreSQL with a stand-in of aws_lambda …");
        var lambda = await LocalLambda.StartAsync();
        LocalFunctions.Serve(lambda);
        builder.Configuration["ConnectionStrings:Orders"] = lambda.ConnectionString;
        return lambda;
    }
}
