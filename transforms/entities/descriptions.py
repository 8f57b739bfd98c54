"""Whom a description means that no mention resolves: "the senator", "the budget office", "the group", "it"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transforms.quotes.table import TokenTable
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention, Role

DEFINITE = frozenset({"the", "this", "that"})
NEUTER = frozenset({"it", "its"})
BODIES = frozenset({"organization", "group", "place"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
MOST_NAMES = 200  # before a description
REACH = 6  # sentences back in which a person or a body must stand to be meant by a bare description
SHORTEST_ABBREVIATION = 3
Rows = Iterable[Mapping[str, str]]


@dataclass(frozen=True)
class Nouns:
    """The nouns that describe people, and those that describe bodies with the name words they refer back to."""

    people: frozenset[str]
    bodies: Mapping[str, frozenset[str]]


def read_nouns(titles: Rows, collectives: Rows) -> Nouns:
    """The nouns of titles.csv (all but honorifics) and collective_nouns.csv."""
    people = frozenset(row["title"].lower() for row in titles if row["sort"] != "honorific")
    return Nouns(people, {row["noun"].lower(): frozenset(row["name_words"].split()) for row in collectives})


class DescriptionFinder:
    """Finds the entities that the definite descriptions of one article mean."""

    def __init__(self, table: TokenTable, entities: ArticleEntities, roles: Sequence[Role], nouns: Nouns) -> None:
        self.table = table
        self.entities = entities
        self.nouns = nouns
        self._named = [m for m in entities.mentions if m.form == "name"]
        self._starts = [m.start for m in self._named]
        self._titles: dict[int, set[str]] = {}
        for role in roles:
            words = table.reading.text[role.start : role.end].lower().replace(".", "").split()
            self._titles.setdefault(role.person, set()).update(words)

    def find(self, token: int) -> int | None:
        """The entity meant by the description headed by the token, None where it describes nobody known."""
        reading = self.table.reading
        if reading.lemmas[token] in NEUTER:
            return self._subject_before(token)
        if reading.tags[token] != "NN" or not is_definite(reading, token):
            return None
        noun = reading.lemmas[token]
        before = self._before(token)
        if not before:
            return None
        for choose in (self._by_name, self._by_title):
            found = choose(token, noun, before)
            if found is not None:
                return found
        if noun in self.nouns.bodies:
            return self._by_kind(token, noun, before)
        return self._recent_person(token, before) if noun in self.nouns.people else None

    def is_person(self, token: int) -> bool:
        """Whether the noun says what a person is."""
        return self.table.reading.lemmas[token] in self.nouns.people

    def _before(self, token: int) -> list[Mention]:
        """The names before the token, the nearest first, as many as a reader would hold in mind."""
        end = bisect_left(self._starts, self.table.reading.starts[token])
        return self._named[max(0, end - MOST_NAMES) : end][::-1]

    def _by_name(self, token: int, noun: str, before: list[Mention]) -> int | None:
        """A body whose name ends with the noun and holds the description's other words ("the budget office")."""
        reading = self.table.reading
        modifiers = {
            reading.words[c].lower() for c in reading.children[token] if reading.deps[c] in ("compound", "amod")
        }
        for mention in before:
            if mention.kind == "person":
                continue
            for name in self.entities.entities[mention.entity].names:
                words = name.lower().split()
                if words and words[-1] == noun and modifiers <= set(words):
                    return mention.entity
        return None

    def _by_title(self, token: int, noun: str, before: list[Mention]) -> int | None:
        """A person whom the article gives that title, whole or abbreviated ("Sen.")."""
        for mention in before:
            for word in self._titles.get(mention.entity, ()):
                if word == noun or (len(word) >= SHORTEST_ABBREVIATION and noun.startswith(word)):
                    return mention.entity
        return None

    def _by_kind(self, token: int, noun: str, before: list[Mention]) -> int | None:
        """The nearest body whose name ends as the noun's do, else the nearest body at all."""
        name_words = self.nouns.bodies[noun]
        near = [m for m in self._near(token, before) if m.kind == "organization"]
        for mention in near:
            if any(name.lower().split()[-1] in name_words for name in self.entities.entities[mention.entity].names):
                return mention.entity
        subjects = [m for m in near if self._is_subject(m)]
        return _most_frequent([m.entity for m in subjects or near])

    def _recent_person(self, token: int, before: list[Mention]) -> int | None:
        """The person of whom the sentences before speak most, the nearest of those that tie."""
        near = [m.entity for m in self._near(token, before) if m.kind == "person"]
        return _most_frequent(near)

    def _near(self, token: int, before: list[Mention]) -> list[Mention]:
        reading = self.table.reading
        first = reading.token_sentence[token] - REACH
        return [m for m in before[:40] if self._sentence(m) >= first]

    def _sentence(self, mention: Mention) -> int:
        token = self._token(mention)
        return -1 if token is None else self.table.reading.token_sentence[token]

    def _token(self, mention: Mention) -> int | None:
        """The last token of a mention, None where its stretch of the text was not read."""
        first, last = self.table.reading.tokens_in(mention.start, mention.end)
        return last - 1 if first < last else None

    def _is_subject(self, mention: Mention) -> bool:
        token = self._token(mention)
        return token is not None and self.table.reading.deps[token] in SUBJECTS

    def _subject_before(self, token: int) -> int | None:
        """The body or place that is the nearest subject before "it", in this sentence or the one before."""
        sentence = self.table.reading.token_sentence[token]
        for mention in self._before(token)[:10]:
            if self._sentence(mention) < sentence - 1:
                return None
            if mention.kind in BODIES and self._is_subject(mention):
                return mention.entity
        return None


def is_definite(reading: Reading, token: int) -> bool:
    """Whether the noun has "the", "this" or "that"."""
    return any(reading.deps[c] == "det" and reading.lemmas[c] in DEFINITE for c in reading.children[token])


def _most_frequent(entities: list[int]) -> int | None:
    """The entity named most often, the first of those that tie; None for an empty list."""
    return max(entities, key=lambda e: (entities.count(e), -entities.index(e))) if entities else None
