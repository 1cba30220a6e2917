using System.Text;

namespace PgLambda.Tool;

/// <summary>Steps 1 to 6 of AWS's document as a script that can be read, run, and run again.</summary>
internal sealed class SetupScript(SetupOptions options, IReadOnlyList<string> policies, IReadOnlyList<string> functions)
{
    private readonly StringBuilder _text = new();

    private string Kind => options.IsCluster ? "cluster" : "instance";

    private string Name => Shell.Quote(options.Target);

    // A cluster takes the role as a whole; of instances, each takes its own.
    private IEnumerable<string> Instances => options.IsCluster ? [] : options.Replicas.Prepend(options.Target);

    public string Write()
    {
        Header();
        Network();
        Permissions();
        Extension();
        Calls();
        Grants();
        return _text.ToString();
    }

    private void Header() => Add($"""
        #!/usr/bin/env bash
        # Lets the {Kind} {options.Target} call {(functions.Count == 1 ? "one Lambda function" : $"{functions.Count} Lambda functions")} from SQL: {string.Join(", ", functions)}.
        # Steps 1 to 6 of https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL-Lambda.html. Read it before you run it; it can run again.
        # Needs the AWS CLI, with rights on RDS, IAM and EC2, and psql, which connects as rds_superuser by PGHOST, PGUSER, PGPASSWORD and PGDATABASE.
        set -euo pipefail
        export AWS_PAGER=
        {(options.Region is null ? "" : $"export AWS_REGION={Shell.Quote(options.Region)}\n")}database={Name}
        name={Shell.Quote("pglambda-" + options.Target)}
        account=$(aws sts get-caller-identity --query Account --output text)
        partition=$(aws sts get-caller-identity --query Arn --output text | cut -d: -f2)
        """);

    private void Network()
    {
        Add($"""
            # 1. The way to Lambda: port 443, out of the security groups.
            for group in $({Describe} --query '{Groups}' --output text); do
                if [ -z "$(aws ec2 describe-security-groups --group-ids "$group" --output text \
                    --query 'SecurityGroups[].IpPermissionsEgress[?IpProtocol==`-1` || (FromPort<=`443` && ToPort>=`443`)][]')" ]; then
                    aws ec2 authorize-security-group-egress --group-id "$group" --protocol tcp --port 443 --cidr 0.0.0.0/0
                fi
            done
            """);
        if (options.IsPrivate)
            PrivateNetwork();
        else
            Add("# A database without a public address also needs a NAT gateway or a VPC endpoint for Lambda: pglambda setup --private.");
    }

    private void PrivateNetwork()
    {
        Add($"""
            # Without a public address: a VPC endpoint for Lambda, with private DNS, or a NAT gateway. The endpoint's security group must let the database in on port 443.
            vpc=$({(options.IsCluster ? "aws rds describe-db-subnet-groups --db-subnet-group-name \"$(" + Describe + " --query 'DBClusters[0].DBSubnetGroup' --output text)\" --query 'DBSubnetGroups[0].VpcId'" : Describe + " --query 'DBInstances[0].DBSubnetGroup.VpcId'")} --output text)
            if [ -z "$(aws ec2 describe-vpc-endpoints --output text --query 'VpcEndpoints[].VpcEndpointId' \
                --filters "Name=vpc-id,Values=$vpc" "Name=service-name,Values=com.amazonaws.${"{AWS_REGION:-$(aws configure get region)}"}.lambda")" ]; then
                echo "There is no VPC endpoint for Lambda in $vpc. Unless a NAT gateway serves it, create one: aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --private-dns-enabled --vpc-id $vpc --service-name com.amazonaws.REGION.lambda --subnet-ids … --security-group-ids …" >&2
            fi
            """);
        if (options.IsCluster)
            return;
        foreach (var instance in Instances)
        {
            Add($"""
                # An RDS instance does not look into private DNS before this parameter is 1 and it has rebooted.
                parameters=$(aws rds describe-db-instances --db-instance-identifier {Shell.Quote(instance)} --query 'DBInstances[0].DBParameterGroups[0].DBParameterGroupName' --output text)
                case $parameters in
                    default.*) echo {Shell.Quote(instance)} "uses $parameters, which cannot be changed: give it a parameter group of its own, and run this again." >&2; exit 1 ;;
                esac
                aws rds modify-db-parameter-group --db-parameter-group-name "$parameters" --parameters ParameterName=rds.custom_dns_resolution,ParameterValue=1,ApplyMethod=pending-reboot
                # Calls and connections end: say REBOOT=yes when that may be.
                if [ "${"{REBOOT:-no}"}" = yes ]; then
                    aws rds reboot-db-instance --db-instance-identifier {Shell.Quote(instance)}
                    aws rds wait db-instance-available --db-instance-identifier {Shell.Quote(instance)}
                fi
                """);
        }
    }

    private void Permissions()
    {
        Add($$"""
            # 2. The IAM role that the database calls with: it may invoke these functions, and nothing else.
            if ! aws iam get-role --role-name "$name" >/dev/null 2>&1; then
                aws iam create-role --role-name "$name" --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"rds.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
            fi
            """);
        for (var i = 0; i < policies.Count; i++)
        {
            var suffix = policies.Count == 1 ? "" : $"-{i + 1}";
            Add($$"""
                cat >"${TMPDIR:-/tmp}/$name.json" <<'POLICY'
                {{policies[i]}}
                POLICY
                policy="arn:$partition:iam::$account:policy/$name{{suffix}}"
                if aws iam get-policy --policy-arn "$policy" >/dev/null 2>&1; then
                    # IAM keeps five versions: delete an old one when it says so.
                    aws iam create-policy-version --policy-arn "$policy" --set-as-default --policy-document "file://${TMPDIR:-/tmp}/$name.json"
                else
                    aws iam create-policy --policy-name "$name{{suffix}}" --policy-document "file://${TMPDIR:-/tmp}/$name.json"
                fi
                aws iam attach-role-policy --role-name "$name" --policy-arn "$policy"
                """);
        }
        if (options.IsCluster)
            Attach(options.Target, "db-cluster", "DBClusters");
        foreach (var instance in Instances)
            Attach(instance, "db-instance", "DBInstances");
    }

    // The role is usable some seconds after it was attached.
    private void Attach(string target, string what, string list) => Add($"""
        {(what == "db-cluster" ? "# The cluster's instances share the role." : target == options.Target ? "# One role for the feature Lambda on each instance; replicas do not inherit it." : "# A replica has roles of its own.")}
        attached=$(aws rds describe-{what}s --{what}-identifier {Shell.Quote(target)} --query "{list}[0].AssociatedRoles[?FeatureName=='Lambda'].RoleArn" --output text)
        case $attached in
            '') aws rds add-role-to-{what} --{what}-identifier {Shell.Quote(target)} --feature-name Lambda --role-arn "arn:$partition:iam::$account:role/$name" ;;
            *":role/$name") ;;
            *) echo {Shell.Quote(target)} "calls with $attached already, and takes no other: attach the policy to that role." >&2; exit 1 ;;
        esac
        for try in $(seq 60); do
            status=$(aws rds describe-{what}s --{what}-identifier {Shell.Quote(target)} --query "{list}[0].AssociatedRoles[?FeatureName=='Lambda'].Status" --output text)
            if [ "$status" = ACTIVE ]; then break; fi
            if [ "$try" = 60 ]; then echo {Shell.Quote(target)} "has the role, and it is $status after ten minutes." >&2; exit 1; fi
            sleep 10
        done
        """);

    private void Extension() => Add("""
        # 3. The extension, in the application's database. A schema that a former installation left empty is in its way, and so is a missing schema public.
        psql -X -v ON_ERROR_STOP=1 <<'SQL'
        DO $$
        BEGIN
            IF EXISTS (SELECT FROM pg_namespace AS n WHERE n.nspname IN ('aws_commons', 'aws_lambda') AND NOT EXISTS (SELECT FROM pg_extension AS x WHERE x.extname = n.nspname)) THEN
                RAISE EXCEPTION 'A schema aws_commons or aws_lambda is there without its extension: look into it, and drop it if it is empty.';
            ELSIF current_schema() IS NULL THEN
                RAISE EXCEPTION 'No schema of the search_path exists: CREATE SCHEMA public first.';
            END IF;
        END
        $$;
        CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE;
        -- An upgrade of the engine does not upgrade extensions.
        ALTER EXTENSION aws_commons UPDATE;
        ALTER EXTENSION aws_lambda UPDATE;
        SQL
        """);

    private void Calls() => Add("""
        # 4 and 5. The generated clients make the ARN and call; pglambda check --invoke asks Lambda whether they may.
        """);

    private void Grants()
    {
        if (options.Roles.Count == 0)
        {
            Add("# 6. The roles that call: pglambda grants writes the SQL, and pglambda setup --role NAME puts it here.");
            return;
        }
        Add($"""
            # 6. The roles that call.
            psql -X -v ON_ERROR_STOP=1 <<'SQL'
            {string.Join("\n", options.Roles.SelectMany(GrantScript.Statements))}
            SQL
            """);
    }

    private string Describe => options.IsCluster ? "aws rds describe-db-clusters --db-cluster-identifier \"$database\"" : "aws rds describe-db-instances --db-instance-identifier \"$database\"";

    private string Groups => options.IsCluster ? "DBClusters[0].VpcSecurityGroups[].VpcSecurityGroupId" : "DBInstances[0].VpcSecurityGroups[].VpcSecurityGroupId";

    private void Add(string step)
    {
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append(step.ReplaceLineEndings("\n")).Append('\n');
    }
}
