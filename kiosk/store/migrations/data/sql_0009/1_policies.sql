-- Whether anybody is logged in is asked before a row is looked at. With `person_id = (SELECT ...)` alone a condition of the
-- kiosk's own came first in a scan, and the sub-select ran only once that held for some row: EXPLAIN (ANALYZE) told
-- "never executed" or not, and so, without any token, what other people's rows say. `true` stands for no column, so
-- that its half is asked once, before the scan; both halves are one sub-select, and the function runs once a statement.
DO $$
DECLARE
    kept regclass;
BEGIN
    FOREACH kept IN ARRAY ARRAY[
        'public.participations', 'public.contributions', 'public.account_years', 'public.benefits',
        'public.transfers', 'public.retirements', 'public.contracts'
    ]::regclass[] LOOP
        EXECUTE format(
            'ALTER POLICY kiosk ON %s USING ('
            '(person_id, true) = (SELECT who, who IS NOT NULL FROM public.current_person() AS who))', kept);
    END LOOP;
END
$$;
