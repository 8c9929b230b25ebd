-- How often a number, a card or a kiosk failed, and how long it must wait: kiosk/lockout.py, kept by the server.
-- Nothing is counted up. Failures are the attempts themselves, so that no rollback takes one back.

-- The wait after so many failures of which `free` bring none: `first` seconds, doubling up to `longest`.
CREATE FUNCTION login.wait(failed bigint, free integer, first integer, longest integer) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN failed < free THEN 0 ELSE least(first * 2 ^ least(failed - free, 20), longest)::integer END
$$;

CREATE FUNCTION login.left_of(last timestamptz, wait integer) RETURNS integer
LANGUAGE sql VOLATILE AS $$
    SELECT greatest(0, ceil(extract(epoch FROM last + make_interval(secs => wait) - clock_timestamp())))::integer
$$;

-- Failures of one number or card besides one attempt, and seconds left to wait at this kiosk, whose own count in full;
-- another's up to a limit, so that no kiosk alone locks anybody out everywhere. More than 200 bring no longer wait.
CREATE FUNCTION login.failures_of(asked bytea, here name, besides uuid, OUT failed integer, OUT wait integer)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    rule login.rule := (SELECT r FROM login.rule r);
    since timestamptz := clock_timestamp() - make_interval(days => rule.memory_days);
    begun timestamptz := coalesce((SELECT max(c.at) FROM login.cleared c WHERE c.path = asked), '-infinity');
    last timestamptz;
BEGIN
    WITH latest AS (
        (SELECT * FROM login.attempts WHERE NOT barred AND path = asked AND at > since ORDER BY at DESC LIMIT 200)
        UNION ALL
        (SELECT * FROM login.attempts
         WHERE NOT barred AND registers IS NOT NULL AND registers = asked AND at > since ORDER BY at DESC LIMIT 200)
    ), by_kiosk AS (
        SELECT kiosk, count(*) AS failed, max(at) AS at FROM latest
        WHERE id IS DISTINCT FROM besides
            AND coalesce(judged, at + make_interval(secs => rule.attempt_seconds)) > begun
        GROUP BY kiosk
    )
    SELECT coalesce(sum(CASE WHEN kiosk = here THEN failed
            ELSE least(failed, rule.free_tries + rule.failures_elsewhere) END), 0), max(at)
    INTO failed, last FROM by_kiosk;
    wait := coalesce(login.left_of(last, login.wait(failed, rule.free_tries, rule.first_wait, rule.longest_wait)), 0);
END
$$;

-- Different numbers that failed at one kiosk lately, or different cards, and seconds left to wait. Time spent waiting is
-- not time passed: a number is counted as much longer as the waits of those after it took.
CREATE FUNCTION login.numbers_failed(asked name, by_typing boolean, besides uuid, OUT numbers integer, OUT wait integer)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    rule login.rule := (SELECT r FROM login.rule r);
    free integer := CASE WHEN by_typing THEN rule.kiosk_numbers ELSE rule.kiosk_cards END;
    latest timestamptz;
BEGIN
    WITH tried AS (
        SELECT max(at) AS at FROM login.attempts
        WHERE NOT barred AND kiosk = asked AND typed = by_typing AND id IS DISTINCT FROM besides
            AND at > clock_timestamp() - interval '1 day'
        GROUP BY path
    ), placed AS (
        SELECT at, row_number() OVER (ORDER BY at DESC) AS place FROM tried
    ), held AS (
        SELECT at, place,
            sum(login.wait(place - 1, free, rule.first_wait, rule.longest_kiosk_wait)) OVER (ORDER BY place) AS seconds
        FROM placed
    )
    SELECT coalesce(max(place), 0), max(at) INTO numbers, latest FROM held
    WHERE at > clock_timestamp() - make_interval(secs => (rule.kiosk_window + seconds)::double precision);
    wait := coalesce(login.left_of(latest, login.wait(numbers, free, rule.first_wait, rule.longest_kiosk_wait)), 0);
END
$$;

-- Let numbers and cards begin anew. What was offered and not compared yet goes on being counted.
CREATE FUNCTION login.clear(paths bytea[]) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM login.cleared WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM login.cleared WHERE path = ANY (paths) FOR UPDATE SKIP LOCKED
    ));
    INSERT INTO login.cleared (path) SELECT asked.path FROM unnest(paths) AS asked (path) WHERE EXISTS (
        SELECT FROM login.attempts a WHERE NOT a.barred AND a.path = asked.path
        UNION ALL SELECT FROM login.attempts a
        WHERE NOT a.barred AND a.registers IS NOT NULL AND a.registers = asked.path
    );
END
$$;
