-- Which people are quoted most?
-- person_id: The person
-- person: The person's name
-- title: The title given in most texts, in lower case, short forms spelled out
-- statements: Statements, those repeated in copies of one text once
-- stories: Texts they stand in, copies once
-- publishers: How many publishers, of those known, carry them
-- in_marks: Share of statements that are wholly or partly in quotation marks
-- first_quoted_on: Earliest day of publication
-- last_quoted_on: Latest day of publication
WITH titled AS (
    SELECT speaker_id, office, count(DISTINCT cluster_id) AS stories
    FROM statements WHERE office IS NOT NULL GROUP BY speaker_id, office
),
titles AS (
    SELECT speaker_id, first(office ORDER BY stories DESC, office) AS title FROM titled GROUP BY speaker_id
)
SELECT
    speaker_id AS person_id,
    any_value(speaker) AS person,
    any_value(titles.title) AS title,
    count(DISTINCT statement_key) AS statements,
    count(DISTINCT cluster_id) AS stories,
    count(DISTINCT publisher) AS publishers,
    round(count(DISTINCT statement_key) FILTER (kind <> 'indirect') / count(DISTINCT statement_key), 3) AS in_marks,
    min(published_on) AS first_quoted_on,
    max(published_on) AS last_quoted_on
FROM statements LEFT JOIN titles USING (speaker_id)
WHERE speaker_kind = 'person'
GROUP BY speaker_id
ORDER BY statements DESC, person, person_id
