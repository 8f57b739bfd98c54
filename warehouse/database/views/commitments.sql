-- Which sums are committed, proposed, demanded, threatened or forecast by a date, and has the date passed?
-- due_on: Last day of the deadline: the day, the month's or the year's end
-- is_passed: Whether that day lies before today
-- days_left: Days from today, negative when it has passed
-- claimant: Who says so
-- modality: committed | proposed | demanded | threatened | forecast
-- amount_low: Lowest value in whole currency units
-- amount_high: Highest value
-- currency: ISO 4217 code
-- usd_high: Highest value in US dollars at the article's date
-- text: The words of the amount
-- subject: What the amount measures
-- deadline: As the text gives it
-- published_on: Day of publication
-- publisher: Who published it first
-- claim_id: The row in money_claims
-- article_id: The article of that row
WITH due AS (
    SELECT
        *,
        CASE
            WHEN regexp_full_match(deadline, '\d{4}') THEN make_date(CAST(deadline AS INTEGER), 12, 31)
            WHEN regexp_full_match(deadline, '\d{4}-\d\d') THEN last_day(TRY_CAST(deadline || '-01' AS DATE))
            ELSE TRY_CAST(deadline AS DATE)
        END AS due_on
    FROM money_ledger
    WHERE deadline IS NOT NULL AND modality IN ('committed', 'proposed', 'demanded', 'threatened', 'forecast')
)
SELECT
    due_on,
    due_on < current_date AS is_passed,
    date_diff('day', current_date, due_on) AS days_left,
    claimant, modality, amount_low, amount_high, currency, usd_high, text, subject, deadline, published_on,
    publisher, claim_id, article_id
FROM due
ORDER BY due_on, claimant, claim_id
