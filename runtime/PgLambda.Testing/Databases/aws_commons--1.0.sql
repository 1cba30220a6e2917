-- Stand-in of the aws_commons extension, version 1.0: the part of it that aws_lambda needs.

DO $do$
BEGIN
    -- Who may use the schema is set once: what was granted or revoked since then stays, also when this runs again.
    IF to_regnamespace('aws_commons') IS NULL THEN
        CREATE SCHEMA aws_commons;
        GRANT USAGE ON SCHEMA aws_commons TO PUBLIC;
    END IF;
    -- AWS does not publish the fields of this type: treat it as opaque.
    IF to_regtype('aws_commons._lambda_function_arn_1') IS NULL THEN
        CREATE TYPE aws_commons._lambda_function_arn_1 AS (function_name text, region text);
    END IF;
END
$do$;

CREATE OR REPLACE FUNCTION aws_commons.create_lambda_function_arn(function_name text, region text DEFAULT NULL)
RETURNS aws_commons._lambda_function_arn_1
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $sql$ SELECT ROW($1, $2)::aws_commons._lambda_function_arn_1 $sql$;
