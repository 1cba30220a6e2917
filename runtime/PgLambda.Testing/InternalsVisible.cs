using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("PgLambda.Testing.Tests")]
[assembly: InternalsVisibleTo("PgLambda.Tool")]
