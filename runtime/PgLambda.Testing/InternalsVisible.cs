using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("PgLambda.Testing.Tests")]
[assembly: InternalsVisibleTo("PgLambda.Tool")]
[assembly: InternalsVisibleTo("PgLambda.Tool.Tests")]
