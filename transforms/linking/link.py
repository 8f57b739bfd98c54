"""The resolution pass over the whole corpus: article-level entities in, links, entities and changes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from transforms.linking.corpus import Corpus, to_table
from transforms.linking.entities import Entities, Lists, Members, find_known, list_digests, make_entities, name_things
from transforms.linking.history import Previous, find_changes
from transforms.linking.keys import Seeds
from transforms.linking.link_blocks import Cut, Links, cut_links, mark_moved
from transforms.linking.name_rules import HERE, Spread
from transforms.linking.overrides import apply_overrides
from transforms.linking.resolve import Resolver
from warehouse.arrow import find_moves

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Linked:
    """What the pass decides: the tables `entity_links` and `entities`, rows of `entity_changes` without id and run."""

    links: Links
    cut: Cut  # of the links into blocks
    entities: pa.Table
    changes: list[Row]
    unmatched: list[Row]  # overrides that met nothing
    moved: dict[str, pa.Table]  # what moved in both tables
    memory: pa.Table  # what was found of readings, for the next pass
    digests: pa.Table  # of what each entity was described from, likewise


def link_rows(
    article_entities: Iterable[Row],
    roles: Iterable[Row],
    articles: Iterable[Row],
    seeds: Seeds,
    previous: Previous | None = None,
) -> tuple[list[Row], list[Row], list[Row]]:
    """Rows of `entity_links`, `entities` and `entity_changes` (without id and run) from rows of the lake's tables.

    All revisions may be given: every article entity is linked, but only current articles are counted. The result is the
    same whatever the order of the rows. `previous` only serves to tell what changed.
    """
    tables = (to_table("article_entities", list(article_entities)), to_table("roles", list(roles)))
    linked = link_tables(*tables, to_table("articles", list(articles)), seeds, previous)
    return linked.links.table.to_pylist(), linked.entities.to_pylist(), linked.changes


def link_tables(
    article_entities: pa.Table, roles: pa.Table, articles: pa.Table, seeds: Seeds, previous: Previous | None = None
) -> Linked:
    """The same as `link_rows` for Arrow tables that have at least the columns of `corpus.COLUMNS`."""
    return link_articles(Corpus(article_entities, articles), roles, seeds, previous)


def link_articles(
    corpus: Corpus, roles: pa.Table, seeds: Seeds, previous: Previous | None = None, spread: Spread = HERE
) -> Linked:
    """The same for a corpus, and the `roles` of all its people.

    With the memory of the pass before, names are decided anew only where they changed; the result is the same, and so
    it is however the work is spread.
    """
    resolver = Resolver(corpus, roles, seeds, previous and previous.memory, spread)
    corpus.release_memory()  # of what the decisions were made from
    renamed, unmatched = apply_overrides(corpus, resolver.decisions, seeds)
    things, thing_of = resolver.decisions.things()
    known = find_known(things, previous and previous.digests)
    entity_ids = name_things(things, known, previous and previous.digests)
    links = Links(corpus, resolver.decisions, entity_ids, thing_of)
    cut = cut_links(corpus.ids, links, previous and previous.blocks)
    members = Members(corpus, thing_of, len(things))
    lists = Lists(
        resolver.rules.known, resolver.rules.gazetteer, renamed, previous.described(known) if previous else None
    )
    entities = make_entities(corpus, things, entity_ids, members, lists)
    moved = find_what_moved(previous, links, cut, entities) if previous else {}
    changes = find_changes(previous, moved, (links, cut), entities.table) if previous else []
    digests = list_digests(things, entity_ids, members, is_renamed=bool(renamed))
    return Linked(links, cut, entities.table, changes, unmatched, moved, resolver.memory, digests)


def find_what_moved(previous: Previous, links: Links, cut: Cut, entities: Entities) -> dict[str, pa.Table]:
    """What moved in the tables since the pass before."""
    if cut.moved is None:
        moved = find_moves(previous.links(), links.table, "article_entity_id")
    else:
        moved = mark_moved(links.rows(cut.moved))
    return {"entity_links": moved, "entities": entities.find_moves(previous.entities)}
