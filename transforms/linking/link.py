"""The resolution pass over the whole corpus: article-level entities in, links, entities and changes out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from transforms.ids import make_id
from transforms.linking.corpus import Corpus, Reading, to_table
from transforms.linking.names import BodyNames, NameParser, Seeds
from transforms.linking.people import SHARE, People

Row = dict[str, Any]
LINKING_VERSION = "1"


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
    parser = NameParser(seeds)
    numbers = range(len(corpus.readings))
    people = People(corpus, [n for n in numbers if corpus.readings[n].kind == "person"], parser)
    key_of = _keys(corpus, people)
    return _rows(corpus, key_of)


def _keys(corpus: Corpus, people: People) -> dict[int, tuple[str, str, str, float] | None]:
    """Kind, key, rule and confidence of each reading; None where every article means someone else."""
    bodies = BodyNames([])
    found: dict[int, tuple[str, str, str, float] | None] = {}
    for number, reading in enumerate(corpus.readings):
        if number in people.person_of:
            found[number] = ("person", people.person_of[number], "full_name", 0.97)
        elif number in people.bare:
            found[number] = _bare(people, number)
        else:
            found[number] = (reading.kind, _place_key(reading) or bodies.key(reading.name), "name", 0.95)
    return found


def _place_key(reading: Reading) -> str | None:
    return reading.external_id if reading.kind == "place" else None


def _bare(people: People, number: int) -> tuple[str, str, str, float] | None:
    name = people.bare[number]
    candidates = people.candidates(name)
    total = sum(count for _, count in candidates)
    if not candidates:
        return "person", name.surname, "only_name", 0.8
    key, count = candidates[0]
    return ("person", key, "dominant_name", count / total) if total and count >= SHARE * total else None


def _rows(corpus: Corpus, key_of: dict[int, tuple[str, str, str, float] | None]) -> Linked:
    ids = corpus.ids.to_pylist()
    links: list[Row] = []
    members: dict[str, Counter[int]] = defaultdict(Counter)
    kinds: dict[str, str] = {}
    for row, (number, named) in enumerate(zip(corpus.reading_of.tolist(), corpus.is_named.tolist(), strict=True)):
        decided = key_of[number] if named else None
        reading = corpus.readings[number]
        if decided is None:
            article = corpus.source_ids[corpus.article_of[row]] if named else ids[row]
            decided = (reading.kind, f"{reading.name}\x1f{article}", "alone", 0.5)
        kind, key, rule, confidence = decided
        entity_id = make_id("entity", kind, key)
        kinds[entity_id] = kind
        members[entity_id][number] += int(corpus.is_current[row])
        links.append({"article_entity_id": ids[row], "entity_id": entity_id, "rule": rule, "confidence": confidence})
    return Linked(links, [_entity(i, kinds[i], members[i], corpus) for i in sorted(members)], [])


def _entity(entity_id: str, kind: str, numbers: Counter[int], corpus: Corpus) -> Row:
    names: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    external: Counter[str] = Counter()
    for number, count in numbers.items():
        reading = corpus.readings[number]
        for name in reading.names:
            names[name] += count
        if reading.country_code:
            countries[reading.country_code] += count
        if reading.external_id:
            external[reading.external_id] += count
    aliases = sorted(names, key=lambda name: (-names[name], name))
    return {
        "entity_id": entity_id,
        "kind": kind,
        "name": aliases[0],
        "country_code": _first(countries),
        "external_id": _first(external),
        "metonym_of": None,
        "aliases": aliases,
        "article_count": numbers.total(),
        "pipeline_version": LINKING_VERSION,
    }


def _first(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
