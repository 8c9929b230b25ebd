-- Since when a number begins anew is nobody's to see: that there is such a moment says that somebody has this number and
-- was let in with it elsewhere. A kiosk sees how many rows its claim fetched, and the values that a statement is planned
-- with (debug_print_plan). So there is always one row to fetch, and the moment is a value of no other statement.
DROP INDEX login.cleared_path;
CREATE INDEX cleared_path ON login.cleared (path);  -- without the moment: it is always fetched from the table
INSERT INTO login.cleared (path, at) VALUES ('', '-infinity');  -- fetched where a number or card has none; no path is empty

-- How many attempts a claim fetched is told by counters as well, and how many of them count by its answer: so those that
-- count no more are not fetched. One that was compared counts by when it was, any other until it is too old to claim.
DROP INDEX login.attempts_of_path, login.attempts_to_register;
CREATE INDEX attempts_judged ON login.attempts (path, judged) WHERE NOT barred AND judged IS NOT NULL;
CREATE INDEX attempts_unjudged ON login.attempts (path, at) WHERE NOT barred AND judged IS NULL;
CREATE INDEX registering_judged ON login.attempts (registers, judged)
    WHERE NOT barred AND judged IS NOT NULL AND registers IS NOT NULL;
CREATE INDEX registering_unjudged ON login.attempts (registers, at)
    WHERE NOT barred AND judged IS NULL AND registers IS NOT NULL;

-- And how many a plan expects is made of how often a number stands there at all: so no figures of it are kept.
ALTER TABLE login.attempts ALTER COLUMN path TYPE bytea, ALTER COLUMN registers TYPE bytea;  -- forgets those there are
ALTER TABLE login.attempts ALTER COLUMN path SET STATISTICS 0, ALTER COLUMN registers SET STATISTICS 0;

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
    ), bound AS MATERIALIZED (
        SELECT greatest(since, b.at) AS judged,
            greatest(since, b.at - make_interval(secs => rule.attempt_seconds)) AS unjudged
        FROM begun b WHERE b.others IS NOT NULL
    ), latest AS (
        (SELECT * FROM login.attempts
         WHERE NOT barred AND path = asked AND judged > (SELECT b.judged FROM bound b) ORDER BY judged DESC LIMIT 200)
        UNION ALL
        (SELECT * FROM login.attempts
         WHERE NOT barred AND path = asked AND judged IS NULL AND at > (SELECT b.unjudged FROM bound b)
         ORDER BY at DESC LIMIT 200)
        UNION ALL
        (SELECT * FROM login.attempts
         WHERE NOT barred AND registers IS NOT NULL AND registers = asked
            AND judged > (SELECT b.judged FROM bound b) ORDER BY judged DESC LIMIT 200)
        UNION ALL
        (SELECT * FROM login.attempts
         WHERE NOT barred AND registers IS NOT NULL AND registers = asked
            AND judged IS NULL AND at > (SELECT b.unjudged FROM bound b) ORDER BY at DESC LIMIT 200)
    ), by_kiosk AS (
        SELECT kiosk, count(*) AS failed, max(at) AS at FROM latest
        WHERE id IS DISTINCT FROM besides GROUP BY kiosk
    )
    SELECT coalesce(sum(CASE WHEN kiosk = here THEN failed
            ELSE least(failed, rule.free_tries + rule.failures_elsewhere) END), 0), max(at)
    INTO failed, last FROM by_kiosk;
    wait := coalesce(login.left_of(last, login.wait(failed, rule.free_tries, rule.first_wait, rule.longest_wait)), 0);
END
$$;

-- As before, by the indexes that there are now.
CREATE OR REPLACE FUNCTION login.clear(paths bytea[]) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM login.cleared WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM login.cleared WHERE path = ANY (paths) FOR UPDATE SKIP LOCKED
    ));
    INSERT INTO login.cleared (path) SELECT asked.path FROM unnest(paths) AS asked (path) WHERE EXISTS (
        SELECT FROM login.attempts a WHERE NOT a.barred AND a.judged IS NOT NULL AND a.path = asked.path
        UNION ALL SELECT FROM login.attempts a WHERE NOT a.barred AND a.judged IS NULL AND a.path = asked.path
        UNION ALL SELECT FROM login.attempts a
        WHERE NOT a.barred AND a.judged IS NOT NULL AND a.registers IS NOT NULL AND a.registers = asked.path
        UNION ALL SELECT FROM login.attempts a
        WHERE NOT a.barred AND a.judged IS NULL AND a.registers IS NOT NULL AND a.registers = asked.path
    );
END
$$;
