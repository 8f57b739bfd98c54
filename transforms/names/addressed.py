"""Forms of address that no list knows, by how an article goes on: "Otunde Dana Poole ... Otunde Poole".

Who is called by a given name and a surname is called later without the given name, but not by it and without what
stands between: a first word that stays when the given name goes is a form of address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.lexicon import Lexicon
from transforms.names.words import Name
from transforms.reading.reading import Reading

FULL = 3  # words of a full name with a form of address


def cut_addressed(reading: Reading, names: Sequence[Name], lexicon: Lexicon) -> list[Name]:
    """The names without such words at their heads, as people's, in the same order."""
    words = [tuple(name.words(reading)) for name in names]
    pairs = {own for own in words if len(own) == 2}
    forms = {
        own[0]
        for name, own in zip(names, words, strict=True)
        if len(own) >= FULL and name.kind == "person" and (own[0], own[-1]) in pairs and _is_form(own, lexicon)
    }
    if not forms:
        return list(names)
    lasts = {own[-1] for own in words if own[0] in forms and len(own) >= FULL}
    return [
        replace(name, first=name.first + 1, title_first=name.first, kind="person")
        if len(own) > 1 and own[0] in forms and own[-1] in lasts and name.outside is None
        else name
        for name, own in zip(names, words, strict=True)
    ]


def _is_form(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the second word is a given name, and the first is none, no surname and no initial."""
    first = words[0]
    is_name = lexicon.is_given_name(first) or first.lower() in lexicon.surnames or len(first.rstrip(".")) == 1
    return lexicon.is_given_name(words[1]) and not is_name and first.istitle()
