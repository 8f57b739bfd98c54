-- No two rows of a table have the same key.
-- Made from warehouse/laws by `make docs`.
SELECT 'articles' AS place, "article_id" AS value FROM articles GROUP BY "article_id" HAVING count(*) > 1
UNION ALL
SELECT 'entities' AS place, "entity_id" AS value FROM entities GROUP BY "entity_id" HAVING count(*) > 1
UNION ALL
SELECT 'entity_links' AS place, "article_entity_id" AS value FROM entity_links GROUP BY "article_entity_id" HAVING count(*) > 1
UNION ALL
SELECT 'entity_changes' AS place, "change_id" AS value FROM entity_changes GROUP BY "change_id" HAVING count(*) > 1
UNION ALL
SELECT 'money_claims' AS place, "claim_id" AS value FROM money_claims GROUP BY "claim_id" HAVING count(*) > 1
UNION ALL
SELECT 'demands' AS place, "demand_id" AS value FROM demands GROUP BY "demand_id" HAVING count(*) > 1
UNION ALL
SELECT 'changes' AS place, "source_id" || ' ' || "to_revision" || ' ' || "table_name" || ' ' || "row_id" || ' ' || "change" AS value FROM changes GROUP BY "source_id", "to_revision", "table_name", "row_id", "change" HAVING count(*) > 1
UNION ALL
SELECT 'rejects' AS place, "reject_id" AS value FROM rejects GROUP BY "reject_id" HAVING count(*) > 1
UNION ALL
SELECT 'runs' AS place, "run_id" AS value FROM runs GROUP BY "run_id" HAVING count(*) > 1
