-- Every document has exactly one current revision, its highest, and no two revisions of one number.
SELECT source_id, list(revision ORDER BY revision) AS revisions
FROM articles
GROUP BY source_id
HAVING count(*) FILTER (is_current) <> 1
    OR max(revision) <> max(revision) FILTER (is_current)
    OR count(DISTINCT revision) <> count(*)
    OR min(revision) < 1
