-- Currencies are ISO 4217 codes, deadlines ISO 8601 dates, periods ISO 8601 durations, and USD comes with its rate.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT 'money_claims' AS table_name, r.claim_id AS row_id,
    concat_ws(', ', r.currency, r.deadline, r.period, r.usd_low, r.usd_high, r.fx_rate, r.fx_date) AS shown
FROM money_claims AS r
WHERE (NOT regexp_full_match(r."currency", '[A-Z]{3}')
    OR NOT regexp_full_match(r."deadline", '\d{4}(-\d\d(-\d\d)?|-W\d\d|-Q[1-4])?')
    OR NOT regexp_full_match(r."period", 'P(\d+[YMWD])*(T(\d+[HMS])+)?')
    OR r."period" = 'P'
    OR 0 >= r."fx_rate"
    OR (r."usd_low" IS NOT NULL AND r."fx_rate" IS NULL)
    OR (r."usd_high" IS NOT NULL AND r."fx_rate" IS NULL)
    OR ((r."fx_rate" IS NOT NULL AND r."usd_low" IS NULL) AND r."usd_high" IS NULL)
    OR (r."fx_date" IS NOT NULL AND r."fx_rate" IS NULL)
    OR ((r."fx_rate" IS NOT NULL AND r."fx_date" IS NULL) AND r."currency" <> 'USD'))
