-- Who demands what of whom, by when, and what became of it?
--
-- One row per demand: repeats in one article and in others count once, and copies of one text are one story. The
-- words are those of the first publication, the status that of the last one that says more than `demanded`.
-- demand_group_id: Shared by repeats of one demand
-- demander_id: Who asks
-- demander: Its name; the words of the text where nobody is meant
-- addressee_id: Who is to act
-- addressee: Its name; the words of the text where nobody is meant
-- action: What is to be done
-- status: demanded | proposed | accepted | refused
-- deadline: The date by which, as ISO 8601
-- amount_low: Lowest value of the sum it is about, in whole currency units
-- amount_high: Highest value
-- currency: ISO 4217 code
-- stories: Texts it stands in, copies of one text once
-- articles: Articles it stands in, copies counted
-- publishers: How many publishers, of those known, carry it
-- first_seen_on: Earliest day of publication
-- last_seen_on: Latest day of publication
-- confidence: Estimated probability that the surest of its rows is right
-- demand_id: Its first row in `demands`
-- article_id: The article of that row
WITH made AS (
    SELECT
        demands.*,
        coalesce(demanders.name, demands.demander_text) AS demander,
        coalesce(addressees.name, demands.addressee_text) AS addressee,
        claims.amount_low,
        claims.amount_high,
        claims.currency,
        articles.cluster_id,
        articles.publisher,
        CAST(make_timestamp(epoch_us(articles.published_at)) AS DATE) AS published_on
    FROM demands
    JOIN articles ON articles.article_id = demands.article_id AND articles.is_current
    LEFT JOIN entities AS demanders ON demanders.entity_id = demands.demander_id
    LEFT JOIN entities AS addressees ON addressees.entity_id = demands.addressee_id
    LEFT JOIN money_claims AS claims ON claims.claim_id = demands.claim_id
)
SELECT
    demand_group_id,
    first(demander_id ORDER BY demander_id IS NULL, published_on, article_id, "start") AS demander_id,
    first(demander ORDER BY demander_id IS NULL, published_on, article_id, "start") AS demander,
    first(addressee_id ORDER BY addressee_id IS NULL, published_on, article_id, "start") AS addressee_id,
    first(addressee ORDER BY addressee_id IS NULL, addressee IS NULL, published_on, article_id, "start") AS addressee,
    first(action_text ORDER BY published_on, article_id, "start") AS action,
    first(status ORDER BY status = 'demanded', published_on DESC, article_id, "start") AS status,
    first(deadline ORDER BY deadline IS NULL, published_on, article_id, "start") AS deadline,
    first(amount_low ORDER BY currency IS NULL, published_on, article_id, "start") AS amount_low,
    first(amount_high ORDER BY currency IS NULL, published_on, article_id, "start") AS amount_high,
    first(currency ORDER BY currency IS NULL, published_on, article_id, "start") AS currency,
    count(DISTINCT cluster_id) AS stories,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT publisher) AS publishers,
    min(published_on) AS first_seen_on,
    max(published_on) AS last_seen_on,
    max(confidence) AS confidence,
    first(demand_id ORDER BY published_on, article_id, "start") AS demand_id,
    first(article_id ORDER BY published_on, article_id, "start") AS article_id
FROM made
GROUP BY demand_group_id
ORDER BY last_seen_on DESC, demander, demand_group_id
