-- Which monetary claims are repeated, by whom and for how long?
--
-- Repeated means in more than one story: a reprint is no repetition, nor is a sum that one text gives twice.
-- claim_group_id: Shared by repeats of one claim
-- subject: What the amount measures, in the words used most
-- amount_low: Lowest value in whole currency units
-- amount_high: Highest value
-- currency: ISO 4217 code
-- usd_high: Highest value in US dollars
-- claimants: Who makes it, by name
-- stories: Texts it stands in, copies of one text once
-- articles: Articles it stands in, copies counted
-- publishers: How many publishers, of those known, carry it
-- first_seen_on: Earliest day of publication
-- last_seen_on: Latest day of publication
SELECT
    claims.claim_group_id,
    mode(claims.subject ORDER BY claims.subject) AS subject,
    min(claims.amount_low) AS amount_low,
    max(claims.amount_high) AS amount_high,
    mode(claims.currency ORDER BY claims.currency) AS currency,
    max(claims.usd_high) AS usd_high,
    list_sort(list_distinct(list(coalesce(entities.name, claims.claimant_text)))) AS claimants,
    count(DISTINCT articles.cluster_id) AS stories,
    count(DISTINCT articles.article_id) AS articles,
    count(DISTINCT articles.publisher) AS publishers,
    min(CAST(make_timestamp(epoch_us(articles.published_at)) AS DATE)) AS first_seen_on,
    max(CAST(make_timestamp(epoch_us(articles.published_at)) AS DATE)) AS last_seen_on
FROM money_claims AS claims
JOIN articles ON articles.article_id = claims.article_id AND articles.is_current
LEFT JOIN entities ON entities.entity_id = claims.claimant_id
WHERE claims.restates_id IS NULL
GROUP BY claims.claim_group_id
HAVING count(DISTINCT articles.cluster_id) > 1
ORDER BY stories DESC, last_seen_on DESC, claim_group_id
