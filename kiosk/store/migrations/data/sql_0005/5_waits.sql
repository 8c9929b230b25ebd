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

-- Failures of one number or card besides one attempt, and seconds left to wait. More than 64 bring no longer wait.
CREATE FUNCTION login.failures_of(asked bytea, besides uuid, OUT failed integer, OUT wait integer)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    rule login.rule := (SELECT r FROM login.rule r);
    last timestamptz;
BEGIN
    SELECT count(*), max(at) INTO failed, last FROM (
        SELECT at FROM login.attempts
        WHERE path = asked AND NOT cleared AND id IS DISTINCT FROM besides
            AND at > clock_timestamp() - make_interval(days => rule.memory_days)
        ORDER BY at DESC LIMIT 64
    ) AS latest;
    wait := coalesce(login.left_of(last, login.wait(failed, rule.free_tries, rule.first_wait, rule.longest_wait)), 0);
END
$$;

-- Different numbers that failed at one kiosk lately, and seconds left to wait. Time spent waiting is not time passed:
-- a number is counted as much longer as the waits of those after it took.
CREATE FUNCTION login.numbers_failed(asked name, besides uuid, OUT numbers integer, OUT wait integer)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    rule login.rule := (SELECT r FROM login.rule r);
    latest timestamptz;
BEGIN
    WITH tried AS (
        SELECT max(at) AS at FROM login.attempts
        WHERE kiosk = asked AND typed AND id IS DISTINCT FROM besides AND at > clock_timestamp() - interval '1 day'
        GROUP BY path
    ), placed AS (
        SELECT at, row_number() OVER (ORDER BY at DESC) AS place FROM tried
    ), held AS (
        SELECT at, place,
            sum(login.wait(place - 1, rule.kiosk_numbers, rule.first_wait, rule.longest_kiosk_wait))
                OVER (ORDER BY place) AS seconds
        FROM placed
    )
    SELECT coalesce(max(place), 0), max(at) INTO numbers, latest FROM held
    WHERE at > clock_timestamp() - make_interval(secs => (rule.kiosk_window + seconds)::double precision);
    wait := coalesce(
        login.left_of(latest, login.wait(numbers, rule.kiosk_numbers, rule.first_wait, rule.longest_kiosk_wait)), 0);
END
$$;

-- Let a number or card begin anew. Rows that somebody holds are left: nobody can keep another's login waiting.
CREATE FUNCTION login.clear(paths bytea[]) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE login.attempts SET cleared = true WHERE id IN (
        SELECT id FROM login.attempts
        WHERE path = ANY (paths) AND NOT cleared
            AND (used OR at < clock_timestamp() - make_interval(secs => (SELECT attempt_seconds FROM login.rule)))
        FOR UPDATE SKIP LOCKED
    );
END
$$;
