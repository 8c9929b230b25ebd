-- What a kiosk asks while somebody is logged in. Who that is says the token that stands in the setting kiosk.token.

-- NULL: nobody. Writes nothing, so that it answers on a standby as well.
CREATE FUNCTION public.current_person() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (
        SELECT t.person_id
        FROM login.tokens t JOIN login.kiosks k ON k.login = t.kiosk
        WHERE t.token = sha256(convert_to(current_setting('kiosk.token', true), 'UTF8'))
            AND t.kiosk = session_user
            AND t.expires > clock_timestamp()
            AND NOT EXISTS (SELECT FROM login.voids v WHERE v.person_id = t.person_id AND v.number > t.after_void)
    );
END
$$;

CREATE FUNCTION public.me() RETURNS SETOF register.persons
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who text := public.current_person();
BEGIN
    RETURN QUERY SELECT p.* FROM register.persons p WHERE p.person_id = who;
END
$$;

CREATE FUNCTION public.my_cards()
RETURNS TABLE (number varchar, identification_code varchar, kind varchar, issued date, valid_until date, state varchar)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 2 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who text := public.current_person();
BEGIN
    RETURN QUERY SELECT c.number, c.identification_code, c.kind, c.issued, c.valid_until, c.state
    FROM register.cards c WHERE c.person_id = who ORDER BY c.number, c.identification_code;
END
$$;

-- The units that the person's own rows name.
CREATE FUNCTION public.my_units() RETURNS TABLE (code varchar, name varchar)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who text := public.current_person();
BEGIN
    RETURN QUERY SELECT u.code, u.name FROM public.units u WHERE u.code IN (
        SELECT r.unit_code FROM public.contributions r WHERE r.person_id = who
        UNION SELECT r.unit_code FROM public.participations r WHERE r.person_id = who
        UNION SELECT r.unit_code FROM public.contracts r WHERE r.person_id = who
    ) ORDER BY u.code;
END
$$;

CREATE FUNCTION public.end_visit() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM login.tokens
    WHERE token = sha256(convert_to(current_setting('kiosk.token', true), 'UTF8')) AND kiosk = session_user
$$;

-- At a kiosk's start: whatever an earlier run left open, and failures too old to count.
CREATE FUNCTION public.end_all_visits() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here name := login.this_kiosk();
BEGIN
    DELETE FROM login.tokens WHERE kiosk = here;
    DELETE FROM login.attempts
    WHERE kiosk = here AND at < clock_timestamp() - make_interval(days => (SELECT memory_days FROM login.rule));
    DELETE FROM login.attempts WHERE kiosk = here AND barred AND at < clock_timestamp() - interval '1 day';
END
$$;
