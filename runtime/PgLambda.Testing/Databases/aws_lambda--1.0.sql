-- Stand-in of the aws_lambda extension, version 1.0.
--
-- aws_lambda.invoke (four overloads, LANGUAGE sql) -> pglambda_standin.call -> dblink -> the listener in the test process.
-- Only the owner may use the schema pglambda_standin; invoke is SECURITY DEFINER and reaches it for everyone else.

CREATE OR REPLACE FUNCTION pglambda_standin.set_endpoint(link text, conninfo text, secret text, error_code text, unreachable_detail text)
RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    name text;
    names constant text[] := ARRAY['link', 'conninfo', 'secret', 'error_code', 'unreachable_detail'];
    given constant text[] := ARRAY[link, conninfo, secret, error_code, unreachable_detail];
BEGIN
    FOR i IN 1 .. 5 LOOP
        PERFORM set_config('pglambda_standin.' || names[i], coalesce(given[i], ''), true);
    END LOOP;
    -- Concurrently: it waits for no transaction that has called.
    REFRESH MATERIALIZED VIEW CONCURRENTLY pglambda_standin.endpoint;
    FOREACH name IN ARRAY names LOOP
        PERFORM set_config('pglambda_standin.' || name, '', true);
    END LOOP;
END
$body$;

CREATE OR REPLACE FUNCTION pglambda_standin.clear_endpoint(link text)
RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    IF EXISTS (SELECT FROM pglambda_standin.endpoint AS e WHERE e.link = clear_endpoint.link) THEN
        PERFORM pglambda_standin.set_endpoint(NULL, NULL, NULL, NULL, NULL);
    END IF;
END
$body$;

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
CREATE OR REPLACE FUNCTION pglambda_standin.hang_up() RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
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

    -- Sends a request; false when the connection refuses it, which then was never complete on the wire. A long payload goes before it in parts, each
    -- short enough for the buffers of the sockets and sent when the one before it was taken: sending then never waits where nothing can end it.
    EXECUTE replace($create$
CREATE OR REPLACE FUNCTION pglambda_standin.send(link text, request text, parts bytea, deadline timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE
AS $body$
DECLARE
    part_size constant integer := 36864;
    started timestamptz;
BEGIN
    FOR i IN 0 .. coalesce((octet_length(parts) - 1) / part_size, -1) LOOP
        IF @dblink@.dblink_send_query(link, E'part\n' || encode(substr(parts, i * part_size + 1, part_size), 'base64')) <> 1 THEN
            IF i = 0 THEN
                RETURN false;
            END IF;
            RAISE connection_failure;
        END IF;
        started := clock_timestamp();
        WHILE @dblink@.dblink_is_busy(link) <> 0 LOOP
            IF clock_timestamp() >= deadline THEN
                RAISE connection_failure;
            ELSIF clock_timestamp() > started + interval '0.5 milliseconds' THEN
                PERFORM pg_sleep(0.0002);
            END IF;
        END LOOP;
        PERFORM FROM @dblink@.dblink_get_result(link) AS r(nothing text);
        PERFORM FROM @dblink@.dblink_get_result(link) AS r(nothing text);
    END LOOP;
    IF @dblink@.dblink_send_query(link, request) = 1 THEN
        RETURN true;
    ELSIF parts IS NOT NULL THEN
        RAISE connection_failure;
    END IF;
    RETURN false;
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
    endpoint record;
    id text := pg_backend_pid() || '-' || extract(epoch FROM started) || '-' || random();
    payload_bytes integer := octet_length(request_payload);
    header text;
    request text;
    parts bytea;
    bounded boolean;
    sent boolean := false;
    answered boolean := false;
    remaining double precision;
    pause double precision := 0.0002;
    reply record;
BEGIN
    -- dblink's connections belong to the session. Where its functions are within reach of others, they may have put a connection of their own in
    -- the place of the kept one: each call then has one of its own.
    SELECT e.link, e.conninfo, e.secret, e.error_code, e.unreachable_detail,
        NOT EXISTS (SELECT FROM pg_extension AS x WHERE x.extname = 'dblink' AND x.extnamespace <> to_regnamespace('pglambda_standin')) AS kept
        INTO endpoint FROM pglambda_standin.endpoint AS e WHERE e.link <> '';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'nothing serves the aws_lambda stand-in in this database' USING
            ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Start a LocalLambda on the database, and keep it running.';
    END IF;
    IF NOT endpoint.kept THEN
        PERFORM pglambda_standin.hang_up();
        endpoint.link := endpoint.link || '_' || random();
    END IF;

    -- What is too long for Lambda is refused, and only its beginning is sent for that.
    IF payload_bytes > 6291456 THEN
        request_payload := left(request_payload, 8192);
    END IF;
    IF octet_length(function_name) > 4096 OR octet_length(region) > 4096 OR octet_length(invocation_type) > 4096 OR octet_length(log_type) > 4096
        OR octet_length(context) > 8192 OR octet_length(qualifier) > 4096 THEN
        function_name := left(function_name, 1024);
        region := left(region, 1024);
        invocation_type := left(invocation_type, 1024);
        log_type := left(log_type, 1024);
        context := left(context, 4096);
        qualifier := left(qualifier, 1024);
    END IF;
    header := json_build_object(
        'id', id, 'function', function_name, 'region', region, 'type', invocation_type, 'log', log_type,
        'context', context, 'qualifier', qualifier, 'payloadBytes', payload_bytes,
        'role', CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role') END,
        'transaction', CASE WHEN pg_is_in_recovery() THEN NULL ELSE txid_current() END,
        'requestTimeoutMs', request_timeout_ms, 'connectTimeoutMs', connect_timeout_ms)::text;
    request := header || E'\n' || coalesce(request_payload, '');
    request := encode(sha256(convert_to(endpoint.secret || request || endpoint.secret, 'UTF8')), 'hex')
        || E'\n' || CASE WHEN octet_length(request_payload) > 32768 THEN header || E'\n' ELSE request END;
    IF octet_length(request_payload) > 32768 THEN
        parts := convert_to(request_payload, 'UTF8');
    END IF;

    -- PostgreSQL signals a cancelled backend twice, itself and its process group. The second signal may strike in the handler for the
    -- first, before that has hung up: the block around it does so then.
    BEGIN
        -- The answer to a call that ends in here is lost, so every way out but the good one closes the connection:
        -- that also tells the listener to cancel the handler.
        BEGIN
            -- Asking is_busy first reads the socket: a connection that the other side has closed then refuses to send.
            IF endpoint.kept AND endpoint.link = ANY (coalesce(@dblink@.dblink_get_connections(), '{}'))
                AND @dblink@.dblink_is_busy(endpoint.link) = 0 THEN
                sent := CASE WHEN parts IS NULL THEN @dblink@.dblink_send_query(endpoint.link, request) = 1
                    ELSE pglambda_standin.send(endpoint.link, request, parts, deadline) END;
            END IF;
            -- A refused request was never complete on the wire, so it cannot have run: this is the only case that is sent again.
            IF NOT sent THEN
                PERFORM pglambda_standin.hang_up();
                -- From PostgreSQL 16 on, dblink can be cancelled while it connects, and knows no time-out of its own any more. The only one that can be set
                -- in here, from 17 on, ends the session; it takes a process that stands still to come to that.
                bounded := current_setting('transaction_timeout', true) = '0';
                IF bounded THEN
                    PERFORM set_config('transaction_timeout', '10s', true);
                END IF;
                PERFORM @dblink@.dblink_connect(endpoint.link,
                    endpoint.conninfo || ' connect_timeout=' || greatest(2, (connect_timeout_ms + 999) / 1000));
                IF bounded THEN
                    PERFORM set_config('transaction_timeout', '0', true);
                END IF;
                IF NOT pglambda_standin.send(endpoint.link, request, parts, deadline) THEN
                    RAISE connection_failure;
                END IF;
            END IF;

            -- No sleep is shorter than a millisecond: most answers are there before that.
            FOR spin IN 1 .. 250 LOOP
                answered := @dblink@.dblink_is_busy(endpoint.link) = 0;
                EXIT WHEN answered;
            END LOOP;
            WHILE NOT answered LOOP
                remaining := extract(epoch FROM deadline - clock_timestamp());
                IF remaining <= 0 THEN
                    RAISE connection_failure;
                END IF;
                -- A third of the time already waited, at most 200 ms. The least is one timer tick of a millisecond (pg_sleep(0.001) would take two).
                PERFORM pg_sleep(least(pause, remaining));
                pause := least(0.2, pause * 1.5);
                answered := @dblink@.dblink_is_busy(endpoint.link) = 0;
            END LOOP;

            SELECT r.* INTO STRICT reply
            FROM @dblink@.dblink_get_result(endpoint.link) AS r(
                id text, status_code integer, payload text, executed_version text, log_result text, error text, detail text, hint text, error_code text);
            -- Reads what ends the answer, as the next call does before it sends: cheaper than a second, empty result.
            sent := @dblink@.dblink_is_busy(endpoint.link) = 0;
            IF reply.id IS DISTINCT FROM id THEN
                RAISE connection_failure;
            END IF;
            IF NOT endpoint.kept THEN
                PERFORM @dblink@.dblink_disconnect(endpoint.link);
            END IF;
        EXCEPTION
            WHEN query_canceled THEN
                PERFORM pglambda_standin.hang_up();
                RAISE;
            WHEN connection_exception THEN
                -- What libpq says names the listener's address: it stays in here.
                PERFORM pglambda_standin.hang_up();
                answered := false;
            WHEN OTHERS THEN
                -- Not the network's fault: whoever asks shall see whose it is.
                PERFORM pglambda_standin.hang_up();
                RAISE;
        END;
    EXCEPTION
        WHEN query_canceled THEN
            PERFORM pglambda_standin.hang_up();
            RAISE;
    END;

    IF NOT answered THEN
        RAISE EXCEPTION 'invoke API failed' USING ERRCODE = endpoint.error_code, DETAIL = endpoint.unreachable_detail;
    END IF;
    IF reply.error IS NOT NULL THEN
        IF reply.hint IS NOT NULL THEN
            RAISE EXCEPTION '%', reply.error USING ERRCODE = reply.error_code, HINT = reply.hint;
        ELSIF reply.detail IS NULL THEN
            RAISE EXCEPTION '%', reply.error USING ERRCODE = reply.error_code;
        END IF;
        RAISE EXCEPTION '%', reply.error USING ERRCODE = reply.error_code, DETAIL = reply.detail;
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
CREATE OR REPLACE FUNCTION pglambda_standin.ping() RETURNS text LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
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

-- Nobody but the owner uses what is inside; nobody calls until it is granted. Default privileges of the database may have opened both.
DO $do$
DECLARE
    closed text;
    grantee text;
BEGIN
    FOREACH closed IN ARRAY CASE WHEN current_setting('pglambda_standin.first_time')::boolean
        THEN ARRAY['pglambda_standin', 'aws_lambda'] ELSE ARRAY['pglambda_standin'] END
    LOOP
        FOR grantee IN
            SELECT 'PUBLIC'
            UNION
            SELECT a.grantee::regrole::text
            FROM (
                SELECT n.nspacl AS acl, n.nspowner AS owner FROM pg_namespace AS n WHERE n.nspname = closed
                UNION ALL SELECT p.proacl, p.proowner FROM pg_proc AS p WHERE p.pronamespace = to_regnamespace(closed)
                UNION ALL SELECT c.relacl, c.relowner FROM pg_class AS c WHERE c.relnamespace = to_regnamespace(closed)
            ) AS o, aclexplode(o.acl) AS a
            WHERE a.grantee NOT IN (0, o.owner)
        LOOP
            EXECUTE format('REVOKE ALL ON SCHEMA %1$I FROM %2$s; REVOKE ALL ON ALL FUNCTIONS IN SCHEMA %1$I FROM %2$s; REVOKE ALL ON ALL TABLES IN SCHEMA %1$I FROM %2$s', closed, grantee);
        END LOOP;
    END LOOP;
END
$do$;

-- A LocalLambda that runs on this database leaves its address with a server of its own: an extension that is dropped and created again finds it there.
DO $do$
DECLARE
    address json;
BEGIN
    IF (SELECT r.rolsuper FROM pg_roles AS r WHERE r.rolname = current_user) THEN
        address := pg_read_file('pglambda_standin/' || (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database()) || '.json', 0, 65536, true);
        IF address IS NOT NULL THEN
            PERFORM pglambda_standin.set_endpoint(address ->> 'link', address ->> 'conninfo', address ->> 'secret', address ->> 'errorCode', address ->> 'unreachableDetail');
        END IF;
    END IF;
END
$do$;
