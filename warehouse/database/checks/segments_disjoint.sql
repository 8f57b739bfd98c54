-- The segments of an article do not overlap.
SELECT article_id, segment_id, "end", next_start
FROM (
    SELECT article_id, segment_id, "end", lead("start") OVER (PARTITION BY article_id ORDER BY "start") AS next_start
    FROM segments
)
WHERE next_start < "end"
