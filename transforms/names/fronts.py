"""What a hyphen binds to a name: "Fenwick-Orten | Chamber of Commerce", "Indo-Orten", "anti-Fenwick".

The reader parts words at hyphens and takes what stands behind one for a name of its own.
"""

from __future__ import annotations

from dataclasses import replace

from transforms.lexicon import Lexicon
from transforms.names.hyphens import BINDER, DASHES, place_word
from transforms.names.words import Name
from transforms.reading.reading import Reading

PAIR = 2
GROWING = frozenset(("organization", "law", "event"))
LANDS = frozenset(("country", "nationality"))
LONGEST_LAND = 3  # words of a country before a hyphen: "Papua New Guinea-Fenwick"


def bind_fronts(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names with what a hyphen binds to their fronts, and the countries bound to other words."""
    hyphens = [token for token in range(1, len(reading) - 1) if _binds(reading, token)]
    names = [part for name in names for part in _part_lands(reading, name, lexicon)]
    if not hyphens:
        return names
    fronts = {name.first: first for name in names if (first := _find_front(reading, name, lexicon)) < name.first}
    grown = [_grow(name, fronts) for name in names]
    whole = {(name.first, name.last) for name, was in zip(grown, names, strict=True) if name is not was}
    covered = {token for span in whole for token in range(*span)}
    kept = [n for n in grown if n.outside or (n.first, n.last) in whole or covered.isdisjoint(range(n.first, n.last))]
    held = {token for name in kept if name.outside is None for token in range(name.first, name.last)}
    sided = [name for token in hyphens if (name := _find_sided(reading, token, held, lexicon))]
    return sorted(kept + sided, key=lambda name: (name.first, name.outside or (0, 0)))


def _part_lands(reading: Reading, name: Name, lexicon: Lexicon) -> list[Name]:
    """The lands of a name that is nothing but lands bound by hyphens, "Orten-Fenwick-Kess"; else the name."""
    start, end = name.span(reading)
    text = reading.text[start:end]
    pieces = BINDER.split(text)
    if len(pieces) < PAIR or name.title is not None or place_word(text) in lexicon.place_names:
        return [name]
    sorts = [lexicon.place_names.get(place_word(piece), "") for piece in pieces]
    if not all(sort in LANDS for sort in sorts):
        return [name]
    parts = []
    for piece, sort in zip(pieces, sorts, strict=True):
        kind = "place" if sort == "country" else "group"
        parts.append(Name(name.first, name.last, "", name.first, None, kind, outside=(start, start + len(piece))))
        start += len(piece) + 1
    return parts


def _binds(reading: Reading, token: int) -> bool:
    """Whether a token is a hyphen or dash with no blank on either side."""
    if reading.words[token] not in DASHES:
        return False
    return reading.ends[token - 1] == reading.starts[token] == reading.starts[token + 1] - 1


def _grow(name: Name, fronts: dict[int, int]) -> Name:
    first = fronts.get(name.first, name.first) if name.outside is None else name.first
    return replace(name, first=first, title_first=first) if first < name.first else name


def _find_front(reading: Reading, name: Name, lexicon: Lexicon) -> int:
    """The first token of all that hyphens bind to a name: of a body's other lands, of a part of the world's."""
    first, words = name.first, reading.words
    if name.outside is not None or name.title is not None or first < 2 or not _binds(reading, first - 1):
        return first
    if name.kind == "place":
        whole = f"{place_word(words[first - 2])}-{place_word(' '.join(words[first : name.last]))}"
        return first - 2 if lexicon.place_names.get(whole) == "landmark" else first
    if name.kind not in GROWING or name.last - first < PAIR:
        return first
    while size := _size_before(reading, first, lexicon):
        first -= size + 1
    return first


def _size_before(reading: Reading, first: int, lexicon: Lexicon) -> int:
    """How many words a hyphen binds to the word at a token, where both are lands or the two are of many lands."""
    words, hyphen = reading.words, first - 1
    if hyphen < 1 or not _binds(reading, hyphen):
        return 0
    word = words[hyphen - 1].lower()
    if f"{word}-{words[first].lower()}" in lexicon.words["of_many_lands"] or word in lexicon.words["people_prefix"]:
        return 1
    if not any(_is_land(words[first : first + size], lexicon) for size in (1, 2)):
        return 0
    sizes = range(min(LONGEST_LAND, hyphen), 0, -1)
    return next((size for size in sizes if _is_land(words[hyphen - size : hyphen], lexicon)), 0)


def _is_land(words: list[str], lexicon: Lexicon) -> bool:
    return lexicon.place_names.get(place_word(" ".join(words))) in LANDS and words[0][0].isupper()


def _find_sided(reading: Reading, hyphen: int, held: set[int], lexicon: Lexicon) -> Name | None:
    """The country that somebody is for or against, "anti-Fenwick", where no name holds it."""
    token = hyphen + 1
    if token in held or reading.words[hyphen - 1].lower() not in lexicon.words["siding_prefix"]:
        return None
    sort = lexicon.place_names.get(place_word(reading.words[token]))
    if sort not in LANDS or not reading.words[token][0].isupper():
        return None
    return Name(token, token + 1, "", token, None, "place" if sort == "country" else "group")
