"""Places that a hyphen binds into one word, "U.S.-China", "U.S.-issued", where the reader parts no words."""

from __future__ import annotations

from transforms.lexicon import Lexicon
from transforms.names.splits import are_two_places, place_word
from transforms.names.words import Name
from transforms.reading.reading import Reading

LONGEST = 4  # words of two places


def part_compounds(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names, and one or two for each word that binds places; a longer name with such a word in it stays whole."""
    pairs = {token: _parts(reading, token, lexicon) for token, word in enumerate(reading.words) if "-" in word[1:-1]}
    found = {token: parts for token, parts in pairs.items() if parts}
    if not pairs:
        return names
    held = {token for name in names if name.last - name.first > 1 for token in range(name.first, name.last)}
    kept = [
        part
        for name in names
        if name.last - name.first > 1 or name.first not in found
        for part in _halves(reading, name, lexicon) or [name]
    ]
    parted = [part for token, parts in found.items() if token not in held for part in parts]
    return sorted(kept + parted, key=lambda name: (name.first, name.outside or (0, 0)))


def _halves(reading: Reading, name: Name, lexicon: Lexicon) -> list[Name]:
    """The two places that a hyphen binds in a name of several words, "U.S.-New Zealand"; none in another."""
    if not 1 < name.last - name.first <= LONGEST or "-" not in reading.words[name.first][1:-1]:
        return []
    start, end = name.span(reading)
    left, _, right = reading.text[start:end].partition("-")
    return _places((left, right), name.first, start, lexicon)


def _parts(reading: Reading, token: int, lexicon: Lexicon) -> list[Name]:
    """The names in a word: of its halves where they are two places, of the first alone in "U.S.-issued"; else none."""
    left, _, right = reading.words[token].partition("-")
    if (
        right in lexicon.words["compound_end"]
        and left[:1].isupper()
        and lexicon.place_names.get(place_word(left)) == "country"
    ):
        span = (reading.starts[token], reading.starts[token] + len(left))
        return [Name(token, token + 1, "", token, None, "place", outside=span)]
    return _places((left, right), token, reading.starts[token], lexicon)


def _places(halves: tuple[str, str], token: int, start: int, lexicon: Lexicon) -> list[Name]:
    """The names of two places that begin at a token with a hyphen between them; none where they are no places."""
    left, right = halves
    if not (left[:1].isupper() and right[:1].isupper() and are_two_places([left, "-", right], lexicon)):
        return []
    middle = start + len(left)
    spans = ((start, middle), (middle + 1, middle + 1 + len(right)))
    kinds = ("group" if lexicon.place_names[place_word(word)] == "nationality" else "place" for word in (left, right))
    return [
        Name(token, token + 1, "", token, None, kind, outside=span) for kind, span in zip(kinds, spans, strict=True)
    ]
