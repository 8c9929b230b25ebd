-- What a kiosk may do here: say how it is, and add to its own records.

-- Which kiosk is logged in; whoever is none is refused.
CREATE FUNCTION fleet.this_kiosk() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found text;
BEGIN
    SELECT known.id INTO found FROM login.kiosks AS known WHERE known.login = session_user;
    IF found IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'this login is no kiosk';
    END IF;
    RETURN found;
END $$;

CREATE FUNCTION fleet.beat(
    at timestamptz, version text, service text, reasons text[], warnings text[], data_as_of integer, failures jsonb,
    unshipped text
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO fleet.heartbeats AS kept
    VALUES (
        fleet.this_kiosk(), clock_timestamp(), extract(epoch FROM at - clock_timestamp()), version, service, reasons,
        warnings, data_as_of, failures, unshipped
    )
    ON CONFLICT (kiosk) DO UPDATE SET
        heard = excluded.heard, ahead = excluded.ahead, version = excluded.version, service = excluded.service,
        reasons = excluded.reasons, warnings = excluded.warnings, data_as_of = excluded.data_as_of,
        failures = excluded.failures, unshipped = excluded.unshipped
$$;

-- How far this kiosk's records have come.
CREATE FUNCTION fleet.reached(OUT number bigint, OUT hash text, OUT prints bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(max(records.number), 0), coalesce(max(records.hash), repeat('0', 64)), coalesce(max(records.prints), 0)
    FROM fleet.records WHERE records.kiosk = fleet.this_kiosk()
$$;

-- This kiosk's row, held until the transaction's end: two of its connections cannot add at once. So many more are added
-- now, if the day's number allows.
CREATE FUNCTION fleet.own_records(more integer) RETURNS fleet.records
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who CONSTANT text := fleet.this_kiosk();
    own fleet.records;
BEGIN
    INSERT INTO fleet.records (kiosk) VALUES (who) ON CONFLICT (kiosk) DO NOTHING;
    UPDATE fleet.records AS kept SET
        shipped = more + CASE WHEN kept.day = login.today() THEN kept.shipped ELSE 0 END,
        day = login.today()
    WHERE kept.kiosk = who RETURNING * INTO STRICT own;
    IF more > 1000 OR own.shipped > (SELECT rule.shipped_a_day FROM login.rule AS rule) THEN
        RAISE program_limit_exceeded USING MESSAGE = 'too much at once, or in a day';
    END IF;
    RETURN own;
END $$;

-- Take lines in their order, each once. One that is new although its number was reached before, or that does not name
-- the hash of the one before it, is counted as broken; only a torn line leaves none to name.
CREATE FUNCTION fleet.ship_audit(lines text[], OUT number bigint, OUT hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own fleet.records := fleet.own_records(cardinality(lines));
    before CONSTANT bigint := own.highest;
    one text;
    said jsonb;
    digest bytea;
    added integer;
BEGIN
    FOREACH one IN ARRAY lines LOOP
        said := one::jsonb;
        digest := sha256(convert_to(one, 'UTF8'));
        INSERT INTO fleet.audit_lines VALUES (own.kiosk, (said ->> 'n')::bigint, digest, one) ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS added = ROW_COUNT;
        IF added > 0 AND before > 0 AND (
            (said ->> 'n')::bigint <= before
            OR (said ->> 'before' <> own.hash AND said ->> 'event' <> 'line-torn')
        ) THEN
            own.broken := own.broken + 1;
            own.broken_at := clock_timestamp();
        END IF;
        own.number := (said ->> 'n')::bigint;
        own.hash := encode(digest, 'hex');
        own.highest := greatest(own.highest, own.number);
    END LOOP;
    UPDATE fleet.records AS kept
    SET number = own.number, hash = own.hash, highest = own.highest, broken = own.broken, broken_at = own.broken_at
    WHERE kept.kiosk = own.kiosk;
    number := own.number;
    hash := own.hash;
END $$;

-- Take prints that have ended, each once; how many batches were taken.
CREATE FUNCTION fleet.ship_prints(prints jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own CONSTANT fleet.records := fleet.own_records(jsonb_array_length(prints));
BEGIN
    INSERT INTO fleet.prints
    SELECT own.kiosk, one.moment, one.number, one.visit, one.kind, one.pages, one.state, one.code
    FROM jsonb_to_recordset(prints) AS one(
        moment timestamp, number bigint, visit bigint, kind text, pages integer, state text, code text
    )
    ON CONFLICT DO NOTHING;
    UPDATE fleet.records AS kept SET prints = own.prints + 1 WHERE kept.kiosk = own.kiosk;
    RETURN own.prints + 1;
END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA fleet FROM PUBLIC;
GRANT USAGE ON SCHEMA fleet TO kiosk, auditor;
GRANT EXECUTE ON FUNCTION
    fleet.beat(timestamptz, text, text, text[], text[], integer, jsonb, text),
    fleet.reached(),
    fleet.ship_audit(text[]),
    fleet.ship_prints(jsonb)
TO kiosk;
GRANT SELECT ON fleet.heartbeats, fleet.records, fleet.audit_lines, fleet.prints, fleet.overview TO auditor;
