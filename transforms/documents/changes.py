"""What a revision changed: quotes, claims, demands, entities added, dropped, reworded or given to someone else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

Row = Mapping[str, Any]
WORD = re.compile(r"\w+")
REWORDED = 0.5  # shared words of all words, from which two statements are one in other words
COMMON = 50  # statements a word may stand in before it tells nothing


@dataclass
class Revision:
    """The rows of one text of a document; ids of parties and entities are those of the corpus."""

    revision: int
    quotes: list[Row] = field(default_factory=list)  # quote_id, text (what to print), speaker_id, speaker_text
    claims: list[Row] = field(default_factory=list)  # claim_id, text, subject, currency, claimant_id, claimant_text
    entities: dict[str, str] = field(default_factory=dict)  # entity_id: name
    demands: list[Row] = field(default_factory=list)  # demand_id, text, demander_id, demander_text, addressee_id


def diff_revisions(source_id: str, before: Revision, after: Revision) -> list[dict[str, Any]]:
    """The rows of `changes` between two texts of a document, in a fixed order.

    A quote, claim or demand that stands in both is reported only where its speaker, claimant or demander changed; one
    with most of its words is reworded; others are added or dropped.

    >>> old = Revision(1, [{"quote_id": "q1", "text": "We will sell.", "speaker_id": "e1", "speaker_text": "Melo"}])
    >>> new = Revision(2, [{"quote_id": "q2", "text": "We will sell.", "speaker_id": "e2", "speaker_text": "Brandt"}])
    >>> [(row["change"], row["before"], row["after"]) for row in diff_revisions("a", old, new)]
    [('reattributed', 'Melo', 'Brandt')]
    """
    found = [
        *diff_statements(QUOTES, before.quotes, after.quotes),
        *diff_statements(CLAIMS, before.claims, after.claims),
        *diff_statements(DEMANDS, before.demands, after.demands),
        *diff_entities(before.entities, after.entities),
    ]
    head = {"source_id": source_id, "from_revision": before.revision, "to_revision": after.revision}
    rows = [{**head, **row} for row in found]
    return sorted(rows, key=lambda row: (row["table_name"], row["row_id"], row["change"]))


def quote_words(row: Row) -> str:
    """What a quote is known by: its words, marks and case aside."""
    return " ".join(WORD.findall(row["text"].casefold()))


def claim_words(row: Row) -> str:
    """What a claim is known by: amount and what it measures."""
    return " ".join(WORD.findall(f"{row['text']} {row['currency']} {row['subject'] or ''}".casefold()))


def demand_words(row: Row) -> str:
    """What a demand is known by: the words of the action, and who is to act."""
    return " ".join(WORD.findall(f"{row['text']} {row['addressee_id'] or ''}".casefold()))


class Statements(NamedTuple):
    """A table of statements: its name and key, the column of their source without its ending, what one is known by."""

    table: str
    key: str
    who: str
    words: Callable[[Row], str]


QUOTES = Statements("quotes", "quote_id", "speaker", quote_words)
CLAIMS = Statements("money_claims", "claim_id", "claimant", claim_words)
DEMANDS = Statements("demands", "demand_id", "demander", demand_words)


def diff_entities(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The entities that only one of two texts names."""
    for change, gone, kept in (("dropped", before, after), ("added", after, before)):
        for entity_id in gone.keys() - kept.keys():
            words = {"before" if change == "dropped" else "after": gone[entity_id]}
            yield {
                "before": None,
                "after": None,
                "table_name": "entities",
                "row_id": entity_id,
                "change": change,
                **words,
            }


def diff_statements(statements: Statements, before: Sequence[Row], after: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """The changes among quotes, claims or demands."""
    table, key, who, words = statements
    pairs = pair_rows([words(row) for row in before], [words(row) for row in after])
    for old, new in pairs:
        first, second = before[old], after[new]
        row = {"table_name": table, "row_id": second[key]}
        if first["text"] != second["text"] and words(first) != words(second):
            yield {**row, "change": "reworded", "before": first["text"], "after": second["text"]}
        if is_reattributed(first, second, who):
            yield {**row, "change": "reattributed", "before": first[f"{who}_text"], "after": second[f"{who}_text"]}
    for place in sorted(set(range(len(before))) - {old for old, _ in pairs}):
        row = {"table_name": table, "row_id": before[place][key], "change": "dropped"}
        yield {**row, "before": before[place]["text"], "after": None}
    for place in sorted(set(range(len(after))) - {new for _, new in pairs}):
        row = {"table_name": table, "row_id": after[place][key], "change": "added"}
        yield {**row, "before": None, "after": after[place]["text"]}


def is_reattributed(first: Row, second: Row, who: str) -> bool:
    """Whether a statement is given to someone else: another entity, or other words where neither is known."""
    old, new = first[f"{who}_id"], second[f"{who}_id"]
    if old is None and new is None:
        return (first[f"{who}_text"] or "").casefold() != (second[f"{who}_text"] or "").casefold()
    return bool(old != new)


def pair_rows(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Which statement of one text is which of the other: equal ones in order, then those that share most words.

    >>> pair_rows(["we will sell the mill", "no"], ["no", "we will soon sell the mill"])
    [(0, 1), (1, 0)]
    """
    places: dict[str, list[int]] = {}
    for place, words in enumerate(after):
        places.setdefault(words, []).append(place)
    pairs = [(old, places[words].pop(0)) for old, words in enumerate(before) if places.get(words)]
    taken, used = {old for old, _ in pairs}, {new for _, new in pairs}
    for _, old, new in rank_pairs(before, after, taken, used):
        if old not in taken and new not in used:
            pairs.append((old, new))
            taken.add(old)
            used.add(new)
    return sorted(pairs)


def rank_pairs(
    before: Sequence[str], after: Sequence[str], taken: set[int], used: set[int]
) -> list[tuple[float, int, int]]:
    """Pairs of statements not yet paired that share enough words, the likest first; time grows with their number."""
    index: dict[str, list[int]] = {}
    sets = {new: set(words.split()) for new, words in enumerate(after) if new not in used}
    for new, words in sets.items():
        for word in words:
            index.setdefault(word, []).append(new)
    ranked = []
    for old in sorted(set(range(len(before))) - taken):
        mine = set(before[old].split())
        shared = Counter(new for word in mine for new in index.get(word, ()) if len(index[word]) <= COMMON)
        ranked += [(-len(mine & sets[new]) / len(mine | sets[new]), old, new) for new in shared]
    return sorted(pair for pair in ranked if -pair[0] >= REWORDED)


def diff_documents(links: Iterable[Row], rows: Mapping[str, Iterable[Row]], corpus: Row) -> list[dict[str, Any]]:
    """The rows of `changes` of every document with several texts.

    `links` are rows of `article_links` with source_id; `rows` those of `quotes`, `money_claims`, `demands` and
    `article_entities` as the lake has them; `corpus` gives the entity_id of each article_entity_id.
    """
    collect: dict[str, Revision] = {}
    documents: dict[str, list[str]] = {}
    for link in sorted(links, key=lambda link: (link["source_id"], link["revision"])):
        documents.setdefault(link["source_id"], []).append(link["article_id"])
        collect[link["article_id"]] = Revision(link["revision"])
    for row in rows["quotes"]:
        words = row["quoted_text"] or row["text"]  # rows before 0.3 have no quoted_text
        collect[row["article_id"]].quotes.append({**row, "speaker_id": corpus.get(row["speaker_id"]), "text": words})
    for row in rows["money_claims"]:
        collect[row["article_id"]].claims.append({**row, "claimant_id": corpus.get(row["claimant_id"])})
    for row in rows.get("demands", ()):
        parties = {name: corpus.get(row[name]) for name in ("demander_id", "addressee_id")}
        collect[row["article_id"]].demands.append({**row, **parties, "text": row["action_text"]})
    for row in rows["article_entities"]:
        if row["is_named"] and row["article_entity_id"] in corpus:
            collect[row["article_id"]].entities[corpus[row["article_entity_id"]]] = row["name"]
    found: list[dict[str, Any]] = []
    for source_id, texts in documents.items():
        for old, new in pairwise(texts):
            found += diff_revisions(source_id, collect[old], collect[new])
    return found
