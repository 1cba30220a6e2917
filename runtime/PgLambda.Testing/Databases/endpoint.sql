-- Where the listener is. Run before CREATE EXTENSION, it belongs to nobody and outlives the extension;
-- as part of the extension's script it finds everything there, or creates it as the extension's own.
DO $do$
BEGIN
    IF getdatabaseencoding() <> 'UTF8' THEN
        RAISE EXCEPTION 'the aws_lambda stand-in needs a database whose encoding is UTF8, not %', getdatabaseencoding();
    END IF;
    -- Whoever prepared the schema beforehand keeps it, and the address in it, when the extension is dropped and created again.
    IF to_regnamespace('pglambda_standin') IS NULL THEN
        CREATE SCHEMA pglambda_standin;
    END IF;
    IF to_regclass('pglambda_standin.endpoint') IS NULL THEN
        CREATE TABLE pglambda_standin.endpoint (
            only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
            link text NOT NULL,               -- name of the kept dblink connection; new for every listener
            conninfo text NOT NULL,
            secret text NOT NULL,             -- signs every request
            error_code text NOT NULL,         -- SQLSTATE of the extension's own errors
            unreachable_detail text NOT NULL  -- DETAIL when no listener answers
        );
    END IF;
END
$do$;
REVOKE ALL ON SCHEMA pglambda_standin FROM PUBLIC;
REVOKE ALL ON pglambda_standin.endpoint FROM PUBLIC;
