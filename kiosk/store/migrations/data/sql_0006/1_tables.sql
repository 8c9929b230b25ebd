-- What each kiosk tells the agency. A kiosk has no right on any of these tables: it calls the functions, and those see
-- who it is by session_user. What was taken is never changed. The checks are there because a stolen kiosk may say anything,
-- and what it says is shown on somebody's terminal.

CREATE SCHEMA fleet;

-- The last heartbeat of each kiosk.
CREATE TABLE fleet.heartbeats (
    kiosk text PRIMARY KEY,
    heard timestamptz NOT NULL,          -- by this server's clock
    ahead double precision NOT NULL      -- seconds by which the kiosk's clock is ahead of this server's; never infinity
        CHECK (ahead BETWEEN -1e13 AND 1e13),
    version text NOT NULL CHECK (version ~ '^[ -~]{0,40}$'),
    service text NOT NULL CHECK (service IN ('open', 'limited', 'closed')),
    reasons text[] NOT NULL CHECK (array_to_string(reasons, ' ', '?') ~ '^[A-Z0-9 ]{0,250}$'),
    warnings text[] NOT NULL CHECK (array_to_string(warnings, ' ', '?') ~ '^[A-Z0-9 ]{0,250}$'),
    data_as_of integer                   -- a month as 202610
        CHECK (data_as_of BETWEEN 190001 AND 220012 AND data_as_of % 100 BETWEEN 1 AND 12),
    failures jsonb NOT NULL              -- times by code
        CHECK (length(failures::text) <= 2000 AND failures::text ~ '^{("[A-Z0-9]{3}": [0-9]{1,9}(, )?)*}$'),
    unshipped text NOT NULL CHECK (length(unshipped) <= 400 AND unshipped !~ '[[:cntrl:]]')
);

-- How far each kiosk's records have come.
CREATE TABLE fleet.records (
    kiosk text PRIMARY KEY,
    number bigint NOT NULL DEFAULT 0,    -- of the audit line taken last
    hash text NOT NULL DEFAULT repeat('0', 64),
    highest bigint NOT NULL DEFAULT 0,   -- number of an audit line
    prints bigint NOT NULL DEFAULT 0,    -- batches taken
    broken bigint NOT NULL DEFAULT 0,    -- lines that do not go on from the one before
    broken_at timestamptz,
    day date NOT NULL DEFAULT current_date,
    shipped integer NOT NULL DEFAULT 0   -- lines and prints on that day: a stolen kiosk shall not fill the server's disk
);

-- Two lines of one number are kept both: then a trail was set back, or changed.
CREATE TABLE fleet.audit_lines (
    kiosk text NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL,
    line text NOT NULL CHECK (length(line) <= 1000 AND line !~ '[^ -~]'),
    taken timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (kiosk, number, hash)
);

-- For the agency, which removes what it need not keep any longer; lines come in the order of their time.
CREATE INDEX audit_lines_taken ON fleet.audit_lines USING brin (taken);

-- The moment is in the key, because a journal that was set back gives its numbers out again.
CREATE TABLE fleet.prints (
    kiosk text NOT NULL,
    moment timestamp NOT NULL CHECK (isfinite(moment)),  -- by the kiosk's clock and zone
    number bigint NOT NULL,
    visit bigint NOT NULL,
    kind text NOT NULL CHECK (kind ~ '^[a-z-]{0,20}$'),
    pages integer NOT NULL,
    state text NOT NULL CHECK (state ~ '^[a-z-]{0,20}$'),
    code text NOT NULL CHECK (code ~ '^[A-Z0-9]{0,20}$'),
    taken timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (kiosk, moment, number)
);

-- Every kiosk that may log in, heard or not. A view reads with its owner's rights: the auditor has none on `login`.
CREATE VIEW fleet.overview AS
SELECT known.id AS kiosk, extract(epoch FROM clock_timestamp() - beat.heard)::double precision AS silent, beat.ahead,
       beat.version, beat.service, beat.reasons, beat.warnings, beat.data_as_of, beat.failures, beat.unshipped,
       coalesce(records.broken, 0) AS broken, records.broken_at,
       extract(epoch FROM beat.heard)::double precision AS heard
FROM login.kiosks AS known
LEFT JOIN fleet.heartbeats AS beat ON beat.kiosk = known.id
LEFT JOIN fleet.records AS records ON records.kiosk = known.id;
