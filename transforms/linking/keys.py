"""Names as keys: what is left of a name when spelling, titles and company forms no longer matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from transforms.folding import fold_name
from transforms.grammar import SUFFIXES
from transforms.lexicon import read_particles, surname_start

Seeds = Mapping[str, list[dict[str, str]]]

KEPT = 300_000  # names that are remembered, some 70 MB
ARTICLE_BOUND = re.compile(r"\b(al|el)-(?=\w)")  # "al-Nasri" and "al Nasri" are one surname
INNER_POSSESSIVE = re.compile(r"['’]s(?=[\s,])")  # fold_name does that at the end: "Macy's" and "Macy's Inc."


class PersonName(NamedTuple):
    """The parts of a person's name, folded; a single word stands as surname."""

    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str
    gender: str | None = None

    @property
    def is_full(self) -> bool:
        """Whether it has more than one part that identifies."""
        return bool(self.given)

    @property
    def initials(self) -> str:
        """Initials of the middle names."""
        return "".join(word[0] if len(word) > 2 else word for word in self.middle)


class NameParser:
    """Reads names of people with the parts and nicknames of the seeds; remembers what it has read."""

    def __init__(self, seeds: Seeds) -> None:
        parts = seeds.get("name_parts", [])
        self._kinds = {row["part"]: row["kind"] for row in parts}
        self._particles = read_particles(parts)
        self._formal: dict[str, tuple[str, ...]] = {}
        for row in seeds.get("nicknames", ()):
            nickname, name = fold_name(row["nickname"]), fold_name(row["name"])
            self._formal[nickname] = (*self._formal.get(nickname, ()), name)
        self._given = {fold_name(row["name"]) for row in seeds.get("given_names", ())}
        self._known: dict[str, PersonName] = {}
        self._longer: dict[str, frozenset[str]] = {}

    def is_listed(self, word: str) -> bool:
        """Whether the list of given names has the folded word."""
        return word in self._given

    def is_given_name(self, word: str) -> bool:
        """Whether people bear the folded word as a given name; any word where no list is given."""
        return not self._given or word in self._given

    def parse(self, name: str) -> PersonName:
        """The parts of a name, its titles left out.

        >>> parts = [{"part": "mrs", "kind": "female"}]
        >>> parse = NameParser({"name_parts": parts}).parse
        >>> parse("Mrs. Ruth Q. Adler")
        PersonName(given='ruth', middle=('q',), surname='adler', suffix='', gender='female')
        >>> parse("Sam Poe Jr.").suffix
        'jr'
        """
        known = self._known.get(name)
        if known is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            known = self._known[name] = self._parse(name)
        return known

    def _parse(self, name: str) -> PersonName:
        folded = fold_name(name)
        words = (ARTICLE_BOUND.sub(r"\1 ", folded) if "l-" in folded else folded).split()
        gender = None
        while len(words) > 1 and self._kinds.get(words[0]) in ("title", "male", "female"):
            kind = self._kinds[words.pop(0)]
            gender = gender if kind == "title" else kind
        suffix = ""
        while len(words) > 1 and (words[-1] in SUFFIXES or self._kinds.get(words[-1]) == "drop"):
            last = words.pop()
            suffix = last if last in SUFFIXES else suffix
        if not words:
            return PersonName("", (), "", suffix, gender)
        first = surname_start(words, self._particles, floor=0)
        surname = " ".join(words[first:])
        return PersonName(words[0] if first else "", tuple(words[1:first]), surname, suffix, gender)

    def longer_names(self, given: str) -> frozenset[str]:
        """The names a given name may be short for, and those they are spellings of ("Steve": Stephen and Steven)."""
        longer = self._longer.get(given)
        if longer is None:
            found = set(self._formal.get(given, ()))
            longer = self._longer[given] = frozenset(found.union(*(self._formal.get(name, ()) for name in found)))
        return longer

    def formal(self, given: str) -> str:
        """The one formal name a given name is filed under, itself when it is short for none."""
        seen = {given}
        while (longer := self._formal.get(given)) and longer[0] not in seen:
            given = longer[0]
            seen.add(given)
        return given


class BodyNames:
    """Keys of organizations and other things that are no people."""

    def __init__(self, company_forms: Iterable[str]) -> None:
        self._forms = {fold_name(form) for form in company_forms} - {""}
        self._keys: dict[str, str] = {}

    @classmethod
    def from_seeds(cls, seeds: Seeds) -> BodyNames:
        """With the endings of name_parts.csv whose kind is company."""
        return cls(row["part"] for row in seeds.get("name_parts", ()) if row["kind"] == "company")

    def key(self, name: str) -> str:
        """A name without article, company form and the order of department names.

        >>> BodyNames(["Inc."]).key("The Acorn Group, Inc.")
        'acorn group'
        >>> BodyNames([]).key("U.S. Department of Parks") == BodyNames([]).key("Parks Department")
        True
        """
        known = self._keys.get(name)
        if known is None:
            if len(self._keys) >= KEPT:
                self._keys.clear()
            known = self._keys[name] = self._key(name)
        return known

    def is_form(self, key: str) -> bool:
        """Whether a key is nothing but a company form: "llc"."""
        return key in self._forms

    def _key(self, name: str) -> str:
        bare = name if name.isalpha() else INNER_POSSESSIVE.sub("", name)
        words = fold_name(bare).replace("&", " and ").split()
        if len(words) > 1 and words[0] == "the":
            words = words[1:]
        while len(words) > 1 and words[-1] in self._forms:
            words.pop()
        return " ".join(_department(words)) or name


def _department(words: list[str]) -> list[str]:
    """Puts "Parks Department" and "U.S. Department of Parks" in one order."""
    if not words:
        return words
    rest = words[1:] if len(words) > 1 and words[0] in ("us", "usa") else words
    for word in ("department", "ministry"):
        if len(rest) > 2 and rest[:2] == [word, "of"]:
            tail = rest[3:] if len(rest) > 3 and rest[2] == "the" else rest[2:]
            return [*tail, word]
        if rest[-1] == word:
            return rest
    return words


def is_acronym(name: str) -> bool:
    """Whether a name is two to six capital letters, with or without points.

    >>> is_acronym("N.A.S.A."), is_acronym("Nasa")
    (True, False)
    """
    letters = name.replace(".", "").replace(" ", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()
