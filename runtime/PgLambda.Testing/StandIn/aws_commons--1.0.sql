-- Stand-in of the aws_commons extension, version 1.0: the part of it that aws_lambda needs.

CREATE SCHEMA IF NOT EXISTS aws_commons;
GRANT USAGE ON SCHEMA aws_commons TO PUBLIC;

-- AWS does not publish the fields of this type: treat it as opaque.
DO $do$
BEGIN
    IF to_regtype('aws_commons._lambda_function_arn_1') IS NULL THEN
        CREATE TYPE aws_commons._lambda_function_arn_1 AS (function_name text, region text);
    END IF;
END
$do$;

CREATE OR REPLACE FUNCTION aws_commons.create_lambda_function_arn(function_name text, region text DEFAULT NULL)
RETURNS aws_commons._lambda_function_arn_1
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $sql$ SELECT ROW($1, $2)::aws_commons._lambda_function_arn_1 $sql$;
