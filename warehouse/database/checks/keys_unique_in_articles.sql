-- No two rows of a table of annotations have the same key.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT 'segments' AS place, "segment_id" AS value FROM segments GROUP BY "segment_id" HAVING count(*) > 1
UNION ALL
SELECT 'sentences' AS place, "sentence_id" AS value FROM sentences GROUP BY "sentence_id" HAVING count(*) > 1
UNION ALL
SELECT 'article_entities' AS place, "article_entity_id" AS value FROM article_entities GROUP BY "article_entity_id" HAVING count(*) > 1
UNION ALL
SELECT 'mentions' AS place, "mention_id" AS value FROM mentions GROUP BY "mention_id" HAVING count(*) > 1
UNION ALL
SELECT 'roles' AS place, "role_id" AS value FROM roles GROUP BY "role_id" HAVING count(*) > 1
UNION ALL
SELECT 'quotes' AS place, "quote_id" AS value FROM quotes GROUP BY "quote_id" HAVING count(*) > 1
UNION ALL
SELECT 'quote_spans' AS place, "quote_id" || ' ' || "part" AS value FROM quote_spans GROUP BY "quote_id", "part" HAVING count(*) > 1
