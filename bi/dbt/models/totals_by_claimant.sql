-- The largest total that each claimant names, in each currency; prices for one unit stand aside.
SELECT
    claimant,
    currency,
    max(amount_high) AS largest,
    arg_max(subject, amount_high) AS subject,
    arg_max(claim_id, amount_high) AS claim_id,
    count(*) AS claims
FROM {{ source('onrecord', 'money_ledger') }}
WHERE NOT is_price AND claimant IS NOT NULL AND currency IS NOT NULL
GROUP BY ALL
