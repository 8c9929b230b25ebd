-- The first of a login's two transactions: it stores what is offered and compares nothing.

-- The salt of a number's password: of any text, known or not; no table of persons is read.
CREATE FUNCTION public.salt(number text) RETURNS bytea
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM login.this_kiosk();
    RETURN login.keyed('salt', number);
END
$$;

-- What every kiosk must do alike.
CREATE FUNCTION public.login_rule(
    OUT free_tries integer, OUT time_cost integer, OUT memory_kib integer, OUT parallelism integer,
    OUT registration text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT free_tries, time_cost, memory_kib, parallelism, registration FROM login.rule
$$;

CREATE FUNCTION login.check_offered(proof bytea, VARIADIC words text[]) RETURNS void
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF octet_length(proof) <> 32 THEN
        RAISE invalid_parameter_value USING MESSAGE = 'a proof has 32 bytes';
    END IF;
    IF (SELECT max(length(word)) FROM unnest(words) AS word) > 64 OR words[1] = '' THEN
        RAISE invalid_parameter_value USING MESSAGE = 'a number has 1 to 64 characters';
    END IF;
END
$$;

-- Whether this kiosk's next offer comes to nothing: it has to wait, or left as many of this number unclaimed as are free.
-- Only its own offers are looked at, whatever became of them elsewhere: one may offer, see what work that was, and roll
-- back, which counts nowhere. The turn holds off its other connections' offers until this one's are there to be counted.
CREATE FUNCTION login.is_barred(here name, typed boolean, offered bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    unclaimed bigint;
BEGIN
    INSERT INTO login.turns (kiosk) VALUES (here) ON CONFLICT (kiosk) DO UPDATE SET offers = turns.offers + 1;
    SELECT count(*) INTO unclaimed FROM login.attempts a
    WHERE NOT a.barred AND a.judged IS NULL AND a.kiosk = here AND a.path = offered
        AND a.at > clock_timestamp() - interval '1 day';
    RETURN unclaimed >= (SELECT free_tries FROM login.rule)
        OR (SELECT wait FROM login.numbers_failed(here, typed, NULL)) > 0;
END
$$;

-- A number that was typed with a password; with a card's number and code, the card in the reader instead, which is
-- counted apart: nobody locks another's card by typing. The proof is argon2id of the password with salt(number), where
-- `number` is the holder's or the card's.
CREATE FUNCTION public.offer(
    number text, proof bytea, card_number text DEFAULT '', identification_code text DEFAULT ''
) RETURNS uuid
LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    -- A card without its code proves nothing of itself: its number may have been typed, and counts for the kiosk.
    typed boolean := identification_code = '';
    here name := login.this_kiosk();
    path bytea := CASE WHEN card_number = '' THEN login.number_path(number)
        ELSE login.card_path(card_number, identification_code) END;
    made uuid;
BEGIN
    PERFORM login.check_offered(proof, number, card_number, identification_code);
    INSERT INTO login.attempts (kiosk, path, typed, proof, barred)
    VALUES (here, path, typed, sha256(proof), login.is_barred(here, typed, path)) RETURNING id INTO made;
    RETURN made;
END
$$;

-- Number and card's number that set a password. Without an identification code the card's number was typed, which is
-- not enough where the agency wants the card itself.
CREATE FUNCTION public.offer_registration(
    number text, card_number text, identification_code text, number_proof bytea, card_proof bytea
) RETURNS uuid
LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    typed boolean := identification_code = '';
    here name := login.this_kiosk();
    path bytea := CASE WHEN typed THEN login.number_path(number)
        ELSE login.card_path(card_number, identification_code) END;
    made uuid;
BEGIN
    IF typed AND (SELECT r.registration FROM login.rule r) = 'card' THEN
        RAISE insufficient_privilege USING MESSAGE = 'a password is set with the card in the reader';
    END IF;
    PERFORM login.check_offered(number_proof, number, card_number, identification_code);
    PERFORM login.check_offered(card_proof, card_number);
    INSERT INTO login.attempts (kiosk, path, typed, proof, card_proof, pair, registers, barred) VALUES (
        here,
        path,
        typed,
        sha256(number_proof),
        sha256(card_proof),
        login.pair(number, card_number, identification_code),
        CASE WHEN NOT typed THEN login.registration_path(number) END,
        login.is_barred(here, typed, path)
    ) RETURNING id INTO made;
    RETURN made;
END
$$;
