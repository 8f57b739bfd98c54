-- Parts belong to the article of their quote, a claim or a demand to that of its statement, a demand to that of its sum.
SELECT 'quote_spans' AS table_name, quote_id AS row_id
FROM quote_spans JOIN quotes USING (quote_id) WHERE quote_spans.article_id <> quotes.article_id
UNION ALL
SELECT 'money_claims', claim_id
FROM money_claims JOIN quotes USING (quote_id) WHERE money_claims.article_id <> quotes.article_id
UNION ALL
SELECT 'demands', demand_id
FROM demands JOIN quotes USING (quote_id) WHERE demands.article_id <> quotes.article_id
UNION ALL
SELECT 'demands', demand_id
FROM demands JOIN money_claims USING (claim_id) WHERE demands.article_id <> money_claims.article_id
