-- What did publishers add, drop, reword or re-attribute after publication?
-- source_id: The document
-- publisher: Who published it
-- headline: Its headline now
-- from_revision: The revision before
-- to_revision: The revision after
-- seen_at: When the newer revision was taken in
-- table_name: quotes | money_claims | entities
-- change: added | dropped | reworded | reattributed
-- before: The words before
-- after: The words after
-- row_id: The row of the newer revision, or of the older when dropped
WITH newest AS (SELECT source_id, publisher, headline FROM articles WHERE is_current)
SELECT
    changes.source_id,
    newest.publisher,
    newest.headline,
    changes.from_revision,
    changes.to_revision,
    articles.ingested_at AS seen_at,
    changes.table_name,
    changes.change,
    changes."before",
    changes."after",
    changes.row_id
FROM changes
LEFT JOIN newest USING (source_id)
LEFT JOIN articles ON articles.source_id = changes.source_id AND articles.revision = changes.to_revision
ORDER BY seen_at DESC, changes.source_id, changes.to_revision, changes.table_name, changes.change, changes.row_id
