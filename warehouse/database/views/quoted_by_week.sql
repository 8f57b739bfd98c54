-- Who is quoted how often in each week?
-- week: Monday of the week of publication, UTC
-- speaker_id: Who speaks
-- speaker: The speaker's name
-- speaker_kind: person | organization | ...
-- statements: Statements, those repeated in copies of one text once
-- stories: Texts they stand in, copies once
SELECT
    week,
    speaker_id,
    any_value(speaker) AS speaker,
    any_value(speaker_kind) AS speaker_kind,
    count(DISTINCT statement_key) AS statements,
    count(DISTINCT cluster_id) AS stories
FROM statements
WHERE speaker_id IS NOT NULL AND week IS NOT NULL
GROUP BY week, speaker_id
ORDER BY week DESC, statements DESC, speaker, speaker_id
