"""Every law of the tables' rows, declared once.

The checks of the whole (`warehouse/database/checks/`, by `make docs`) and those of new rows are both made from here.
Laws of the corpus, such as that a document has one current revision, are queries in that folder alone.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b

from warehouse.laws.from_tables import Allowed, Resolves, UniqueKey
from warehouse.laws.in_order import Covered, Disjoint, InParts
from warehouse.laws.in_text import INSIDE, WORDS, Inside, Repeated, name_spans
from warehouse.laws.law import Forbidden, Law
from warehouse.laws.plain_figures import OfItsWords
from warehouse.laws.terms import (
    Term,
    above,
    apart,
    at_least,
    both,
    column,
    either,
    equal,
    literal,
    misfits,
    missing,
    outside,
    present,
    unequal,
)
from warehouse.tables import LINKED_COLUMNS, TABLES, ddl

DATE = r"\d{4}(-\d\d(-\d\d)?|-W\d\d|-Q[1-4])?"
DURATION = r"P(\d+[YMWD])*(T(\d+[HMS])+)?"
IN_WAREHOUSE = [table for table in TABLES.values() if table.in_warehouse]
REFERENCES = [Resolves(table.name, c) for table in IN_WAREHOUSE for c in table.columns if c.references]
VALUES = [Allowed(table.name, c) for table in IN_WAREHOUSE for c in table.columns if c.values]
# Tables whose rows are those of the articles' batches: in the others the load fills in what the links say of a row, or
# all of them are.
OF_ARTICLES = [table for table in IN_WAREHOUSE if table.store == "batch" and table.name not in LINKED_COLUMNS]
SPANS = name_spans()


def _is_no_probability(name: str) -> Term:
    return outside(column(name), 0, 1)


def _lacks(name: str, needed: str) -> Term:
    """Whether a column has a value and the one that it needs has none."""
    return both(present(column(name)), missing(column(needed)))


def _is_of_another_article(through: str) -> Term:
    return unequal(column("article_id"), column("article_id", through))


def _begins_elsewhere(table: str) -> Forbidden:
    start, through = column("start"), "sentence_id"
    before = above(column("start", through), start)
    behind = at_least(start, column("end", through))
    return Forbidden(table, either(_is_of_another_article(through), before, behind), ('"start"',), (through,))


AMOUNTS = Forbidden(
    "money_claims",
    either(
        above(column("amount_low"), column("amount_high")),
        above(column("usd_low"), column("usd_high")),
        both(missing(column("amount_low")), missing(column("amount_high"))),
        both(equal(column("modifier"), literal("exact")), apart(column("amount_low"), column("amount_high"))),
    ),
    ("text", "amount_low", "amount_high", "usd_low", "usd_high", "modifier"),
)
CLAIMS = Forbidden(
    "money_claims",
    either(
        misfits(column("currency"), "[A-Z]{3}"),
        misfits(column("deadline"), DATE),
        misfits(column("period"), DURATION),
        equal(column("period"), literal("P")),
        at_least(literal(0), column("fx_rate")),
        _lacks("usd_low", "fx_rate"),
        _lacks("usd_high", "fx_rate"),
        both(_lacks("fx_rate", "usd_low"), missing(column("usd_high"))),
        _lacks("fx_date", "fx_rate"),
        both(_lacks("fx_rate", "fx_date"), unequal(column("currency"), literal("USD"))),
    ),
    ("currency", "deadline", "period", "usd_low", "usd_high", "fx_rate", "fx_date"),
)
DEMANDS = Forbidden(
    "demands",
    either(
        misfits(column("deadline"), DATE),
        _lacks("demander_id", "demander_text"),
        _lacks("addressee_id", "addressee_text"),
    ),
    ("demander_id", "addressee_id", "deadline"),
)

LAWS: tuple[Law, ...] = (
    Law(
        "keys_unique",
        "No two rows of a table have the same key.",
        tuple(UniqueKey(table.name) for table in IN_WAREHOUSE if table not in OF_ARTICLES),
    ),
    Law(
        "keys_unique_in_articles",
        "No two rows of a table of annotations have the same key.",
        tuple(UniqueKey(table.name) for table in OF_ARTICLES),
        is_of_article=True,
    ),
    Law(
        "references_resolve",
        "Every reference names a row that exists.",
        tuple(r for r in REFERENCES if not r.is_within_article),
    ),
    Law(
        "references_within_articles",
        "Every reference to the article, or to another row of it, names one that exists.",
        tuple(r for r in REFERENCES if r.is_within_article),
        is_of_article=True,
    ),
    Law(
        "values_allowed",
        "Columns with a list of allowed values hold no other.",
        tuple(some for some in VALUES if TABLES[some.table].store != "batch"),
    ),
    Law(
        "values_allowed_in_articles",
        "Columns with a list of allowed values hold no other, in articles and annotations.",
        tuple(some for some in VALUES if TABLES[some.table].store == "batch"),
        is_of_article=True,
    ),
    Law(
        "offsets_inside_text",
        "Every span begins before it ends and lies inside its article's text.",
        tuple(map(Inside, SPANS)),
        INSIDE,
        is_of_article=True,
    ),
    Law(
        "texts_equal",
        "The words of every row are exactly articles.text[start:end].",
        tuple(Repeated(span) for span in SPANS if span.words),
        WORDS,
        is_of_article=True,
    ),
    Law(
        "segments_disjoint",
        "The segments of an article do not overlap.",
        (Disjoint("segments", "article_id", "start"),),
        is_of_article=True,
    ),
    Law(
        "segments_cover",
        "The segments of an article together cover every character that is not white space.",
        (Covered(),),
        is_of_article=True,
    ),
    Law(
        "sentences_inside_segments",
        "Every sentence lies inside the segment it names.",
        (
            Forbidden(
                "sentences",
                either(
                    _is_of_another_article("segment_id"),
                    above(column("start", "segment_id"), column("start")),
                    above(column("end"), column("end", "segment_id")),
                ),
                through=("segment_id",),
            ),
        ),
        is_of_article=True,
    ),
    Law(
        "sentences_disjoint",
        "The sentences of an article do not overlap.",
        (Disjoint("sentences", "article_id", "start"),),
        is_of_article=True,
    ),
    Law(
        "rows_begin_in_their_sentence",
        "A row that names a sentence begins in it, and both belong to one article.",
        tuple(map(_begins_elsewhere, ("mentions", "quotes", "money_claims", "demands"))),
        is_of_article=True,
    ),
    Law(
        "rows_of_one_article",
        "Parts belong to the article of their quote, a claim or a demand to that of its statement, a demand to that of "
        "its sum.",
        tuple(
            Forbidden(table, _is_of_another_article(through), through=(through,))
            for table, through in (
                ("quote_spans", "quote_id"),
                ("money_claims", "quote_id"),
                ("demands", "quote_id"),
                ("demands", "claim_id"),
            )
        ),
        is_of_article=True,
    ),
    Law(
        "quote_spans_inside_quotes",
        "Every quote has parts, numbered from 0 in text order, that span it from its start to its end.",
        (InParts(),),
        is_of_article=True,
    ),
    Law(
        "parts_disjoint",
        "The parts of a quote do not overlap.",
        (Disjoint("quote_spans", "quote_id", "part"),),
        is_of_article=True,
    ),
    Law(
        "amounts_in_order",
        "An amount's low end is not above its high end, it has at least one end, and exact means that both are equal.",
        (AMOUNTS,),
        is_of_article=True,
    ),
    Law(
        "amounts_fit_their_words",
        'No amount is off the figure its own words give by a factor of a thousand: "$5 million" is neither $5 nor $5 '
        "billion.",
        (OfItsWords(),),
        is_of_article=True,
    ),
    Law(
        "claims_well_formed",
        "Currencies are ISO 4217 codes, deadlines ISO 8601 dates, periods ISO 8601 durations, and USD comes with its "
        "rate.",
        (CLAIMS,),
        is_of_article=True,
    ),
    Law(
        "demands_well_formed",
        "Deadlines of demands are ISO 8601 dates, and whoever asks or is asked stands in the text.",
        (DEMANDS,),
    ),
    Law(
        "confidence_is_a_probability",
        "A confidence is at least 0 and at most 1, and that of a speaker stands beside one.",
        (
            Forbidden("quotes", _is_no_probability("confidence"), ("confidence",)),
            Forbidden(
                "quotes",
                either(_is_no_probability("speaker_confidence"), _lacks("speaker_confidence", "speaker_id")),
                ("speaker_confidence",),
            ),
            Forbidden("money_claims", _is_no_probability("confidence"), ("confidence",)),
            Forbidden("demands", _is_no_probability("confidence"), ("confidence",)),
            Forbidden("entity_links", _is_no_probability("confidence"), ("confidence",)),
        ),
    ),
)


@cache
def version_of_laws() -> str:
    """Changes whenever a law does, or what a column may hold: rows that broke one may be tried again then."""
    words = [law.sql() for law in LAWS] + [statement for table in TABLES.values() for statement in ddl(table)]
    return blake2b("\0".join(words).encode(), digest_size=8).hexdigest()
