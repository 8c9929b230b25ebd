-- What things are looked up by: keyed hashes, so that nothing but the server's secret makes them.
CREATE FUNCTION login.keyed(VARIADIC words text[]) RETURNS bytea
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    secret login.secret := (SELECT s FROM login.secret s);
BEGIN
    RETURN sha256(secret.outer_block
        || sha256(secret.inner_block || convert_to(array_to_string(words, E'\x1f', ''), 'UTF8')));
END
$$;

-- Functions of one expression have no path of their own, so that they become part of the statement that asks. Nobody
-- but the owner may call them, and the owner's functions have one.
CREATE FUNCTION login.number_path(number text) RETURNS bytea
LANGUAGE sql STABLE AS $$ SELECT login.keyed('number', number) $$;

CREATE FUNCTION login.card_path(card_number text, identification_code text) RETURNS bytea
LANGUAGE sql STABLE AS $$ SELECT login.keyed('card', card_number, identification_code) $$;

-- Without a code it is a card number that was typed.
CREATE FUNCTION login.pair(number text, card_number text, identification_code text) RETURNS bytea
LANGUAGE sql STABLE AS $$ SELECT login.keyed('pair', number, card_number, identification_code) $$;

-- Counted apart from the number's logins: invented cards must not lock those.
CREATE FUNCTION login.registration_path(number text) RETURNS bytea
LANGUAGE sql STABLE AS $$ SELECT login.keyed('registration', number) $$;

-- Which kiosk asks: by its login, never by what it says.
CREATE FUNCTION login.this_kiosk() RETURNS name
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM login.kiosks WHERE login = session_user) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this login is no kiosk of this database';
    END IF;
    RETURN session_user;
END
$$;

-- The agency's day: the server may keep another zone's. A function, so that a test may set the day.
CREATE FUNCTION login.today() RETURNS date
LANGUAGE sql STABLE AS $$
    SELECT (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date
$$;

-- The pairs of a card change with the card, and with its holder's number.
CREATE FUNCTION login.pair_card() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    holders text := (SELECT number FROM register.persons WHERE person_id = NEW.person_id);
BEGIN
    NEW.pair := NULL;
    NEW.pair_with_code := NULL;
    IF holders <> '' AND NEW.number <> '' THEN
        NEW.pair := login.pair(holders, NEW.number, '');
        NEW.pair_with_code := login.pair(holders, NEW.number, NEW.identification_code);
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION login.pair_cards_of_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE register.cards SET number = number WHERE person_id = NEW.person_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER pair BEFORE INSERT OR UPDATE OF number, identification_code, person_id ON register.cards
    FOR EACH ROW EXECUTE FUNCTION login.pair_card();
CREATE TRIGGER pair_on_insert AFTER INSERT ON register.persons
    FOR EACH ROW EXECUTE FUNCTION login.pair_cards_of_person();
CREATE TRIGGER pair_on_update AFTER UPDATE OF number ON register.persons
    FOR EACH ROW WHEN (OLD.number IS DISTINCT FROM NEW.number) EXECUTE FUNCTION login.pair_cards_of_person();

UPDATE register.cards SET number = number;
