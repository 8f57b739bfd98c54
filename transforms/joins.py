"""Joins names that are parts of one person's name, and cuts off what a person only owns.

"Poole, Dana. Tides" at the head of a line is a name put in order for a list; "Dana" and "Poole" side by side are one
name that was read as two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from transforms.lexicon import Lexicon
from transforms.names import Name
from transforms.reading import Reading
from transforms.repairs import POSSESSIVES

LISTED = frozenset((".", ":", ";", "(", "–", "—"))  # what follows a name that is put in order for a list
LONGEST_GIVEN = 3  # words after the comma


def join_people(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names with those of one person joined, in text order."""
    joined: list[Name] = []
    for name in names:
        for part in _without_property(reading, name):
            left = joined[-1] if joined else None
            if left is not None and _is_one_person(reading, left, part, lexicon):
                joined[-1] = replace(left, last=part.last, label="PERSON", kind="person")
            else:
                joined.append(part)
    return joined


def _without_property(reading: Reading, name: Name) -> Iterator[Name]:
    """A person's name without what the person owns: "Poole's Diary"."""
    if name.kind == "person" and name.outside is None:
        end = next((t for t in range(name.first + 1, name.last) if reading.words[t] in POSSESSIVES), name.last)
        name = replace(name, last=end)
    yield name


def _is_one_person(reading: Reading, left: Name, right: Name, lexicon: Lexicon) -> bool:
    if left.outside is not None or right.outside is not None or left.last - left.first != 1:
        return False
    if reading.token_sentence[left.first] != reading.token_sentence[right.first]:
        return False
    if right.first - left.last == 1 and reading.words[left.last] == ",":
        return _is_listed(reading, left, right, lexicon)
    touching = right.title_first == left.last and left.kind == right.kind == "person"
    return touching and right.last - right.first == 1 and len(reading.words[left.first]) > 1


def _is_listed(reading: Reading, left: Name, right: Name, lexicon: Lexicon) -> bool:
    """Whether two names with a comma between are a surname and given names, at a line's head or after such a name."""
    given = reading.words[right.first : right.last]
    if (
        right.kind != "person"
        or len(given) > LONGEST_GIVEN
        or not all(lexicon.is_given_name(word) or word.endswith(".") for word in given)
    ):
        return False
    follows = reading.words[right.last] if right.last < len(reading) else "."
    before = reading.text[: reading.starts[left.first]]
    heads_line = not before.rpartition("\n")[2].strip()
    in_row = left.first > 0 and reading.words[left.first - 1] in ("and", "&", ";")
    return (heads_line and (follows in LISTED or follows in ("and", "&"))) or (in_row and follows in LISTED)
