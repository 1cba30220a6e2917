-- Stand-in of the aws_lambda extension, version 1.0.
--
-- aws_lambda.invoke (four overloads, LANGUAGE sql) -> pglambda_standin.call -> dblink -> the listener in the test process.
-- Only the owner may use the schema pglambda_standin; invoke is SECURITY DEFINER and reaches it for everyone else.

CREATE OR REPLACE FUNCTION pglambda_standin.set_endpoint(
    link text, host text, port integer, password text, secret text,
    error_code text DEFAULT 'XX000',
    unreachable_detail text DEFAULT 'AWS Lambda client returned ''Unable to connect to endpoint''.')
RETURNS void LANGUAGE sql VOLATILE
AS $sql$
    INSERT INTO pglambda_standin.endpoint AS e (link, conninfo, secret, error_code, unreachable_detail)
    VALUES ($1,
            pg_catalog.format('host=''%s'' port=%s user=pglambda dbname=pglambda password=''%s'' sslmode=disable gssencmode=disable',
                replace(replace($2, '\', '\\'), '''', '\'''), $3, replace(replace($4, '\', '\\'), '''', '\''')),
            $5, $6, $7)
    ON CONFLICT (only_row) DO UPDATE
    SET (link, conninfo, secret, error_code, unreachable_detail)
        = (EXCLUDED.link, EXCLUDED.conninfo, EXCLUDED.secret, EXCLUDED.error_code, EXCLUDED.unreachable_detail)
$sql$;

CREATE OR REPLACE FUNCTION pglambda_standin.clear_endpoint(link text)
RETURNS void LANGUAGE sql VOLATILE
AS $sql$ DELETE FROM pglambda_standin.endpoint AS e WHERE e.link = $1 $sql$;

-- A time-out in milliseconds. An empty text is what a transaction-local setting leaves behind: the default again.
CREATE OR REPLACE FUNCTION pglambda_standin.timeout_ms(setting text, default_ms integer)
RETURNS integer LANGUAGE plpgsql STABLE
AS $body$
DECLARE
    value text := coalesce(current_setting(setting, true), '');
BEGIN
    IF value = '' THEN
        RETURN default_ms;
    END IF;
    IF value !~ '^[0-9]{1,6}$' OR value::integer NOT BETWEEN 1 AND 900000 THEN
        RAISE EXCEPTION 'invalid value for parameter "%": "%"', setting, value
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give whole milliseconds from 1 to 900000.';
    END IF;
    RETURN value::integer;
END
$body$;

-- The functions that use dblink. A superuser's installation takes them from its library, as functions of the stand-in's own: the extension dblink
-- stays the application's affair, whether it is there or not, before or after, in whatever schema. For anyone else it must be the extension, which may
-- live in any schema: its name is written into the functions here, so that no search_path can redirect them.
DO $do$
DECLARE
    dblink_schema text := 'pglambda_standin';
BEGIN
    IF (SELECT r.rolsuper FROM pg_roles AS r WHERE r.rolname = current_user) THEN
        CREATE OR REPLACE FUNCTION pglambda_standin.dblink_connect(text, text) RETURNS text
            AS '$libdir/dblink', 'dblink_connect' LANGUAGE c STRICT PARALLEL RESTRICTED;
        CREATE OR REPLACE FUNCTION pglambda_standin.dblink_disconnect(text) RETURNS text
            AS '$libdir/dblink', 'dblink_disconnect' LANGUAGE c STRICT PARALLEL RESTRICTED;
        CREATE OR REPLACE FUNCTION pglambda_standin.dblink_get_connections() RETURNS text[]
            AS '$libdir/dblink', 'dblink_get_connections' LANGUAGE c PARALLEL RESTRICTED;
        CREATE OR REPLACE FUNCTION pglambda_standin.dblink_send_query(text, text) RETURNS integer
            AS '$libdir/dblink', 'dblink_send_query' LANGUAGE c STRICT PARALLEL RESTRICTED;
        CREATE OR REPLACE FUNCTION pglambda_standin.dblink_is_busy(text) RETURNS integer
            AS '$libdir/dblink', 'dblink_is_busy' LANGUAGE c STRICT PARALLEL RESTRICTED;
        CREATE OR REPLACE FUNCTION pglambda_standin.dblink_get_result(text) RETURNS SETOF record
            AS '$libdir/dblink', 'dblink_get_result' LANGUAGE c STRICT PARALLEL RESTRICTED;
    ELSE
        CREATE EXTENSION IF NOT EXISTS dblink SCHEMA pglambda_standin;
        dblink_schema := (SELECT quote_ident(n.nspname) FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace WHERE x.extname = 'dblink');
    END IF;

    EXECUTE replace($create$
CREATE OR REPLACE FUNCTION pglambda_standin.hang_up() RETURNS void LANGUAGE plpgsql VOLATILE
AS $body$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY coalesce(@dblink@.dblink_get_connections(), '{}') LOOP
        IF starts_with(name, 'pglambda_') THEN
            PERFORM @dblink@.dblink_disconnect(name);
        END IF;
    END LOOP;
END
$body$
$create$, '@dblink@', dblink_schema);

    EXECUTE replace($create$
CREATE OR REPLACE FUNCTION pglambda_standin.call(
    function_name text, region text, request_payload text, invocation_type text, log_type text, context text, qualifier text,
    OUT status_code integer, OUT payload text, OUT executed_version text, OUT log_result text)
LANGUAGE plpgsql VOLATILE
AS $body$
DECLARE
    -- Mostly nobody has set them: asked here, because a call of another function costs more than all of this.
    request_timeout_ms integer := CASE WHEN coalesce(current_setting('aws_lambda.request_timeout_ms', true), '') = '' THEN 3000
        ELSE pglambda_standin.timeout_ms('aws_lambda.request_timeout_ms', 3000) END;
    connect_timeout_ms integer := CASE WHEN coalesce(current_setting('aws_lambda.connect_timeout_ms', true), '') = '' THEN 1000
        ELSE pglambda_standin.timeout_ms('aws_lambda.connect_timeout_ms', 1000) END;
    started timestamptz := clock_timestamp();
    deadline timestamptz := started + request_timeout_ms * interval '1 millisecond';
    endpoint pglambda_standin.endpoint;
    id text := pg_backend_pid() || '-' || random();
    header text;
    request text;
    sent boolean := false;
    answered boolean := false;
    now_at timestamptz;
    reply record;
BEGIN
    SELECT e.* INTO endpoint FROM pglambda_standin.endpoint AS e;

    header := json_build_object(
        'id', id, 'function', function_name, 'region', region, 'type', invocation_type, 'log', log_type,
        'context', context, 'qualifier', qualifier, 'noPayload', request_payload IS NULL,
        'role', CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role') END,
        'transaction', CASE WHEN pg_is_in_recovery() THEN NULL ELSE txid_current() END,
        'requestTimeoutMs', request_timeout_ms, 'connectTimeoutMs', connect_timeout_ms)::text;
    request := encode(sha256(convert_to(endpoint.secret || header || endpoint.secret, 'UTF8')), 'hex')
        || E'\n' || header || E'\n' || coalesce(request_payload, '');

    IF endpoint.link IS NOT NULL THEN
        -- PostgreSQL signals a cancelled backend twice, itself and its process group. The second signal may strike in the handler for the
        -- first, before that has hung up: the block around it does so then.
        BEGIN
            -- The answer to a call that ends in here is lost, so every way out but the good one closes the connection:
            -- that also tells the listener to cancel the handler.
            BEGIN
                -- Asking is_busy first reads the socket: a connection that the other side has closed then refuses to send.
                IF endpoint.link = ANY (coalesce(@dblink@.dblink_get_connections(), '{}'))
                    AND @dblink@.dblink_is_busy(endpoint.link) = 0 THEN
                    sent := @dblink@.dblink_send_query(endpoint.link, request) = 1;
                END IF;
                -- A refused request was never complete on the wire, so it cannot have run: this is the only case that is sent again.
                IF NOT sent THEN
                    PERFORM pglambda_standin.hang_up();
                    PERFORM @dblink@.dblink_connect(endpoint.link,
                        endpoint.conninfo || ' connect_timeout=' || greatest(2, (connect_timeout_ms + 999) / 1000));
                    IF @dblink@.dblink_send_query(endpoint.link, request) <> 1 THEN
                        RAISE connection_failure;
                    END IF;
                END IF;

                -- No sleep is shorter than a millisecond: most answers are there before that.
                FOR spin IN 1 .. 250 LOOP
                    answered := @dblink@.dblink_is_busy(endpoint.link) = 0;
                    EXIT WHEN answered;
                END LOOP;
                WHILE NOT answered LOOP
                    now_at := clock_timestamp();
                    IF now_at >= deadline THEN
                        RAISE connection_failure;
                    END IF;
                    -- A tenth of the time already waited, at most 10 ms. The least is one timer tick of a millisecond (pg_sleep(0.001) would take two).
                    PERFORM pg_sleep(least(0.01, greatest(0.0002, extract(epoch FROM now_at - started) / 10 - 0.0008), extract(epoch FROM deadline - now_at)));
                    answered := @dblink@.dblink_is_busy(endpoint.link) = 0;
                END LOOP;

                SELECT r.* INTO STRICT reply
                FROM @dblink@.dblink_get_result(endpoint.link) AS r(
                    id text, status_code integer, payload text, executed_version text, log_result text, error text, detail text, error_code text);
                PERFORM FROM @dblink@.dblink_get_result(endpoint.link) AS r(nothing text);
                IF reply.id IS DISTINCT FROM id THEN
                    RAISE connection_failure;
                END IF;
            EXCEPTION
                WHEN query_canceled THEN
                    PERFORM pglambda_standin.hang_up();
                    RAISE;
                WHEN OTHERS THEN
                    -- What libpq says names the listener's address: it stays in here.
                    PERFORM pglambda_standin.hang_up();
                    answered := false;
            END;
        EXCEPTION
            WHEN query_canceled THEN
                PERFORM pglambda_standin.hang_up();
                RAISE;
        END;
    END IF;

    IF NOT answered THEN
        RAISE EXCEPTION 'invoke API failed' USING
            ERRCODE = coalesce(endpoint.error_code, 'XX000'),
            DETAIL = coalesce(endpoint.unreachable_detail, 'AWS Lambda client returned ''Unable to connect to endpoint''.');
    END IF;
    IF reply.error IS NOT NULL THEN
        RAISE EXCEPTION '%', reply.error USING ERRCODE = reply.error_code, DETAIL = coalesce(reply.detail, '');
    END IF;
    status_code := reply.status_code;
    payload := reply.payload;
    executed_version := reply.executed_version;
    log_result := reply.log_result;
END
$body$
$create$, '@dblink@', dblink_schema);

    -- For the owner: why does nothing answer? Raises what libpq says.
    EXECUTE replace($create$
CREATE OR REPLACE FUNCTION pglambda_standin.ping() RETURNS text LANGUAGE plpgsql VOLATILE
AS $body$
BEGIN
    PERFORM @dblink@.dblink_connect('pglambda_ping', (SELECT e.conninfo || ' connect_timeout=2' FROM pglambda_standin.endpoint AS e));
    PERFORM @dblink@.dblink_disconnect('pglambda_ping');
    RETURN 'the listener answers';
END
$body$
$create$, '@dblink@', dblink_schema);
END
$do$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA pglambda_standin FROM PUBLIC;

-- Who may call is set once: what was granted since then stays, also when this runs again.
SELECT set_config('pglambda_standin.first_time',
    (NOT EXISTS (SELECT FROM pg_proc WHERE pronamespace = to_regnamespace('aws_lambda') AND proname = 'invoke'))::text, true);
CREATE SCHEMA IF NOT EXISTS aws_lambda;

CREATE OR REPLACE FUNCTION aws_lambda.invoke(
    IN function_name text, IN payload json,
    IN region text DEFAULT NULL, IN invocation_type text DEFAULT 'RequestResponse', IN log_type text DEFAULT 'None', IN context json DEFAULT NULL, IN qualifier character varying(128) DEFAULT NULL,
    OUT status_code integer, OUT payload json, OUT executed_version text, OUT log_result text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET client_min_messages = error
AS $sql$ SELECT c.status_code, c.payload::json, c.executed_version, c.log_result
    FROM pglambda_standin.call($1, $3, $2::text, $4, $5, $6::text, $7) AS c $sql$;

CREATE OR REPLACE FUNCTION aws_lambda.invoke(
    IN function_name aws_commons._lambda_function_arn_1, IN payload json,
    IN invocation_type text DEFAULT 'RequestResponse', IN log_type text DEFAULT 'None', IN context json DEFAULT NULL, IN qualifier character varying(128) DEFAULT NULL,
    OUT status_code integer, OUT payload json, OUT executed_version text, OUT log_result text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET client_min_messages = error
AS $sql$ SELECT c.status_code, c.payload::json, c.executed_version, c.log_result
    FROM pglambda_standin.call(($1).function_name, ($1).region, $2::text, $3, $4, $5::text, $6) AS c $sql$;

CREATE OR REPLACE FUNCTION aws_lambda.invoke(
    IN function_name text, IN payload jsonb,
    IN region text DEFAULT NULL, IN invocation_type text DEFAULT 'RequestResponse', IN log_type text DEFAULT 'None', IN context jsonb DEFAULT NULL, IN qualifier character varying(128) DEFAULT NULL,
    OUT status_code integer, OUT payload jsonb, OUT executed_version text, OUT log_result text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET client_min_messages = error
AS $sql$ SELECT c.status_code, c.payload::jsonb, c.executed_version, c.log_result
    FROM pglambda_standin.call($1, $3, $2::text, $4, $5, $6::text, $7) AS c $sql$;

CREATE OR REPLACE FUNCTION aws_lambda.invoke(
    IN function_name aws_commons._lambda_function_arn_1, IN payload jsonb,
    IN invocation_type text DEFAULT 'RequestResponse', IN log_type text DEFAULT 'None', IN context jsonb DEFAULT NULL, IN qualifier character varying(128) DEFAULT NULL,
    OUT status_code integer, OUT payload jsonb, OUT executed_version text, OUT log_result text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET client_min_messages = error
AS $sql$ SELECT c.status_code, c.payload::jsonb, c.executed_version, c.log_result
    FROM pglambda_standin.call(($1).function_name, ($1).region, $2::text, $3, $4, $5::text, $6) AS c $sql$;

DO $do$
BEGIN
    IF current_setting('pglambda_standin.first_time')::boolean THEN
        REVOKE ALL ON SCHEMA aws_lambda FROM PUBLIC;
        REVOKE ALL ON ALL FUNCTIONS IN SCHEMA aws_lambda FROM PUBLIC;
    END IF;
END
$do$;
