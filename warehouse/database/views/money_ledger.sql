-- Who claims how much of what, by when, in US dollars at the article's date?
--
-- One row per claim of a current text; copies of one text count once, and so does a sum that is said again in another
-- currency. Sums of the column are no totals: a text may give a part beside its whole, or the same sum again (see
-- repeated_claims), and prices for one unit (is_price) stand beside totals.
-- published_on: Day of publication, UTC; of the first copy
-- claimant_id: Who that is, null in the article's own voice
-- claimant: The claimant's name or the words of the text
-- amount_low: Lowest value in whole currency units
-- amount_high: Highest value
-- currency: ISO 4217 code
-- currency_from: What tells the currency: stated | sign | home | default
-- is_price: Whether it is a price, rate or target for one unit
-- usd_low: amount_low in US dollars at the article's date
-- usd_high: amount_high in US dollars at the article's date
-- modifier: How the text bounds the amount
-- subject: The words of the text that the amount measures
-- direction: increase | decrease | level
-- modality: What the text does with the amount
-- deadline: The date by which
-- period: For a rate, ISO 8601 duration
-- text: The words of the amount
-- publisher: Who published it first
-- publishers: How many publishers, of those known, carry it
-- claim_group_id: Shared by repeats of the claim, see repeated_claims
-- claim_id: One of its rows in money_claims, the first published
-- article_id: The article of that row
WITH current_claims AS (
    SELECT
        claims.*,
        articles.publisher,
        coalesce(entities.name, claims.claimant_text) AS claimant,
        CAST(make_timestamp(epoch_us(articles.published_at)) AS DATE) AS published_on,
        claim_key(articles.cluster_id, claims.subject, claims.claimant_id, claims.modality, claims.amount_low,
            claims.amount_high, claims.currency, claims.deadline) AS copy_key
    FROM money_claims AS claims
    JOIN articles ON articles.article_id = claims.article_id AND articles.is_current
    LEFT JOIN entities ON entities.entity_id = claims.claimant_id
    WHERE claims.restates_id IS NULL
),
counted AS (
    SELECT copy_key, count(DISTINCT publisher) AS publishers FROM current_claims GROUP BY copy_key
)
SELECT
    published_on, claimant_id, claimant, amount_low, amount_high, currency, currency_from, is_price, usd_low, usd_high, modifier, subject,
    direction, modality, deadline, period, text, publisher, publishers, claim_group_id, claim_id, article_id
FROM current_claims JOIN counted USING (copy_key)
QUALIFY row_number() OVER (PARTITION BY copy_key ORDER BY published_on, claim_id) = 1
ORDER BY published_on DESC, usd_high DESC, claim_id
