-- An amount's low end is not above its high end, it has at least one end, and exact means that both are equal.
SELECT claim_id, text, amount_low, amount_high, usd_low, usd_high, modifier
FROM money_claims
WHERE amount_low > amount_high OR usd_low > usd_high
    OR (amount_low IS NULL AND amount_high IS NULL)
    OR (modifier = 'exact' AND amount_low IS DISTINCT FROM amount_high)
