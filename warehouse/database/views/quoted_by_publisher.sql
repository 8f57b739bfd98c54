-- Whom does each publisher quote?
-- publisher: Who published
-- speaker_id: Who speaks
-- speaker: The speaker's name
-- speaker_kind: person | organization | ...
-- statements: Statements this publisher carried, copies within it once
-- share: Of all statements with a known speaker that it carried
SELECT
    publisher,
    speaker_id,
    any_value(speaker) AS speaker,
    any_value(speaker_kind) AS speaker_kind,
    count(DISTINCT statement_key) AS statements,
    round(count(DISTINCT statement_key) / sum(count(DISTINCT statement_key)) OVER (PARTITION BY publisher), 4) AS share
FROM statements
WHERE speaker_id IS NOT NULL AND publisher IS NOT NULL
GROUP BY publisher, speaker_id
ORDER BY publisher, statements DESC, speaker, speaker_id
