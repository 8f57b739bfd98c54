"""Short names that stand in brackets behind the whole ones: "World Harbour Board (WHB)", "Orvane Plc ("Orvane")"."""

from __future__ import annotations

from transforms.names.repairs import Ground
from transforms.names.wholes import is_short_for
from transforms.names.words import QUOTES, Name


def find_short(ground: Ground, names: list[Name]) -> list[Name]:
    """Words in brackets behind a name whose letters they are, "(WHO)", "(Fonhar)", or whose first word: "("Orvane")".

    What a reader took a first word for, a language or a currency, counts for nothing.
    """
    words, found = ground.reading.words, []
    held = {token for name in names for token in range(name.first, name.last)} if "(" in words else set()
    for name in names if held else ():
        first = name.last + 1
        is_marked = words[first : first + 1] != [] and words[first] in QUOTES
        first += is_marked
        closing = first + 1 + is_marked
        is_word = words[name.last : name.last + 1] == ["("] and words[closing : closing + 1] == [")"]
        if is_word and name.label == "ORG" and first not in held and _is_short(ground, first, name):
            ground.take(first, first + 1)
            found.append(Name(first, first + 1, "ORG", first))
    return found


def _is_short(ground: Ground, token: int, name: Name) -> bool:
    """Whether a word is a name's first, or one of its letters that was read as nothing else."""
    word, whole = ground.reading.words[token], name.words(ground.reading)
    return (len(whole) > 1 and word == whole[0]) or (not ground.taken[token] and is_short_for(word, whole))
