"""Tables the explorer makes once for each warehouse file, in memory, so that no page has to work them out."""

from __future__ import annotations

ROW_BITS = 30  # of a place: the row's number in its table; above them the minute of publication
UNDATED = 2**33 - 1
# one number that orders rows by date and then as they stand in the file, and says which row it is
PLACE = f"""
coalesce(greatest(0, least({UNDATED - 1}, epoch_ms(a.published_at) // 60000 + {2**32})), {UNDATED})::BIGINT
    * {2**ROW_BITS} + t.row_number
"""
# which statements are one statement reprinted, and which claims one claim. Folding 300,000 quotes by their words
# takes 0.3 s of every page, by these numbers 0.02 s, for 16 bytes a row.
FOLDS = (
    """CREATE VIEW current_articles AS
    SELECT * EXCLUDE (text), length(text) AS characters FROM articles WHERE is_current""",
    f"""CREATE TABLE statements AS
    SELECT {PLACE} AS place, hash(coalesce(t.speaker_id, lower(t.speaker_text)), lower(t.text)) AS fold
    FROM quotes t JOIN current_articles a USING (article_id)""",
    f"""CREATE TABLE claims AS
    SELECT {PLACE} AS place, hash(coalesce(nullif(t.claim_group_id, ''), t.claim_id)) AS fold
    FROM money_claims t JOIN current_articles a USING (article_id)""",
)
# A party is a state with all that speaks for it (its name, its nationality, a capital or a house used for its
# government), or else a single person, body or place. "Chinese negotiators" who are no entity of their own are the
# party of the first entity their words name. A sum demanded outside any demand that was quoted is a demand too,
# shown by its sentence.
DEMANDS = (
    """CREATE TABLE parties AS
    SELECT entity_id, coalesce(metonym_of, CASE WHEN kind = 'group' OR external_id = country_code THEN country_code END,
        entity_id) AS party FROM entities""",
    """CREATE TABLE demands AS
    WITH demanded AS (
        SELECT quote_id AS row_id, 'quotes' AS table_name, article_id, text, start, "end", speaker_id AS from_id,
            speaker_text AS from_text, speaker_start AS from_start, speaker_end AS from_end, addressee_id AS to_id,
            addressee_text AS to_text, addressee_start AS to_start, addressee_end AS to_end, cue, confidence
        FROM quotes WHERE act = 'demanded'
        UNION ALL
        SELECT claim_id, 'money_claims', c.article_id,
            coalesce(substr(a.text, s.start + 1, s."end" - s.start), concat_ws(', ', c.text, c.subject)),
            coalesce(s.start, c.start), coalesce(s."end", c."end"), claimant_id, claimant_text, claimant_start,
            claimant_end, NULL, NULL, NULL, NULL, NULL, confidence
        FROM money_claims c JOIN articles a USING (article_id)
            LEFT JOIN sentences s ON s.sentence_id = c.sentence_id AND s.article_id = c.article_id
        WHERE modality = 'demanded' AND NOT EXISTS (
            SELECT 1 FROM quotes q WHERE q.act = 'demanded' AND q.article_id = c.article_id
                AND (q.quote_id = c.quote_id OR (c.start >= q.start AND c."end" <= q."end")))
    ), named AS (
        SELECT d.row_id, m.start, m."end", p.party FROM demanded d
        JOIN mentions m ON m.article_id = d.article_id JOIN parties p USING (entity_id)
    ), within AS (
        SELECT d.row_id,
            min_by(n.party, n.start) FILTER (n.start >= d.from_start AND n."end" <= d.from_end) AS from_party,
            min_by(n.party, n.start) FILTER (n.start >= d.to_start AND n."end" <= d.to_end) AS to_party,
            list(DISTINCT n.party) FILTER (n.start >= d.start AND n."end" <= d."end") AS names
        FROM demanded d JOIN named n USING (row_id) GROUP BY d.row_id
    )
    SELECT d.*, coalesce(f.party, w.from_party) AS from_party, coalesce(t.party, w.to_party) AS to_party,
        coalesce(w.names, []) AS names
    FROM demanded d JOIN current_articles USING (article_id) LEFT JOIN within w USING (row_id)
    LEFT JOIN parties f ON f.entity_id = d.from_id LEFT JOIN parties t ON t.entity_id = d.to_id""",
)


def row_of(place: str) -> str:
    """SQL for the row number in a place.

    >>> row_of("n.place")
    '(n.place & 1073741823)'
    """
    return f"({place} & {2**ROW_BITS - 1})"


SPEAKERS = f"""
CREATE TABLE speakers AS SELECT q.speaker_id AS entity_id, count(DISTINCT n.fold) AS statements
FROM statements n JOIN quotes q ON q.row_number = {row_of("n.place")} WHERE q.speaker_id IS NOT NULL GROUP BY 1
"""
PREPARED = (*FOLDS, SPEAKERS, *DEMANDS)


def minute_of(place: str) -> str:
    """SQL for the minute of publication in a place, null for the undated."""
    return f"nullif({place} >> {ROW_BITS}, {UNDATED})"
