-- What kiosks shipped, to be followed by the agency; and under which ID a kiosk knows itself.

-- Lines in the order in which they came, whatever any clock said.
ALTER TABLE fleet.audit_lines ADD COLUMN place bigint GENERATED ALWAYS AS IDENTITY;

-- How many of the broken lines the agency knows of.
ALTER TABLE fleet.records ADD COLUMN known bigint NOT NULL DEFAULT 0;

-- The setting kiosk.id; the login is what counts, and two names for one machine mislead people.
ALTER TABLE fleet.heartbeats ADD COLUMN named text NOT NULL DEFAULT '' CHECK (named ~ '^[ -~]{0,64}$');

CREATE OR REPLACE VIEW fleet.overview AS
SELECT known.id AS kiosk, extract(epoch FROM clock_timestamp() - beat.heard)::double precision AS silent, beat.ahead,
       beat.version, beat.service, beat.reasons, beat.warnings, beat.data_as_of, beat.failures, beat.unshipped,
       coalesce(records.broken, 0) AS broken, records.broken_at,
       extract(epoch FROM beat.heard)::double precision AS heard,
       beat.named, coalesce(records.known, 0) AS known
FROM login.kiosks AS known
LEFT JOIN fleet.heartbeats AS beat ON beat.kiosk = known.id
LEFT JOIN fleet.records AS records ON records.kiosk = known.id;

DROP FUNCTION fleet.beat(timestamptz, text, text, text[], text[], integer, jsonb, text);
CREATE FUNCTION fleet.beat(
    at timestamptz, version text, service text, reasons text[], warnings text[], data_as_of integer, failures jsonb,
    unshipped text, named text DEFAULT ''
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO fleet.heartbeats AS kept (
        kiosk, heard, ahead, version, service, reasons, warnings, data_as_of, failures, unshipped, named
    ) VALUES (
        fleet.this_kiosk(), clock_timestamp(), extract(epoch FROM at - clock_timestamp()), version, service, reasons,
        warnings, data_as_of, failures, unshipped, named
    )
    ON CONFLICT (kiosk) DO UPDATE SET
        heard = excluded.heard, ahead = excluded.ahead, version = excluded.version, service = excluded.service,
        reasons = excluded.reasons, warnings = excluded.warnings, data_as_of = excluded.data_as_of,
        failures = excluded.failures, unshipped = excluded.unshipped, named = excluded.named
$$;

-- How far this kiosk's records have come, and which kiosk its login is.
DROP FUNCTION fleet.reached();
CREATE FUNCTION fleet.reached(OUT number bigint, OUT hash text, OUT prints bigint, OUT kiosk text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(records.number, 0), coalesce(records.hash, repeat('0', 64)), coalesce(records.prints, 0), me.id
    FROM fleet.this_kiosk() AS me(id) LEFT JOIN fleet.records AS records ON records.kiosk = me.id
$$;

-- The agency knows of what was counted as broken until it looked; what came since is news.
CREATE FUNCTION fleet.acknowledge(asked text, broken_seen bigint, place_seen bigint, reason text, operator text)
RETURNS void
LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE fleet.records AS kept SET known = least(broken_seen, kept.broken) WHERE kept.kiosk = asked;
    INSERT INTO fleet.acts (act, operator, subject, code, reach)
    VALUES ('breaks-acknowledged', login.operator(operator), asked, reason, place_seen);
END
$$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA fleet, login FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION public.unlock_number(text, text), public.void_password(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.unlock_number(text, text), public.void_password(text, text) TO clerk;
GRANT EXECUTE ON FUNCTION
    fleet.beat(timestamptz, text, text, text[], text[], integer, jsonb, text, text), fleet.reached()
TO kiosk;
GRANT EXECUTE ON FUNCTION
    fleet.acts_about(text), fleet.acknowledge(text, bigint, bigint, text, text)
TO auditor;
GRANT SELECT ON fleet.acts TO auditor;
