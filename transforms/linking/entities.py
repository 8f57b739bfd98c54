"""The row of each real-world thing: its name, its other names, its country and identifiers."""

from __future__ import annotations

from collections import Counter
from typing import Any

from transforms.gazetteer import Gazetteer
from transforms.linking.corpus import Corpus
from transforms.linking.known import KnownEntities
from transforms.linking.names import is_acronym

LINKING_VERSION = "1"
COMMON = 0.2  # of its commonest full name's articles, for a longer name to be called common


class EntityRows:
    """Makes rows of `entities` from the readings that mean a thing."""

    def __init__(self, corpus: Corpus, known: KnownEntities, gazetteer: Gazetteer) -> None:
        self._corpus = corpus
        self._known = known
        self._gazetteer = gazetteer

    def row(self, entity_id: str, thing: tuple[str, str], numbers: Counter[int]) -> dict[str, Any]:
        """The row of a thing; `numbers` says how many current articles have each of its readings."""
        kind, key = thing
        main, names = self._names(numbers)
        known = self._known.by_key.get(key)
        name = known.name if known else self._name(kind, key, main)
        country = self._most([(self._corpus.readings[n].country_code, count) for n, count in numbers.items()])
        external = self._most([(self._corpus.readings[n].external_id, count) for n, count in numbers.items()])
        return {
            "entity_id": entity_id,
            "kind": kind,
            "name": name,
            "country_code": self._country(kind, key, country) or (known.country_code if known else None),
            "external_id": (known.external_id if known else None) or external,
            "metonym_of": self._gazetteer.metonym_of(name) if kind in ("place", "organization") else None,
            "aliases": names,
            "article_count": numbers.total(),
            "pipeline_version": LINKING_VERSION,
        }

    def _names(self, numbers: Counter[int]) -> tuple[Counter[str], list[str]]:
        main: Counter[str] = Counter()
        every: Counter[str] = Counter()
        for number, count in numbers.items():
            reading = self._corpus.readings[number]
            main[reading.name] += count
            for name in reading.names:
                every[name] += count
        return main, sorted(every, key=lambda name: (-every[name], name))

    def _name(self, kind: str, key: str, main: Counter[str]) -> str:
        """The commonest full name: of people with a given name, of bodies no acronym, where the corpus has one."""
        if kind == "place" and key in self._gazetteer.country_names:
            return self._gazetteer.country_names[key]
        if kind == "person":
            full = {name: count for name, count in main.items() if " " in name.strip()}
        else:
            full = {name: count for name, count in main.items() if not is_acronym(name)}
        names = full or dict(main)
        return min(names, key=lambda name: (-names[name], name.isupper(), -len(name), name))

    def _country(self, kind: str, key: str, country: str | None) -> str | None:
        if kind == "group" and key.startswith("people:"):
            return key.removeprefix("people:")
        return key if kind == "place" and key in self._gazetteer.country_names else country

    @staticmethod
    def _most(values: list[tuple[str | None, int]]) -> str | None:
        counts: Counter[str] = Counter()
        for value, count in values:
            if value:
                counts[value] += count
        return min(counts, key=lambda value: (-counts[value], value)) if counts else None
