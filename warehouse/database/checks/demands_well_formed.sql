-- Deadlines of demands are ISO 8601 dates, and whoever asks or is asked stands in the text.
SELECT demand_id, demander_id, addressee_id, deadline
FROM demands
WHERE NOT regexp_full_match(deadline, '\d{4}(-\d\d(-\d\d)?|-W\d\d|-Q[1-4])?')
    OR (demander_id IS NOT NULL AND demander_text IS NULL)
    OR (addressee_id IS NOT NULL AND addressee_text IS NULL)
