-- Where the listener is. Only set_endpoint writes it. A materialized view, and no table: what empties all tables leaves it alone, a dump has its definition and
-- not its rows, which hold the listener's password; and who asks whether the database has tables of its own is told no.
DO $do$
BEGIN
    IF getdatabaseencoding() <> 'UTF8' THEN
        RAISE EXCEPTION 'the aws_lambda stand-in needs a database whose encoding is UTF8, not %', getdatabaseencoding();
    END IF;
    IF to_regnamespace('pglambda_standin') IS NULL THEN
        CREATE SCHEMA pglambda_standin;
    END IF;
    IF to_regclass('pglambda_standin.endpoint') IS NULL THEN
        CREATE MATERIALIZED VIEW pglambda_standin.endpoint AS SELECT
            true AS only_row,
            pg_catalog.current_setting('pglambda_standin.link', true) AS link,                             -- name of the kept dblink connection; new for every listener
            pg_catalog.current_setting('pglambda_standin.conninfo', true) AS conninfo,
            pg_catalog.current_setting('pglambda_standin.secret', true) AS secret,                         -- signs every request
            pg_catalog.current_setting('pglambda_standin.error_code', true) AS error_code,                 -- SQLSTATE of the extension's own errors
            pg_catalog.current_setting('pglambda_standin.unreachable_detail', true) AS unreachable_detail; -- DETAIL when no listener answers
        CREATE UNIQUE INDEX endpoint_only_row ON pglambda_standin.endpoint (only_row);
        -- Entity Framework Core does not count what depends on an extension; this one is in every database.
        ALTER MATERIALIZED VIEW pglambda_standin.endpoint DEPENDS ON EXTENSION plpgsql;
    END IF;
END
$do$;
