-- No amount is off the figure its own words give by a factor of a thousand: "$5 million" is neither $5 nor $5 billion.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT claim_id, text, amount_low, amount_high, figure
FROM (
    SELECT claim_id, text, amount_low, amount_high,
        CAST(replace(said.whole, ',', '') || said.part AS DOUBLE) * CASE said.magnitude
            WHEN 'thousand' THEN 1000
            WHEN 'million' THEN 1e+06
            WHEN 'billion' THEN 1e+09
            WHEN 'bn' THEN 1e+09
            WHEN 'trillion' THEN 1e+12
            ELSE 1
        END AS figure
    FROM (
        SELECT claim_id, text, amount_low, amount_high,
            regexp_extract(
                text,
                '^[A-Z]{0,3}[$£€¥₹]\s?([1-9]\d{0,2}(?:,\d{3})*|\d+)((?:\.\d\d?)?)\s?-?(thousand|million|billion|bn|trillion|)$',
                ['whole', 'part', 'magnitude']
            ) AS said
        FROM money_claims
        WHERE rule NOT LIKE 'amount.shared%' AND rule <> 'by_hand'
    )
    WHERE said.whole <> ''
)
WHERE figure > 0
    AND NOT abs(CAST(coalesce(amount_high, amount_low) AS DOUBLE))
        BETWEEN figure / 999 AND figure * 999
