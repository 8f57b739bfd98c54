"""Clubs that are called by their town alone: "Orten beat Fenwick 2-1", "the Orten striker", "Orten 2 Fenwick 1".

A country's team goes by the country, and so does a state's. Each place of a name is judged by itself, for a report on
a club may come from its town: "ORTEN, May 5 - Orten won 3-0".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.grammar import SUBJECTS
from transforms.lexicon import Lexicon
from transforms.names.conduct import is_scored_against, match_of
from transforms.names.hyphens import place_word
from transforms.names.match_rows import find_matches
from transforms.names.score_lines import SCORE, find_sides
from transforms.names.splits import Span3
from transforms.names.words import Name
from transforms.reading.reading import Reading

Span = tuple[int, int]

TOWNS = frozenset(("city", "town"))
LEAGUED = TOWNS | {"state"}  # what sides in a table are called: in America by states, too
OPEN = frozenset(("place", "person", "none", "other", ""))
WHERE = frozenset(("in", "near", "around", "outside", "across", "at", "from", "of"))  # before a town
FEWEST = 2  # nouns for players that tell an article on sport
MANY = frozenset(("are", "have", "were"))  # behind a town, only as its side's
VERSUS = frozenset(("v", "vs", "vs."))
LINKS = frozenset(("to", "with", "over", "for"))
GROUNDS = frozenset(("away", "home"))  # before "to" and the other side
PARTIES = SUBJECTS | {"dobj"}


def find_clubs(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names, those of towns that mean clubs as organizations', and those of lines that give a result or a table."""
    names = _add_sides(reading, names, lexicon)
    towns = [name for name in names if name.kind == "place" and _sort(reading, name, lexicon) in TOWNS]
    players = sum(word in lexicon.words["player"] for word in reading.lowered) if towns else 0
    sides = find_matches(reading, lexicon) if towns else []
    if not towns or not (players or sides or SCORE.search(reading.text)):
        return names
    towns = [name for name in towns if not _is_where(reading, name)]
    bodies = [n for n in names if n.kind == "organization" and _sort(reading, n, lexicon) in TOWNS]
    clubs = {_key(reading, name) for name in [*towns, *bodies] if _is_club(reading, name, lexicon)}
    clubs |= _clubs_in_rows(reading, towns, sides, lexicon)
    is_played = bool(clubs) or players >= FEWEST
    clubs |= {_key(reading, name) for name in bodies}
    found = {
        id(name) for name in towns if _key(reading, name) in clubs or (is_played and _may_play(reading, name, lexicon))
    }
    return [replace(name, kind="organization") if id(name) in found else name for name in names]


def _clubs_in_rows(reading: Reading, towns: list[Name], sides: Sequence[Span3], lexicon: Lexicon) -> set[str]:
    """The towns that are sides of matches in rows, of which no side is a country's."""
    words = (" ".join(reading.words[first:last]).lower() for first, last, label in sides if label == "GPE")
    if any(lexicon.place_names.get(word) == "country" for word in words):
        return set()
    spans = {side[:2] for side in sides}
    return {_key(reading, name) for name in towns if (name.first, name.last) in spans}


def _key(reading: Reading, name: Name) -> str:
    return place_word(" ".join(name.words(reading)))


def _sort(reading: Reading, name: Name, lexicon: Lexicon) -> str:
    """What sort of place a name in the annotated text may mean; empty where it is none."""
    return lexicon.place_names.get(_key(reading, name), "") if name.outside is None else ""


def _is_where(reading: Reading, name: Name) -> bool:
    """Whether something is said to be in the town, or what land it lies in follows: "in Orten", "Orten, Fenwickia"."""
    words = reading.words
    before = words[name.first - 1].lower() if name.first else ""
    is_placed = words[name.last : name.last + 1] == [","] and words[name.last + 1 : name.last + 2] != []
    follows = words[name.last + 1] if is_placed else ""
    return before in WHERE or (is_placed and follows[0].isupper())


def _is_club(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a town plays a match with a score, somebody scores against it, or a player stands behind its name."""
    behind = reading.words[name.last].lower() if name.last < len(reading) else ""
    if behind in lexicon.words["player"]:
        return True
    return match_of(reading, name, lexicon) is not None or is_scored_against(reading, name, lexicon)


def _may_play(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a town does what, beside the clubs of an article, a club does: "Orten are third", "beat Orten"."""
    words, first, last = reading.words, name.first, name.last
    before, behind = (words[token].lower() if 0 <= token < len(words) else "" for token in (first - 1, last))
    if before in VERSUS or behind in VERSUS or before == "against":
        return True
    root = reading.root(first, last)
    head, dep = reading.heads[root], reading.deps[root]
    if behind in MANY and dep in SUBJECTS and before != "and":
        return True
    verb = reading.lemmas[head]
    if dep in PARTIES and (
        verb in lexicon.words["match_verb"] or (dep == "dobj" and verb in lexicon.words["joining_verb"])
    ):
        return True
    return _is_linked(reading, head, before, lexicon)


def _is_linked(reading: Reading, head: int, before: str, lexicon: Lexicon) -> bool:
    """Whether a match is played to, with, over or for what a preposition binds: "lost to Orten", "away to Orten"."""
    if before not in LINKS or reading.words[head].lower() != before:
        return False
    if before == "to" and reading.words[max(head - 1, 0)] in GROUNDS:
        return True
    verb = reading.lemmas[reading.heads[head]]
    return verb in lexicon.words["match_verb"] or (before == "for" and verb in lexicon.words["joining_verb"])


def _add_sides(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names with the sides of lines that give results, where one of a line's sides is called by a town."""
    spans = [side for sides in find_sides(reading.text) for side in _sides_of(reading, sides, lexicon)]
    if not spans:
        return names
    held = {token for span in spans for token in range(*span)}
    kept = [name for name in names if name.outside or held.isdisjoint(range(name.first, name.last))]
    sides = [Name(first, last, "ORG", first, None, "organization") for first, last in dict.fromkeys(spans)]
    return sorted(kept + sides, key=lambda name: (name.first, name.outside or (0, 0)))


def _sides_of(reading: Reading, sides: Sequence[Span], lexicon: Lexicon) -> list[Span]:
    """The tokens of a line's sides; none where none is a town or one is a country."""
    found = [reading.tokens_in(*side) for side in sides]
    sorts = [lexicon.place_names.get(place_word(reading.text[slice(*side)]), "") for side in sides]
    is_whole = all(
        first < last and reading.starts[first] == side[0] for (first, last), side in zip(found, sides, strict=True)
    )
    is_club = any(sort in LEAGUED for sort in sorts) and all(sort in LEAGUED | {""} for sort in sorts)
    return found if is_whole and is_club else []
