"""What the pictures show: who is compared over time, who speaks of whom, and which countries are spoken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from explorer.database import Reader, Row
from explorer.prepared import day_of, is_dated

MOST_COMPARED = 5
MOST_EDGES = 36
KNOWN = "SELECT entity_id AS id, name FROM entities WHERE entity_id IN (SELECT unnest(?))"
RESOLVE = """
SELECT entity_id AS id, name FROM entities WHERE lower(name) = lower($1)
    OR list_contains(list_transform(aliases, a -> lower(a)), lower($1))
ORDER BY lower(name) = lower($1) DESC, article_count DESC, entity_id LIMIT 1
"""
RESOLVE_OUTLET = (
    "SELECT publisher AS id, publisher AS name FROM made.outlets WHERE lower(publisher) = lower($1) LIMIT 1"
)
TOP = """
SELECT e.entity_id AS id FROM made.speakers JOIN entities e USING (entity_id)
ORDER BY statements DESC, name LIMIT 3
"""
TOP_OUTLETS = """
SELECT publisher AS id FROM current_articles WHERE publisher IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 3
"""
OVER_TIME = """
SELECT {owner} AS entity_id, {name} AS name, time_bucket(?::INTERVAL, {day}, DATE '2000-01-03')::DATE AS since,
    count(DISTINCT n.fold) AS quotes
FROM made.statements n JOIN {table} WHERE {owner} IN (SELECT unnest(?)) AND {dated} GROUP BY ALL ORDER BY since, name
"""
SPAN = """
SELECT {owner} AS id, count(DISTINCT n.fold) AS statements, min({day}) FILTER ({dated}) AS first_day,
    max({day}) FILTER ({dated}) AS last_day, count(DISTINCT n.fold) FILTER (NOT {dated}) AS undated
FROM made.statements n JOIN {table} WHERE {owner} IN (SELECT unnest(?)) GROUP BY ALL
"""
KINDS: dict[str, dict[str, str]] = {
    "speakers": {"owner": "e.entity_id", "name": "e.name", "table": "entities e ON e.row_number = n.speaker"},
    "outlets": {"owner": "o.publisher", "name": "o.publisher", "table": "made.outlets o ON o.outlet = n.outlet"},
}
FILTERS = {"speakers": "speaker_id", "outlets": "publisher"}
EDGES = f"""
WITH said AS (
    SELECT speaker, topic, count(DISTINCT fold) AS quotes FROM made.spoken
    WHERE kind IN ('person', 'organization') AND speaker <> topic
        AND ($1 IS NULL OR (SELECT row_number FROM entities WHERE entity_id = $1) IN (speaker, topic))
    GROUP BY speaker, topic)
SELECT a.entity_id AS speaker_id, a.name AS speaker, b.entity_id AS topic_id, b.name AS topic, quotes
FROM said JOIN entities a ON a.row_number = speaker JOIN entities b ON b.row_number = topic
ORDER BY quotes DESC, a.name, b.name, speaker_id, topic_id LIMIT {MOST_EDGES}
"""
COUNTRIES = """
SELECT e.country_code AS code, count(DISTINCT m.article_id) AS articles, count(DISTINCT e.entity_id) AS entities
FROM entities e JOIN mentions m USING (entity_id) JOIN current_articles a USING (article_id)
WHERE e.country_code IS NOT NULL AND e.kind IN ('place', 'group')
GROUP BY e.country_code ORDER BY articles DESC, code
"""


def read_compared(reader: Reader, kind: str, asked: Sequence[str]) -> tuple[list[Row], list[str]]:
    """Those to compare, in the order asked for, with their totals and days; and the names that nobody has.

    Without names the three with the most. `kind` is speakers or outlets.
    """
    if not asked:
        asked = [row["id"] for row in reader.rows(TOP if kind == "speakers" else TOP_OUTLETS)]
    asked = asked[:MOST_COMPARED]
    known = {row["id"]: row for row in reader.rows(KNOWN, [list(asked)])} if kind == "speakers" else {}
    found, missing = {}, []
    for words in asked:
        row = known.get(words) or reader.row(RESOLVE if kind == "speakers" else RESOLVE_OUTLET, [words])
        if row is None:
            missing.append(words)
        else:
            found[row["id"]] = row
    spans = {row["id"]: row for row in reader.rows(_fill(SPAN, kind), [list(found)])}
    nothing = {"statements": 0, "first_day": None, "last_day": None, "undated": 0}
    return [{**row, **nothing, **spans.get(key, {})} for key, row in found.items()], missing


def read_over_time(reader: Reader, kind: str, ids: Sequence[str], bucket: str) -> list[Row]:
    """Statements of each in every stretch of time."""
    return reader.rows(_fill(OVER_TIME, kind), [bucket, list(ids)])


def read_edges(reader: Reader, of: str | None) -> list[Row]:
    """Who speaks of whom, most often first; of one person or organization where it is given."""
    return reader.keep(("edges", of), lambda: reader.rows(EDGES, [of]))


def read_countries(reader: Reader, names: Mapping[str, str]) -> list[Row]:
    """The countries that articles name, by a place of theirs or their people, with how many articles do."""
    rows = reader.keep(("countries",), lambda: reader.rows(COUNTRIES))
    return [{**row, "name": names.get(row["code"], row["code"])} for row in rows]


def _fill(sql: str, kind: str) -> str:
    return sql.format(**KINDS[kind], day=day_of("n.place"), dated=is_dated("n.place"))
