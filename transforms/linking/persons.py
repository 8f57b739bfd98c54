"""Which people of the corpus are one, by full name, and for whom the articles use one part of a name alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pyarrow as pa

from transforms.linking.corpus import take_apart
from transforms.linking.keys import PersonName
from transforms.linking.name_rules import Rules
from transforms.linking.variants import Variant, join_variants, order

SHARE = 0.85  # of the articles that could be meant, for a bare name to take the corpus' dominant reading
UNUSED = 0.2  # weight of an article that never uses the surname alone, beside 1 of one that does
WELL_KNOWN = 2.0  # articles' worth of weight of someone in known_entities.csv, whoever the corpus names
GENDER_SHARE = 0.75  # of the evidence, for a person to have a gender
Row = dict[str, Any]


@dataclass(slots=True)
class Person:
    """One person: every full name the corpus uses for them."""

    key: str
    names: list[PersonName]
    count: int = 0
    genders: Counter[str] = field(default_factory=Counter)
    readings: list[int] = field(default_factory=list)

    @property
    def gender(self) -> str | None:
        """The gender nearly all evidence agrees on."""
        if not self.genders:
            return None
        gender, most = min(self.genders.items(), key=lambda item: (-item[1], item[0]))
        return gender if most >= GENDER_SHARE * self.genders.total() else None


class Alone(NamedTuple):
    """One part of a name that articles may use alone for a person, and by the weight of how many of them."""

    word: str
    key: str
    weight: float
    gender: str | None
    is_surname: bool


ALONE = pa.schema(
    [
        ("word", pa.string()),
        ("key", pa.string()),
        ("weight", pa.float64()),
        ("gender", pa.string()),
        ("is_surname", pa.bool_()),
    ]
)
PIECE = pa.schema(
    [
        ("number", pa.int64()),
        ("text", pa.string()),
        ("best", pa.int16()),
        ("gender", pa.string()),
        ("count", pa.int64()),
        ("articles", pa.list_(pa.int32())),
        ("group", pa.string()),
    ]
)
JOINED = pa.schema([("number", pa.int64()), *ALONE])  # of readings only number and key, of parts of names all others


def join_people(rules: Rules, piece: pa.Table, /) -> pa.Table:
    """The people whom readings with a full name mean, from rows of PIECE: all whose names end in the same surnames.

    number and text of each reading, which of its names tells most, the gender of whom it means, how many current
    articles have it, and all articles that do.
    """
    people = People(rules, piece)
    parts = list(people.list_alone())
    columns = dict(zip(Alone._fields, zip(*parts, strict=True), strict=True)) if parts else {}
    alone = pa.table([pa.array(columns.get(field.name, ()), field.type) for field in ALONE], schema=ALONE)
    keys = {"number": pa.array(people.person_of, pa.int64()), "key": pa.array(people.person_of.values(), pa.string())}
    found = [pa.table(keys), alone]
    return pa.concat_tables([JOINED.empty_table(), *found], promote_options="default")


class Said(NamedTuple):
    """A reading's names, the number of current articles that have it, and its place in its piece."""

    names: tuple[str, ...]
    times: int
    place: int


class People:
    """The people of some readings, each of which has a full name."""

    def __init__(self, rules: Rules, piece: pa.Table) -> None:
        self._parser = rules.parser
        self._known = rules.known.by_key
        self._single = rules.known.single
        self.person_of: dict[int, str] = {}
        self.people: dict[str, Person] = {}
        self._by_alias: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._blocks: dict[str, dict[PersonName, Variant]] = defaultdict(dict)
        self._readings: dict[int, Said] = {}
        self._articles_of = piece["articles"].combine_chunks()
        for place, row in enumerate(piece.select(["number", "text", "best", "gender", "count"]).to_pylist()):
            self._place(place, row)
        for name, known in rules.known.people.items():
            if name.is_full and name.surname in self._blocks:
                self._blocks[name.surname].setdefault(name, Variant(name)).known = known
        for surname in sorted(self._blocks):
            self._join_block(list(self._blocks[surname].values()))

    def _place(self, place: int, row: Row) -> None:
        """Counts a reading for its name."""
        names = take_apart(row["text"]).names
        name = without_gender(self._parser.parse(names[row["best"]]))
        block = self._blocks[name.surname]
        variant = block.get(name)
        if variant is None:
            variant = block[name] = Variant(name)
        variant.count += row["count"]
        variant.readings.append(row["number"])
        if row["gender"]:
            variant.genders[row["gender"]] += max(row["count"], 1)
        self._readings[row["number"]] = Said(names, row["count"], place)

    def _join_block(self, variants: list[Variant]) -> None:
        if len(variants) > 1:
            variants.sort(key=lambda v: order(v.name))
        for key, members in join_variants(variants, self._parser, self._meet).items():
            person = self.people[key] = Person(key, [v.name for v in members])
            for variant in members:
                person.count += variant.count
                person.genders.update(variant.genders)
                person.readings += variant.readings
            self.person_of |= dict.fromkeys(person.readings, key)
            self._count_aliases(person)

    def _count_aliases(self, person: Person) -> None:
        """A name alone counts for whom the articles use it alone; a surname a little for all its bearers."""
        surname = person.names[0].surname
        self._by_alias[surname][person.key] += UNUSED * person.count
        is_known = person.key in self._known
        if is_known and (person.count or self._single.get(surname) == person.key):
            self._by_alias[surname][person.key] += WELL_KNOWN
        if person.count == 1 and not any(self._parser.is_given_name(name.given) for name in person.names):
            return  # "Boastful Marsh" of one headline is likelier a misreading than a second Marsh
        for number in person.readings:
            said = self._readings[number]
            names = (self._parser.parse(name) for name in said.names)
            for word in {name.surname for name in names if not name.given}:
                self._by_alias[word][person.key] += said.times

    def _meet(self, ours: list[Variant], theirs: list[Variant]) -> bool:
        """Whether an article names one of ours beside one of theirs."""
        return not self._articles(ours).isdisjoint(self._articles(theirs))

    def _articles(self, variants: list[Variant]) -> set[int]:
        places = [self._readings[number].place for variant in variants for number in variant.readings]
        return set(self._articles_of.take(pa.array(places, pa.int64())).flatten().to_pylist())

    def list_alone(self) -> Iterator[Alone]:
        """The parts of names that stand for each person."""
        for word, weights in self._by_alias.items():
            for key, weight in weights.items():
                if weight:
                    person = self.people[key]
                    yield Alone(word, key, weight, person.gender, any(n.surname == word for n in person.names))


def without_gender(name: PersonName) -> PersonName:
    """The name, whatever its titles say."""
    return name if name.gender is None else PersonName(name.given, name.middle, name.surname, name.suffix)
