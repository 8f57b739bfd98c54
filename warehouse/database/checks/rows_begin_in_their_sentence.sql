-- A row that names a sentence begins in it, and both belong to one article.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT 'mentions' AS table_name, r.mention_id AS row_id,
    concat_ws(', ', r."start") AS shown
FROM mentions AS r
JOIN sentences AS sentence_id_row ON r.sentence_id = sentence_id_row.sentence_id
WHERE (r."article_id" <> sentence_id_row."article_id"
    OR sentence_id_row."start" > r."start"
    OR r."start" >= sentence_id_row."end")
UNION ALL
SELECT 'quotes' AS table_name, r.quote_id AS row_id,
    concat_ws(', ', r."start") AS shown
FROM quotes AS r
JOIN sentences AS sentence_id_row ON r.sentence_id = sentence_id_row.sentence_id
WHERE (r."article_id" <> sentence_id_row."article_id"
    OR sentence_id_row."start" > r."start"
    OR r."start" >= sentence_id_row."end")
UNION ALL
SELECT 'money_claims' AS table_name, r.claim_id AS row_id,
    concat_ws(', ', r."start") AS shown
FROM money_claims AS r
JOIN sentences AS sentence_id_row ON r.sentence_id = sentence_id_row.sentence_id
WHERE (r."article_id" <> sentence_id_row."article_id"
    OR sentence_id_row."start" > r."start"
    OR r."start" >= sentence_id_row."end")
UNION ALL
SELECT 'demands' AS table_name, r.demand_id AS row_id,
    concat_ws(', ', r."start") AS shown
FROM demands AS r
JOIN sentences AS sentence_id_row ON r.sentence_id = sentence_id_row.sentence_id
WHERE (r."article_id" <> sentence_id_row."article_id"
    OR sentence_id_row."start" > r."start"
    OR r."start" >= sentence_id_row."end")
