namespace PgLambda.Tool;

/// <summary>What is to be set up.</summary>
/// <param name="Target">The instance, or the cluster.</param>
/// <param name="IsCluster">Whether it is an Aurora cluster.</param>
/// <param name="IsPrivate">Whether it has no public address, and reaches Lambda through a VPC endpoint.</param>
/// <param name="Replicas">The replicas that call too: each needs the role for itself.</param>
/// <param name="Region">The region of the database; null for the one that the AWS CLI is configured for.</param>
/// <param name="Roles">The database roles that call.</param>
internal sealed record SetupOptions(string Target, bool IsCluster, bool IsPrivate, IReadOnlyList<string> Replicas, string? Region, IReadOnlyList<string> Roles);
