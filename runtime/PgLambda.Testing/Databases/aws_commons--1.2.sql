-- Stand-in of the aws_commons extension, version 1.2: the part of it that aws_lambda needs.

DO $do$
DECLARE
    grantee text;
BEGIN
    -- Who may use the schema is set once: what was granted or revoked since then stays, also when this runs again.
    IF to_regnamespace('aws_commons') IS NULL THEN
        CREATE SCHEMA aws_commons;
        -- Default privileges of the database may have opened it already.
        FOR grantee IN SELECT DISTINCT a.grantee::regrole::text FROM pg_namespace AS n, aclexplode(n.nspacl) AS a
            WHERE n.nspname = 'aws_commons' AND a.grantee NOT IN (0, n.nspowner)
        LOOP
            EXECUTE 'REVOKE ALL ON SCHEMA aws_commons FROM ' || grantee;
        END LOOP;
        REVOKE ALL ON SCHEMA aws_commons FROM PUBLIC;
        GRANT USAGE ON SCHEMA aws_commons TO PUBLIC;
    END IF;
    -- AWS does not publish the fields of this type: treat it as opaque.
    IF to_regtype('aws_commons._lambda_function_arn_1') IS NULL THEN
        CREATE TYPE aws_commons._lambda_function_arn_1 AS (function_name text, region text);
        GRANT USAGE ON TYPE aws_commons._lambda_function_arn_1 TO PUBLIC;
    END IF;
END
$do$;

CREATE OR REPLACE FUNCTION aws_commons.create_lambda_function_arn(function_name text, region text DEFAULT NULL)
RETURNS aws_commons._lambda_function_arn_1
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $sql$ SELECT ROW($1, $2)::aws_commons._lambda_function_arn_1 $sql$;
GRANT EXECUTE ON FUNCTION aws_commons.create_lambda_function_arn(text, text) TO PUBLIC;
