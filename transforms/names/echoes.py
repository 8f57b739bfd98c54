"""Organizations that the article names elsewhere, bound by a hyphen: "Orvane-owned", "ex-Orvane", "Orvane-Tarvo"."""

from __future__ import annotations

from collections.abc import Collection

from transforms.lexicon import Lexicon
from transforms.names.hyphens import DASHES, place_word
from transforms.names.words import Name
from transforms.reading.reading import Reading


def part_echoes(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names, and for each hyphen the organizations of one word beside it that stand elsewhere or are well known."""
    hyphens = [token for token in range(1, len(reading) - 1) if _is_binding(reading, token)]
    if not hyphens:
        return names
    told = _told_organizations(reading, names, lexicon)
    for hyphen in hyphens:
        parts = _find_parts(reading, hyphen, told, lexicon)
        there = [name for name in names if name.first < hyphen + 2 and hyphen - 1 < name.last]
        is_within = all(hyphen - 1 <= name.first and name.last <= hyphen + 2 for name in there)
        if parts and is_within:
            added = [Name(part, part + 1, "", part, None, "organization") for part in parts]
            names = [name for name in names if name not in there] + added
    return sorted(names, key=lambda name: name.first)


def _is_binding(reading: Reading, token: int) -> bool:
    """Whether a token is a hyphen right between two words."""
    is_tight = reading.starts[token] == reading.ends[token - 1] and reading.ends[token] == reading.starts[token + 1]
    return is_tight and reading.words[token] in DASHES


def _told_organizations(reading: Reading, names: Collection[Name], lexicon: Lexicon) -> set[str]:
    """The words by which the article names only organizations: one alone, or the first of "Orvane Energy"."""
    kinds: dict[str, set[str]] = {}
    for name in names:
        words = name.words(reading)
        if len(words) == 1 or _is_own_word(words[0], lexicon):
            kinds.setdefault(words[0], set()).add(name.kind)
    return {word for word, found in kinds.items() if found == {"organization"}}


def _is_own_word(word: str, lexicon: Lexicon) -> bool:
    """Whether a word names by itself: no place, no given name, and no word that many bodies share."""
    tables = (lexicon.place_names, lexicon.generic_words, lexicon.female_share, lexicon.name_words, lexicon.facilities)
    return not any(word.lower() in table for table in tables)


def _find_parts(reading: Reading, hyphen: int, told: Collection[str], lexicon: Lexicon) -> list[int]:
    """The tokens beside a hyphen that are organizations: both, or one beside what belongs to no name."""
    left, right = hyphen - 1, hyphen + 1
    before, behind = reading.words[left], reading.words[right]
    if _is_organization(before, told, lexicon):
        if behind in lexicon.words["compound_end"]:
            return [left]
        return [left, right] if _is_organization(behind, told, lexicon) else []
    is_bound = before.lower() in lexicon.words["prefix"] and _is_organization(behind, told, lexicon)
    return [right] if is_bound else []


def _is_organization(word: str, told: Collection[str], lexicon: Lexicon) -> bool:
    plain = place_word(word)
    is_known = plain in lexicon.organization_names and lexicon.place_names.get(plain, "town") == "town"
    return word[:1].isupper() and (word in told or is_known)
