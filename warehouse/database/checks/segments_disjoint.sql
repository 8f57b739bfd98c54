-- The segments of an article do not overlap.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT 'segments overlap' AS fault, segment_id AS row_id
FROM (
    SELECT segment_id, "end", lead("start") OVER (PARTITION BY article_id ORDER BY "start") AS next_start
    FROM segments
)
WHERE next_start < "end"
