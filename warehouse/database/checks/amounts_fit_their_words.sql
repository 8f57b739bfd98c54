-- No amount is off the figure its own words give by a factor of a thousand: "$5 million" is neither $5 nor $5 billion.
-- A sum that a reader put right by hand is what the reader says it is.
-- Read here are only words that leave no doubt: a sign, one plain number, and one magnitude or none behind it.
WITH plain AS (
    SELECT claim_id, text, amount_low, amount_high,
        regexp_extract(
            text,
            '^[A-Z]{0,3}[$£€¥₹]\s?([1-9]\d{0,2}(?:,\d{3})*|\d+)((?:\.\d\d?)?)\s?-?(thousand|million|billion|trillion|bn|)$',
            ['whole', 'part', 'magnitude']
        ) AS said
    FROM money_claims
    WHERE rule NOT LIKE 'amount.shared%' AND rule <> 'by_hand'
), read AS (
    SELECT claim_id, text, amount_low, amount_high,
        CAST(replace(said.whole, ',', '') || said.part AS DOUBLE)
        * CASE said.magnitude
            WHEN 'thousand' THEN 1e3 WHEN 'million' THEN 1e6 WHEN 'billion' THEN 1e9 WHEN 'bn' THEN 1e9
            WHEN 'trillion' THEN 1e12 ELSE 1
        END AS figure
    FROM plain
    WHERE said.whole <> ''
)
SELECT claim_id, text, amount_low, amount_high, figure
FROM read
WHERE figure > 0
    AND NOT abs(CAST(coalesce(amount_high, amount_low) AS DOUBLE)) BETWEEN figure / 999 AND figure * 999
