"""Texts with names that no list knows: known names of real articles replaced by made ones, and made sentences."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from transforms.lexicon import Lexicon

SENTENCES = Path(__file__).with_name("cue_sentences.txt")
UNSEEN = 3  # every third sentence of a kind measures the fit
ROUNDS = {"organization": 5, "person": 10, "place": 10, "other": 8}  # how often a sentence is filled
LONGEST_STORY = 3  # sentences about one name
STARTS = (
    "b",
    "br",
    "ch",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "kw",
    "l",
    "m",
    "mb",
    "n",
    "nd",
    "p",
    "pr",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "tr",
    "v",
    "vl",
    "w",
    "y",
    "z",
    "zh",
    "th",
    "ts",
)
VOWELS = ("a", "e", "i", "o", "u", "a", "o", "e", "ai", "ei", "oa", "ia", "au", "ou")
ENDS = ("", "", "", "", "n", "r", "l", "s", "k", "m", "ng", "rt", "nd", "x", "sh")
SYLLABLES = (2, 2, 3, 3, 4)
LETTERS = range(4, 12)
REPLACED = {"person": 0.8, "organization": 0.5, "place": 0.3, "other": 0.5}  # the share of an article's names
LONGEST = {"person": 3, "organization": 4, "place": 4, "other": 4}  # words of a name that is replaced
KINDS = {"X": "organization", "Y": "organization", "P": "person", "Q": "person", "L": "place", "O": "other"}
KNOWN = "AB"  # the slots of people with known names
GROWN = 0.25  # the share of made words that are two English ones: "Ironloom"


class Known(NamedTuple):
    """A thing of an article: its kind, and where its names stand."""

    kind: str
    spans: list[tuple[int, int]]


@dataclass
class Made:
    """A text with made names, and where each stands with its kind. `group` is the article or sentence it is made of."""

    group: str
    text: str
    spans: list[tuple[str, int, int]]
    is_unseen: bool = False


@dataclass
class Sentences:
    """The sentences of cue_sentences.txt: kind and words, and what fills their slots."""

    lines: list[tuple[str, str]] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)


def read_sentences() -> Sentences:
    """The sentences and words of cue_sentences.txt."""
    found, kind = Sentences(), ""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        head, _, rest = line.partition(": ")
        if head == "kind":
            kind = rest
        elif head.startswith("words "):
            found.words[head.removeprefix("words ")] = rest.split("|")
        elif line and not line.startswith("#"):
            found.lines.append((kind, line))
    return found


class NameMaker:
    """Makes names that no list has."""

    def __init__(self, lexicon: Lexicon, nouns: Sequence[str], seed: int) -> None:
        self.lexicon, self.nouns, self.draw = lexicon, nouns, random.Random(seed)
        self.given = [w.capitalize() for w in sorted(lexicon.female_share) if w.isalpha() and 4 < len(w) < 8][::40]
        self.surnames = [w.capitalize() for w in sorted(lexicon.surnames) if w.isalpha() and 4 < len(w) < 9][::40]

    def word(self) -> str:
        """A made word with a capital."""
        if self.draw.random() < GROWN:
            return "".join(self.draw.sample(self.nouns, 2)).capitalize()
        while True:
            count = self.draw.choice(SYLLABLES)
            parts = (self.draw.choice(STARTS) + self.draw.choice(VOWELS) for _ in range(count))
            word = "".join(part + (self.draw.choice(ENDS) if self.draw.random() < 0.5 else "") for part in parts)
            if len(word) in LETTERS and not self._is_known(word):
                return word.capitalize()

    def _is_known(self, word: str) -> bool:
        lexicon = self.lexicon
        is_name = lexicon.is_given_name(word) or word in lexicon.surnames or word in lexicon.place_names
        return is_name or lexicon.is_body_word(word)

    def noun(self) -> str:
        """An English noun with a capital, as names of organizations have."""
        return self.draw.choice(self.nouns).capitalize()

    def name(self, kind: str) -> str:
        """A name of one or two words for a thing of a kind."""
        share = self.draw.random()
        if kind == "organization" and share < 0.4:
            return f"{self.noun() if share < 0.1 else self.word()} {self.noun()}"
        two = {"person": 0.75, "organization": 0.5, "place": 0.15, "other": 0.2}[kind]
        return f"{self.word()} {self.word()}" if share < two else self.word()

    def known_person(self) -> str:
        """A full name of listed words."""
        return f"{self.draw.choice(self.given)} {self.draw.choice(self.surnames)}"


def replace_names(group: str, text: str, things: Sequence[Known], maker: NameMaker) -> Made:
    """The text with some of its names replaced: people keep who is called by the surname alone, others one name."""
    edits: list[tuple[int, int, str, str]] = []
    for thing in things:
        if maker.draw.random() < REPLACED[thing.kind] and _is_plain(text, thing):
            edits += _edits_of(text, thing, maker)
    made, end = "", 0
    spans: list[tuple[str, int, int]] = []
    for start, stop, name, kind in sorted(edits):
        if start >= end:
            made += text[end:start]
            spans.append((kind, len(made), len(made) + len(name)))
            made, end = made + name, stop
    return Made(group, made + text[end:], spans)


def _is_plain(text: str, thing: Known) -> bool:
    """Whether the names are short, and stand without an article: "the FBI" is read otherwise than "Orvane"."""
    is_short = all(len(text[start:stop].split()) <= LONGEST[thing.kind] for start, stop in thing.spans)
    before = (text[:start].split()[-1:] for start, _ in thing.spans)
    return is_short and (thing.kind == "other" or all(word not in (["the"], ["a"], ["an"], ["The"]) for word in before))


def _edits_of(text: str, thing: Known, maker: NameMaker) -> Iterator[tuple[int, int, str, str]]:
    """Where each name of a thing stands, and the made name for it."""
    if thing.kind != "person":
        name = maker.name(thing.kind)
        yield from ((start, stop, name, thing.kind) for start, stop in thing.spans)
        return
    full = max((text[start:stop].split() for start, stop in thing.spans), key=len)
    given, surname = maker.word(), maker.word()
    for start, stop in thing.spans:
        words = text[start:stop].split()
        alone = given if len(full) > 1 and words[0] == full[0] else surname
        yield start, stop, f"{given} {surname}" if len(words) > 1 else alone, "person"


def fill_sentences(maker: NameMaker, sentences: Sentences) -> Iterator[Made]:
    """Every sentence, as often as ROUNDS says, with made names and words, alone or before others of the same names."""
    parts: dict[tuple[str, bool], list[str]] = {}
    seen: dict[str, int] = {}
    for kind, line in sentences.lines:
        seen[kind] = seen.get(kind, 0) + 1
        parts.setdefault((kind, seen[kind] % UNSEEN == 0), []).append(line)
    for (kind, is_unseen), lines in parts.items():
        for line in lines:
            for _ in range(ROUNDS[kind]):
                others = maker.draw.sample(lines, maker.draw.randrange(LONGEST_STORY))
                yield _fill(" ".join([line, *others]), maker, sentences, is_unseen)


def _fill(line: str, maker: NameMaker, sentences: Sentences, is_unseen: bool) -> Made:
    """The words of a line with its slots filled, a name's slot with the same name, later a surname."""
    text = ""
    spans: list[tuple[str, int, int]] = []
    names: dict[str, str] = {}
    for before, slot, _, _ in string.Formatter().parse(line):
        text += before
        if slot is None:
            continue
        if slot in KINDS or slot in KNOWN:
            if slot not in names:
                names[slot] = maker.known_person() if slot in KNOWN else maker.name(KINDS[slot])
            words = names[slot]
            if KINDS.get(slot) == "person" and any(text[start:end] == words for _, start, end in spans):
                words = words.split()[-1]  # as news goes on
        else:
            words = maker.draw.choice(sentences.words[slot.lower()])
            words = words[0].upper() + words[1:] if slot[0].isupper() else words
        if slot in KINDS:
            spans.append((KINDS[slot], len(text), len(text) + len(words)))
        text += words
    return Made(line, text, spans, is_unseen)
