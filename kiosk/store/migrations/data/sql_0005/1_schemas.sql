-- Who may log in as what, and where what lies. Roles belong to the whole server: another database may have made them.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['kiosk', 'importer', 'clerk', 'auditor'] LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;  -- another database was upgraded at the same moment
        END;
    END LOOP;
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO kiosk, importer, clerk, auditor;

-- Numbers, card numbers and names: a kiosk has no rights on it at all.
CREATE SCHEMA register;
GRANT USAGE ON SCHEMA register TO importer, clerk;

-- The partitions: row security does not pass down to a partition that is named, so nobody may name one.
CREATE SCHEMA parts;

-- Secrets, attempts, tokens: reached through functions only, by nobody but the owner.
CREATE SCHEMA login;

-- Files on their way in, as they are; tables that live as long as an import.
CREATE SCHEMA staging;
GRANT USAGE, CREATE ON SCHEMA staging TO importer;
