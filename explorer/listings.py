"""The lists of the explorer: articles, entities, quotes, money claims, rejects."""

from __future__ import annotations

from explorer.formats import give_month, show_month, show_publisher, show_tenth
from explorer.lists import MATCH, Facet, Filter, Listing
from explorer.prepared import UNDATED, is_dated, minute_of, row_of
from warehouse import tables

ENTITY_NAME = "SELECT name FROM entities WHERE entity_id = ?"
# an entity by any of its names, accents and case aside
NAMED = "IN (SELECT entity_id FROM made.called WHERE contains(names, strip_accents(lower(?))))"
ROLE_OF = (
    "EXISTS (SELECT 1 FROM roles r WHERE r.article_id = {row}.article_id AND r.person_id = {row}.{who} "
    "AND contains(lower(r.title), lower(?)))"
)
NAME_OF = "(SELECT any_value(name) FROM entities WHERE entity_id = {})"
USD = "coalesce(c.usd_high, c.usd_low, CASE WHEN c.currency = 'USD' THEN coalesce(c.amount_high, c.amount_low) END)"


def holds(words: str) -> str:
    """SQL that is true where words hold those of a search, in capitals or not: half as much work as two `lower`.

    >>> holds("t.text")
    "regexp_matches(t.text, regexp_escape(?), 'i')"
    """
    return f"regexp_matches({words}, regexp_escape(?), 'i')"


def describe(table: str, who: str, *others: str) -> str:
    """SQL that joins to the rows `t` of a page the names of `who` (as `who`) and of others, and the role of `who`.

    Of the entities and roles only those of the page's rows are read.
    """
    shown = f"FROM {table} WHERE row_number IN (SELECT {row_of('place')} FROM page)"
    names = " ".join(
        f"LEFT JOIN (SELECT entity_id, name FROM entities WHERE entity_id IN (SELECT {one}_id {shown})) {one} "
        f"ON {one}.entity_id = t.{one}_id"
        for one in (who, *others)
    )
    roles = (
        "SELECT article_id, person_id, min_by(title, start) AS role FROM roles "
        f"WHERE article_id IN (SELECT article_id {shown}) GROUP BY ALL"
    )
    return f"{names} LEFT JOIN ({roles}) r ON r.article_id = t.article_id AND r.person_id = t.{who}_id"


def match_of(column: str) -> str:
    """SQL for how well a column matches a search: it is the phrase, begins with it, or has it at a word's beginning.

    Of a column that does not begin with the phrase no more is put into small letters than that beginning.
    """
    begins = f"lower(substr({column}, 1, length(?))) = lower(?)"
    return (
        f"(CASE WHEN {begins} THEN if(length({column}) = length(?), 4, 3) "
        f"WHEN regexp_matches({column}, ' ' || regexp_escape(?), 'i') THEN 2 ELSE 0 END)"
    )


# the same of words in small letters
SAID_MATCH = (
    "(CASE WHEN starts_with(w.words, lower(?)) THEN if(length(w.words) = length(?), 4, 3) "
    "WHEN contains(w.words, ' ' || lower(?)) THEN 2 ELSE 0 END)"
)
# the articles whose text holds a word, looked up (warehouse/database/words.py) and not read
HELD = (
    "(SELECT article FROM made.current JOIN search.texts USING (article_id) WHERE number IN "
    "(SELECT unnest(numbers) FROM search.held WHERE contains(word, lower(?))))"
)
FOLDED = ("repeats", "outlets", "first_seen", "last_seen")  # of rows folded into one
NO_PUBLISHER = "(none)"  # how a URL asks for articles without a publisher
PUBLISHED = (
    Filter("publisher", "Publisher", f"coalesce(a.publisher, '{NO_PUBLISHER}') = ?"),
    Filter("since", "From", "a.published_at >= ?::DATE", "date"),
    Filter("until", "To", "a.published_at < ?::DATE + 1", "date"),
    Filter("dated", "Date", "(a.published_at IS NOT NULL) = (? = 'given')", "choice", ("given", "none")),
)
NEWNESS = f"coalesce({minute_of('n.place')}, 0) / {UNDATED}"  # below 1: orders rows that match alike
PUBLISHED_MONTH = "(year(a.published_at) * 100 + month(a.published_at))"
NUMBERED = "(SELECT row_number FROM entities WHERE entity_id = ?)"
ENTITY_CODES = (
    "SELECT row_number AS code, entity_id AS value, name AS label FROM entities WHERE row_number IN (SELECT unnest(?))"
)
TITLE_CODES = (
    "SELECT number AS code, title AS value, title AS label FROM made.titles WHERE number IN (SELECT unnest(?))"
)
OUTLET_CODES = (
    "SELECT outlet AS code, publisher AS value, publisher AS label FROM made.outlets WHERE outlet IN (SELECT unnest(?))"
)
COUNTED = (
    Filter("month", "Month", "n.month = ?", "month"),
    Filter("sure", "Confidence, in tenths", "n.tenth = ?::TINYINT", "choice", tuple("0123456789")),
)
OUTLET = Facet("publisher", "Outlet", "n.outlet", OUTLET_CODES)
MONTH = Facet("month", "Month", "n.month", show=show_month, give=give_month)
TENTH = Facet("sure", "Confidence", "n.tenth", show=show_tenth)
KEYS = (
    Filter(
        "article_id", "Article", "a.article_id = ?", "key", names="SELECT headline FROM articles WHERE article_id = ?"
    ),
    Filter("run_id", "Run", "a.run_id = ?", "key"),
    Filter("new_since", "New since", "a.ingested_at >= ?::DATE", "date"),
)

QUOTES = Listing(
    name="quotes",
    index="FROM made.statements n",
    place="n.place",
    joins={
        "q": f"JOIN quotes q ON q.row_number = {row_of('n.place')}",
        "a": "JOIN current_articles a ON a.article_id = q.article_id",
        "p": "LEFT JOIN made.posts p ON p.place = n.place",
        "w": "JOIN made.said w ON w.place = n.place",
    },
    columns=(
        "t.quote_id, a.published_at::DATE AS published_on, a.publisher, a.headline, a.source_id, t.speaker_id, "
        "speaker.name AS speaker, t.speaker_text, r.role, t.act, t.kind, t.quoted_text, t.is_negated, "
        "t.speaker_confidence, t.cue, t.addressee_id, addressee.name AS addressee, t.addressee_text, t.confidence, "
        't.rule, t.article_id, t.start, t."end"'
    ),
    more="t.text",
    wide=(
        f"JOIN quotes t ON t.row_number = {row_of('page.place')} JOIN articles a USING (article_id) "
        f"{describe('quotes', 'speaker', 'addressee')}"
    ),
    filters=(
        Filter("text", "Words", "contains(w.words, lower(?))", "words"),
        Filter("speaker", "Speaker", f"q.speaker_id {NAMED} OR contains(lower(q.speaker_text), lower(?))"),
        Filter("role", "Role", ROLE_OF.format(row="q", who="speaker_id")),
        *PUBLISHED,
        Filter("kind", "Kind", "q.kind = ?", "choice", tables.QUOTE_KINDS),
        Filter("act", "Act", "q.act = ?", "choice", tables.ACTS),
        Filter("addressee", "Addressee", f"q.addressee_id {NAMED} OR contains(lower(q.addressee_text), lower(?))"),
        Filter("below", "Confidence below", "q.confidence < ?", "number"),
        *COUNTED,
        Filter("speaker_id", "Speaker", f"n.speaker = {NUMBERED}", "key", names=ENTITY_NAME),
        Filter("title", "Role", "p.title = (SELECT number FROM made.titles WHERE title = ?)", "key"),
        Filter("organization_id", "Organization", f"p.organization = {NUMBERED}", "key", names=ENTITY_NAME),
        Filter(
            "about_id",
            "Speaking of",
            f"n.place IN (SELECT place FROM made.spoken WHERE topic = {NUMBERED})",
            "key",
            names=ENTITY_NAME,
        ),
        *KEYS,
    ),
    sorts={
        "date": minute_of("n.place"),
        MATCH: f"{SAID_MATCH} + {NEWNESS}",
        "speaker": f"coalesce({NAME_OF.format('q.speaker_id')}, q.speaker_text)",
        "publisher": "a.publisher",
        "length": "length(q.text)",
        "confidence": "q.confidence",
    },
    sort="-date",
    is_foldable=True,
    facets=(
        Facet("speaker_id", "Speaker", "n.speaker", ENTITY_CODES),
        Facet("title", "Role", "p.title", TITLE_CODES),
        Facet("organization_id", "Organization", "p.organization", ENTITY_CODES),
        OUTLET,
        MONTH,
        Facet("kind", "Kind", "n.kind"),
        Facet("act", "Act", "n.act"),
        TENTH,
    ),
    dated=is_dated("n.place"),
    choosable=(
        *("published_on", "publisher", "headline", "speaker", "speaker_text", "role", "act", "kind", "quoted_text"),
        *("addressee", "addressee_text", "cue", "confidence", "speaker_confidence", "rule", "source_id", *FOLDED),
    ),
)

MONEY = Listing(
    name="money",
    index="FROM made.claims n",
    place="n.place",
    joins={
        "c": f"JOIN money_claims c ON c.row_number = {row_of('n.place')}",
        "a": "JOIN current_articles a ON a.article_id = c.article_id",
    },
    columns=(
        "t.claim_id, a.published_at::DATE AS published_on, a.publisher, a.headline, a.source_id, t.text, t.amount_low, "
        "t.amount_high, t.currency, t.currency_from, t.is_price, t.modifier, t.period, t.usd_low, t.usd_high, "
        "t.fx_rate, t.fx_date, t.subject, t.direction, t.modality, t.deadline, t.claimant_id, "
        "claimant.name AS claimant, t.claimant_text, r.role, t.quote_id, t.claim_group_id, t.confidence, t.rule, "
        't.article_id, t.start, t."end"'
    ),
    wide=(
        f"JOIN money_claims t ON t.row_number = {row_of('page.place')} JOIN articles a USING (article_id) "
        f"{describe('money_claims', 'claimant')}"
    ),
    filters=(
        Filter("text", "Words", holds("concat_ws(' ', c.subject, c.text)"), "words"),
        Filter("claimant", "Claimant", f"c.claimant_id {NAMED} OR contains(lower(c.claimant_text), lower(?))"),
        Filter("role", "Role", ROLE_OF.format(row="c", who="claimant_id")),
        *PUBLISHED,
        Filter("currency", "Currency", "c.currency = upper(?)"),
        Filter("least", "Amount from", "coalesce(c.amount_high, c.amount_low) >= ?::DECIMAL(38, 6)", "number"),
        Filter("most", "Amount to", "coalesce(c.amount_low, c.amount_high) <= ?::DECIMAL(38, 6)", "number"),
        Filter("direction", "Direction", "c.direction = ?", "choice", tables.DIRECTIONS),
        Filter("modality", "Modality", "c.modality = ?", "choice", tables.MODALITIES),
        Filter("deadline", "Deadline", "(c.deadline IS NOT NULL) = (? = 'given')", "choice", ("given", "none")),
        Filter("due", "Due by", "substr(c.deadline, 1, 10) <= strftime(?::DATE, '%Y-%m-%d')", "date"),
        Filter("unit", "Price or total", "n.is_price = (? = 'price')", "choice", ("price", "total")),
        Filter("below", "Confidence below", "c.confidence < ?", "number"),
        *COUNTED,
        Filter("claimant_id", "Claimant", f"n.claimant = {NUMBERED}", "key", names=ENTITY_NAME),
        Filter("claim_group_id", "Repeats of one claim", "c.claim_group_id = ?", "key"),
        *KEYS,
    ),
    sorts={
        "date": minute_of("n.place"),
        MATCH: f"{match_of('c.subject')} + {NEWNESS}",
        "amount": USD,
        "claimant": f"coalesce({NAME_OF.format('c.claimant_id')}, c.claimant_text)",
        "deadline": "c.deadline",
        "publisher": "a.publisher",
        "confidence": "c.confidence",
    },
    sort="-date",
    is_foldable=True,
    facets=(
        Facet("claimant_id", "Claimant", "n.claimant", ENTITY_CODES),
        OUTLET,
        MONTH,
        Facet("currency", "Currency", "n.currency"),
        Facet("modality", "Modality", "n.modality"),
        Facet("direction", "Direction", "n.direction"),
        Facet("unit", "Price or total", "CASE WHEN n.is_price THEN 'price' ELSE 'total' END"),
        TENTH,
    ),
    dated=is_dated("n.place"),
    choosable=(
        *("published_on", "publisher", "headline", "text", "amount_low", "amount_high", "currency", "modifier"),
        *("period", "usd_low", "usd_high", "subject", "direction", "modality", "deadline", "claimant"),
        *("claimant_text", "role", "is_price", "confidence", "rule", "source_id", *FOLDED),
    ),
)

ENTITIES = Listing(
    name="entities",
    index="FROM entities e",
    place="e.row_number",
    joins={"n": "LEFT JOIN made.speakers n ON n.entity_id = e.entity_id"},
    columns="e.entity_id, e.kind, e.name, e.country_code, e.external_id, e.aliases, e.article_count, n.statements",
    wide="JOIN entities e ON e.row_number = page.place LEFT JOIN made.speakers n ON n.entity_id = e.entity_id",
    filters=(
        Filter("text", "Name", f"e.row_number {NAMED.replace('entity_id', 'entity')}", "words"),
        Filter("kind", "Kind", "e.kind = ?", "choice", tables.ENTITY_KINDS),
        Filter("country", "Country code", "e.country_code = upper(?)"),
        Filter("quoted", "Quoted", "(n.statements IS NOT NULL) = (? = 'yes')", "choice", ("yes", "no")),
    ),
    sorts={
        "quotes": "n.statements",
        "articles": "e.article_count",
        "name": "e.name",
        MATCH: f"{match_of('e.name')} * 1000000 + e.article_count",
    },
    sort="-articles",
    facets=(Facet("kind", "Kind", "e.kind"), Facet("country", "Country code", "e.country_code")),
    choosable=("name", "kind", "country_code", "external_id", "article_count", "statements", "aliases"),
)

ARTICLES = Listing(
    name="articles",
    index="FROM current_articles a",
    place="a.row_number",
    joins={"t": "JOIN articles t ON t.row_number = a.row_number"},
    columns=(
        "a.article_id, a.published_at::DATE AS published_on, a.publisher, a.headline, a.byline, a.source_id, a.url, "
        "a.revision, a.cluster_id, (SELECT count(*) FROM quotes q WHERE q.article_id = a.article_id) AS quotes, "
        "(SELECT count(*) FROM money_claims c WHERE c.article_id = a.article_id) AS claims, a.ingested_at"
    ),
    wide="JOIN articles a ON a.row_number = page.place",
    filters=(
        Filter("text", "Headline", holds("concat_ws(' ', a.headline, a.source_id)"), "words"),
        Filter("body", "Words in the text", f"a.row_number IN {HELD}", "words", phrase=holds("t.text")),
        *PUBLISHED,
        Filter(
            "quotes",
            "Quotes",
            "(a.article_id IN (SELECT article_id FROM quotes)) = (? = 'some')",
            "choice",
            ("some", "none"),
        ),
        Filter("month", "Month", f"{PUBLISHED_MONTH} = ?", "month"),
        Filter(
            "country",
            "Country code",
            "a.article_id IN (SELECT m.article_id FROM mentions m JOIN entities e USING (entity_id) "
            "WHERE e.kind IN ('place', 'group') AND e.country_code = upper(?))",
        ),
        Filter("language", "Language", "a.language = ?", "key"),
        Filter("new_since", "New since", "a.ingested_at >= ?::DATE", "date"),
        Filter("cluster_id", "Copies of one text", "a.cluster_id = ?", "key"),
        Filter(
            "entity_id",
            "Naming",
            "a.article_id IN (SELECT article_id FROM mentions WHERE entity_id = ?)",
            "key",
            names=ENTITY_NAME,
        ),
        Filter("run_id", "Run", "a.run_id = ?", "key"),
        Filter("revised", "Revised", "(a.revision > 1) = (? = 'yes')", "choice", ("yes", "no")),
    ),
    sorts={
        "date": "a.published_at",
        "headline": "a.headline",
        "publisher": "a.publisher",
        "taken": "a.ingested_at",
        MATCH: f"{match_of('a.headline')} + coalesce(epoch_ms(a.published_at), 0) / 1e15",
    },
    sort="-date",
    facets=(
        Facet("publisher", "Outlet", f"coalesce(a.publisher, '{NO_PUBLISHER}')", show=show_publisher),
        Facet("month", "Month", PUBLISHED_MONTH, show=show_month, give=give_month),
        Facet("language", "Language", "a.language"),
        Facet("dated", "Date", "CASE WHEN a.published_at IS NULL THEN 'none' ELSE 'given' END"),
    ),
    dated="a.published_at IS NOT NULL",
    choosable=(
        *("published_on", "publisher", "headline", "byline", "source_id", "url", "revision", "quotes", "claims"),
        "ingested_at",
    ),
)

REJECTS = Listing(
    name="rejects",
    index="FROM rejects j",
    place="j.row_number",
    joins={},
    columns="j.reject_id, j.run_id, j.stage, j.source_uri, j.source_id, j.line, j.error, j.raw",
    wide="JOIN rejects j ON j.row_number = page.place",
    filters=(
        Filter("text", "Words", "contains(lower(concat_ws(' ', j.error, j.source_uri, j.source_id)), lower(?))"),
        Filter("stage", "Stage", "j.stage = ?", "choice", tables.STAGES),
        Filter("run_id", "Run", "j.run_id = ?", "key"),
    ),
    sorts={"run": "j.run_id", "source": "j.source_uri", "stage": "j.stage"},
    sort="-run",
    facets=(Facet("stage", "Stage", "j.stage"),),
    choosable=("run_id", "stage", "source_uri", "source_id", "line", "error"),
)

LISTINGS = {one.name: one for one in (ARTICLES, ENTITIES, QUOTES, MONEY, REJECTS)}
