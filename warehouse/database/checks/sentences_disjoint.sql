-- The sentences of an article do not overlap.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT 'sentences overlap' AS fault, sentence_id AS row_id
FROM (
    SELECT sentence_id, "end", lead("start") OVER (PARTITION BY article_id ORDER BY "start") AS next_start
    FROM sentences
)
WHERE next_start < "end"
