-- What the agency's people did on the server: each by whom, and never whom it was about in clear. Nobody but the owner
-- may change it; the auditor reads it. It is written in the transaction of the act itself, whoever calls the function.
CREATE TABLE fleet.acts (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    act text NOT NULL CHECK (act ~ '^[a-z-]{1,40}$'),
    login text NOT NULL DEFAULT session_user,
    operator text NOT NULL CHECK (operator ~ '^[ -~]{0,64}$'),       -- who was logged in to that machine, as it says
    about text NOT NULL DEFAULT '' CHECK (about ~ '^([0-9a-f]{16})?$'),  -- keyed hash of a person's number and the day
    subject text NOT NULL DEFAULT '' CHECK (subject ~ '^[ -~]{0,64}$'),  -- a kiosk's ID or the name of a login
    code text NOT NULL DEFAULT '' CHECK (code ~ '^[ -~]{0,80}$'),
    reach bigint NOT NULL DEFAULT 0  -- place of the last audit line of that kiosk's that was here then
);

-- What a machine says of its user: shown on terminals, and no place for anybody's number.
CREATE FUNCTION login.operator(said text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT left(regexp_replace(regexp_replace(coalesce(said, ''), '[^ -~]', '?', 'g'), '[0-9]{12,}', '#', 'g'), 64)
$$;

-- Who knows the number finds the lines about it; who does not cannot even tell that two days' lines are of one person.
CREATE FUNCTION login.about(number text, at timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT left(encode(login.keyed('act', (at AT TIME ZONE 'Asia/Shanghai')::date::text, number), 'hex'), 16)
$$;

CREATE FUNCTION login.note(act text, operator text, number text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now CONSTANT timestamptz := clock_timestamp();
BEGIN
    INSERT INTO fleet.acts (at, act, operator, about)
    VALUES (now, act, login.operator(operator), login.about(number, now));
END
$$;

DROP FUNCTION public.unlock_number(text);
-- Let a number try again, and all cards and numbers of the person it belongs to.
CREATE FUNCTION public.unlock_number(asked text, operator text DEFAULT '') RETURNS void
LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who text := login.holder_of(asked);
BEGIN
    PERFORM login.note('number-unlocked', operator, asked);
    PERFORM login.clear(ARRAY(
        SELECT login.number_path(asked)
        UNION SELECT login.number_path(number) FROM register.persons WHERE person_id = who
        UNION SELECT login.number_path(number) FROM register.cards WHERE person_id = who
        UNION SELECT login.card_path(number, identification_code) FROM register.cards WHERE person_id = who
        UNION SELECT login.registration_path(number) FROM register.persons WHERE person_id = who
    ));
END
$$;

DROP FUNCTION public.void_password(text);
-- Delete the password of the person with this number, and end their visits; whether there was one. Asked for in vain it
-- is written down as well: the answer tells whether somebody has a password.
CREATE FUNCTION public.void_password(asked text, operator text DEFAULT '') RETURNS boolean
LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who text := login.holder_of(asked);
    there boolean := login.has_password(who);
BEGIN
    PERFORM login.note(CASE WHEN there THEN 'registration-voided' ELSE 'nothing-to-void' END, operator, asked);
    IF who IS NOT NULL THEN
        PERFORM login.void(who);
    END IF;
    RETURN there;
END
$$;

-- The acts about a number, for who has it from elsewhere.
CREATE FUNCTION fleet.acts_about(asked text) RETURNS SETOF fleet.acts
LANGUAGE sql STABLE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.* FROM fleet.acts a WHERE a.about <> '' AND a.about = login.about(asked, a.at) ORDER BY a.number
$$;
