"""Places that a hyphen binds into one word, "U.S.-China", "U.S.-issued", where the reader parts no words."""

from __future__ import annotations

from transforms.lexicon import Lexicon
from transforms.names.splits import are_two_places, place_word
from transforms.names.words import Name
from transforms.reading.reading import Reading


def part_compounds(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names, and one or two for each word that binds places; a longer name with such a word in it stays whole."""
    pairs = {token: _parts(reading, token, lexicon) for token, word in enumerate(reading.words) if "-" in word[1:-1]}
    found = {token: parts for token, parts in pairs.items() if parts}
    if not found:
        return names
    held = {token for name in names if name.last - name.first > 1 for token in range(name.first, name.last)}
    kept = [name for name in names if name.last - name.first > 1 or name.first not in found]
    parted = [part for token, parts in found.items() if token not in held for part in parts]
    return sorted(kept + parted, key=lambda name: (name.first, name.outside or (0, 0)))


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
    if not (left[:1].isupper() and right[:1].isupper() and are_two_places([left, "-", right], lexicon)):
        return []
    start = reading.starts[token]
    spans = ((start, start + len(left)), (start + len(left) + 1, reading.ends[token]))
    kinds = ("group" if lexicon.place_names[place_word(word)] == "nationality" else "place" for word in (left, right))
    return [
        Name(token, token + 1, "", token, None, kind, outside=span) for kind, span in zip(kinds, spans, strict=True)
    ]
