-- Since when a number begins anew is nobody's to see: that there is such a moment says that somebody has this number and
-- was let in with it elsewhere. A kiosk sees how many rows its claim fetched, and the values that a statement is planned
-- with (debug_print_plan). So there is always one row to fetch, and the moment is a value of no other statement.
DROP INDEX login.cleared_path;
CREATE INDEX cleared_path ON login.cleared (path);  -- without the moment: it is always fetched from the table
INSERT INTO login.cleared (path, at) VALUES ('', '-infinity');  -- fetched where a number or card has none; no path is empty

CREATE OR REPLACE FUNCTION login.failures_of(asked bytea, here name, besides uuid, OUT failed integer, OUT wait integer)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    rule login.rule := (SELECT r FROM login.rule r);
    since timestamptz := clock_timestamp() - make_interval(days => rule.memory_days);
    last timestamptz;
BEGIN
    WITH begun AS MATERIALIZED (
        SELECT coalesce(own.at, '-infinity') AS at, (
            SELECT count(c.at) FROM login.cleared c
            WHERE c.path = CASE WHEN own.at IS NULL THEN ''::bytea ELSE '\x00'::bytea END
        ) AS others
        FROM (SELECT max(c.at) AS at FROM login.cleared c WHERE c.path = asked) AS own
    ), latest AS (
        (SELECT * FROM login.attempts WHERE NOT barred AND path = asked AND at > since ORDER BY at DESC LIMIT 200)
        UNION ALL
        (SELECT * FROM login.attempts
         WHERE NOT barred AND registers IS NOT NULL AND registers = asked AND at > since ORDER BY at DESC LIMIT 200)
    ), by_kiosk AS (
        SELECT a.kiosk, count(*) AS failed, max(a.at) AS at FROM latest a, begun
        WHERE a.id IS DISTINCT FROM besides AND begun.others IS NOT NULL
            AND coalesce(a.judged, a.at + make_interval(secs => rule.attempt_seconds)) > begun.at
        GROUP BY a.kiosk
    )
    SELECT coalesce(sum(CASE WHEN kiosk = here THEN failed
            ELSE least(failed, rule.free_tries + rule.failures_elsewhere) END), 0), max(at)
    INTO failed, last FROM by_kiosk;
    wait := coalesce(login.left_of(last, login.wait(failed, rule.free_tries, rule.first_wait, rule.longest_wait)), 0);
END
$$;
