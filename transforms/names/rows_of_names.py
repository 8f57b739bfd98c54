"""Names in a series, "Orvan of Fenwick, Tilva and Kessan": which ones stand in it, and which only say where from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from transforms.grammar import PHRASE_ENDS
from transforms.lexicon import Lexicon
from transforms.names.hyphens import DASHES
from transforms.names.words import Name
from transforms.reading.reading import Reading

Key = tuple[str, ...]

JOINING = frozenset(("and", "or", "nor", "&"))
SEPARATORS = JOINING | frozenset((",", ";"))
CLOSING = SEPARATORS | PHRASE_ENDS | DASHES  # behind where a name of a series is from
LONGEST_GAP = 8  # tokens from one name of a series to the next
FIGURING = frozenset(("with", "at", "for", "on"))  # before a figure behind a name of a series
JOINERS = (["and", "the"], ["or", "the"], [",", "the"], [",", "and", "the"])
BESIDE = (["as", "well", "as"], ["along", "with"], ["together", "with"])  # what joins as "and" does, "the" behind it


@dataclass(frozen=True, slots=True)
class Series:
    """Names that only commas and "and" part, with their keys, and the tokens of all of them, half open."""

    names: Sequence[Name]
    keys: Sequence[Key]
    first: int
    last: int

    def is_joined(self, reading: Reading) -> bool:
        """Whether "and" or the like stands between two of the names; a comma alone may part one and what it is.

        What stands within a name counts for nothing: "the head of Poole & Ortiz, Dana Quint, said".
        """
        gaps = (reading.words[left.last : right.first] for left, right in pairwise(self.names))
        return any(not JOINING.isdisjoint(gap) or _without_the(gap) in BESIDE for gap in gaps)


def find_series(reading: Reading, groups: Mapping[Key, list[Name]], lexicon: Lexicon) -> Iterator[Series]:
    """All series of names of an article, those of one name among them, in text order.

    Where each of them is from is no name of the series: "Orvan of Fenwick, Harland's Tilva and Kessan".
    """
    names = sorted(((name, key) for key, found in groups.items() for name in found), key=lambda item: item[0].first)
    row: list[tuple[Name, Key]] = []
    end, lead, is_origin = 0, -1, False
    for (name, key), following in zip_longest(names, names[1:]):
        is_origin = bool(row) and _is_origin(reading, (end, is_origin), name, key, lexicon)
        if is_origin:
            end = name.last
            continue
        first = name.title_first if lead < 0 else lead
        if following is not None and lead < 0 and _is_lead(reading, (name, key), following[0], lexicon):
            lead = first
            continue
        if row and not _goes_on(reading, end, first):
            yield _series(row, end)
            row = []
        row.append((name, key))
        end, lead = name.last, -1
    if row:
        yield _series(row, end)


def _is_lead(reading: Reading, named: tuple[Name, Key], following: Name, lexicon: Lexicon) -> bool:
    """Whether a name is a country's or a people's and says where the next one is from: "Fenwick's Orvan"."""
    name, key = named
    between = reading.words[name.last : following.first]
    sort = lexicon.place_names.get(" ".join(key))
    if sort == "country":
        return between in (["'s"], ["’s"])
    return sort == "nationality" and len(between) == 1 and lexicon.tells_body(between[0])


def _is_origin(reading: Reading, before: tuple[int, bool], name: Name, key: Key, lexicon: Lexicon) -> bool:
    """Whether a name is a place's behind another name, "of" or a bracket between, and a series goes on.

    Or behind such a place and a comma: "Orvan of Harland, N.J., and Tilva".
    """
    end, is_behind_origin = before
    if is_behind_origin and reading.words[end : name.first] == [","] and name.label == "GPE":
        return reading.words[name.last : name.last + 1] == [","]
    is_land = " ".join(key) in lexicon.place_names
    is_behind = reading.words[end : name.first] in (["of"], ["("])
    behind = reading.words[name.last + (reading.words[end : end + 1] == ["("]) :][:1]
    return is_land and is_behind and not CLOSING.isdisjoint(behind)


def _series(row: list[tuple[Name, Key]], end: int) -> Series:
    return Series([name for name, _ in row], [key for _, key in row], row[0][0].title_first, end)


def _goes_on(reading: Reading, last: int, first: int) -> bool:
    """Whether nothing but what parts the names of a series stands between two tokens of a sentence."""
    if not 0 < first - last < LONGEST_GAP or reading.token_sentence[last - 1] != reading.token_sentence[first]:
        return False
    between = [word.lower() for word in _without_aside(reading.words[last:first])]
    return (
        between in JOINERS
        or _without_the(between) in BESIDE
        or (0 < len(between) < 3 and all(word in SEPARATORS for word in between))
    )


def _without_the(words: list[str]) -> list[str]:
    """The words between two names without the second one's article and a comma before them."""
    begin, end = words[:1] == [","], len(words) - (words[-1:] == ["the"])
    return words[begin:end]


def _without_aside(words: list[str]) -> list[str]:
    """The words without what stands in brackets at their begin, or a figure: "Poole (capt), Ortiz with 12, Ives"."""
    if words[0] in ("(", ")") and ")" in words:
        return words[words.index(")") + 1 :]
    end = next((place for place, word in enumerate(words) if word in SEPARATORS), 0)
    is_figure = words[0] in FIGURING and any(word[0].isdigit() for word in words[:end])
    return words[end:] if is_figure else words
