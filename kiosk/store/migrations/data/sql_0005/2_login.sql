-- What a login needs: the secret, the waiting rule, the kiosks, attempts, verifiers and tokens.
CREATE TABLE login.secret (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    inner_block bytea NOT NULL CHECK (octet_length(inner_block) = 64),
    outer_block bytea NOT NULL CHECK (octet_length(outer_block) = 64)
);
COMMENT ON TABLE login.secret IS 'The key of every HMAC here, as the two blocks that HMAC-SHA256 makes of it';

-- 256 bits of the server's random source, as the two padded key blocks of RFC 2104.
DO $$
DECLARE
    key bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
    inner_block bytea := decode(repeat('36', 64), 'hex');
    outer_block bytea := decode(repeat('5c', 64), 'hex');
BEGIN
    FOR place IN 0..31 LOOP
        inner_block := set_byte(inner_block, place, get_byte(key, place) # 54);
        outer_block := set_byte(outer_block, place, get_byte(key, place) # 92);
    END LOOP;
    INSERT INTO login.secret VALUES (true, inner_block, outer_block);
END
$$;

-- The figures of kiosk/lockout.py; times in seconds.
CREATE TABLE login.rule (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    free_tries integer NOT NULL DEFAULT 5,
    first_wait integer NOT NULL DEFAULT 15,
    longest_wait integer NOT NULL DEFAULT 86400,
    kiosk_numbers integer NOT NULL DEFAULT 10,
    kiosk_window integer NOT NULL DEFAULT 600,
    longest_kiosk_wait integer NOT NULL DEFAULT 3600,
    -- Different cards that failed there: far more than people who stand before one kiosk.
    kiosk_cards integer NOT NULL DEFAULT 30,
    -- So many failures of a number beyond the free ones count at the other kiosks when one kiosk alone brought them: four
    -- minutes' wait. A stolen kiosk shall not shut people out of a whole city; three that guess are one guesser again.
    failures_elsewhere integer NOT NULL DEFAULT 4,
    attempt_seconds integer NOT NULL DEFAULT 30,
    token_seconds integer NOT NULL DEFAULT 3600,
    -- A failure older than this is forgotten; at one try a day, which is what the longest wait leaves, nothing is won.
    memory_days integer NOT NULL DEFAULT 30,
    -- What a proof costs, argon2id's passes, KiB and lanes: at another cost it is another proof, so that all kiosks must
    -- compute alike, whatever their settings say. Changed, everybody sets a new password.
    time_cost integer NOT NULL DEFAULT 2,
    memory_kib integer NOT NULL DEFAULT 19456,
    parallelism integer NOT NULL DEFAULT 1,
    -- What sets a password, as the setting registration.proof; a kiosk's own setting can only ask for more.
    registration text NOT NULL DEFAULT 'card-number' CHECK (registration IN ('card-number', 'card')),
    -- Audit lines and prints that are taken of one kiosk in a day; one that is told everything twice needs far fewer.
    shipped_a_day integer NOT NULL DEFAULT 200000
);
INSERT INTO login.rule DEFAULT VALUES;

CREATE TABLE login.kiosks (
    login name PRIMARY KEY,
    id text NOT NULL UNIQUE,
    added timestamptz NOT NULL DEFAULT now()
);

-- Kiosks whose login is being taken away: it is no kiosk any more, and not yet shut out of the server.
CREATE TABLE login.leaving (
    login name PRIMARY KEY,
    id text NOT NULL
);

-- Each kiosk's offers come one by one, so that every one of them is counted before the next.
CREATE TABLE login.turns (
    kiosk name PRIMARY KEY,
    offers bigint NOT NULL DEFAULT 0
);

-- What was offered. A failure is whatever stands here and was not let in: an attempt rolled back, or never claimed, too.
CREATE TABLE login.attempts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kiosk name NOT NULL,
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    path bytea NOT NULL,     -- what it is counted under: a number, or a card
    typed boolean NOT NULL,  -- what is typed counts for the kiosk as well
    proof bytea,             -- sha256 of the number's proof; gone once it was compared
    card_proof bytea,        -- a registration's: sha256 of the card number's proof
    pair bytea,              -- a registration's: number and card together
    registers bytea,         -- by a card in the reader: the number it is for, under which it is counted as well
    barred boolean NOT NULL, -- offered while the kiosk had to wait: never compared, and counts for nothing
    judged timestamptz       -- when it was compared, or NULL
);
CREATE INDEX attempts_of_path ON login.attempts (path, at) WHERE NOT barred;
CREATE INDEX attempts_to_register ON login.attempts (registers, at) WHERE NOT barred AND registers IS NOT NULL;
CREATE INDEX attempts_of_kiosk ON login.attempts (kiosk, typed, at) WHERE NOT barred;
CREATE INDEX attempts_unclaimed ON login.attempts (kiosk, path, at) WHERE NOT barred AND judged IS NULL;

-- Since when a number or card begins anew. Nobody changes another kiosk's attempts for that: a kiosk that holds its own
-- could keep others waiting, and would see in them that somebody was let in elsewhere.
CREATE TABLE login.cleared (
    path bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX cleared_path ON login.cleared (path, at);

-- Passwords. The key holds path and proof, so that a wrong proof for a known number and any proof for an unknown one
-- are the same: one index look-up that finds nothing.
-- No two rows keep each other out: a kiosk that holds one in an open transaction keeps nobody waiting.
CREATE TABLE login.verifiers (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    verifier bytea NOT NULL,
    person_id varchar(40) NOT NULL,
    path bytea NOT NULL,
    salted_by bytea NOT NULL,  -- the path of the number whose salt the proof was made with
    kept timestamptz NOT NULL DEFAULT now(),
    after_void bigint NOT NULL DEFAULT 0  -- the last of this person's voids that was there: of no use after a later one
);
CREATE INDEX verifiers_proven ON login.verifiers (verifier);
CREATE INDEX verifiers_of_person ON login.verifiers (person_id);

CREATE TABLE login.tokens (
    token bytea PRIMARY KEY,  -- sha256 of what the kiosk holds
    kiosk name NOT NULL,
    person_id varchar(40) NOT NULL,
    expires timestamptz NOT NULL,
    after_void bigint NOT NULL DEFAULT 0  -- as a verifier's
);
CREATE INDEX tokens_of_kiosk ON login.tokens (kiosk);
CREATE INDEX tokens_of_person ON login.tokens (person_id);

-- A clerk, or a new password, ends all that a person had until then. Said here and not by changing those rows, which a
-- stolen kiosk may hold in an open transaction, or bring in with it later.
CREATE TABLE login.voids (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id varchar(40) NOT NULL
);
CREATE INDEX voids_of_person ON login.voids (person_id, number);

ALTER TABLE register.cards
    ADD COLUMN pair bytea,             -- the holder's number and this card's number
    ADD COLUMN pair_with_code bytea;   -- and its identification code, for a card that is in the reader
CREATE INDEX cards_pair ON register.cards (pair);
CREATE INDEX cards_pair_with_code ON register.cards (pair_with_code);
