-- What only a real RDS or Aurora instance can tell about aws_lambda. For psql; see aws-facts.md beside this file.
--
--   psql "host=… dbname=… user=…" -f aws-facts.sql                                             reads the catalog, and calls nothing
--   psql "host=… dbname=… user=…" -v function=my-function -v failing=my-failing-function -f aws-facts.sql
--
-- It changes nothing and leaves nothing behind. The last line is one JSON object without account ids.
\set QUIET on
\pset format unaligned
\pset tuples_only on
\pset null ''
SET statement_timeout = 0;
\if :{?function}
\else
    \set function ''
\endif
\if :{?failing}
\else
    \set failing ''
\endif
SELECT :'function' = '' AS nothing_to_call, :'failing' = '' AS nothing_that_fails \gset
\echo This reads the catalog of the database: versions, settings, signatures, rights.
\if :nothing_to_call
    \echo It calls no function. Give one by -v function=my-function to learn more: that one is then called.
\else
    \echo It calls the function that you gave: dry runs, one event and up to two synchronous calls with the payload {}; and some calls that must be refused.
    \if :nothing_that_fails
        \echo Give one that throws by -v failing=my-failing-function to learn how its error reads.
    \else
        \echo It calls the one that fails once, synchronously.
    \endif
\endif
\echo The last line is the report: one JSON object.
\o /dev/null
SELECT set_config('aws_facts.function', :'function', false), set_config('aws_facts.failing', :'failing', false);
\o

DO $do$
DECLARE
    function_name constant text := current_setting('aws_facts.function');
    failing constant text := current_setting('aws_facts.failing');
    report jsonb := '{"report": 1}';
    calls jsonb := '{}';
    probe record;
    answer jsonb;
    message text;
    detail text;
    hint text;
    context text;
BEGIN
    -- What is in the catalog. A part that cannot be read is null: unknown, not absent.
    FOR probe IN SELECT * FROM (VALUES
        ('server', $q$SELECT to_jsonb(current_setting('server_version'))$q$),
        ('extensions', $q$SELECT coalesce(jsonb_object_agg(extname, extversion), '{}') FROM pg_extension WHERE extname IN ('aws_lambda', 'aws_commons')$q$),
        ('settings', $q$SELECT jsonb_object_agg(name, jsonb_build_object('context', context, 'default', boot_val)) FROM pg_settings WHERE name LIKE 'aws\_lambda.%'$q$),
        ('maySetRequestTimeout', $q$SELECT to_jsonb(set_config('aws_lambda.request_timeout_ms', '2999', true) = '2999')$q$),
        ('maySetConnectTimeout', $q$SELECT to_jsonb(set_config('aws_lambda.connect_timeout_ms', '999', true) = '999')$q$),
        ('signatures', $q$SELECT jsonb_agg(pg_get_function_arguments(oid) ORDER BY oid) FROM pg_proc WHERE pronamespace = to_regnamespace('aws_lambda') AND proname = 'invoke'$q$),
        ('compositeFields', $q$SELECT jsonb_agg(attname || ' ' || format_type(atttypid, atttypmod) ORDER BY attnum) FROM pg_attribute
            WHERE attrelid = (SELECT typrelid FROM pg_type WHERE oid = to_regtype('aws_commons._lambda_function_arn_1')) AND attnum > 0$q$),
        ('compositeText', $q$SELECT to_jsonb(aws_commons.create_lambda_function_arn('my-function', 'us-west-2')::text)$q$),
        ('commonsForEveryone', $q$SELECT to_jsonb(has_schema_privilege('public', oid, 'USAGE')) FROM pg_namespace WHERE nspname = 'aws_commons'$q$)
    ) AS p(name, sql) LOOP
        BEGIN
            EXECUTE probe.sql INTO answer;
        EXCEPTION WHEN OTHERS THEN
            answer := NULL;
        END;
        report := report || jsonb_build_object(probe.name, answer);
    END LOOP;

    -- What the extension says. Only when there is a function to call.
    IF function_name <> '' THEN
        FOR probe IN SELECT * FROM (VALUES
            ('regionConflict', '3000', $q$function_name => 'arn:aws:lambda:us-west-2:111122223333:function:aws-facts', region => 'eu-west-1', invocation_type => 'DryRun'$q$),
            ('qualifierConflict', '3000', format($q$function_name => %L, qualifier => 'aws-facts-2', invocation_type => 'DryRun'$q$, function_name || ':aws-facts-1')),
            ('invalidRegion', '3000', format($q$function_name => %L, region => 'aws-facts-region', invocation_type => 'DryRun'$q$, function_name)),
            ('invalidFunctionName', '3000', $q$function_name => 'aws facts name', invocation_type => 'DryRun'$q$),
            ('invalidQualifier', '3000', format($q$function_name => %L, qualifier => 'aws facts qualifier', invocation_type => 'DryRun'$q$, function_name)),
            ('invalidInvocationType', '3000', format($q$function_name => %L, invocation_type => 'aws-facts-type'$q$, function_name)),
            ('invalidLogType', '3000', format($q$function_name => %L, log_type => 'aws-facts-log', invocation_type => 'DryRun'$q$, function_name)),
            ('nullLogType', '3000', format($q$function_name => %L, log_type => NULL, invocation_type => 'DryRun'$q$, function_name)),
            ('contextTooLarge', '3000', format($q$function_name => %L, context => json_build_object('custom', json_build_object('x', repeat('x', 4000))), invocation_type => 'DryRun'$q$, function_name)),
            ('contextNotAnObject', '3000', format($q$function_name => %L, context => '[]'::json, invocation_type => 'DryRun'$q$, function_name)),
            ('compositeAsText', '3000', format($q$function_name => aws_commons.create_lambda_function_arn(%L)::text, invocation_type => 'DryRun'$q$, function_name)),
            ('notFound', '3000', $q$function_name => 'aws-facts-no-such-function'$q$),
            ('dryRun', '3000', format($q$function_name => %L, invocation_type => 'DryRun'$q$, function_name)),
            ('event', '3000', format($q$function_name => %L, invocation_type => 'Event'$q$, function_name)),
            ('nullInvocationType', '3000', format($q$function_name => %L, invocation_type => NULL$q$, function_name)),
            ('timeoutInTransaction', '1', format($q$function_name => %L$q$, function_name)),
            ('failing', '3000', format($q$function_name => %L, qualifier => '$LATEST'$q$, nullif(failing, '')))
        ) AS p(name, timeout_ms, arguments) LOOP
            CONTINUE WHEN probe.name = 'failing' AND failing = '';
            BEGIN
                PERFORM set_config('aws_lambda.request_timeout_ms', probe.timeout_ms, true);
            EXCEPTION WHEN OTHERS THEN
                CONTINUE WHEN probe.name = 'timeoutInTransaction';
            END;
            BEGIN
                -- A function's own answer is its owner's affair.
                EXECUTE 'SELECT jsonb_build_object(''status_code'', i.status_code, ''payload'', CASE WHEN i.status_code <> 200 THEN i.payload END, ''executed_version'', i.executed_version,'
                    || ' ''has_log'', i.log_result IS NOT NULL) FROM aws_lambda.invoke(payload => ''{}''::json, ' || probe.arguments || ') AS i' INTO answer;
                answer := jsonb_build_object('row', answer);
            EXCEPTION WHEN OTHERS THEN
                GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT;
                answer := jsonb_build_object('error', jsonb_build_object('sqlstate', SQLSTATE, 'message', message, 'detail', nullif(detail, ''), 'hint', nullif(hint, ''),
                    'context', split_part(context, E'\n', 1)));
            END;
            calls := calls || jsonb_build_object(probe.name, answer);
        END LOOP;
    END IF;
    report := report || jsonb_build_object('calls', calls);
    PERFORM set_config('aws_facts.report', regexp_replace(report::text, '[0-9]{12}', '<account>', 'g'), false);
END
$do$;
SELECT current_setting('aws_facts.report');
