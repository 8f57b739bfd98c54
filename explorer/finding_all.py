"""One search over everything: people, organizations and places, quotes, claims, demands, articles, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from explorer import listings
from explorer.database import Reader, Row
from explorer.lists import MATCH, Listing, read_state, split_words
from explorer.paging import read_page
from explorer.prepared import day_of_minute
from explorer.queries import find_texts

SHOWN = 6
AROUND = 110  # characters of an article shown before the first word found, and twice as many behind
# of each list what a search shows, and no more
OF_ARTICLE = "a.article_id, a.headline, a.publisher, a.source_id, a.published_at::DATE AS published_on"
QUOTED = f"t.quote_id, t.kind, t.quoted_text, t.speaker_id, speaker.name AS speaker, t.speaker_text, {OF_ARTICLE}"
CLAIMED = (
    "t.claim_id, t.subject, t.amount_low, t.amount_high, t.currency, t.modifier, t.period, t.claimant_id, "
    f"claimant.name AS claimant, t.claimant_text, {OF_ARTICLE}"
)
SECTIONS: tuple[tuple[Listing, str, str], ...] = (
    (listings.ENTITIES, "text", "People, organizations, places"),
    (replace(listings.QUOTES, columns=QUOTED), "text", "Quotes"),
    (replace(listings.MONEY, columns=CLAIMED), "text", "Money"),
    (replace(listings.ARTICLES, columns=OF_ARTICLE), "body", "Articles"),
)
DEMANDS = f"""
WITH hits AS (
    SELECT q.demand, q.demand_group, q.minute FROM made.asked q WHERE {{holds}}
), groups AS (
    SELECT arg_min(demand, (minute, demand)) AS demand, {day_of_minute("min(minute)")} AS published_on
    FROM hits GROUP BY demand_group
), shown AS (
    SELECT *, (SELECT count(*) FROM groups) AS total FROM groups
    ORDER BY published_on DESC NULLS LAST, demand LIMIT {{limit}}
)
SELECT d.demand_id, d.article_id, d.action_text, coalesce(e.name, d.demander_text) AS demander, a.publisher, a.headline,
    s.published_on, s.total
FROM shown s JOIN demands d ON d.row_number = s.demand JOIN articles a ON a.article_id = d.article_id
    LEFT JOIN entities e ON e.entity_id = d.demander_id
ORDER BY s.published_on DESC NULLS LAST, s.demand
"""
HOLDS = "contains(q.words, lower(?))"
EXCERPT = """
SELECT article_id, substr(text, greatest(1, instr(lower(text), lower($1)) - {around}), {around} * 3) AS words,
    instr(lower(text), lower($1)) > {around} + 1 AS is_cut
FROM articles WHERE row_number IN (SELECT unnest($2))
"""


@dataclass(frozen=True, slots=True)
class Section:
    """What one kind of row has for the words; `filter` is the list's filter that shows all of it."""

    name: str
    label: str
    filter: str
    rows: list[Row]
    total: int


def search_everything(reader: Reader, asked: str) -> list[Section]:
    """The best rows of every kind that hold all the words asked for; no section where a kind has none.

    A row holds a word that stands anywhere in it, in capitals or not; words in quotation marks stand together.
    """
    words = split_words(asked)
    if not words:
        return []
    found = [_search_list(reader, listing, name, label, asked) for listing, name, label in SECTIONS]
    demands = reader.rows(DEMANDS.format(holds=" AND ".join([HOLDS] * len(words)), limit=SHOWN), list(words))
    found.insert(3, Section("demands", "Demands", "", demands, demands[0]["total"] if demands else 0))
    return [_with_excerpts(reader, one, words) for one in found if one.rows]


def _search_list(reader: Reader, listing: Listing, name: str, label: str, asked: str) -> Section:
    page = read_page(reader, listing, read_state(listing, {name: asked, "sort": f"-{MATCH}"}), SHOWN)
    return Section(listing.name, label, name, page.rows, page.total)


def _with_excerpts(reader: Reader, section: Section, words: Sequence[str]) -> Section:
    if section.name != "articles":
        return section
    numbers = find_texts(reader, [row["article_id"] for row in section.rows])
    found = {r["article_id"]: r for r in reader.rows(EXCERPT.format(around=AROUND), [words[0], numbers])}
    cut = {key: whole_words(row["words"], row["is_cut"], len(row["words"]) == AROUND * 3) for key, row in found.items()}
    rows = [{**row, "excerpt": cut.get(row["article_id"], "")} for row in section.rows]
    return replace(section, rows=rows)


def whole_words(words: str, starts_within: bool, ends_within: bool) -> str:
    """The words without the pieces of words at an end that was cut.

    >>> whole_words("arbour was dredged aga", True, True)
    'was dredged'
    """
    if starts_within and " " in words:
        words = words.split(" ", 1)[1]
    return words.rsplit(" ", 1)[0] if ends_within else words
