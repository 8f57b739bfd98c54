-- Currencies are ISO 4217 codes, deadlines ISO 8601 dates, periods ISO 8601 durations, and USD comes with its rate.
SELECT claim_id, currency, deadline, period, usd_low, usd_high, fx_rate, fx_date
FROM money_claims
WHERE NOT regexp_full_match(currency, '[A-Z]{3}')
    OR NOT regexp_full_match(deadline, '\d{4}(-\d\d(-\d\d)?|-W\d\d|-Q[1-4])?')
    OR NOT regexp_full_match(period, 'P(\d+[YMWD])*(T(\d+[HMS])+)?') OR period = 'P'
    OR fx_rate <= 0
    OR (coalesce(usd_low, usd_high) IS NULL) <> (fx_rate IS NULL)
    OR (fx_rate IS NULL AND fx_date IS NOT NULL)
    OR (fx_rate IS NOT NULL AND fx_date IS NULL AND currency <> 'USD')
