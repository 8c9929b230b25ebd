-- Lists of lists passed for lists of codes: one kiosk that said such a thing kept `fleet` from showing any.
UPDATE fleet.heartbeats SET reasons = ARRAY(SELECT unnest(reasons)), warnings = ARRAY(SELECT unnest(warnings))
WHERE array_ndims(reasons) > 1 OR array_ndims(warnings) > 1;
ALTER TABLE fleet.heartbeats ADD CONSTRAINT heartbeats_lists
    CHECK (coalesce(array_ndims(reasons), 1) = 1 AND coalesce(array_ndims(warnings), 1) = 1);
