"""Which people of the corpus are one: by full name first, then what a bare surname or first name can mean."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from transforms.linking.corpus import Corpus, Reading
from transforms.linking.keys import NameParser, PersonName
from transforms.linking.known import KnownEntities
from transforms.linking.variants import Variant, join_variants, order

SHARE = 0.85  # of the articles that could be meant, for a bare name to take the corpus' dominant reading
UNUSED = 0.2  # weight of an article that never uses the surname alone, beside 1 of one that does
WELL_KNOWN = 2.0  # articles' worth of weight of someone in known_entities.csv, whoever the corpus names
USUAL = 3  # articles that must use a full name for it to overrule a reading's own odd one ("Ann Marsh Wins")
GENDER_SHARE = 0.75  # of the evidence, for a person to have a gender


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


class People:
    """The people of a corpus: `person_of` readings with a full name, `bare` readings with one part of a name."""

    def __init__(self, corpus: Corpus, readings: Iterable[int], parser: NameParser, known: KnownEntities) -> None:
        self._corpus = corpus
        self._counts: list[int] = corpus.counts.tolist()
        self._parser = parser
        self._known = known.by_key
        self.person_of: dict[int, str] = {}
        self.bare: dict[int, PersonName] = {}
        self.people: dict[str, Person] = {}
        self._by_alias: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._blocks: dict[str, dict[PersonName, Variant]] = defaultdict(dict)
        self._single = {name.surname: row.key for name, row in known.people.items() if not name.is_full}
        self._bearers = Counter(
            surname for surname, _ in {(name.surname, row.key) for name, row in known.people.items()}
        )
        numbers = list(readings)
        self._full_names = self._count_full_names(numbers)
        self._double = self._find_double_surnames(numbers)
        for number in numbers:
            self._place(number)
        for name, row in known.people.items():
            if name.is_full and name.surname in self._blocks:
                self._blocks[name.surname].setdefault(name, Variant(name)).known = row
        for surname in sorted(self._blocks):
            self._join_block(list(self._blocks[surname].values()))

    def _place(self, number: int) -> None:
        name, gender = self._fullest(self._corpus.readings[number])
        if not name.is_full or (not name.middle and (name.given, name.surname) in self._double):
            self.bare[number] = PersonName("", (), name.surname, name.suffix, gender)
            return
        block = self._blocks[name.surname]
        variant = block.get(name)
        if variant is None:
            variant = block[name] = Variant(name)
        count = self._counts[number]
        variant.count += count
        variant.readings.append(number)
        if gender:
            variant.genders[gender] += max(count, 1)

    def _count_full_names(self, numbers: list[int]) -> Counter[tuple[str, str]]:
        """How many articles have each full name as their main name for someone."""
        counts: Counter[tuple[str, str]] = Counter()
        for number in numbers:
            name = self._parser.parse(self._corpus.readings[number].name)
            counts[name.given, name.surname] += self._counts[number]
        return counts

    def _find_double_surnames(self, numbers: list[int]) -> set[tuple[str, str]]:
        """The last two words of longer names, the first of which is no given name: "López Obrador"."""
        names = (self._parser.parse(name) for number in numbers for name in self._corpus.readings[number].names)
        tails = {(name.middle[-1], name.surname) for name in names if name.middle and len(name.middle[-1]) > 2}
        return {tail for tail in tails if not self._parser.is_given_name(tail[0])}

    def _fullest(self, reading: Reading) -> tuple[PersonName, str | None]:
        """The reading's full name: its main one, unless that is named nowhere else and another of its names is."""
        parsed = [self._parser.parse(name) for name in reading.names]
        if len(parsed) == 1:
            best = parsed[0]
            return _without_gender(best), reading.gender or best.gender
        full = [name for name in parsed if name.is_full]
        best = parsed[0] if parsed[0].is_full or not full else max(full, key=_fullness)
        if len(full) > 1 and self._full_names[best.given, best.surname] <= 1:
            usual = max(full, key=lambda name: (self._full_names[name.given, name.surname], _fullness(name)))
            if self._full_names[usual.given, usual.surname] >= USUAL:
                best = usual
        gender = reading.gender or next((name.gender for name in parsed if name.gender), None)
        return _without_gender(best), gender

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
            names = (self._parser.parse(name) for name in self._corpus.readings[number].names)
            for word in {name.surname for name in names if not name.given}:
                self._by_alias[word][person.key] += self._counts[number]

    def _meet(self, ours: list[Variant], theirs: list[Variant]) -> bool:
        """Whether an article names one of ours beside one of theirs."""
        return not self._articles(ours).isdisjoint(self._articles(theirs))

    def _articles(self, variants: list[Variant]) -> set[int]:
        rows = [self._corpus.rows_of(number) for variant in variants for number in variant.readings]
        return {int(self._corpus.article_of[row]) for some in rows for row in some}

    def candidates(self, name: PersonName) -> list[tuple[str, float]]:
        """The people a bare name can mean, with the weight of their articles, most first."""
        found = self._by_alias.get(name.surname, {})
        fitting = [(key, count) for key, count in found.items() if count and self._fits(name, key)]
        return sorted(fitting, key=lambda item: (-item[1], item[0]))

    def _fits(self, name: PersonName, key: str) -> bool:
        gender = self.people[key].gender
        return not (name.gender and gender and name.gender != gender)

    def has_surname(self, name: PersonName, key: str) -> bool:
        """Whether a bare name is the person's surname, not a given name."""
        return any(full.surname == name.surname for full in self.people[key].names)

    def well_known(self, name: PersonName) -> str | None:
        """The key of whom any reader knows by this one word, where no other well-known person bears it."""
        known = self._single.get(name.surname)
        others = name.gender == "female" and self._bearers[name.surname] > 1
        return None if others or name.suffix else known


def _without_gender(name: PersonName) -> PersonName:
    return name if name.gender is None else PersonName(name.given, name.middle, name.surname, name.suffix)


def _fullness(name: PersonName) -> tuple[bool, int, str, str]:
    return name.is_full, len(name.middle), name.surname, name.given
