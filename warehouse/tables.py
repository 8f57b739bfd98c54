"""Every table and column, declared once.

The Arrow schema, the DuckDB DDL with its comments, the checks on allowed values, `docs/tables.md` and the rows that
`warehouse/arrow.py` accepts are all made from the declarations in this file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pyarrow as pa

TEXT = "text"
INT = "int"
REAL = "real"
FLAG = "flag"
TIME = "time"
DATE = "date"
MONEY = "money"
TEXTS = "texts"
JSON = "json"

ARROW_TYPES: dict[str, pa.DataType] = {
    TEXT: pa.string(),
    INT: pa.int32(),
    REAL: pa.float64(),
    FLAG: pa.bool_(),
    TIME: pa.timestamp("us", tz="UTC"),
    DATE: pa.date32(),
    MONEY: pa.decimal128(38, 6),
    TEXTS: pa.list_(pa.string()),
    JSON: pa.string(),
}
SQL_TYPES: dict[str, str] = {
    TEXT: "VARCHAR",
    INT: "INTEGER",
    REAL: "DOUBLE",
    FLAG: "BOOLEAN",
    TIME: "TIMESTAMPTZ",
    DATE: "DATE",
    MONEY: "DECIMAL(38,6)",
    TEXTS: "VARCHAR[]",
    JSON: "VARCHAR",
}
PYTHON_TYPES: dict[str, str] = {
    TEXT: "str",
    INT: "int",
    REAL: "float",
    FLAG: "bool",
    TIME: "datetime",
    DATE: "date",
    MONEY: "Decimal",
    TEXTS: "list[str]",
    JSON: "str",
}


@dataclass(frozen=True)
class Column:
    """One column: its name, kind (a key of the type tables above), meaning, and what values are allowed."""

    name: str
    kind: str
    meaning: str
    nullable: bool = False
    values: tuple[str, ...] = ()
    references: str | None = None  # "table.column" whose value this one repeats
    older: str = ""  # SQL over the row's other columns: the value in rows of an older version, whose files lack it
    is_long: bool = False  # sentences, of which few are alike: zstd takes less time and room than what DuckDB chooses


@dataclass(frozen=True)
class Table:
    """One table: `store` says where it is kept.

    batch: immutable rows, written with the batch of articles they belong to (lake and warehouse)
    link: decided by the whole corpus and replaced as a whole (lake; joined into the batch tables by the load)
    log: written by runs, never by articles
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    store: str = "batch"
    in_warehouse: bool = True


SEGMENT_KINDS = ("headline", "byline", "dateline", "body", "caption", "credit", "related_link", "boilerplate")
ENTITY_KINDS = ("person", "organization", "place", "group", "event", "work", "law", "product")
FORMS = ("name", "nominal", "pronoun")
QUOTE_KINDS = ("direct", "mixed", "indirect")
ACTS = ("said", "believed", "intended", "demanded", "promised", "threatened", "denied")
MODIFIERS = ("exact", "about", "up_to", "at_least", "more_than", "less_than", "range")
DIRECTIONS = ("increase", "decrease", "level")
MODALITIES = (
    "asserted",
    "demanded",
    "proposed",
    "threatened",
    "committed",
    "forecast",
    "hypothetical",
    "denied",
)
CHANGES = ("added", "dropped", "reworded", "reattributed")
DEMAND_STATES = ("demanded", "proposed", "accepted", "refused")
PRECISIONS = ("day", "time")
DATE_ORIGINS = ("given", "feed", "metadata", "text")
CURRENCY_ORIGINS = ("stated", "sign", "home", "default")
ENTITY_CHANGES = ("merged", "split", "renamed")
STAGES = ("ingest", "transform", "load")
RUN_STATES = ("running", "completed", "completed_with_rejects", "failed", "killed")

C = Column
ARTICLE_ID = C("article_id", TEXT, "The revision of an article the row belongs to", references="articles.article_id")
START = C("start", INT, "First code point in articles.text")
END = C("end", INT, "One past the last code point in articles.text")
SPAN_TEXT = C("text", TEXT, "The words, exactly articles.text[start:end]")
RUN_ID = C("run_id", TEXT, "The run that made the row", references="runs.run_id")
VERSION = C("pipeline_version", TEXT, "Version of the rules and models that made the row")
CONFIDENCE = C("confidence", REAL, "Estimated probability that the row is right, 0 to 1")
MADE = (RUN_ID, VERSION)


def _null(name: str, kind: str, meaning: str, **more: object) -> Column:
    return Column(name, kind, meaning, nullable=True, **more)  # type: ignore[arg-type]


ARTICLES = Table(
    "articles",
    "One row per revision of an input document: source_id is the document, article_id one text of it.",
    ("article_id",),
    (
        C("article_id", TEXT, "Id of this revision, made from source_id and text"),
        C("source_id", TEXT, "The document: the given id, else its canonical URL or file name"),
        C("source_uri", TEXT, "Where it was read from"),
        _null("url", TEXT, "Canonical web address"),
        _null("publisher", TEXT, "Who published it"),
        _null("headline", TEXT, "The headline as published"),
        _null("byline", TEXT, "The authors' line as published"),
        _null("dateline", TEXT, "Place (and date) at the head of the story"),
        _null("published_at", TIME, "When it was published, UTC"),
        _null("published_precision", TEXT, "How much of published_at the source gave", values=PRECISIONS),
        _null("published_from", TEXT, "Where published_at comes from; null without it", values=DATE_ORIGINS),
        _null("home_currency", TEXT, "ISO 4217 code that the source or --currency gives a bare sign; mostly null"),
        _null("updated_at", TIME, "When the source says that this text was captured or last changed, UTC"),
        C("language", TEXT, "ISO 639-1 code of the text's language, und where it is not known"),
        C("text", TEXT, "The text as given, character for character"),
        C("content_hash", TEXT, "Hash of the text (BLAKE2b, hex)"),
        _null("story_hash", TEXT, "Hash of the text without boilerplate and links: equal for one story fetched twice"),
        C("cluster_id", TEXT, "Shared by copies of one text (wire, syndication)"),
        C("revision", INT, "1 for the first text seen of a document, then 2, 3, ..."),
        C("is_current", FLAG, "Whether this is the newest revision of its document"),
        C("ingested_at", TIME, "When its run began, UTC"),
        C("arrival", INT, "Its place among the run's inputs, from 0: with ingested_at the order of arrival"),
        RUN_ID,
    ),
)
ARTICLE_SIGNATURES = Table(
    "article_signatures",
    "The MinHash of an article's text, so that copies are found without reading all texts again.",
    ("article_id",),
    (
        ARTICLE_ID,
        C("content_hash", TEXT, "Hash of the text"),
        C("signature", TEXT, "The hashes as hex, little-endian, 32 bits each"),
        RUN_ID,
    ),
    in_warehouse=False,
)
SEGMENTS = Table(
    "segments",
    "What each stretch of the text is. Segments do not overlap; together they cover every non-blank character.",
    ("segment_id",),
    (
        ARTICLE_ID,
        C("segment_id", TEXT, "Id made from article and span"),
        C("kind", TEXT, "What the stretch is", values=SEGMENT_KINDS),
        START,
        END,
        *MADE,
    ),
)
SENTENCES = Table(
    "sentences",
    "Sentences of headline, caption and body.",
    ("sentence_id",),
    (
        ARTICLE_ID,
        C("sentence_id", TEXT, "Id made from article and span"),
        C("segment_id", TEXT, "The segment it stands in", references="segments.segment_id"),
        START,
        END,
        *MADE,
    ),
)
ENTITIES = Table(
    "entities",
    "One row per real-world person, organization, place, ... across all articles.",
    ("entity_id",),
    (
        C("entity_id", TEXT, "Id of the real-world thing, stable when articles are added"),
        C("kind", TEXT, "What it is", values=ENTITY_KINDS),
        C("name", TEXT, "Its fullest common name in the corpus"),
        _null("country_code", TEXT, "ISO 3166-1 alpha-2, places and nationalities"),
        _null("external_id", TEXT, "ISO code, GeoNames id or curated id, where certain"),
        _null("metonym_of", TEXT, "For a capital used for its government: ISO code of the country"),
        C("aliases", TEXTS, "Every name the corpus uses for it, most frequent first"),
        C("article_count", INT, "Current articles that name it"),
        VERSION,
    ),
    store="link",
)
ARTICLE_ENTITIES = Table(
    "article_entities",
    "One row per thing named or meant in one article: the article's own reading, before articles are joined.",
    ("article_entity_id",),
    (
        C("article_entity_id", TEXT, "Id made from article and first mention"),
        ARTICLE_ID,
        C("kind", TEXT, "What it is", values=ENTITY_KINDS),
        C("name", TEXT, "Its fullest name in the article"),
        C("names", TEXTS, "Every name the article uses for it"),
        C("is_named", FLAG, "Whether any mention of it is a name"),
        _null("gender", TEXT, "Evidence in the article's words", values=("female", "male")),
        _null("country_code", TEXT, "ISO 3166-1 alpha-2 read from the name"),
        _null("external_id", TEXT, "Identifier read from the name"),
        C("mention_count", INT, "How often the article mentions it"),
        *MADE,
    ),
)
ENTITY_LINKS = Table(
    "entity_links",
    "Which real-world entity each article's entity is.",
    ("article_entity_id",),
    (
        C("article_entity_id", TEXT, "The article's own reading", references="article_entities.article_entity_id"),
        C("entity_id", TEXT, "The real-world thing", references="entities.entity_id"),
        C("rule", TEXT, "What joined them"),
        CONFIDENCE,
    ),
    store="link",
)
ENTITY_CHANGES_TABLE = Table(
    "entity_changes",
    "Merges, splits and renames of entities since the run before, so that a key never silently changes meaning.",
    ("change_id",),
    (
        C("change_id", TEXT, "Id made from the run and what changed"),
        C("entity_id", TEXT, "The entity that stays or the new name's entity"),
        C("change", TEXT, "What happened", values=ENTITY_CHANGES),
        C("other_id", TEXT, "The entity merged into it, split from it, or itself when renamed"),
        _null("before", TEXT, "Name before"),
        _null("after", TEXT, "Name after"),
        RUN_ID,
    ),
    store="log",
)
MENTIONS = Table(
    "mentions",
    "Every place where an entity is named, described or meant by a pronoun.",
    ("mention_id",),
    (
        C("mention_id", TEXT, "Id made from article and span"),
        ARTICLE_ID,
        _null("sentence_id", TEXT, "The sentence it stands in", references="sentences.sentence_id"),
        C("entity_id", TEXT, "Who or what is meant", references="entities.entity_id"),
        C("kind", TEXT, "What it is", values=ENTITY_KINDS),
        C("form", TEXT, "How it is said", values=FORMS),
        SPAN_TEXT,
        START,
        END,
        *MADE,
    ),
)
ROLES = Table(
    "roles",
    "What the article says someone is: office, job or post.",
    ("role_id",),
    (
        C("role_id", TEXT, "Id made from article, person and span"),
        ARTICLE_ID,
        C("person_id", TEXT, "Who", references="entities.entity_id"),
        C("title", TEXT, "The title, exactly articles.text[start:end]"),
        _null("organization_id", TEXT, "Where, if the text names a body", references="entities.entity_id"),
        C("is_former", FLAG, "Whether the text says it is past"),
        START,
        END,
        C("rule", TEXT, "What found it"),
        *MADE,
    ),
)
QUOTES = Table(
    "quotes",
    "One row per attributed statement.",
    ("quote_id",),
    (
        C("quote_id", TEXT, "Id made from article, span and cue"),
        ARTICLE_ID,
        _null("sentence_id", TEXT, "The sentence its first part begins in", references="sentences.sentence_id"),
        C("kind", TEXT, "direct: all in marks; mixed: marks and paraphrase; indirect: no marks", values=QUOTE_KINDS),
        C("act", TEXT, "What the speaker does by it", values=ACTS),
        replace(SPAN_TEXT, is_long=True),
        START,
        END,
        C(
            "quoted_text",
            TEXT,
            "What to print: the parts as they are read, without markup, ' … ' where words between are left out",
            older='"text"',
            is_long=True,
        ),
        _null("speaker_text", TEXT, "The words of the source in the text"),
        _null("speaker_start", INT, "First code point of speaker_text"),
        _null("speaker_end", INT, "One past its last code point"),
        _null("speaker_id", TEXT, "Who is meant, null where the text does not say", references="entities.entity_id"),
        _null("addressee_text", TEXT, "Whom it is said to or demanded of"),
        _null("addressee_start", INT, "First code point of addressee_text"),
        _null("addressee_end", INT, "One past its last code point"),
        _null("addressee_id", TEXT, "The entity addressed", references="entities.entity_id"),
        _null("cue", TEXT, "The words that report it"),
        _null("cue_start", INT, "First code point of the cue"),
        _null("cue_end", INT, "One past its last code point"),
        C("is_negated", FLAG, "Whether it was not said, or by nobody ('no minister said ...')", older="false"),
        C("rule", TEXT, "What found it"),
        CONFIDENCE,
        _null("speaker_confidence", REAL, "Estimated probability that speaker_id is right, null with it"),
        *MADE,
    ),
)
QUOTE_SPANS = Table(
    "quote_spans",
    "The parts of a quotation split by its attribution.",
    ("quote_id", "part"),
    (
        ARTICLE_ID,
        C("quote_id", TEXT, "The statement", references="quotes.quote_id"),
        C("part", INT, "0 for the first part, then 1, 2, ..."),
        START,
        END,
        *MADE,
    ),
)
MONEY_CLAIMS = Table(
    "money_claims",
    "One row per monetary amount.",
    ("claim_id",),
    (
        C("claim_id", TEXT, "Id made from article and span"),
        ARTICLE_ID,
        _null("sentence_id", TEXT, "The sentence it stands in", references="sentences.sentence_id"),
        SPAN_TEXT,
        START,
        END,
        _null("amount_low", MONEY, "Lowest value in whole currency units; null when the text gives no lower bound"),
        _null("amount_high", MONEY, "Highest value in whole currency units; null when the text gives no upper bound"),
        C("currency", TEXT, "ISO 4217 code"),
        _null(
            "currency_from",
            TEXT,
            "What tells the currency: words, a sign of its own, the paper's home, or habit; null in rows before 0.3",
            values=CURRENCY_ORIGINS,
        ),
        C("modifier", TEXT, "How the text bounds the amount", values=MODIFIERS),
        _null("subject", TEXT, "The words of the text that the amount measures"),
        _null("subject_start", INT, "First code point of the subject"),
        _null("subject_end", INT, "One past its last code point"),
        _null(
            "is_price", FLAG, "Whether it is a price, rate or target for one unit, no total; null in rows before 0.3"
        ),
        _null(
            "restates_id",
            TEXT,
            "The claim whose sum it says again in another currency; totals leave such rows out",
            references="money_claims.claim_id",
        ),
        C("direction", TEXT, "increase or decrease where the amount is the size of a change", values=DIRECTIONS),
        C("modality", TEXT, "What the text does with the amount", values=MODALITIES),
        _null("deadline", TEXT, "The date by which, ISO 8601 at the text's own precision"),
        _null("period", TEXT, "For a rate, ISO 8601 duration"),
        _null("claimant_text", TEXT, "The words of whoever the article attributes it to"),
        _null("claimant_start", INT, "First code point of claimant_text"),
        _null("claimant_end", INT, "One past its last code point"),
        _null("claimant_id", TEXT, "Who that is; null in the article's own voice", references="entities.entity_id"),
        _null("quote_id", TEXT, "The statement it stands in", references="quotes.quote_id"),
        _null("usd_low", MONEY, "amount_low in US dollars at fx_date"),
        _null("usd_high", MONEY, "amount_high in US dollars at fx_date"),
        _null("fx_rate", REAL, "US dollars for one unit of currency"),
        _null("fx_date", DATE, "The day of the rate: the article's, or the last one known before it"),
        C("claim_group_id", TEXT, "Shared by repeats of one claim within and across articles"),
        C("rule", TEXT, "What found it; the meaning of a rule's name never changes"),
        CONFIDENCE,
        *MADE,
    ),
)
DEMANDS = Table(
    "demands",
    "One row per action that one party asks another to do, stop or grant.",
    ("demand_id",),
    (
        C("demand_id", TEXT, "Id made from article, action and cue"),
        ARTICLE_ID,
        _null("sentence_id", TEXT, "The sentence the action stands in", references="sentences.sentence_id"),
        _null("quote_id", TEXT, "The statement the action stands in", references="quotes.quote_id"),
        C("action_text", TEXT, "What is to be done, exactly articles.text[start:end]"),
        START,
        END,
        _null("demander_text", TEXT, "The words of whoever asks"),
        _null("demander_start", INT, "First code point of demander_text"),
        _null("demander_end", INT, "One past its last code point"),
        _null("demander_id", TEXT, "Who asks; a country for its negotiators", references="entities.entity_id"),
        _null("addressee_text", TEXT, "The words of whoever is to act, where the text says who"),
        _null("addressee_start", INT, "First code point of addressee_text"),
        _null("addressee_end", INT, "One past its last code point"),
        _null("addressee_id", TEXT, "Who is to act", references="entities.entity_id"),
        C("cue", TEXT, "The word that asks"),
        C("cue_start", INT, "First code point of the cue"),
        C("cue_end", INT, "One past its last code point"),
        C("status", TEXT, "What became of it, as far as the article says", values=DEMAND_STATES),
        _null("deadline", TEXT, "The date by which it is to be done, ISO 8601 at the text's own precision"),
        _null("claim_id", TEXT, "The amount of money the action is about", references="money_claims.claim_id"),
        C("demand_group_id", TEXT, "Shared by repeats of one demand within and across articles"),
        C("rule", TEXT, "What found it: the cue's part of speech and how it takes the action"),
        CONFIDENCE,
        *MADE,
    ),
)
ARTICLE_LINKS = Table(
    "article_links",
    "What only the whole corpus can say of an article: its copies and which revision it is.",
    ("article_id",),
    (
        ARTICLE_ID,
        C("cluster_id", TEXT, "Shared by copies of one text"),
        C("revision", INT, "1 for the first text seen of a document"),
        C("is_current", FLAG, "Whether it is the newest"),
    ),
    store="link",
    in_warehouse=False,
)
CLAIM_LINKS = Table(
    "claim_links",
    "Which claims repeat one another.",
    ("claim_id",),
    (
        C("claim_id", TEXT, "The claim", references="money_claims.claim_id"),
        C("claim_group_id", TEXT, "Shared by repeats of one claim"),
    ),
    store="link",
    in_warehouse=False,
)
DEMAND_LINKS = Table(
    "demand_links",
    "Which demands repeat one another.",
    ("demand_id",),
    (
        C("demand_id", TEXT, "The demand", references="demands.demand_id"),
        C("demand_group_id", TEXT, "Shared by repeats of one demand"),
    ),
    store="link",
    in_warehouse=False,
)
CHANGES_TABLE = Table(
    "changes",
    "Which quotes, claims, demands and entities a revision added, dropped, reworded or re-attributed.",
    ("source_id", "to_revision", "table_name", "row_id", "change"),
    (
        C("source_id", TEXT, "The document"),
        C("from_revision", INT, "The revision before"),
        C("to_revision", INT, "The revision after"),
        C("table_name", TEXT, "Where the row stands", values=("quotes", "money_claims", "demands", "entities")),
        C("row_id", TEXT, "The row (of the newer revision, or of the older when dropped)"),
        C("change", TEXT, "What happened to it", values=CHANGES),
        _null("before", TEXT, "The words before"),
        _null("after", TEXT, "The words after"),
    ),
    store="link",
)
REJECTS = Table(
    "rejects",
    "What could not be taken in, and why.",
    ("reject_id",),
    (
        C("reject_id", TEXT, "Id made from run, source, line and stage"),
        RUN_ID,
        C("source_uri", TEXT, "Where it was read from"),
        _null("source_id", TEXT, "The document, where it gave an id"),
        _null("line", INT, "Line or item number in the source, from 1"),
        C("stage", TEXT, "Where it failed", values=STAGES),
        C("error", TEXT, "Why, in words a person understands"),
        _null("raw", TEXT, "The beginning of the input, at most 1,000 characters"),
    ),
    store="log",
)
RUNS = Table(
    "runs",
    "One row per run of the job.",
    ("run_id",),
    (
        C("run_id", TEXT, "Id of the run"),
        C("started_at", TIME, "When it began, UTC"),
        _null("finished_at", TIME, "When it ended, UTC"),
        C("status", TEXT, "How it ended", values=RUN_STATES),
        C("sources", TEXTS, "What it was asked to take in"),
        C("pipeline_version", TEXT, "Version of the rules and models"),
        C("model", TEXT, "The spaCy pipeline and its version"),
        C("counts", JSON, "Counts as JSON: inputs, new, revised, unchanged, rejected, rows per table"),
        _null("message", TEXT, "What went wrong, if anything"),
    ),
    store="log",
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        ARTICLES,
        ARTICLE_SIGNATURES,
        SEGMENTS,
        SENTENCES,
        ENTITIES,
        ARTICLE_ENTITIES,
        ENTITY_LINKS,
        ENTITY_CHANGES_TABLE,
        MENTIONS,
        ROLES,
        QUOTES,
        QUOTE_SPANS,
        MONEY_CLAIMS,
        DEMANDS,
        ARTICLE_LINKS,
        CLAIM_LINKS,
        DEMAND_LINKS,
        CHANGES_TABLE,
        REJECTS,
        RUNS,
    )
}
# Columns of batch tables that the load fills from link tables: they are not in the lake's files.
LINKED_COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": ("cluster_id", "revision", "is_current"),
    "money_claims": ("claim_group_id",),
    "demands": ("demand_group_id",),
}
# Columns that hold an article_entity_id in the lake and an entity_id in the warehouse.
ENTITY_COLUMNS: dict[str, tuple[str, ...]] = {
    "mentions": ("entity_id",),
    "roles": ("person_id", "organization_id"),
    "quotes": ("speaker_id", "addressee_id"),
    "money_claims": ("claimant_id",),
    "demands": ("demander_id", "addressee_id"),
}
ANNOTATION_TABLES = (
    "segments",
    "sentences",
    "article_entities",
    "mentions",
    "roles",
    "quotes",
    "quote_spans",
    "money_claims",
    "demands",
)


def lake_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table as the lake keeps it.

    >>> [c.name for c in lake_columns(TABLES["articles"])][-4:]
    ['story_hash', 'ingested_at', 'arrival', 'run_id']
    """
    linked = LINKED_COLUMNS.get(table.name, ())
    return tuple(column for column in table.columns if column.name not in linked)


def arrow_schema(table: Table, columns: tuple[Column, ...] | None = None) -> pa.Schema:
    """The Arrow schema of a table (of the given columns; by default those of the lake), meanings as metadata.

    >>> arrow_schema(TABLES["quote_spans"]).field("part").type
    DataType(int32)
    """
    fields = [
        pa.field(c.name, ARROW_TYPES[c.kind], c.nullable, metadata={"comment": c.meaning})
        for c in columns or lake_columns(table)
    ]
    return pa.schema(fields, metadata={"comment": table.meaning})


def quote_literal(words: str) -> str:
    """The words as an SQL string literal, for declarations only; data goes in as parameters."""
    return "'" + words.replace("'", "''") + "'"


def ddl(table: Table) -> list[str]:
    """The statements that create the table in DuckDB and describe it and its columns.

    >>> ddl(TABLES["claim_links"])[0].splitlines()[0]
    'CREATE TABLE "claim_links" ('
    """
    lines = [f'    "{c.name}" {SQL_TYPES[c.kind]}{_options(c)}' for c in table.columns]
    create = f'CREATE TABLE "{table.name}" (\n' + ",\n".join(lines) + "\n)"
    return [create, *comments(table)]


def _options(column: Column) -> str:
    return ("" if column.nullable else " NOT NULL") + (" USING COMPRESSION zstd" if column.is_long else "")


def comments(table: Table) -> list[str]:
    """The COMMENT statements for a table and its columns."""
    about = [f'COMMENT ON TABLE "{table.name}" IS {quote_literal(table.meaning)}']
    return about + [
        f'COMMENT ON COLUMN "{table.name}"."{c.name}" IS {quote_literal(describe(c))}' for c in table.columns
    ]


def describe(column: Column) -> str:
    """A column's meaning with its allowed values and reference, in one line."""
    words = column.meaning
    if column.values:
        words += " (" + " | ".join(column.values) + ")"
    return words
