"""Cuts names that took in a neighbour: "Dana Poole Slams" in a headline, "Harland Motors and Acme" for two bodies."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from transforms.grammar import SUFFIXES
from transforms.lexicon import Lexicon
from transforms.names.splits import POSSESSIVES
from transforms.names.words import Name
from transforms.reading.reading import Reading

SEPARATE = frozenset({"organization", "person"})  # kinds of what may stand on either side of "and"
ASIDES = frozenset(
    {"place", "person", "work", "organization"}
)  # kinds of what a comma and somebody may have been taken on to
OWNED = 4  # words of a name that begins with its owner's
LONGEST = 8  # words of a name looked into
MOST_SHARED = 2  # words of each of two people read as one
OFTEN = 3  # times a name is there by itself, to be cut out of one that is there once
HEADLINE = 0.8  # share of a sentence's longer words with a capital, from which capitals say nothing


def cut_names(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names, cut down to what the article names elsewhere without the rest; a believer is no person's name."""
    for name in names:
        words = " ".join(name.words(reading)).lower()
        is_faith = words in lexicon.faiths or words.removesuffix("s") in lexicon.faiths
        if name.kind == "person" and is_faith and not lexicon.is_given_name(words):
            name.kind = "group"
    kinds = {tuple(name.words(reading)): name.kind for name in names}
    people = Counter(tuple(name.words(reading)) for name in names if name.kind == "person")
    surnames = {words[-1] for words in people if len(words) > 1 and "," not in words}
    names = [part for name in names for part in _part_owner(reading, name, surnames)]
    return [
        side
        for name in _cut_people(reading, names, lexicon)
        for one in _split_people(reading, name)
        for whole in _part_person(reading, one, people, lexicon)
        for part in _split_bodies(reading, whole, kinds, lexicon)
        for side in _part_at_comma(reading, part, people, surnames)
    ]


def _part_owner(reading: Reading, name: Name, surnames: set[str]) -> list[Name]:
    """Somebody named in full in the article, and the organization of his: "Poole's | Movement for Harbours"."""
    words = name.words(reading) if name.kind == "organization" else []
    if len(words) < OWNED or words[0] not in surnames or words[1] not in (*POSSESSIVES, "'", "’"):
        return [name]
    start = name.first + 2
    owner = replace(name, last=name.first + 1, kind="person")
    return [owner, replace(name, first=start, title_first=start, title=None)]


def _part_at_comma(reading: Reading, name: Name, people: Counter[tuple[str, ...]], surnames: set[str]) -> list[Name]:
    """A name and somebody behind a comma whom the article names in full: "At Harland, | Poole said"."""
    words = name.words(reading) if name.kind in ASIDES else []
    comma = words.index(",") if "," in words[1:-1] else 0
    behind = tuple(words[comma + 1 :])
    is_surname = len(behind) == 1 and behind[0] in surnames and behind[0].rstrip(".").lower() not in SUFFIXES
    is_somebody = is_surname or (len(behind) > 1 and behind in people)
    is_firm = name.kind == "organization" and words[0] in surnames  # "Poole, Ortiz"
    if not comma or not is_somebody or is_firm:
        return [name]
    start = name.first + comma + 1
    is_where = reading.words[name.first - 1].lower() in ("in", "at") and name.first > 0
    left = replace(name, last=start - 1, kind="place" if is_where else name.kind)
    return [left, replace(name, first=start, title_first=start, title=None, label="PERSON", kind="person")]


def _part_person(reading: Reading, name: Name, people: Counter[tuple[str, ...]], lexicon: Lexicon) -> list[Name]:
    """A body's name that begins with somebody the article names more than once: "Poole's Diary", "Poole the Acme".

    A body that is called after its owner ("Poole's Stores") stays whole.
    """
    words = name.words(reading) if name.kind in ("organization", "place", "work") else []
    size = next((size for size in (1, 2, 3) if people[tuple(words[:size])] > 1), None)
    if size is None or len(words) < size + 2 or lexicon.name_words.get(words[-1].lower()) == "organization":
        return [name]
    person = replace(name, last=name.first + size, kind="person")
    if words[size] in POSSESSIVES:
        return [person]
    start = name.first + size + 1
    return [person, replace(name, first=start, title_first=start)] if words[size] == "the" else [name]


def _split_people(reading: Reading, name: Name) -> list[Name]:
    """Two people whom the reader took for one: "Poole and Ortiz"."""
    words = name.words(reading) if name.kind == "person" else []
    middle = words.index("and") if "and" in words else -1
    is_pair = 0 < middle <= MOST_SHARED and middle == len(words) - 1 - middle
    if not is_pair or not all(word[0].isupper() for word in words if word != "and"):
        return [name]
    place = name.first + middle
    left = replace(name, last=place)
    return [left, replace(name, first=place + 1, title_first=place + 1, title=None)]


def _split_bodies(reading: Reading, name: Name, kinds: dict[tuple[str, ...], str], lexicon: Lexicon) -> list[Name]:
    """Two names joined by "and" or a comma, where one of them (after a comma the second) is named by itself too."""
    words = tuple(name.words(reading)) if name.kind == "organization" else ()
    place = next((p for p in range(1, len(words) - 1) if words[p] in ("and", ",")), None)
    if place is None or len(words) > LONGEST:
        return [name]
    left, right = words[:place], words[place + 1 :]
    if kinds.get(right) not in SEPARATE and (words[place] == "," or kinds.get(left) not in SEPARATE):
        return [name]
    if words[place] == "," and " ".join(right).lower() in lexicon.place_names:
        return [name]  # "Fenwick University, Springfield"
    first = replace(name, last=name.first + place, kind=kinds.get(left) or name.kind)
    start = name.first + place + 1
    return [first, replace(name, first=start, title_first=start, title=None, kind=kinds.get(right) or name.kind)]


def _cut_people(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names of people cut down to the person whom the article names elsewhere without the rest."""
    counts = Counter(tuple(name.words(reading)) for name in names if name.kind == "person")
    full = {words: count for words, count in counts.items() if 1 < len(words) <= 4}
    surnames = Counter(words[-1].lower() for words in full)
    lower = {word for word in reading.words if word.islower()}
    headlines: dict[int, bool] = {}  # by sentence
    cut = []
    for name in names:
        if name.kind == "person" and 1 < name.last - name.first <= LONGEST:
            words = tuple(name.words(reading))
            sentence = reading.token_sentence[name.first]
            if sentence not in headlines:
                headlines[sentence] = _is_headline(reading, sentence)
            part = _known_part(words, full, lower, headlines[sentence], lexicon)
            if part is None and headlines[sentence] and full.get(words, 0) < 2:
                part = _surname_part(words, surnames, lexicon)
            name = name if part is None else _part_of(name, *part)
        cut.append(name)
    return cut


def _part_of(name: Name, first: int, last: int) -> Name:
    start = name.first + first
    title = (name.title_first, name.title) if first == 0 else (start, None)
    return replace(name, first=start, last=name.first + last, title_first=title[0], title=title[1])


def _known_part(
    words: tuple[str, ...], full: dict[tuple[str, ...], int], lower: set[str], headline: bool, lexicon: Lexicon
) -> tuple[int, int] | None:
    """The longest full name within the words that the article has by itself, where the rest is no part of a name."""
    for size in range(len(words) - 1, 1, -1):
        for first in range(len(words) - size + 1):
            part = words[first : first + size]
            rest = (*words[:first], *words[first + size :])
            if not full.get(part) or any(_belongs(word, lexicon) for word in rest):
                continue
            common = all(word.lower() in lower for word in rest)
            rare = full[part] > full.get(words, 0) and (headline or (full[part] >= OFTEN and full.get(words, 1) == 1))
            if common or rare:
                return first, first + size
    return None


def _surname_part(words: tuple[str, ...], surnames: Counter[str], lexicon: Lexicon) -> tuple[int, int] | None:
    """The surname that a headline's verb or noun was taken on to: "Poole Breaks" where the story has "Dana Poole".

    `surnames` counts the full names that end in each word, these words among them.
    """
    rest = [word.lower() for word in words[1:]]
    named = any(surnames[word] > (word == rest[-1]) for word in rest)
    if not surnames[words[0].lower()] or named or any(_belongs(word, lexicon) for word in rest):
        return None
    return 0, 1


def _belongs(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is part of a name: an initial, a suffix, a given name."""
    plain = word.rstrip(".").lower()
    return len(plain) < 2 or plain in SUFFIXES or word.endswith(".") or lexicon.is_given_name(plain)


def _is_headline(reading: Reading, sentence: int) -> bool:
    first, last = reading.sentences[sentence]
    longer = [word for word in reading.words[first:last] if len(word) > 3 and word.isalpha()]
    return len(longer) > 3 and sum(word[0].isupper() for word in longer) >= HEADLINE * len(longer)
