-- Parts belong to the article of their quote, a claim or a demand to that of its statement, a demand to that of its sum.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT 'quote_spans' AS table_name, concat_ws(' ', r.quote_id, r.part) AS row_id
FROM quote_spans AS r
JOIN quotes AS quote_id_row ON r.quote_id = quote_id_row.quote_id
WHERE r."article_id" <> quote_id_row."article_id"
UNION ALL
SELECT 'money_claims' AS table_name, r.claim_id AS row_id
FROM money_claims AS r
JOIN quotes AS quote_id_row ON r.quote_id = quote_id_row.quote_id
WHERE r."article_id" <> quote_id_row."article_id"
UNION ALL
SELECT 'demands' AS table_name, r.demand_id AS row_id
FROM demands AS r
JOIN quotes AS quote_id_row ON r.quote_id = quote_id_row.quote_id
WHERE r."article_id" <> quote_id_row."article_id"
UNION ALL
SELECT 'demands' AS table_name, r.demand_id AS row_id
FROM demands AS r
JOIN money_claims AS claim_id_row ON r.claim_id = claim_id_row.claim_id
WHERE r."article_id" <> claim_id_row."article_id"
