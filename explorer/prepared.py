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
# party of the first entity their words name.
DEMANDS = (
    """CREATE TABLE parties AS
    SELECT entity_id, coalesce(metonym_of, CASE WHEN kind = 'group' OR external_id = country_code THEN country_code END,
        entity_id) AS party FROM entities""",
    """CREATE TABLE asked AS
    WITH named AS (
        SELECT d.demand_id, m.start, m."end", p.party FROM demands d
        JOIN mentions m ON m.article_id = d.article_id JOIN parties p USING (entity_id)
    ), within AS (
        SELECT d.demand_id,
            min_by(n.party, n.start) FILTER (n.start >= d.demander_start AND n."end" <= d.demander_end) AS from_party,
            min_by(n.party, n.start) FILTER (n.start >= d.addressee_start AND n."end" <= d.addressee_end) AS to_party,
            list(DISTINCT n.party) FILTER (n.start >= d.start AND n."end" <= d."end") AS names
        FROM demands d JOIN named n USING (demand_id) GROUP BY d.demand_id
    )
    SELECT d.demand_id, d.article_id, coalesce(nullif(d.demand_group_id, ''), d.demand_id) AS demand_group,
        coalesce(f.party, w.from_party) AS from_party, coalesce(t.party, w.to_party) AS to_party,
        coalesce(w.names, []) AS names
    FROM demands d JOIN current_articles USING (article_id) LEFT JOIN within w USING (demand_id)
    LEFT JOIN parties f ON f.entity_id = d.demander_id LEFT JOIN parties t ON t.entity_id = d.addressee_id""",
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
