-- Every reference to the article, or to another row of it, names one that exists.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT 'segments.article_id' AS place, r.article_id AS value
FROM segments AS r ANTI JOIN articles AS t ON r.article_id = t.article_id WHERE r.article_id IS NOT NULL
UNION ALL
SELECT 'sentences.article_id' AS place, r.article_id AS value
FROM sentences AS r ANTI JOIN articles AS t ON r.article_id = t.article_id WHERE r.article_id IS NOT NULL
UNION ALL
SELECT 'sentences.segment_id' AS place, r.segment_id AS value
FROM sentences AS r ANTI JOIN segments AS t ON r.segment_id = t.segment_id WHERE r.segment_id IS NOT NULL
UNION ALL
SELECT 'article_entities.article_id' AS place, r.article_id AS value
FROM article_entities AS r ANTI JOIN articles AS t ON r.article_id = t.article_id WHERE r.article_id IS NOT NULL
UNION ALL
SELECT 'mentions.article_id' AS place, r.article_id AS value
FROM mentions AS r ANTI JOIN articles AS t ON r.article_id = t.article_id WHERE r.article_id IS NOT NULL
UNION ALL
SELECT 'mentions.sentence_id' AS place, r.sentence_id AS value
FROM mentions AS r ANTI JOIN sentences AS t ON r.sentence_id = t.sentence_id WHERE r.sentence_id IS NOT NULL
UNION ALL
SELECT 'roles.article_id' AS place, r.article_id AS value
FROM roles AS r ANTI JOIN articles AS t ON r.article_id = t.article_id WHERE r.article_id IS NOT NULL
UNION ALL
SELECT 'quotes.article_id' AS place, r.article_id AS value
FROM quotes AS r ANTI JOIN articles AS t ON r.article_id = t.article_id WHERE r.article_id IS NOT NULL
UNION ALL
SELECT 'quotes.sentence_id' AS place, r.sentence_id AS value
FROM quotes AS r ANTI JOIN sentences AS t ON r.sentence_id = t.sentence_id WHERE r.sentence_id IS NOT NULL
UNION ALL
SELECT 'quote_spans.article_id' AS place, r.article_id AS value
FROM quote_spans AS r ANTI JOIN articles AS t ON r.article_id = t.article_id WHERE r.article_id IS NOT NULL
UNION ALL
SELECT 'quote_spans.quote_id' AS place, r.quote_id AS value
FROM quote_spans AS r ANTI JOIN quotes AS t ON r.quote_id = t.quote_id WHERE r.quote_id IS NOT NULL
UNION ALL
SELECT 'money_claims.article_id' AS place, r.article_id AS value
FROM money_claims AS r ANTI JOIN articles AS t ON r.article_id = t.article_id WHERE r.article_id IS NOT NULL
UNION ALL
SELECT 'money_claims.sentence_id' AS place, r.sentence_id AS value
FROM money_claims AS r ANTI JOIN sentences AS t ON r.sentence_id = t.sentence_id WHERE r.sentence_id IS NOT NULL
UNION ALL
SELECT 'money_claims.restates_id' AS place, r.restates_id AS value
FROM money_claims AS r ANTI JOIN money_claims AS t ON r.restates_id = t.claim_id WHERE r.restates_id IS NOT NULL
UNION ALL
SELECT 'money_claims.quote_id' AS place, r.quote_id AS value
FROM money_claims AS r ANTI JOIN quotes AS t ON r.quote_id = t.quote_id WHERE r.quote_id IS NOT NULL
UNION ALL
SELECT 'demands.article_id' AS place, r.article_id AS value
FROM demands AS r ANTI JOIN articles AS t ON r.article_id = t.article_id WHERE r.article_id IS NOT NULL
UNION ALL
SELECT 'demands.sentence_id' AS place, r.sentence_id AS value
FROM demands AS r ANTI JOIN sentences AS t ON r.sentence_id = t.sentence_id WHERE r.sentence_id IS NOT NULL
UNION ALL
SELECT 'demands.quote_id' AS place, r.quote_id AS value
FROM demands AS r ANTI JOIN quotes AS t ON r.quote_id = t.quote_id WHERE r.quote_id IS NOT NULL
UNION ALL
SELECT 'demands.claim_id' AS place, r.claim_id AS value
FROM demands AS r ANTI JOIN money_claims AS t ON r.claim_id = t.claim_id WHERE r.claim_id IS NOT NULL
