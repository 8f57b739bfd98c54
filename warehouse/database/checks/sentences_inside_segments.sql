-- Every sentence lies inside the segment it names, and sentences of an article do not overlap.
SELECT 'outside its segment' AS fault, sentence_id
FROM sentences JOIN segments USING (segment_id)
WHERE sentences.article_id <> segments.article_id
    OR sentences."start" < segments."start" OR sentences."end" > segments."end"
UNION ALL
SELECT 'overlaps the next', sentence_id
FROM (
    SELECT sentence_id, "end", lead("start") OVER (PARTITION BY article_id ORDER BY "start") AS next_start
    FROM sentences
)
WHERE next_start < "end"
