"""The resolution pass over the whole corpus: article-level entities in, links, entities and changes out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from transforms.ids import make_id
from transforms.linking.corpus import Corpus, to_table
from transforms.linking.decision import Decision
from transforms.linking.entities import EntityRows
from transforms.linking.names import Seeds
from transforms.linking.resolve import Resolver

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Previous:
    """What the pass before decided: rows of `entity_links` and `entities`."""

    links: list[Row]
    entities: list[Row]


@dataclass(frozen=True, slots=True)
class Linked:
    """What the pass decides, as rows of the declared tables (`entity_changes` without run_id)."""

    links: list[Row]
    entities: list[Row]
    changes: list[Row]
    unmatched: list[Row] = field(default_factory=list)  # overrides that met nothing


def link_rows(
    article_entities: Iterable[Row],
    mentions: Iterable[Row],
    roles: Iterable[Row],
    articles: Iterable[Row],
    seeds: Seeds,
    previous: Previous | None = None,
) -> tuple[list[Row], list[Row], list[Row]]:
    """Rows of `entity_links`, `entities` and `entity_changes` (without run_id) from rows of the lake's tables.

    All revisions may be given: every article entity is linked, but only current articles are counted. The result is the
    same whatever the order of the rows. `mentions` are not needed yet; `previous` only serves to tell what changed.
    """
    tables = (to_table("article_entities", list(article_entities)), to_table("roles", list(roles)))
    linked = link_tables(*tables, to_table("articles", list(articles)), seeds, previous)
    return linked.links, linked.entities, linked.changes


def link_tables(
    article_entities: pa.Table, roles: pa.Table, articles: pa.Table, seeds: Seeds, previous: Previous | None = None
) -> Linked:
    """The same as `link_rows` for Arrow tables that have at least the columns of `corpus.COLUMNS`."""
    corpus = Corpus(article_entities, articles)
    resolver = Resolver(corpus, seeds)
    decisions = [decision for decision in resolver.decisions if decision is not None]
    return Linked(*_rows(corpus, decisions, EntityRows(corpus, resolver.known, resolver.gazetteer)), [])


def _rows(corpus: Corpus, decisions: list[Decision], make: EntityRows) -> tuple[list[Row], list[Row]]:
    ids: dict[tuple[str, str], str] = {}
    links: list[Row] = []
    members: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    rows = zip(corpus.ids, corpus.reading_of.tolist(), corpus.is_current.tolist(), decisions, strict=True)
    for article_entity_id, number, is_current, decision in rows:
        thing = decision.thing
        entity_id = ids.get(thing) or ids.setdefault(thing, make_id("entity", *thing))
        members[thing][number] += is_current
        links.append(
            {
                "article_entity_id": article_entity_id,
                "entity_id": entity_id,
                "rule": decision.rule,
                "confidence": decision.confidence,
            }
        )
    entities = [make.row(ids[thing], thing, members[thing]) for thing in members]
    return links, sorted(entities, key=lambda row: str(row["entity_id"]))
