-- Who may read and write what. Whoever is not named here may do nothing.
DO $$
DECLARE
    kept regclass;
BEGIN
    FOREACH kept IN ARRAY ARRAY[
        'public.participations', 'public.contributions', 'public.account_years', 'public.benefits',
        'public.transfers', 'public.retirements', 'public.contracts',
        'register.persons', 'register.aliases', 'register.cards'
    ]::regclass[] LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', kept);
        -- Forced: the owner has no way around it either, and needs the policy below.
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', kept);
        EXECUTE format('CREATE POLICY owner ON %s TO %I USING (true) WITH CHECK (true)', kept, current_user);
        EXECUTE format('CREATE POLICY importer ON %s TO importer USING (true) WITH CHECK (true)', kept);
        EXECUTE format('CREATE POLICY clerk ON %s FOR SELECT TO clerk USING (true)', kept);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON %s TO importer', kept);
        EXECUTE format('GRANT SELECT ON %s TO clerk', kept);
    END LOOP;
    FOREACH kept IN ARRAY ARRAY[
        'public.participations', 'public.contributions', 'public.account_years', 'public.benefits',
        'public.transfers', 'public.retirements', 'public.contracts'
    ]::regclass[] LOOP
        -- With the sub-select the function runs once a statement; without it, once a row.
        EXECUTE format(
            'CREATE POLICY kiosk ON %s FOR SELECT TO kiosk USING (person_id = (SELECT public.current_person()))', kept);
        EXECUTE format('GRANT SELECT ON %s TO kiosk', kept);
        -- The planner tells what it expects to whoever asks: kept figures of this column would name people.
        EXECUTE format('ALTER TABLE %s ALTER COLUMN person_id SET STATISTICS 0', kept);
    END LOOP;
END
$$;

GRANT SELECT ON public.data_as_of, public.origin, public.data_version, public.imports TO importer, clerk;
GRANT SELECT ON public.data_as_of, public.origin, public.data_version TO kiosk;
-- When data came; how many persons and rows, and from which files, is the agency's.
GRANT SELECT (number, authority, as_of, moment) ON public.imports TO kiosk;
GRANT SELECT ON public.units TO importer, clerk;
GRANT INSERT, UPDATE, DELETE, TRUNCATE
    ON public.units, public.data_as_of, public.origin, public.imports TO importer;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA login FROM PUBLIC;
DO $$
DECLARE
    made regprocedure;
BEGIN
    FOREACH made IN ARRAY ARRAY[
        'public.current_person()', 'public.me()', 'public.my_cards()', 'public.my_units()', 'public.end_visit()',
        'public.end_all_visits()', 'public.login_rule()', 'public.salt(text)', 'public.offer(text, bytea, text, text)',
        'public.offer_registration(text, text, text, bytea, bytea)', 'public.claim(uuid)',
        'public.my_numbers_without_verifier()', 'public.keep_verifier(text, bytea)'
    ]::regprocedure[] LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', made);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO kiosk', made);
    END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION public.unlock_number(text), public.void_password(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.unlock_number(text), public.void_password(text) TO clerk;
