-- The segments of an article together cover every character that is not white space.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT article_id, gap_start, gap_end, substring(text, gap_start + 1, gap_end - gap_start) AS words_left_out
FROM (
    SELECT
        article_id,
        coalesce(max("end") OVER (
            PARTITION BY article_id ORDER BY "start", "end" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0) AS gap_start,
        "start" AS gap_end
    FROM (
        SELECT article_id, "start", "end" FROM segments
        UNION ALL
        SELECT DISTINCT article_id, length(text), length(text) FROM articles SEMI JOIN segments USING (article_id)
    )
) JOIN articles USING (article_id)
WHERE gap_start < gap_end
    AND regexp_matches(substring(text, gap_start + 1, gap_end - gap_start), '[^\s\p{Z}\x0b\x1c-\x1f\x{85}]')
