-- Whoever may create schemas may have made ours first, with functions of his own in them: what they do, the installer would do.
SET LOCAL search_path = pg_catalog, pg_temp;
DO $do$
DECLARE
    foreign_object text;
BEGIN
    SELECT o.what INTO foreign_object
    FROM (
        SELECT format('schema %I', n.nspname) AS what, n.nspowner AS owner, n.oid AS schema FROM pg_namespace AS n
        UNION ALL SELECT format('function %s', p.oid::regprocedure), p.proowner, p.pronamespace FROM pg_proc AS p
        UNION ALL SELECT format('relation %s', c.oid::regclass), c.relowner, c.relnamespace FROM pg_class AS c
        UNION ALL SELECT format('type %s', t.oid::regtype), t.typowner, t.typnamespace FROM pg_type AS t
    ) AS o
    JOIN pg_roles AS r ON r.oid = o.owner
    WHERE o.schema IN (to_regnamespace('pglambda_standin'), to_regnamespace('aws_lambda'), to_regnamespace('aws_commons'))
        AND r.rolname <> current_user AND NOT r.rolsuper
    ORDER BY o.what DESC
    LIMIT 1;
    IF foreign_object IS NOT NULL THEN
        RAISE EXCEPTION 'the aws_lambda stand-in takes over nothing that another role owns: %', foreign_object
            USING ERRCODE = 'insufficient_privilege', HINT = 'Drop it, or install the stand-in as its owner.';
    END IF;
END
$do$;
