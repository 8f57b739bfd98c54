-- Deadlines of demands are ISO 8601 dates, and whoever asks or is asked stands in the text.
-- Made from warehouse/laws by `make docs`.
SELECT 'demands' AS table_name, r.demand_id AS row_id,
    concat_ws(', ', r.demander_id, r.addressee_id, r.deadline) AS shown
FROM demands AS r
WHERE (NOT regexp_full_match(r."deadline", '\d{4}(-\d\d(-\d\d)?|-W\d\d|-Q[1-4])?')
    OR (r."demander_id" IS NOT NULL AND r."demander_text" IS NULL)
    OR (r."addressee_id" IS NOT NULL AND r."addressee_text" IS NULL))
