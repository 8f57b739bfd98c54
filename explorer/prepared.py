"""Tables the explorer makes of each warehouse file, in memory, so that no page has to work them out.

They stand in the schema `made`. Each is made when a query first speaks of it (`explorer.database`), and before it those
that it is made of: the first page after a load waits for nothing that it does not show.
"""

from __future__ import annotations

import re
from functools import lru_cache

from warehouse.database.viewing import macros_sql, read_views
from warehouse.tables import ACTS, QUOTE_KINDS, quote_literal

ROW_BITS = 30  # of a place: the row's number in its table; above them the minute of publication
UNDATED = 2**33 - 1
# of the year 9998: drawings reckon with the day after a bar, and Python's dates end with 9999
LAST_MINUTE = 2**32 + 4_222_846_080 - 1
# one number that orders rows by date and then as they stand in the file, and says which row it is
PLACE = f"a.minute * {2**ROW_BITS} + t.row_number"
# The month and the confidence in steps of a tenth, by which lists count (facets); the publisher as a row of `outlets`.
COUNTED = "a.article, a.month, a.outlet, least(9, floor(t.confidence * 10))::TINYINT AS tenth"
# The same words have the same letters, and whether a letter is among them is seen much faster than words are brought
# into the form in which they are compared: that is done for rows alone that share these with another.
LETTERS = ", ".join(f"contains(t.words, '{letter}')" for letter in "bvkpgwymfcuj")
PARTY = "coalesce(metonym_of, CASE WHEN kind = 'group' OR external_id = country_code THEN country_code END, entity_id)"
# By name, what each is; entities, articles and quotes stand in them as the numbers of their rows.
TABLES = {
    "outlets": """
SELECT publisher, row_number() OVER (ORDER BY publisher)::INTEGER AS outlet FROM current_articles
WHERE publisher IS NOT NULL GROUP BY publisher""",
    "current": f"""
SELECT article_id, row_number::INTEGER AS article, cluster_id, o.outlet,
    (year(published_at) * 100 + month(published_at))::INTEGER AS month,
    CASE WHEN published_at IS NULL THEN {UNDATED}
        ELSE greatest(0, least({LAST_MINUTE}, epoch_ms(published_at) // 60000 + {2**32})) END::BIGINT AS minute
FROM current_articles LEFT JOIN made.outlets o USING (publisher)""",
    # what the article says its speakers are, as in the view `statements`
    "offices": """
SELECT r.article_id, r.person_id,
    spell_title(arg_min_null(r.title, (r.is_former, r.rule IN ('predicate', 'verb'), r."start", r.role_id))) AS title,
    arg_min_null(r.organization_id, (r.is_former, r.organization_id IS NULL, r."start", r.role_id)) AS organization_id
FROM roles r JOIN made.current USING (article_id) WHERE r.person_id IS NOT NULL
GROUP BY r.article_id, r.person_id""",
    # all names of an entity, as a search compares them; its name in small letters, and the last word of it
    "called": """
SELECT entity_id, row_number AS entity, kind, lower(name) AS name, string_split(lower(name), ' ')[-1] AS last_word,
    strip_accents(lower(concat_ws(' ', name, array_to_string(aliases, ' ')))) AS names FROM entities""",
    "titles": """
SELECT title, row_number() OVER (ORDER BY title)::INTEGER AS number FROM made.offices GROUP BY title""",
    # Which statements are one statement reprinted, by the key that the views count (warehouse/database/counting.py), as
    # a number. `alone` says that a fold has one row only.
    "statements": f"""
WITH alike AS (
    SELECT t.row_number, hash(a.cluster_id, t.speaker_id, {LETTERS}) AS likeness
    FROM (SELECT row_number, article_id, speaker_id, lower(text) AS words FROM quotes) t
        JOIN made.current a USING (article_id)
), doubtful AS (
    SELECT row_number FROM alike
        SEMI JOIN (SELECT likeness FROM alike GROUP BY likeness HAVING count(*) > 1) USING (likeness)
), folded AS (
    SELECT row_number, fold, count(*) OVER (PARTITION BY fold) = 1 AS alone FROM (
        SELECT t.row_number, hash(statement_key(a.cluster_id, t.speaker_id, t.text)) AS fold
        FROM doubtful JOIN quotes t USING (row_number) JOIN made.current a USING (article_id))
)
SELECT {PLACE} AS place, coalesce(f.fold, t.row_number::UBIGINT) AS fold, coalesce(f.alone, true) AS alone,
    s.number AS speaker, try_cast(t.kind AS KIND) AS kind, try_cast(t.act AS ACT) AS act, {COUNTED}
FROM quotes t JOIN made.current a USING (article_id) LEFT JOIN folded f USING (row_number)
    LEFT JOIN (SELECT entity_id, row_number::INTEGER AS number FROM entities
        WHERE entity_id IN (SELECT speaker_id FROM quotes)) s ON s.entity_id = t.speaker_id""",
    # the words of statements as a search compares them
    "said": f"""
SELECT {PLACE} AS place, lower(t.quoted_text) AS words FROM quotes t JOIN made.current a USING (article_id)""",
    # of statements whose speaker has a title or speaks for an organization
    "posts": """
WITH posted AS (
    SELECT n.place, p.title, coalesce(p.organization_id, CASE WHEN s.kind = 'organization' THEN s.entity_id END)
        AS organization_id
    FROM made.statements n JOIN entities s ON s.row_number = n.speaker
        JOIN (SELECT article_id, row_number AS article FROM articles) a USING (article)
        LEFT JOIN made.offices p ON p.article_id = a.article_id AND p.person_id = s.entity_id
    WHERE p.article_id IS NOT NULL OR s.kind = 'organization'
)
SELECT p.place, i.number AS title, b.number AS organization
FROM posted p LEFT JOIN made.titles i USING (title)
    LEFT JOIN (SELECT entity_id AS organization_id, row_number::INTEGER AS number FROM entities
        WHERE entity_id IN (SELECT organization_id FROM posted)) b USING (organization_id)""",
    "claims": f"""
SELECT *, count(*) OVER (PARTITION BY fold) = 1 AS alone FROM (
    SELECT {PLACE} AS place, hash(CASE WHEN r.claim_id IS NULL
        THEN claim_key(a.cluster_id, t.subject, t.claimant_id, t.modality, t.amount_low, t.amount_high, t.currency,
            t.deadline)
        ELSE claim_key(a.cluster_id, r.subject, r.claimant_id, r.modality, r.amount_low, r.amount_high, r.currency,
            r.deadline) END) AS fold,
        s.number AS claimant, t.currency, t.modality, t.direction, coalesce(t.is_price, false) AS is_price, {COUNTED}
    FROM money_claims t JOIN made.current a USING (article_id) LEFT JOIN money_claims r ON r.claim_id = t.restates_id
    LEFT JOIN (SELECT entity_id, row_number::INTEGER AS number FROM entities
        WHERE entity_id IN (SELECT claimant_id FROM money_claims)) s ON s.entity_id = t.claimant_id)""",
    "speakers": """
SELECT e.entity_id, n.speaker, n.statements
FROM (SELECT speaker, count(*) FILTER (alone) + count(DISTINCT fold) FILTER (NOT alone) AS statements
    FROM made.statements WHERE speaker IS NOT NULL GROUP BY speaker) n JOIN entities e ON e.row_number = n.speaker""",
    # what is named in the words of a statement
    "spoken": f"""
SELECT e.number AS topic, m.kind, n.place, n.fold, n.speaker
FROM mentions m JOIN quotes q ON q.article_id = m.article_id AND m."start" >= q."start" AND m."end" <= q."end"
    JOIN (SELECT entity_id, row_number::INTEGER AS number FROM entities) e ON e.entity_id = m.entity_id
    JOIN made.statements n ON (n.place & {2**ROW_BITS - 1}) = q.row_number""",
    # A party is a state with all that speaks for it (its name, its nationality, a capital or a house used for its
    # government), or else a single person, body or place.
    "parties": f"SELECT entity_id, name, {PARTY} AS party FROM entities",
    # "Chinese negotiators" who are no entity of their own are the party of the first entity their words name.
    "asked": """
WITH named AS (
    SELECT d.row_number, m.start, m."end", m.entity_id FROM demands d
    JOIN mentions m ON m.article_id = d.article_id
        AND m.start >= least(d.start, d.demander_start, d.addressee_start)
        AND m."end" <= greatest(d."end", d.demander_end, d.addressee_end)
), meant AS (
    SELECT * FROM made.parties WHERE entity_id IN (SELECT entity_id FROM named
        UNION ALL SELECT demander_id FROM demands UNION ALL SELECT addressee_id FROM demands)
), within AS (
    SELECT row_number,
        min_by(p.party, n.start) FILTER (n.start >= d.demander_start AND n."end" <= d.demander_end) AS from_party,
        min_by(p.party, n.start) FILTER (n.start >= d.addressee_start AND n."end" <= d.addressee_end) AS to_party,
        list(p.party) FILTER (n.start >= d.start AND n."end" <= d."end") AS names
    FROM named n JOIN demands d USING (row_number) JOIN meant p USING (entity_id) GROUP BY row_number
)
SELECT d.demand_id, d.article_id, d.row_number AS demand, a.article, a.minute, a.outlet, d.start, d.status,
    d.demander_text,
    coalesce(nullif(d.demand_group_id, ''), d.demand_id) AS demand_group,
    coalesce(f.party, w.from_party) AS from_party, coalesce(t.party, w.to_party) AS to_party,
    list_sort(list_distinct(coalesce(w.names, []))) AS names,
    lower(concat_ws(' ', d.action_text, f.name, d.demander_text)) AS words
FROM demands d JOIN made.current a USING (article_id) LEFT JOIN within w USING (row_number)
    LEFT JOIN meant f ON f.entity_id = d.demander_id LEFT JOIN meant t ON t.entity_id = d.addressee_id""",
}
MADE = re.compile(r"\bmade\.([a-z]+)")


def row_of(place: str) -> str:
    """SQL for the row number in a place.

    >>> row_of("n.place")
    '(n.place & 1073741823)'
    """
    return f"({place} & {2**ROW_BITS - 1})"


# what a database needs before any query
FIRST = (
    *macros_sql(),
    f"CREATE TYPE KIND AS ENUM ({', '.join(map(quote_literal, QUOTE_KINDS))})",
    f"CREATE TYPE ACT AS ENUM ({', '.join(map(quote_literal, ACTS))})",
    "CREATE SCHEMA made",
    """CREATE VIEW current_articles AS
    SELECT * EXCLUDE (text), length(text) AS characters FROM articles WHERE is_current""",
    f"CREATE VIEW coverage_by_source AS {read_views()['coverage_by_source']}",
)


@lru_cache(maxsize=4096)
def find_made(sql: str) -> tuple[str, ...]:
    """The tables of the schema `made` that a query speaks of.

    >>> find_made("SELECT * FROM made.claims n JOIN made.outlets o USING (outlet)")
    ('claims', 'outlets')
    """
    return tuple(dict.fromkeys(MADE.findall(sql)))


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


def day_of_minute(minute: str) -> str:
    """SQL for the day of a minute of publication, null for the undated."""
    return f"make_timestamp((nullif({minute}, {UNDATED}) - {2**32}) * 60000000)::DATE"
