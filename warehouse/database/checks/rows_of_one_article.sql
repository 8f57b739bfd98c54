-- Parts belong to the article of their quote, and a claim to the article of the statement it stands in.
SELECT 'quote_spans' AS table_name, quote_id AS row_id
FROM quote_spans JOIN quotes USING (quote_id) WHERE quote_spans.article_id <> quotes.article_id
UNION ALL
SELECT 'money_claims', claim_id
FROM money_claims JOIN quotes USING (quote_id) WHERE money_claims.article_id <> quotes.article_id
