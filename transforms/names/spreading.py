"""Finds every other place of an article where a name stands that was found once."""

from __future__ import annotations

from collections.abc import Collection

from transforms.grammar import SUFFIXES
from transforms.lexicon import Lexicon
from transforms.names.words import Name, read_title, surname_of
from transforms.reading.reading import Reading

SHORT = 4  # letters
LONGEST_NAME = 10  # words of a name to look for elsewhere


def spread_names(reading: Reading, names: list[Name], lexicon: Lexicon, shouted: Collection[int] = ()) -> list[Name]:
    """The names, and every other place of the article where the very words of one of them stand.

    A person's surname or given name alone counts as such a place where it is written with a capital and is no common
    word of the article. In the sentences `shouted`, names are looked for in capitals, too.
    """
    kinds = _known_forms(reading, names, lexicon)
    in_capitals = {_in_capitals(form): kind for form, kind in kinds.items()} if shouted else {}
    _take_particles(reading, names, kinds, lexicon)
    lengths: dict[str, set[int]] = {}
    for form in (*kinds, *in_capitals):
        lengths.setdefault(form[0], set()).add(len(form))
    covered = bytearray(len(reading))
    for name in names:
        covered[name.first : name.last] = b"\x01" * (name.last - name.first)
    found = list(names)
    for token in [token for token, word in enumerate(reading.words) if word in lengths]:
        for length in sorted(lengths[reading.words[token]], reverse=True):
            last = token + length
            if last > len(reading):  # the text ends within it: what is left may be a shorter name
                continue
            words = tuple(reading.words[token:last])
            kind = kinds.get(words)
            if kind is None and reading.token_sentence[token] in shouted:
                kind = in_capitals.get(words)
            if kind is not None and not any(covered[token:last]):
                covered[token:last] = b"\x01" * length
                title = read_title(reading, lexicon, token) if kind == "person" else (token, None)
                found.append(Name(token, last, "", *title, kind))
                break
    return sorted(found, key=lambda n: n.first)


def _in_capitals(form: tuple[str, ...]) -> tuple[str, ...]:
    """The words in capitals; short ones alone, which may be initials of something else, as they are."""
    return form if len(form) == 1 and len(form[0]) < SHORT else tuple(word.upper() for word in form)


def _take_particles(reading: Reading, names: list[Name], kinds: dict[tuple[str, ...], str], lexicon: Lexicon) -> None:
    """Widen surnames to the particles before them, where the article has both in a full name ("Ten" | "Hag")."""
    for name in names:
        if name.kind == "person" and name.last - name.first == 1:
            first = name.first
            while first and lexicon.particles.get(reading.words[first - 1].lower(), "binder") != "binder":
                first -= 1
            if first < name.first and kinds.get(tuple(reading.words[first : name.last])) == "person":
                name.first = first
                name.title_first, name.title = read_title(reading, lexicon, first)


def _may_stand_alone(part: str, lexicon: Lexicon) -> bool:
    """Whether somebody may be meant by a part of the full name; "Monday" is the day, whoever is called so."""
    is_name = part[0].isupper() and len(part) > 2 and "." not in part and part.lower() not in SUFFIXES
    return is_name and part not in lexicon.days and part not in lexicon.months


def _known_forms(reading: Reading, names: list[Name], lexicon: Lexicon) -> dict[tuple[str, ...], str]:
    """The words of names to look for elsewhere, and their kind."""
    lower = {word for word in reading.words if word.islower()}
    kinds: dict[tuple[str, ...], str] = {}
    for name in names:
        words = tuple(name.words(reading))
        if len(words) > LONGEST_NAME:
            continue
        kinds.setdefault(words, name.kind)
        if name.kind == "person" and len(words) > 1 and words[1] != "of":
            surname = surname_of(words, lexicon)
            for part in (words[-1], words[0]) if len(surname) == 1 else words[:1]:
                if _may_stand_alone(part, lexicon):
                    kinds.setdefault((part,), "person")
            if len(surname) > 1:
                kinds.setdefault(surname, "person")
                kinds.setdefault((surname[0].capitalize(), *surname[1:]), "person")  # at the head of a sentence
    return {words: kind for words, kind in kinds.items() if len(words) > 1 or words[0].lower() not in lower}
