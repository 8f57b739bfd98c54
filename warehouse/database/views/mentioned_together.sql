-- Which people and organizations are named in the same sentences?
--
-- A sentence that names more than 50 is a list: it says of no two that they have to do with one another, and is left out.
-- a_id: One of the two, the one whose id comes first
-- a: Its name
-- a_kind: person | organization
-- b_id: The other
-- b: Its name
-- b_kind: person | organization
-- stories: Texts that name both in one sentence, copies of one text once
-- sentences: Sentences that name both, copies counted
WITH named AS (
    SELECT DISTINCT mentions.sentence_id, mentions.entity_id, articles.cluster_id, entities.name, entities.kind
    FROM mentions
    JOIN articles ON articles.article_id = mentions.article_id AND articles.is_current
    JOIN entities ON entities.entity_id = mentions.entity_id
    WHERE entities.kind IN ('person', 'organization') AND mentions.sentence_id IS NOT NULL
),
related AS (SELECT * FROM named QUALIFY count(*) OVER (PARTITION BY sentence_id) <= 50)
SELECT
    a.entity_id AS a_id,
    any_value(a.name) AS a,
    any_value(a.kind) AS a_kind,
    b.entity_id AS b_id,
    any_value(b.name) AS b,
    any_value(b.kind) AS b_kind,
    count(DISTINCT a.cluster_id) AS stories,
    count(*) AS sentences
FROM related AS a JOIN related AS b ON a.sentence_id = b.sentence_id AND a.entity_id < b.entity_id
GROUP BY a.entity_id, b.entity_id
ORDER BY stories DESC, sentences DESC, a, b, a_id, b_id
