"""Which people of the corpus are one: by full name first, then what a bare surname or first name can mean."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from transforms.folding import fold_name
from transforms.linking.corpus import Corpus, Reading
from transforms.linking.names import NameParser, PersonName

SHARE = 0.8  # of the articles that could be meant, for a bare name to take the corpus' dominant reading


@dataclass(slots=True)
class Person:
    """One person: every full name the corpus uses for them."""

    key: str
    names: list[PersonName]
    count: int = 0
    genders: Counter[str] = field(default_factory=Counter)

    @property
    def gender(self) -> str | None:
        """The gender nearly all evidence agrees on."""
        if not self.genders:
            return None
        gender, most = min(self.genders.items(), key=lambda item: (-item[1], item[0]))
        return gender if most >= 0.75 * self.genders.total() else None


@dataclass(slots=True)
class Variant:
    """One full name and how often it stands for someone."""

    name: PersonName
    count: int = 0
    readings: list[int] = field(default_factory=list)
    genders: Counter[str] = field(default_factory=Counter)


class People:
    """The people of a corpus and what each reading of a person can mean."""

    def __init__(self, corpus: Corpus, readings: Iterable[int], parser: NameParser) -> None:
        self._corpus = corpus
        self._parser = parser
        self.person_of: dict[int, str] = {}  # readings with a full name
        self.bare: dict[int, PersonName] = {}  # readings with nothing but one part of a name
        self.people: dict[str, Person] = {}
        self._by_alias: dict[str, Counter[str]] = defaultdict(Counter)
        blocks: dict[str, dict[PersonName, Variant]] = defaultdict(dict)
        for reading in readings:
            self._place(reading, blocks)
        for surname in sorted(blocks):
            self._join_block(list(blocks[surname].values()))

    def _place(self, number: int, blocks: dict[str, dict[PersonName, Variant]]) -> None:
        reading = self._corpus.readings[number]
        name, gender = self._fullest(reading)
        if not name.is_full:
            self.bare[number] = PersonName("", (), name.surname, name.suffix, gender)
            return
        variant = blocks[name.surname].setdefault(name, Variant(name))
        count = int(self._corpus.counts[number])
        variant.count += count
        variant.readings.append(number)
        if gender:
            variant.genders[gender] += max(count, 1)

    def _fullest(self, reading: Reading) -> tuple[PersonName, str | None]:
        parsed = [self._parser.parse(name) for name in reading.names]
        best = parsed[0] if parsed[0].is_full else max(parsed, key=_fullness)
        gender = reading.gender or next((name.gender for name in parsed if name.gender), None)
        return PersonName(best.given, best.middle, best.surname, best.suffix), gender

    def _join_block(self, variants: list[Variant]) -> None:
        variants.sort(key=lambda v: _order(v.name))
        for key, members in join_variants(variants, self._parser).items():
            person = self.people[key] = Person(key, [v.name for v in members])
            for variant in members:
                person.count += variant.count
                person.genders.update(variant.genders)
                for number in variant.readings:
                    self.person_of[number] = key
                    self._count_aliases(number, key)
            self._by_alias[members[0].name.surname][key] += person.count

    def _count_aliases(self, number: int, key: str) -> None:
        """A first name alone counts for a person only where an article uses it so."""
        for name in self._corpus.readings[number].names:
            parsed = self._parser.parse(name)
            if not parsed.is_full and parsed.surname != self._parser.parse(self._corpus.readings[number].name).surname:
                self._by_alias[parsed.surname][key] += int(self._corpus.counts[number])

    def candidates(self, name: PersonName) -> list[tuple[str, int]]:
        """The people a bare name can mean, with their articles, most first."""
        found = self._by_alias.get(name.surname, Counter[str]())
        fitting = [
            (key, count)
            for key, count in found.items()
            if not (name.gender and self.people[key].gender and name.gender != self.people[key].gender)
        ]
        return sorted(fitting, key=lambda item: (-item[1], item[0]))


def _fullness(name: PersonName) -> tuple[bool, int, str]:
    return name.is_full, len(name.middle), name.given


def _order(name: PersonName) -> tuple[str, ...]:
    return (name.surname, name.given, " ".join(name.middle), name.suffix)


def join_variants(variants: list[Variant], parser: NameParser) -> dict[str, list[Variant]]:
    """Full names of one surname, joined where nicknames, middle names and suffixes allow; by key."""
    by_given: dict[str, list[Variant]] = defaultdict(list)
    present = {variant.name.given for variant in variants}
    for variant in variants:
        by_given[_given(variant.name.given, present, parser)].append(variant)
    joined: dict[str, list[Variant]] = {}
    for given, members in by_given.items():
        by_suffix: dict[str, list[Variant]] = defaultdict(list)
        for variant in members:
            by_suffix[variant.name.suffix].append(variant)
        for suffix, same in by_suffix.items():
            for middle, group in _by_middle(same).items():
                key = " ".join(part for part in (given, middle, group[0].name.surname, suffix) if part)
                joined.setdefault(key, []).extend(group)
    return joined


def _given(given: str, present: set[str], parser: NameParser) -> str:
    """The formal name a given name stands for: one that the corpus uses with this surname, else the first."""
    formal = parser.formal(given)
    used = [name for name in formal if name in present]
    return used[0] if used else formal[0]


def _by_middle(variants: list[Variant]) -> dict[str, list[Variant]]:
    """Splits by middle initials only where two sets of initials contradict each other."""
    groups: dict[str, list[Variant]] = {}
    for variant in sorted(variants, key=lambda v: (-len(v.name.initials), v.name.initials, _order(v.name))):
        initials = variant.name.initials
        home = next((have for have in groups if initials and have.startswith(initials)), None)
        groups.setdefault(initials if home is None else home, []).append(variant)
    named = [initials for initials in groups if initials]
    if len(named) <= 1:
        return {"": [variant for group in groups.values() for variant in group]}
    return groups


def alias_key(name: str) -> str:
    """The key under which a name is remembered as an alias."""
    return fold_name(name)
