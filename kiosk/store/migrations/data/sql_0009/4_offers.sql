-- What a kiosk offers while it must wait is kept for a day and counts for nothing: a stolen one shall not fill the disk
-- with it. A kiosk in a hall makes some hundred offers a day.
ALTER TABLE login.rule ADD COLUMN offers_a_day integer NOT NULL DEFAULT 20000;
ALTER TABLE login.turns ADD COLUMN day date NOT NULL DEFAULT login.today(), ADD COLUMN on_day integer NOT NULL DEFAULT 1;

CREATE OR REPLACE FUNCTION login.is_barred(here name, typed boolean, offered bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    rule login.rule := (SELECT r FROM login.rule r);
    made integer;
    unclaimed bigint;
BEGIN
    INSERT INTO login.turns (kiosk) VALUES (here) ON CONFLICT (kiosk) DO UPDATE SET
        offers = turns.offers + 1,
        on_day = 1 + CASE WHEN turns.day = login.today() THEN turns.on_day ELSE 0 END,
        day = login.today()
    RETURNING on_day INTO made;
    IF made > rule.offers_a_day THEN
        RAISE program_limit_exceeded USING MESSAGE = 'more offers than a kiosk may make in a day';
    END IF;
    SELECT count(*) INTO unclaimed FROM login.attempts a
    WHERE NOT a.barred AND a.judged IS NULL AND a.kiosk = here AND a.path = offered
        AND a.at > clock_timestamp() - interval '1 day';
    RETURN unclaimed >= rule.free_tries OR (SELECT wait FROM login.numbers_failed(here, typed, NULL)) > 0;
END
$$;
