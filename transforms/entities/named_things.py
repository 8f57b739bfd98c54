"""What an article's names alone tell of its descriptions, read once however many descriptions are found later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from transforms.entities.stated import Stated, find_beside, spread_heads
from transforms.nouns import Nouns
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention

JOINTS = frozenset({"of", "for", "in", "at", "on", ","})  # a name's head stands before the first of them
Words = tuple[int, frozenset[str]]  # an entity and the words of one of its names


class Phrase(NamedTuple):
    """A description: its noun, and the words before and after it that narrow it."""

    token: int
    noun: str
    nouns: frozenset[str]  # before it, in small letters: "budget" of "the federal budget office"
    adjectives: frozenset[str]
    named: frozenset[int]  # entities named in it before the noun: "the Acme chief"
    owners: frozenset[int]  # entities named behind it: "the chief of Acme"
    is_owned: bool  # whether "of" and the like follow it


class NamedThings:
    """The names of one article, by place and by word, and the nouns that stand beside them."""

    def __init__(self, reading: Reading, known: ArticleEntities, nouns: Nouns) -> None:
        self.named: dict[int, int] = {}  # token of a name to its entity
        self.in_headlines: set[int] = set()  # last tokens of names there
        self.seen: list[tuple[int, int]] = []  # last token of a name and its entity
        self.stated: dict[str, list[Stated]] = {}  # by the nouns that whoever is called so may be described by
        self.stated_at: set[int | None] = set()
        self.phrases: dict[int, Phrase | None] = {}  # descriptions by their noun, None for what is none, as asked for
        told: set[int] = set()  # entities that the story itself names: a headline's capitals make no names
        for mention in known.mentions:
            first, last = reading.tokens_in(mention.start, mention.end)
            if mention.form == "name" and first < last:
                self._take(mention, first, last)
                if is_headline(reading, first):
                    self.in_headlines.add(last - 1)
                else:
                    told.add(mention.entity)
                self._read_beside(reading, mention.entity, first, last, nouns)
                self._read_rank(reading, mention, first, last, nouns)
        self.told_apart: dict[str, list[int]] = {}  # nouns of businesses with their sort before them
        for token in [token for token, tag in enumerate(reading.tags) if tag == "NN" and token]:
            noun = reading.words[token].lower()
            if noun in nouns.any_business and self._is_told_apart(reading, token):
                self.told_apart.setdefault(noun, []).append(token)
        self.by_head: dict[str, list[Words]] = {}  # entities that are no people, by their names
        self.by_word: dict[str, list[Words]] = {}
        self._index(known, told)

    def _take(self, mention: Mention, first: int, last: int) -> None:
        """Keeps where a name stands."""
        self.seen.append((last - 1, mention.entity))
        self.named.update(dict.fromkeys(range(first, last), mention.entity))

    def _read_beside(self, reading: Reading, entity: int, first: int, last: int, nouns: Nouns) -> None:
        """Keeps what the nouns beside a name call it."""
        for stated in find_beside(reading, entity, first, last):
            self.stated_at.add(stated.token)
            for noun in spread_heads(stated.head, nouns):
                self.stated.setdefault(noun, []).append(stated)

    def _read_rank(self, reading: Reading, mention: Mention, first: int, last: int, nouns: Nouns) -> None:
        """Keeps the rank that a name begins with, "King Oswin" is the king, and what a form of address before it tells.

        "Maître Poole" is the lawyer.
        """
        if mention.kind != "person":
            return
        rank = reading.words[first].lower()
        if last - first > 1 and rank in nouns.genders:
            self.stated.setdefault(rank, []).append(Stated(mention.entity, rank, frozenset((rank,))))
        address = reading.words[first - 1].lower().rstrip(".") if first else ""
        if address in nouns.honorifics and address in nouns.holders:
            for noun in nouns.holders[address]:
                self.stated.setdefault(noun, []).append(Stated(mention.entity, noun, frozenset((noun,))))

    def _is_told_apart(self, reading: Reading, token: int) -> bool:
        """Whether a noun has one before it that says which sort is meant, and neither is part of a name."""
        before = token - 1
        if token in self.named or token + 1 in self.named or before in self.named:
            return False
        return reading.deps[before] == "compound" and reading.heads[before] == token and reading.words[before].islower()

    def _index(self, known: ArticleEntities, told: set[int]) -> None:
        """Lets names of several words be found by each of their words and by their head."""
        for number, entity in enumerate(known.entities):
            for name in entity.names if entity.kind != "person" and number in told else ():
                words = [word.strip(".,()") for word in name.lower().split()]
                if len(words) > 1:
                    entry = (number, frozenset(words))
                    self.by_head.setdefault(_head_of(words), []).append(entry)
                    for word in entry[1]:
                        self.by_word.setdefault(word, []).append(entry)


def is_headline(reading: Reading, token: int) -> bool:
    """Whether a token stands in a headline."""
    return reading.segments[reading.token_segment[token]].kind == "headline"


def _head_of(words: Sequence[str]) -> str:
    """The word of a name that says what it is: the last, or the one before "of" and the like."""
    end = next((place for place, word in enumerate(words) if place and word in JOINTS), len(words))
    return words[end - 1]
