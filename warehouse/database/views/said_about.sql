-- What did X say about Y?
-- speaker_id: Who speaks
-- speaker: The speaker's name
-- topic_id: Whom or what the statement mentions
-- topic: Its name
-- topic_kind: person | organization | place | ...
-- act: What the speaker does by it
-- kind: direct | mixed | indirect
-- text: The words
-- published_on: Day the statement was first published
-- publisher: Who published it first
-- publishers: How many publishers, of those known, carry it
-- quote_id: One of its rows in quotes, the first published
-- article_id: The article of that row
SELECT
    statements.speaker_id,
    any_value(statements.speaker) AS speaker,
    topics.entity_id AS topic_id,
    any_value(topics.name) AS topic,
    any_value(topics.kind) AS topic_kind,
    first(statements.act ORDER BY published_on, statements.quote_id) AS act,
    first(statements.kind ORDER BY published_on, statements.quote_id) AS kind,
    first(coalesce(statements.quoted_text, statements.text) ORDER BY published_on, statements.quote_id) AS text,
    min(published_on) AS published_on,
    first(statements.publisher ORDER BY published_on, statements.quote_id) AS publisher,
    count(DISTINCT statements.publisher) AS publishers,
    first(statements.quote_id ORDER BY published_on, statements.quote_id) AS quote_id,
    first(statements.article_id ORDER BY published_on, statements.quote_id) AS article_id
FROM statements
JOIN quote_spans AS parts ON parts.quote_id = statements.quote_id
JOIN mentions ON mentions.article_id = parts.article_id
    AND mentions."start" >= parts."start" AND mentions."end" <= parts."end"
JOIN entities AS topics ON topics.entity_id = mentions.entity_id
-- "mentions", not "topics": else DuckDB may compare every statement with every entity
WHERE statements.speaker_id IS NOT NULL AND mentions.entity_id <> statements.speaker_id
GROUP BY statements.statement_key, statements.speaker_id, topics.entity_id
ORDER BY published_on DESC, speaker, topic, quote_id, topic_id
