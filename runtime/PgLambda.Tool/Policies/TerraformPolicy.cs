namespace PgLambda.Tool;

/// <summary>The same as Terraform, laid out as <c>terraform fmt</c> does.</summary>
internal static class TerraformPolicy
{
    public static string Write(IReadOnlyList<IReadOnlyList<string>> parts) => string.Join("\n", parts.Select((arns, i) =>
    {
        var name = parts.Count == 1 ? "pglambda" : $"pglambda_{i + 1}";
        return $$"""
            data "aws_iam_policy_document" "{{name}}" {
              statement {
                sid    = "{{InvokePolicy.Sid}}"
                effect = "Allow"

                actions = ["{{InvokePolicy.Action}}"]

                resources = [
            {{string.Concat(arns.Select(arn => $"      \"{arn}\",\n"))}}    ]
              }
            }

            resource "aws_iam_policy" "{{name}}" {
              name_prefix = "{{name.Replace('_', '-')}}-"
              policy      = data.aws_iam_policy_document.{{name}}.json
            }

            """.ReplaceLineEndings("\n");
    }));
}
