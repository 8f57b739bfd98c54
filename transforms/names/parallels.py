"""Names of which a sentence says the same without its verb: "Orvan makes the frames, Tilva the wheels".

And those of whom people of a sentence are: "Dana Poole of Orvan expects a cut; Lee Ortiz, of Tilva, does not".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from transforms.grammar import SUBJECTS
from transforms.names.words import Name
from transforms.reading.reading import Reading

Key = tuple[str, ...]
Keyed = tuple[Name, Key]

BEFORE = frozenset((",", ";", "and"))
BEHIND = frozenset(("DT", "CD", "IN", "$", "PRP$"))  # the tags of what follows a name where a verb is left out
ARTICLES = frozenset(("the", "The"))
FEWEST_PEOPLE = 2
HOMES = frozenset(("of", "at", "with", "from"))


def find_parallels(reading: Reading, groups: Mapping[Key, list[Name]]) -> Iterator[list[Key]]:
    """The keys of each such row of names, in text order."""
    rows: dict[int, list[Keyed]] = {}
    for key, names in groups.items():
        for name in names:
            if name.outside is None:
                rows.setdefault(reading.token_sentence[name.first], []).append((name, key))
    for row in rows.values():
        if len(row) > 1:
            row.sort(key=lambda keyed: keyed[0].first)
            yield from _gapped(reading, row)
            yield from _homes(reading, row)


def _gapped(reading: Reading, row: Sequence[Keyed]) -> Iterator[list[Key]]:
    """A subject, and the names behind it with what is said of them, but for the verb."""
    subject = next((place for place, keyed in enumerate(row) if _is_subject(reading, keyed[0])), len(row))
    behind = [keyed[1] for keyed in row[subject + 1 :] if _is_verbless(reading, keyed[0])]
    if behind:
        yield [row[subject][1], *behind]


def _is_subject(reading: Reading, name: Name) -> bool:
    """Whether a verb stands right behind a name that is its subject."""
    tag = "".join(reading.tags[name.last : name.last + 1])
    root = reading.root(name.first, name.last)
    return tag[:2] == "VB" and reading.deps[root] in SUBJECTS


def _is_verbless(reading: Reading, name: Name) -> bool:
    """Whether a mark or "and" stands before a name and what would stand behind a verb right behind it."""
    words, before = reading.words, name.title_first - 1
    before -= before > 0 and words[before] in ARTICLES
    tag = "".join(reading.tags[name.last : name.last + 1])
    is_of = words[name.last : name.last + 1] == ["of"]
    return before > 0 and words[before] in BEFORE and tag in BEHIND and not is_of


def _homes(reading: Reading, row: Sequence[Keyed]) -> Iterator[list[Key]]:
    """What several people of a sentence are of: "Dana Poole of Orvan ..., Lee Ortiz, of Tilva"."""
    ends = {name.last for name, key in row if len(key) > 1}
    found = []
    for name, key in row:
        link = name.first - 1
        before = link - (link > 0 and reading.words[link - 1] == ",")
        if link > 0 and reading.words[link] in HOMES and before in ends:
            found.append(key)
    if len(found) >= FEWEST_PEOPLE:
        yield found
