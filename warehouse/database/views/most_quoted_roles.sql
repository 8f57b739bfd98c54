-- Holders of which titles are quoted most?
-- title: The title, in lower case, short forms spelled out
-- statements: Statements, those repeated in copies of one text once
-- people: How many people speak under it
-- stories: Texts they stand in, copies once
SELECT
    office AS title,
    count(DISTINCT statement_key) AS statements,
    count(DISTINCT speaker_id) AS people,
    count(DISTINCT cluster_id) AS stories
FROM statements
WHERE office IS NOT NULL
GROUP BY office
ORDER BY statements DESC, title
