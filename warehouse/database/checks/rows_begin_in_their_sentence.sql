-- A row that names a sentence begins in it, and both belong to one article.
WITH spans AS (
    SELECT 'mentions' AS table_name, mention_id AS row_id, article_id, sentence_id, "start" FROM mentions
    UNION ALL SELECT 'quotes', quote_id, article_id, sentence_id, "start" FROM quotes
    UNION ALL SELECT 'money_claims', claim_id, article_id, sentence_id, "start" FROM money_claims
    UNION ALL SELECT 'demands', demand_id, article_id, sentence_id, "start" FROM demands
)
SELECT table_name, row_id, spans."start", sentences."start" AS sentence_start, sentences."end" AS sentence_end
FROM spans JOIN sentences USING (sentence_id)
WHERE spans.article_id <> sentences.article_id
    OR spans."start" < sentences."start" OR spans."start" >= sentences."end"
