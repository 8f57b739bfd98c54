"""Tables the explorer makes once for each warehouse file, in memory, so that no page has to work them out."""

from __future__ import annotations

from warehouse.database.viewing import macros_sql, read_views
from warehouse.tables import ACTS, QUOTE_KINDS, quote_literal

ROW_BITS = 30  # of a place: the row's number in its table; above them the minute of publication
UNDATED = 2**33 - 1
# of the year 9998: drawings reckon with the day after a bar, and Python's dates end with 9999
LAST_MINUTE = 2**32 + 4_222_846_080 - 1
# one number that orders rows by date and then as they stand in the file, and says which row it is
PLACE = f"""
CASE WHEN a.published_at IS NULL THEN {UNDATED}
    ELSE greatest(0, least({LAST_MINUTE}, epoch_ms(a.published_at) // 60000 + {2**32})) END::BIGINT
    * {2**ROW_BITS} + t.row_number
"""
# The month and the confidence in steps of a tenth, by which lists count (facets); the publisher as a row of `outlets`.
COUNTED = """
    (year(a.published_at) * 100 + month(a.published_at))::INTEGER AS month, o.outlet,
    least(9, floor(t.confidence * 10))::TINYINT AS tenth
"""
CURRENT = (
    """CREATE VIEW current_articles AS
    SELECT * EXCLUDE (text), length(text) AS characters FROM articles WHERE is_current""",
    """CREATE TABLE outlets AS
    SELECT publisher, row_number() OVER (ORDER BY publisher)::INTEGER AS outlet FROM current_articles
    WHERE publisher IS NOT NULL GROUP BY publisher""",
    # what the article says its speakers are, as in the view `statements`
    """CREATE TABLE offices AS
    SELECT r.article_id, r.person_id, spell_title(first(r.title ORDER BY r.is_former,
            r.rule IN ('predicate', 'verb'), r."start", r.role_id)) AS title,
        first(r.organization_id ORDER BY r.is_former, r.organization_id IS NULL, r."start", r.role_id)
            AS organization_id
    FROM roles r JOIN current_articles USING (article_id) WHERE r.person_id IS NOT NULL
    GROUP BY r.article_id, r.person_id""",
    # all names of an entity, as a search compares them
    """CREATE TABLE called AS
    SELECT entity_id, row_number AS entity,
        strip_accents(lower(concat_ws(' ', name, array_to_string(aliases, ' ')))) AS names FROM entities""",
    """CREATE TABLE titles AS
    SELECT title, row_number() OVER (ORDER BY title)::INTEGER AS number FROM offices GROUP BY title""",
)
# Which statements are one statement reprinted, and which claims one claim, by the keys that the views count
# (warehouse/database/counting.py), as numbers: folding 300,000 quotes by their words takes 0.3 s of every page, by
# these 0.02 s. `alone` says that a fold has one row only. Entities stand as their row's number.
FOLDS = (
    f"""CREATE TABLE statements AS
    SELECT *, count(*) OVER (PARTITION BY fold) = 1 AS alone FROM (
        SELECT {PLACE} AS place, hash(statement_key(a.cluster_id, t.speaker_id, t.text)) AS fold,
            s.row_number::INTEGER AS speaker, b.row_number::INTEGER AS organization, i.number AS title,
            try_cast(t.kind AS KIND) AS kind, try_cast(t.act AS ACT) AS act, {COUNTED}
        FROM quotes t JOIN current_articles a USING (article_id) LEFT JOIN outlets o USING (publisher)
        LEFT JOIN entities s ON s.entity_id = t.speaker_id
        LEFT JOIN offices f ON f.article_id = t.article_id AND f.person_id = t.speaker_id
        LEFT JOIN titles i ON i.title = f.title
        LEFT JOIN entities b
            ON b.entity_id = coalesce(f.organization_id, CASE WHEN s.kind = 'organization' THEN s.entity_id END))""",
    f"""CREATE TABLE claims AS
    SELECT *, count(*) OVER (PARTITION BY fold) = 1 AS alone FROM (
        SELECT {PLACE} AS place, hash(CASE WHEN r.claim_id IS NULL
            THEN claim_key(a.cluster_id, t.subject, t.claimant_id, t.modality, t.amount_low, t.amount_high, t.currency,
                t.deadline)
            ELSE claim_key(a.cluster_id, r.subject, r.claimant_id, r.modality, r.amount_low, r.amount_high, r.currency,
                r.deadline) END) AS fold,
            s.row_number::INTEGER AS claimant, t.currency, t.modality, t.direction,
            coalesce(t.is_price, false) AS is_price,
            {COUNTED}
        FROM money_claims t JOIN current_articles a USING (article_id) LEFT JOIN outlets o USING (publisher)
        LEFT JOIN money_claims r ON r.claim_id = t.restates_id
        LEFT JOIN entities s ON s.entity_id = t.claimant_id)""",
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
        WHERE m.start >= least(d.start, d.demander_start, d.addressee_start)
            AND m."end" <= greatest(d."end", d.demander_end, d.addressee_end)
    ), within AS (
        SELECT d.demand_id,
            min_by(n.party, n.start) FILTER (n.start >= d.demander_start AND n."end" <= d.demander_end) AS from_party,
            min_by(n.party, n.start) FILTER (n.start >= d.addressee_start AND n."end" <= d.addressee_end) AS to_party,
            list(DISTINCT n.party) FILTER (n.start >= d.start AND n."end" <= d."end") AS names
        FROM demands d JOIN named n USING (demand_id) GROUP BY d.demand_id
    )
    SELECT d.demand_id, d.article_id, coalesce(nullif(d.demand_group_id, ''), d.demand_id) AS demand_group,
        coalesce(f.party, w.from_party) AS from_party, coalesce(t.party, w.to_party) AS to_party,
        coalesce(w.names, []) AS names, lower(concat_ws(' ', d.action_text, e.name, d.demander_text)) AS words
    FROM demands d JOIN current_articles USING (article_id) LEFT JOIN within w USING (demand_id)
    LEFT JOIN entities e ON e.entity_id = d.demander_id
    LEFT JOIN parties f ON f.entity_id = d.demander_id LEFT JOIN parties t ON t.entity_id = d.addressee_id""",
)


def row_of(place: str) -> str:
    """SQL for the row number in a place.

    >>> row_of("n.place")
    '(n.place & 1073741823)'
    """
    return f"({place} & {2**ROW_BITS - 1})"


SPEAKERS = """
CREATE TABLE speakers AS SELECT e.entity_id, count(DISTINCT n.fold) AS statements
FROM statements n JOIN entities e ON e.row_number = n.speaker GROUP BY 1
"""
TYPES = (
    f"CREATE TYPE KIND AS ENUM ({', '.join(map(quote_literal, QUOTE_KINDS))})",
    f"CREATE TYPE ACT AS ENUM ({', '.join(map(quote_literal, ACTS))})",
)
SOURCES = f"CREATE VIEW coverage_by_source AS {read_views()['coverage_by_source']}"
PREPARED = (*macros_sql(), *TYPES, *CURRENT, *FOLDS, SPEAKERS, *DEMANDS, SOURCES)


def minute_of(place: str) -> str:
    """SQL for the minute of publication in a place, null for the undated."""
    return f"nullif({place} >> {ROW_BITS}, {UNDATED})"


def is_dated(place: str) -> str:
    """SQL that is true for a place with a date of publication.

    >>> is_dated("n.place")
    '((n.place >> 30) <> 8589934591)'
    """
    return f"(({place} >> {ROW_BITS}) <> {UNDATED})"


def day_of(place: str) -> str:
    """SQL for the day of publication in a place; only for a place with a date."""
    return f"make_timestamp((({place} >> {ROW_BITS}) - {2**32}) * 60000000)::DATE"
