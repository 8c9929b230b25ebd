-- A city's first month brings half a million persons: their cards are paired once a statement, not once a person.
CREATE FUNCTION login.pair_cards_of_persons() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE register.cards SET number = cards.number FROM made WHERE cards.person_id = made.person_id;
    RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION login.pair_cards_of_persons() FROM PUBLIC;

DROP TRIGGER pair_on_insert ON register.persons;
CREATE TRIGGER pair_on_insert AFTER INSERT ON register.persons REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION login.pair_cards_of_persons();
