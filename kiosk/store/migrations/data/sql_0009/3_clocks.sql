-- A promoted standby may have a clock behind its primary's; whoever failed there waits no longer than the failures bring.
CREATE OR REPLACE FUNCTION login.left_of(last timestamptz, wait integer) RETURNS integer
LANGUAGE sql VOLATILE AS $$
    SELECT least(wait, greatest(0, ceil(extract(epoch FROM last + make_interval(secs => wait) - clock_timestamp()))))::integer
$$;
