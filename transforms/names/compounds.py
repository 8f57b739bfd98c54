"""Two names that a hyphen binds into one word where the reader parts none: "U.S.-China", "Oslo-EU", "U.S.-issued"."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from transforms.lexicon import Lexicon
from transforms.names.hyphens import BINDER, DASHES, are_two_names, kind_of_half, place_word
from transforms.names.words import Name
from transforms.reading.reading import Reading

MOST_BESIDE = 2  # words of a name on either side of the word with the hyphen: "U.S.-New Zealand"


class _Compound(NamedTuple):
    """The tokens that a hyphen binds, half open, and the names in them."""

    first: int
    last: int
    names: list[Name]


def part_compounds(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names, and one or two for each word that binds two; a longer name with such a word in it stays whole."""
    names = _with_halves(reading, _join_peoples(reading, names, lexicon), lexicon)
    tokens = [token for token, word in enumerate(reading.words) if BINDER.search(word, 1, len(word) - 1)]
    found = [compound for token in tokens if (compound := _find_compound(reading, token, lexicon))]
    if not found:
        return names
    homes = {token: compound for compound in found for token in range(compound.first, compound.last)}
    inner = [_is_inside(name, homes) for name in names]
    longer = {t for name, is_in in zip(names, inner, strict=True) if not is_in for t in range(name.first, name.last)}
    kept = [
        name
        for name, is_in in zip(names, inner, strict=True)
        if not is_in or not longer.isdisjoint(range(homes[name.first].first, homes[name.first].last))
    ]
    free = (compound for compound in found if longer.isdisjoint(range(compound.first, compound.last)))
    parted = [part for compound in free for part in compound.names]
    return sorted(kept + parted, key=lambda name: (name.first, name.outside or (0, 0)))


def _join_peoples(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names, and one for each word of two peoples, the first cut short ("Sino-Danish"), that none longer holds."""
    spans = [span for token in range(len(reading)) if (span := _find_peoples(reading, token, lexicon))]
    if not spans:
        return names
    longer = {t for name in names for span in spans if _is_beyond(name, span) for t in range(name.first, name.last)}
    free = [span for span in spans if longer.isdisjoint(range(*span))]
    held = {token for span in free for token in range(*span)}
    kept = [name for name in names if name.first not in held]
    return sorted([*kept, *(_name(*span, "group", None) for span in free)], key=lambda name: name.first)


def _find_peoples(reading: Reading, token: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The tokens, half open, of a word of two peoples that begins at a token; None where none does."""
    words, last = reading.words, token + 1
    parts = words[token].split("-")
    is_bound = words[last : last + 1] == ["-"] and reading.starts[last + 1 : last + 2] == [reading.ends[token] + 1]
    if len(parts) == 1 and is_bound:
        parts, last = [words[token], words[last + 1]], last + 2
    is_cut = len(parts) == 2 and parts[0].lower() in lexicon.words["people_prefix"]
    is_people = is_cut and lexicon.place_names.get(place_word(parts[1])) in ("nationality", "country")
    return (token, last) if is_people else None


def _is_beyond(name: Name, span: tuple[int, int]) -> bool:
    """Whether a name holds words of a span and others."""
    overlaps = name.first < span[1] and span[0] < name.last
    return overlaps and (name.first < span[0] or span[1] < name.last)


def _with_halves(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names, and a country or a body beside a hyphen of its own that none holds: "Oslo" of "Oslo-EU"."""
    held = {token for name in names for token in range(name.first, name.last)}
    missing = [
        name
        for hyphen in range(1, len(reading) - 1)
        if reading.words[hyphen] in DASHES and (hyphen - 1 in held) + (hyphen + 1 in held) == 1
        if reading.ends[hyphen - 1] == reading.starts[hyphen] == reading.starts[hyphen + 1] - 1
        for name in _missing_half(reading, hyphen, hyphen - 1 if hyphen + 1 in held else hyphen + 1, lexicon)
    ]
    return sorted(names + missing, key=lambda name: name.first) if missing else names


def _missing_half(reading: Reading, hyphen: int, token: int, lexicon: Lexicon) -> list[Name]:
    """The name of one word at a token beside a hyphen that binds it to another."""
    words = reading.words
    sizes = range(1, MOST_BESIDE + 2)
    halves = (
        ([words[token], "-", " ".join(words[hyphen + 1 : hyphen + 1 + size])] for size in sizes)
        if token < hyphen
        else ([" ".join(words[max(0, hyphen - size) : hyphen]), "-", words[token]] for size in sizes)
    )
    if not any(are_two_names(half, lexicon) for half in halves):
        return []
    return [Name(token, token + 1, "", token, None, kind_of_half(words[token], lexicon))]


def _is_inside(name: Name, homes: dict[int, _Compound]) -> bool:
    """Whether a name reaches not beyond the words that a hyphen binds."""
    home = homes.get(name.first)
    return home is not None and name.last <= home.last


def _find_compound(reading: Reading, token: int, lexicon: Lexicon) -> _Compound | None:
    """The names that the hyphen in a word binds: of the first alone in "U.S.-issued"; None where it binds none."""
    left, right = BINDER.split(reading.words[token], maxsplit=1)
    start = reading.starts[token]
    if not left[:1].isupper():
        return None
    if right in lexicon.words["compound_end"] and lexicon.place_names.get(place_word(left)) == "country":
        return _Compound(token, token + 1, [_name(token, token + 1, "place", (start, start + len(left)))])
    middle = start + len(left)
    floor, limit = reading.sentences[reading.token_sentence[token]]
    sides = product(range(MOST_BESIDE, -1, -1), repeat=2) if right[:1].isupper() else ()
    for before, behind in sides:
        first, last = token - before, token + behind + 1
        if first < floor or last > limit:
            continue
        spans = ((reading.starts[first], middle), (middle + 1, reading.ends[last - 1]))
        halves = [reading.text[slice(*span)] for span in spans]
        if are_two_names([halves[0], "-", halves[1]], lexicon):
            kinds = [kind_of_half(half, lexicon) for half in halves]
            return _Compound(first, last, [_name(first, last, *part) for part in zip(kinds, spans, strict=True)])
    return None


def _name(first: int, last: int, kind: str, span: tuple[int, int] | None) -> Name:
    return Name(first, last, "", first, None, kind, outside=span)
