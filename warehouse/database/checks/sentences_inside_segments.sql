-- Every sentence lies inside the segment it names.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT 'sentences' AS table_name, r.sentence_id AS row_id
FROM sentences AS r
JOIN segments AS segment_id_row ON r.segment_id = segment_id_row.segment_id
WHERE (r."article_id" <> segment_id_row."article_id"
    OR segment_id_row."start" > r."start"
    OR r."end" > segment_id_row."end")
