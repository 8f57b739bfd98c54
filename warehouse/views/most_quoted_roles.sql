-- Holders of which titles are quoted most?
-- title: The title, in lower case
-- statements: Statements, those repeated in copies of one text once
-- people: How many people speak under it
-- stories: Texts they stand in, copies once
SELECT
    lower(title) AS title,
    count(DISTINCT statement_key) AS statements,
    count(DISTINCT speaker_id) AS people,
    count(DISTINCT cluster_id) AS stories
FROM statements
WHERE title IS NOT NULL
GROUP BY lower(title)
ORDER BY statements DESC, title
