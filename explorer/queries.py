"""What the front, an article's page and an entity's page ask of the warehouse."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.database import Reader, Row
from explorer.prepared import day_of, is_dated

TOTALS = """
SELECT count(*) AS articles, count(DISTINCT publisher) AS publishers, min(published_at)::DATE AS first_day,
    max(published_at)::DATE AS last_day, count(*) - count(published_at) AS undated,
    count(DISTINCT cluster_id) AS texts,
    (SELECT count(*) FROM articles) AS revisions,
    (SELECT count(*) FROM rejects) AS rejects,
    (SELECT count(*) FROM entities WHERE kind = 'person') AS persons,
    (SELECT count(*) FROM entities) AS entities
FROM current_articles
"""
STATEMENTS = """
SELECT count(*) FILTER (alone) + count(DISTINCT fold) FILTER (NOT alone) AS quotes, count(*) AS quote_rows,
    (SELECT count(*) FROM made.speakers) AS speakers, (SELECT count(DISTINCT demand_group) FROM made.asked) AS demands,
    (SELECT count(*) FROM made.asked) AS demand_rows
FROM made.statements
"""
CLAIMS = "SELECT count(DISTINCT fold) AS claims, count(*) AS claim_rows FROM made.claims"
LAST_RUNS = """
SELECT run_id, started_at, finished_at, status, sources, pipeline_version, model, counts, message
FROM runs ORDER BY started_at DESC LIMIT 10
"""
HEALTH = """
SELECT (SELECT count(*) FROM current_articles) AS articles, max(started_at) AS last_run,
    max_by(status, started_at) AS last_status, max(started_at) FILTER (status = 'completed') AS last_completed FROM runs
"""
NEW_SINCE = """
WITH came AS (SELECT row_number FROM articles WHERE run_id = $1)
SELECT count(*) FILTER (revision = 1) AS new, count(*) FILTER (revision > 1) AS revised,
    (SELECT count(*) FROM made.statements WHERE article IN (FROM came)) AS quotes,
    (SELECT count(*) FROM made.claims WHERE article IN (FROM came)) AS claims
FROM current_articles WHERE run_id = $1
"""
MOST_QUOTED = f"""
WITH people AS (
    SELECT s.entity_id, s.row_number AS speaker, s.name, n.statements AS quotes
    FROM made.speakers n JOIN entities s USING (entity_id)
    WHERE s.kind = 'person' ORDER BY quotes DESC, name LIMIT ?)
SELECT p.entity_id, p.name, p.quotes, count(DISTINCT n.outlet) AS outlets,
    max({day_of("n.place")}) FILTER ({is_dated("n.place")}) AS last_day
FROM people p JOIN made.statements n USING (speaker) GROUP BY ALL ORDER BY p.quotes DESC, p.name
"""
NEWEST_ROLES = """
SELECT r.person_id, max_by(r.title, coalesce(a.published_at, a.ingested_at)) AS title
FROM roles r JOIN current_articles a USING (article_id)
WHERE r.person_id IN (SELECT unnest(?)) AND NOT r.is_former GROUP BY r.person_id
"""
QUOTES_OVER_TIME = f"""
SELECT e.entity_id, e.name, time_bucket(?::INTERVAL, {day_of("n.place")}, DATE '2000-01-03')::DATE AS since,
    count(DISTINCT n.fold) AS quotes
FROM made.statements n JOIN entities e ON e.row_number = n.speaker
WHERE e.entity_id IN (SELECT unnest(?)) AND {is_dated("n.place")}
GROUP BY ALL ORDER BY since, e.name
"""
PUBLISHERS = """
SELECT a.publisher, count(*) AS articles, count(*) FILTER (n.article_id IS NULL) AS unquoted, sum(n.quotes) AS quotes,
    min(a.published_at)::DATE AS first_day, max(a.published_at)::DATE AS last_day
FROM current_articles a LEFT JOIN (SELECT article_id, count(*) AS quotes FROM quotes GROUP BY article_id) n
    USING (article_id)
GROUP BY a.publisher ORDER BY articles DESC, a.publisher LIMIT ?
"""
# of each source: when it was last tried and last gave anything, and how much of the last catch has a date
SOURCES = """
WITH tried AS (SELECT unnest(sources) AS source, run_id, started_at FROM runs),
caught AS (
    SELECT source, run_id, any_value(started_at) AS started_at, max(articles) AS articles,
        sum(filled) FILTER (field = 'published_at') / nullif(max(articles), 0) AS dated,
        sum(unread) FILTER (field = 'published_at') AS unread
    FROM coverage_by_source GROUP BY source, run_id)
SELECT coalesce(t.source, c.source) AS source, max(coalesce(t.started_at, c.started_at)) AS last_tried,
    max(c.started_at) FILTER (c.articles > 0) AS last_success,
    max_by(c.articles, c.started_at) AS articles, max_by(c.dated, c.started_at) AS dated,
    coalesce(max_by(c.articles, t.started_at), 0) = 0
        OR max(c.started_at) FILTER (c.articles > 0) < max(t.started_at) AS is_silent
FROM tried t FULL JOIN caught c ON c.source = t.source AND c.run_id = t.run_id
GROUP BY 1 ORDER BY is_silent DESC, last_tried DESC, source LIMIT 30
"""
# long texts are read by their row's number: by any other column all of them are read
TEXTS = "SELECT row_number FROM articles WHERE article_id IN (SELECT unnest(?))"
SENTENCES = """
SELECT s.article_id, s.sentence_id, trim(substr(a.text, s.start + 1, s."end" - s.start)) AS sentence
FROM sentences s JOIN articles a USING (article_id)
WHERE s.sentence_id IN (SELECT unnest($3)) AND s.article_id IN (SELECT unnest($2))
    AND a.row_number IN (SELECT unnest($1))
"""
SENTENCES_OF_CLAIMS = """
SELECT claim_id, sentence_id FROM money_claims WHERE claim_id IN (SELECT unnest(?)) AND sentence_id IS NOT NULL
"""
SUGGESTIONS = {
    "publisher": "SELECT publisher AS value FROM current_articles WHERE publisher IS NOT NULL GROUP BY 1 ORDER BY 1 "
    "LIMIT 500",
    "currency": "SELECT currency AS value FROM money_claims GROUP BY currency ORDER BY count(*) DESC LIMIT 200",
}
ARTICLE = "SELECT * FROM articles WHERE article_id = ?"
SEGMENTS = 'SELECT kind, start, "end" FROM segments WHERE article_id = ? ORDER BY start'
ARTICLE_QUOTES = """
SELECT q.*, s.name AS speaker, d.name AS addressee, list({'start': p.start, 'end': p."end"} ORDER BY p.part)
    FILTER (p.part IS NOT NULL) AS parts
FROM quotes q LEFT JOIN entities s ON s.entity_id = q.speaker_id LEFT JOIN entities d ON d.entity_id = q.addressee_id
    LEFT JOIN quote_spans p ON p.quote_id = q.quote_id AND p.article_id = q.article_id
WHERE q.article_id = ? GROUP BY ALL ORDER BY q.start, q."end", q.quote_id
"""
ARTICLE_CLAIMS = """
SELECT c.*, s.name AS claimant FROM money_claims c LEFT JOIN entities s ON s.entity_id = c.claimant_id
WHERE c.article_id = ? ORDER BY c.start
"""
ARTICLE_DEMANDS = """
SELECT d.*, f.name AS demander, t.name AS addressee FROM demands d LEFT JOIN entities f ON f.entity_id = d.demander_id
LEFT JOIN entities t ON t.entity_id = d.addressee_id WHERE d.article_id = ? ORDER BY d.start, d.demand_id
"""
ARTICLE_MENTIONS = """
SELECT m.mention_id, m.entity_id, m.kind, m.form, m.start, m."end", e.name
FROM mentions m LEFT JOIN entities e USING (entity_id) WHERE m.article_id = ? ORDER BY m.start, m."end" DESC
"""
ARTICLE_ROLES = """
SELECT r.*, p.name AS person, o.name AS organization FROM roles r LEFT JOIN entities p ON p.entity_id = r.person_id
LEFT JOIN entities o ON o.entity_id = r.organization_id WHERE r.article_id = ? ORDER BY r.start
"""
REVISIONS = """
SELECT article_id, revision, is_current, ingested_at, published_at, headline, run_id FROM articles
WHERE source_id = ? ORDER BY revision
"""
CHANGES = """
SELECT from_revision, to_revision, table_name, row_id, change, before, after FROM changes
WHERE source_id = ? ORDER BY to_revision DESC, table_name, change, row_id
"""
COPIES = """
SELECT article_id, publisher, headline, published_at::DATE AS published_on, source_id FROM current_articles
WHERE cluster_id = ? AND source_id <> ? ORDER BY published_at, source_id LIMIT 100
"""
ENTITY = "SELECT * FROM entities WHERE entity_id = ?"
MOVED = (
    "SELECT change, entity_id, other_id, before, after, run_id FROM entity_changes WHERE entity_id = ? OR other_id = ?"
)
ENTITY_ROLES = """
SELECT r.title, r.organization_id, o.name AS organization, r.is_former, min(a.published_at)::DATE AS first_day,
    max(a.published_at)::DATE AS last_day, count(DISTINCT r.article_id) AS articles,
    max_by(r.article_id, coalesce(a.published_at, a.ingested_at)) AS article_id,
    max_by(r.role_id, coalesce(a.published_at, a.ingested_at)) AS role_id
FROM roles r JOIN current_articles a USING (article_id) LEFT JOIN entities o ON o.entity_id = r.organization_id
WHERE r.person_id = ? GROUP BY r.title, r.organization_id, o.name, r.is_former
ORDER BY last_day DESC NULLS LAST, articles DESC LIMIT 50
"""
OFFICE_HOLDERS = """
SELECT r.person_id, p.name, r.title, r.is_former, min(a.published_at)::DATE AS first_day,
    max(a.published_at)::DATE AS last_day, count(DISTINCT r.article_id) AS articles,
    max_by(r.article_id, coalesce(a.published_at, a.ingested_at)) AS article_id,
    max_by(r.role_id, coalesce(a.published_at, a.ingested_at)) AS role_id
FROM roles r JOIN current_articles a USING (article_id) JOIN entities p ON p.entity_id = r.person_id
WHERE r.organization_id = ? GROUP BY r.person_id, p.name, r.title, r.is_former
ORDER BY articles DESC, p.name LIMIT 50
"""
# the id of a mention is read for the rows that are shown alone: it is the widest column of the longest table
ALIASES = """
WITH names AS (
    SELECT m.text AS name, count(*) AS mentions, count(DISTINCT a.article) AS articles, min(m.row_number) AS place
    FROM mentions m JOIN made.current a USING (article_id)
    WHERE m.entity_id = ? AND m.form = 'name' GROUP BY m.text ORDER BY mentions DESC, name LIMIT 50)
SELECT n.name, n.mentions, n.articles, m.article_id, m.mention_id
FROM names n JOIN mentions m ON m.row_number = n.place ORDER BY n.mentions DESC, n.name
"""
SPOKEN_OF_BY = """
SELECT s.entity_id, s.name, n.quotes
FROM (SELECT speaker, count(DISTINCT fold) AS quotes FROM made.spoken
    WHERE topic = (SELECT row_number FROM entities WHERE entity_id = $1) AND speaker <> topic GROUP BY speaker) n
    JOIN entities s ON s.row_number = n.speaker
ORDER BY n.quotes DESC, s.name, s.entity_id LIMIT 20
"""
NAMED_IN = """
WITH named AS (
    SELECT article_id, min_by(row_number, start) AS place FROM mentions WHERE entity_id = ? GROUP BY article_id
), newest AS (
    SELECT a.article_id, a.headline, a.publisher, a.published_at::DATE AS published_on, n.place
    FROM named n JOIN current_articles a USING (article_id)
    ORDER BY published_on DESC NULLS LAST, a.article_id LIMIT 20)
SELECT n.article_id, n.headline, n.publisher, n.published_on, m.mention_id
FROM newest n JOIN mentions m ON m.row_number = n.place ORDER BY n.published_on DESC NULLS LAST, n.article_id
"""
ENTITY_DAYS = f"""
SELECT min({day_of("n.place")}) FILTER ({is_dated("n.place")}) AS first_day,
    max({day_of("n.place")}) FILTER ({is_dated("n.place")}) AS last_day,
    count(DISTINCT n.fold) FILTER (NOT {is_dated("n.place")}) AS undated
FROM made.statements n JOIN entities e ON e.row_number = n.speaker WHERE e.entity_id IN (SELECT unnest(?))
"""
SAME_NAME = """
SELECT e.entity_id, e.name, e.kind, e.article_count
FROM made.called c JOIN entities e ON e.row_number = c.entity
WHERE c.entity_id <> $1 AND c.kind = $2
    AND (c.name = lower($3) OR (c.kind = 'person' AND c.last_word = string_split(lower($3), ' ')[-1]))
ORDER BY e.article_count DESC, e.name, e.entity_id LIMIT 10
"""
REVIEW_BELOW = 0.7  # rows the pipeline itself gives less than this are worth a reader's look
WAITING = """
SELECT count(*) AS n FROM (
    SELECT quote_id AS row_id, article_id FROM quotes WHERE confidence < $1
    UNION ALL SELECT claim_id, article_id FROM money_claims WHERE confidence < $1
    UNION ALL SELECT demand_id, article_id FROM demands WHERE confidence < $1
) JOIN current_articles USING (article_id) WHERE row_id NOT IN (SELECT unnest($2::VARCHAR[]))
"""

# what the pages of an article and of an entity ask for it alone
OF_AN_ARTICLE = (ARTICLE, SEGMENTS, ARTICLE_QUOTES, ARTICLE_CLAIMS, ARTICLE_DEMANDS, ARTICLE_MENTIONS, ARTICLE_ROLES)
OF_AN_ENTITY = (ENTITY, MOVED, ENTITY_ROLES, OFFICE_HOLDERS, ALIASES, SPOKEN_OF_BY, NAMED_IN)


def read_totals(reader: Reader) -> Row:
    """The counts at the head of the front page."""
    return {key: value for sql in (TOTALS, STATEMENTS, CLAIMS) for key, value in (reader.row(sql) or {}).items()}


def read_most_quoted(reader: Reader, limit: int) -> list[Row]:
    """The people with the most statements (reprints counted once), with their newest role."""
    people = reader.rows(MOST_QUOTED, [limit])
    ids = [person["entity_id"] for person in people]
    titles = {row["person_id"]: row["title"] for row in reader.rows(NEWEST_ROLES, [ids])}
    return [{**person, "role": titles.get(person["entity_id"])} for person in people]


def read_quotes_over_time(reader: Reader, entity_ids: Sequence[str], bucket: str) -> list[Row]:
    """Statements of these people per bucket of time ("7 days")."""
    return reader.rows(QUOTES_OVER_TIME, [bucket, list(entity_ids)])


def read_suggestions(reader: Reader) -> dict[str, list[str]]:
    """The values offered in the filters' input boxes."""
    return {name: [row["value"] for row in reader.rows(sql)] for name, sql in SUGGESTIONS.items()}


def find_texts(reader: Reader, article_ids: Sequence[str]) -> list[int]:
    """The numbers of the articles' rows."""
    return [row["row_number"] for row in reader.rows(TEXTS, [list(article_ids)])]


def add_sentences(reader: Reader, rows: Sequence[Row]) -> list[Row]:
    """Rows that have `article_id` and `sentence_id` with the sentence that each stands in."""
    wanted = sorted({(row["article_id"], row["sentence_id"]) for row in rows if row["sentence_id"] is not None})
    articles = sorted({article for article, _ in wanted})
    values = [find_texts(reader, articles), articles, [sentence for _, sentence in wanted]]
    found = reader.rows(SENTENCES, values) if wanted else []
    sentences = {(row["article_id"], row["sentence_id"]): row["sentence"] for row in found}
    return [{**row, "sentence": sentences.get((row["article_id"], row["sentence_id"]))} for row in rows]


def add_sentence_ids(reader: Reader, claims: Sequence[Row]) -> list[Row]:
    """The claims with the id of the sentence that each stands in."""
    ids = [claim["claim_id"] for claim in claims]
    places = {row["claim_id"]: row["sentence_id"] for row in reader.rows(SENTENCES_OF_CLAIMS, [ids])}
    return [{**claim, "sentence_id": places.get(claim["claim_id"])} for claim in claims]
