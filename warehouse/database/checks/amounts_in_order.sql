-- An amount's low end is not above its high end, it has at least one end, and exact means that both are equal.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT 'money_claims' AS table_name, r.claim_id AS row_id,
    concat_ws(', ', r.text, r.amount_low, r.amount_high, r.usd_low, r.usd_high, r.modifier) AS shown
FROM money_claims AS r
WHERE (r."amount_low" > r."amount_high"
    OR r."usd_low" > r."usd_high"
    OR (r."amount_low" IS NULL AND r."amount_high" IS NULL)
    OR (r."modifier" = 'exact' AND (r."amount_low" <> r."amount_high"
    OR (r."amount_low" IS NULL AND r."amount_high" IS NOT NULL)
    OR (r."amount_low" IS NOT NULL AND r."amount_high" IS NULL))))
