-- The second transaction: it takes an attempt that was committed, once, and compares.

-- The attempt, if this kiosk may claim it now: not in its own transaction, which could take the attempt back.
CREATE FUNCTION login.take(asked uuid) RETURNS login.attempts
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here name := login.this_kiosk();
    taken login.attempts;
BEGIN
    SELECT a.* INTO taken FROM login.attempts a
    WHERE a.id = asked AND a.kiosk = here AND a.judged IS NULL
        AND a.transaction <> pg_current_xact_id()
        AND a.at > clock_timestamp() - make_interval(secs => (SELECT attempt_seconds FROM login.rule))
    FOR UPDATE OF a;
    RETURN taken;
END
$$;

-- The last moment at which all ended that a person had; 0: never. Whoever keeps it with a password or a token has it end
-- with the next one, also when that one is not to be seen yet: numbers grow, whoever commits first.
CREATE FUNCTION login.last_void(who text) RETURNS bigint
LANGUAGE sql STABLE AS $$ SELECT coalesce(max(v.number), 0) FROM login.voids v WHERE v.person_id = who $$;

-- End all passwords and visits of a person. What somebody holds in an open transaction stays, and is of no use.
CREATE FUNCTION login.void(who text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    made bigint;
BEGIN
    INSERT INTO login.voids (person_id) VALUES (who) RETURNING number INTO made;
    DELETE FROM login.voids WHERE number = ANY (ARRAY(
        SELECT v.number FROM login.voids v WHERE v.person_id = who AND v.number < made FOR UPDATE SKIP LOCKED
    ));
    DELETE FROM login.verifiers WHERE id = ANY (ARRAY(
        SELECT v.id FROM login.verifiers v WHERE v.person_id = who FOR UPDATE SKIP LOCKED
    ));
    DELETE FROM login.tokens WHERE token = ANY (ARRAY(
        SELECT t.token FROM login.tokens t WHERE t.person_id = who FOR UPDATE SKIP LOCKED
    ));
END
$$;

-- Whom an attempt proves to be, by one look-up in an index, and the card it went by. No row: it proves nothing.
-- What a verifier says must still be so in the register: a number may have been corrected since.
CREATE FUNCTION login.proven(taken login.attempts)
RETURNS TABLE (person_id varchar, card_number varchar, state varchar, issued date, valid_until date)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    who text;
BEGIN
    IF taken.pair IS NOT NULL THEN
        RETURN QUERY SELECT c.person_id, c.number, c.state, c.issued, c.valid_until FROM (
            SELECT * FROM register.cards WHERE taken.typed AND pair = taken.pair
            UNION ALL SELECT * FROM register.cards WHERE NOT taken.typed AND pair_with_code = taken.pair
        ) AS c
        ORDER BY c.state <> 'in-use', c.issued DESC NULLS LAST, c.identification_code LIMIT 1;
        RETURN;
    END IF;
    SELECT v.person_id INTO who FROM login.verifiers v
    WHERE v.verifier = sha256(taken.path || taken.proof) AND v.after_void >= login.last_void(v.person_id) LIMIT 1;
    IF who IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT p.person_id, c.number, c.state, c.issued, c.valid_until
    FROM register.persons p LEFT JOIN register.cards c ON c.person_id = p.person_id
        AND taken.path IN (login.number_path(c.number), login.card_path(c.number, c.identification_code))
    WHERE p.person_id = who AND (login.number_path(p.number) = taken.path OR c.number IS NOT NULL)
    ORDER BY c.state <> 'in-use', c.issued DESC NULLS LAST, c.identification_code LIMIT 1;
END
$$;

-- A card that is lost, expired or issued this month opens nothing.
CREATE FUNCTION login.opens(state text, issued date, valid_until date) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT coalesce(state, 'in-use') = 'in-use' AND coalesce(valid_until >= login.today(), true)
        AND coalesce(date_trunc('month', issued) < date_trunc('month', login.today()), true)
$$;

-- A token of 244 random bits, of which only a hash is kept.
CREATE FUNCTION login.new_token(who text) RETURNS text
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    made text := encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex');
BEGIN
    INSERT INTO login.tokens (token, kiosk, person_id, expires, after_void)
    SELECT sha256(convert_to(made, 'UTF8')), session_user, who,
        clock_timestamp() + make_interval(secs => token_seconds), login.last_void(who)
    FROM login.rule;
    RETURN made;
END
$$;

-- What must be waited for, by the number's or card's own failures and by the kiosk's; no result: nothing. While the kiosk
-- waits its answer is the same for every number, of which nothing is looked at.
CREATE FUNCTION login.must_wait(
    taken login.attempts, besides uuid, OUT result text, OUT failed integer, OUT wait integer, OUT numbers integer
)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here record := login.numbers_failed(taken.kiosk, taken.typed, besides);
    own record;
    registering record;
BEGIN
    IF here.wait > 0 THEN
        SELECT 'kiosk_locked', 0, here.wait, here.numbers INTO result, failed, wait, numbers;
        RETURN;
    END IF;
    IF taken.barred THEN  -- too many unclaimed, or the kiosk's wait ended just now
        SELECT 'locked', r.free_tries, r.first_wait, 0 INTO result, failed, wait, numbers FROM login.rule r;
        RETURN;
    END IF;
    own := login.failures_of(taken.path, taken.kiosk, besides);
    registering := login.failures_of(taken.registers, taken.kiosk, besides);
    failed := greatest(own.failed, registering.failed);
    wait := greatest(own.wait, registering.wait);
    numbers := 0;
    IF wait > 0 THEN
        result := 'locked';
    END IF;
END
$$;

-- The paths that a proof made with a number's salt opens; none where the number is not this person's.
CREATE FUNCTION login.paths_of(who text, salted_by text) RETURNS TABLE (path bytea)
LANGUAGE sql STABLE AS $$
    WITH own AS (
        SELECT number FROM register.persons WHERE person_id = who AND number = salted_by
    ), cards AS (
        SELECT number, identification_code FROM register.cards
        WHERE person_id = who AND (number = salted_by OR EXISTS (SELECT FROM own))
    )
    SELECT login.number_path(salted_by)
    WHERE EXISTS (SELECT FROM own) OR EXISTS (SELECT FROM cards WHERE number = salted_by)
    UNION SELECT login.card_path(number, identification_code) FROM cards
$$;

-- Keep the hash of a proof, made with the salt of a person's own number or of one of their cards'. Their own number's
-- opens every card of theirs that is in the reader, a card number's that card.
CREATE FUNCTION login.keep(who text, number text, hashed bytea) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    salted bytea := login.number_path(number);
BEGIN
    DELETE FROM login.verifiers WHERE id = ANY (ARRAY(
        SELECT v.id FROM login.verifiers v WHERE v.person_id = who AND v.salted_by = salted FOR UPDATE SKIP LOCKED
    ));
    INSERT INTO login.verifiers (verifier, person_id, path, salted_by, after_void)
    SELECT sha256(p.path || hashed), who, p.path, salted, login.last_void(who) FROM login.paths_of(who, number) p;
END
$$;

-- What a registration that is right does: both proofs are the person's only password from now on, and whoever is in by
-- an old one is out.
CREATE FUNCTION login.set_password(taken login.attempts, who text, card_number text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own text := (SELECT number FROM register.persons WHERE person_id = who);
BEGIN
    PERFORM login.void(who);
    PERFORM login.keep(who, own, taken.proof);
    IF card_number <> own THEN
        PERFORM login.keep(who, card_number, taken.card_proof);
    END IF;
    PERFORM login.clear(ARRAY(SELECT path FROM login.paths_of(who, own)) || login.registration_path(own));
END
$$;

-- result: in; wrong (failed: how often); locked, kiosk_locked (wait_seconds; numbers_here: so many numbers failed at
-- this kiosk, where that is why); card (proven, but the card opens nothing, as its columns tell: no token, nothing
-- counted); void (no such attempt for this kiosk in this transaction).
CREATE FUNCTION public.claim(attempt uuid, OUT token text, OUT person_id text, OUT result text, OUT failed integer,
    OUT wait_seconds integer, OUT numbers_here integer, OUT card_state text, OUT card_issued date,
    OUT card_valid_until date
)
LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    taken login.attempts := login.take(attempt);
    before record;
    who record;
BEGIN
    failed := 0;
    wait_seconds := 0;
    numbers_here := 0;
    IF taken.id IS NULL THEN
        result := 'void';
        RETURN;
    END IF;
    before := login.must_wait(taken, taken.id);
    IF before.result IS NOT NULL THEN
        DELETE FROM login.attempts WHERE id = taken.id;
        SELECT before.result, before.failed, before.wait, before.numbers
        INTO result, failed, wait_seconds, numbers_here;
        RETURN;
    END IF;
    SELECT * INTO who FROM login.proven(taken);
    IF who.person_id IS NULL THEN
        UPDATE login.attempts SET judged = clock_timestamp(), proof = NULL, card_proof = NULL, pair = NULL
        WHERE id = taken.id;
        SELECT coalesce(w.result, 'wrong'), w.failed, w.wait, w.numbers
        INTO result, failed, wait_seconds, numbers_here FROM login.must_wait(taken, NULL) w;
        RETURN;
    END IF;
    SELECT who.state, who.issued, who.valid_until INTO card_state, card_issued, card_valid_until;
    DELETE FROM login.attempts WHERE id = taken.id;
    IF NOT login.opens(who.state, who.issued, who.valid_until) THEN
        result := 'card';
        RETURN;
    END IF;
    IF taken.pair IS NOT NULL THEN
        PERFORM login.set_password(taken, who.person_id, who.card_number);
    END IF;
    PERFORM login.clear(ARRAY[taken.path]);
    SELECT login.new_token(who.person_id), who.person_id, 'in' INTO token, person_id, result;
END
$$;
