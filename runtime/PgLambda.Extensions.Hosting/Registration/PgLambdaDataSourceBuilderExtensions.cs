namespace Npgsql;

/// <summary>Sets a data source up for calls of Lambda functions.</summary>
public static class PgLambdaDataSourceBuilderExtensions
{
    /// <summary>
    /// Lets a data source say why calls fail, and nothing else silently: sets <c>Include Error Detail=true</c>, without which Npgsql withholds the DETAIL that says why a function failed or could not be called. That holds for all of the
    /// data source's commands: the text of exceptions, and of logs of them, may then hold values of rows, what a function said, and ARNs with their accounts. On .NET 10 (from Npgsql 9 on, which
    /// the package needs there) the span of a command that calls is named <c>aws_lambda.invoke</c>; other commands keep Npgsql's name. A name provider that is set later takes its place.
    /// </summary>
    /// <param name="builder">The data source's builder.</param>
    public static NpgsqlDataSourceBuilder UsePgLambda(this NpgsqlDataSourceBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ConnectionStringBuilder.IncludeErrorDetail = true;
#if NET10_0_OR_GREATER
        builder.ConfigureTracing(NameSpans);
#endif
        return builder;
    }

    /// <summary>The same for a slim builder.</summary>
    /// <param name="builder">The data source's builder.</param>
    public static NpgsqlSlimDataSourceBuilder UsePgLambda(this NpgsqlSlimDataSourceBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ConnectionStringBuilder.IncludeErrorDetail = true;
#if NET10_0_OR_GREATER
        builder.ConfigureTracing(NameSpans);
#endif
        return builder;
    }

#if NET10_0_OR_GREATER
    private static void NameSpans(NpgsqlTracingOptionsBuilder tracing) =>
        tracing.ConfigureCommandSpanNameProvider(static command => command.CommandText.Contains("aws_lambda.invoke(", StringComparison.Ordinal) ? "aws_lambda.invoke" : null);
#endif
}
