-- A confidence is at least 0 and at most 1, and that of a speaker stands beside one.
-- Made from warehouse/laws by `make docs`.
SELECT 'quotes' AS table_name, r.quote_id AS row_id,
    concat_ws(', ', r.confidence) AS shown
FROM quotes AS r
WHERE (0 > r."confidence"
    OR r."confidence" > 1)
UNION ALL
SELECT 'quotes' AS table_name, r.quote_id AS row_id,
    concat_ws(', ', r.speaker_confidence) AS shown
FROM quotes AS r
WHERE ((0 > r."speaker_confidence"
    OR r."speaker_confidence" > 1)
    OR (r."speaker_confidence" IS NOT NULL AND r."speaker_id" IS NULL))
UNION ALL
SELECT 'money_claims' AS table_name, r.claim_id AS row_id,
    concat_ws(', ', r.confidence) AS shown
FROM money_claims AS r
WHERE (0 > r."confidence"
    OR r."confidence" > 1)
UNION ALL
SELECT 'demands' AS table_name, r.demand_id AS row_id,
    concat_ws(', ', r.confidence) AS shown
FROM demands AS r
WHERE (0 > r."confidence"
    OR r."confidence" > 1)
UNION ALL
SELECT 'entity_links' AS table_name, r.article_entity_id AS row_id,
    concat_ws(', ', r.confidence) AS shown
FROM entity_links AS r
WHERE (0 > r."confidence"
    OR r."confidence" > 1)
