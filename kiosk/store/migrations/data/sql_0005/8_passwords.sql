-- Passwords of whoever is logged in, and what a clerk may do to a number.

-- Own numbers and card numbers for which no proof is kept, or not for all of one's cards: after a login the kiosk, which
-- has the password, gives them to keep_verifier.
CREATE FUNCTION public.my_numbers_without_verifier() RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 2 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who text := public.current_person();
BEGIN
    RETURN QUERY SELECT n.number::text FROM (
        SELECT number FROM register.persons WHERE person_id = who
        UNION SELECT number FROM register.cards WHERE person_id = who
    ) AS n
    WHERE n.number <> '' AND EXISTS (
        SELECT FROM login.paths_of(who, n.number) p
        WHERE NOT EXISTS (
            SELECT FROM login.verifiers v
            WHERE v.person_id = who AND v.path = p.path AND v.salted_by = login.number_path(n.number)
                AND v.after_void >= login.last_void(who)
        )
    );
END
$$;

CREATE FUNCTION public.keep_verifier(number text, proof bytea) RETURNS void
LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who text := public.current_person();
BEGIN
    PERFORM login.check_offered(proof, number);
    IF NOT EXISTS (SELECT FROM login.paths_of(who, number)) THEN
        RAISE insufficient_privilege USING MESSAGE = 'no number of whoever is logged in';
    END IF;
    PERFORM login.keep(who, number, sha256(proof));
END
$$;

-- Whose number it is: their own, else a card's.
CREATE FUNCTION login.holder_of(asked text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT person_id::text FROM (
        SELECT person_id, 0 AS place FROM register.persons WHERE number = asked
        UNION ALL SELECT person_id, 1 FROM register.cards WHERE number = asked
    ) AS holders WHERE asked <> '' ORDER BY place LIMIT 1
$$;

-- Let a number try again, and all cards and numbers of the person it belongs to.
CREATE FUNCTION public.unlock_number(asked text) RETURNS void
LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who text := login.holder_of(asked);
BEGIN
    PERFORM login.clear(ARRAY(
        SELECT login.number_path(asked)
        UNION SELECT login.number_path(number) FROM register.persons WHERE person_id = who
        UNION SELECT login.number_path(number) FROM register.cards WHERE person_id = who
        UNION SELECT login.card_path(number, identification_code) FROM register.cards WHERE person_id = who
        UNION SELECT login.registration_path(number) FROM register.persons WHERE person_id = who
    ));
END
$$;

CREATE FUNCTION login.has_password(who text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM login.verifiers v WHERE v.person_id = who AND v.after_void >= login.last_void(who))
$$;

-- Delete the password of the person with this number, and end their visits; whether there was one.
CREATE FUNCTION public.void_password(asked text) RETURNS boolean
LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who text := login.holder_of(asked);
    there boolean := login.has_password(who);
BEGIN
    IF who IS NOT NULL THEN
        PERFORM login.void(who);
    END IF;
    RETURN there;
END
$$;
