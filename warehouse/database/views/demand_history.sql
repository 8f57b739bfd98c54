-- When and where was each demand reported, and with what status?
--
-- One row per demand and story, in order of time; copies of one text are one story, dated when it first came out.
-- demand_group_id: Shared by repeats of one demand
-- published_on: Day of publication, UTC
-- publisher: Who published it first
-- publishers: How many publishers, of those known, carry that text
-- demander_id: Who asks
-- demander: Its name; the words of the text where nobody is meant
-- addressee_id: Who is to act
-- addressee: Its name; the words of the text where nobody is meant
-- action: What is to be done, in that story's words
-- status: demanded | proposed | accepted | refused
-- deadline: The date by which, as ISO 8601
-- headline: The story's headline
-- demand_id: Its row in `demands`
-- article_id: The article of that row
WITH told AS (
    SELECT
        demands.*,
        coalesce(demanders.name, demands.demander_text) AS demander,
        coalesce(addressees.name, demands.addressee_text) AS addressee,
        articles.publisher,
        articles.headline,
        CAST(make_timestamp(epoch_us(articles.published_at)) AS DATE) AS published_on,
        count(DISTINCT articles.publisher) OVER story AS publishers,
        row_number() OVER (
            PARTITION BY demands.demand_group_id, articles.cluster_id
            ORDER BY demands.status = 'demanded', articles.published_at, demands.article_id, demands."start"
        ) AS place
    FROM demands
    JOIN articles ON articles.article_id = demands.article_id AND articles.is_current
    LEFT JOIN entities AS demanders ON demanders.entity_id = demands.demander_id
    LEFT JOIN entities AS addressees ON addressees.entity_id = demands.addressee_id
    WINDOW story AS (PARTITION BY demands.demand_group_id, articles.cluster_id)
)
SELECT
    demand_group_id, published_on, publisher, publishers, demander_id, demander, addressee_id, addressee,
    action_text AS action, status, deadline, headline, demand_id, article_id
FROM told
WHERE place = 1
ORDER BY demand_group_id, published_on, article_id
