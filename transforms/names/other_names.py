"""What an article says that a name is short for or another name of: "Harland Fund (Fonhar)", "Poole, nicknamed Dee".

The two are of one kind, whatever a reader took them for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from transforms.lexicon import Lexicon
from transforms.names.words import QUOTES, Name
from transforms.reading.reading import Reading

Key = tuple[str, ...]
Groups = Mapping[Key, list[Name]]

KNOWN = frozenset(("known", "trading", "operating"))  # before "as"
CALLED = frozenset(("nicknamed", "dubbed"))
BEFORE = frozenset((",", "(", "is", "are", "was"))  # between a name and "known as"


def find_defined(reading: Reading, groups: Groups) -> dict[Key, Key]:
    """The names of one word in brackets, quotation marks in them or not, and those of several words before them."""
    if "(" not in reading.words:
        return {}
    return dict(_pairs(groups, lambda name: _before_bracket(reading, name)))


def find_known_as(reading: Reading, groups: Groups, lexicon: Lexicon) -> dict[Key, Key]:
    """The names behind "known as" or the like, and those before it; and "Orvane, as the Harland Fund is known"."""
    if (KNOWN | CALLED).isdisjoint(reading.words):
        return {}
    found = dict(_pairs(groups, lambda name: _before_known(reading, name, lexicon)))
    return found | {short: key for key, short in _pairs(groups, lambda name: _before_as(reading, name))}


def _pairs(groups: Groups, begin_of: Callable[[Name], int]) -> Iterator[tuple[Key, Key]]:
    """The names for which a token is known at which another of them ends, and that one."""
    ends = {name.last: key for key, names in groups.items() for name in names}
    for key, names in groups.items():
        for name in names:
            whole = ends.get(begin_of(name)) if name.outside is None else None
            if whole is not None and whole != key:
                yield key, whole


def _before_bracket(reading: Reading, name: Name) -> int:
    words, link = reading.words, name.first - 1
    link -= link > 0 and words[link] in QUOTES
    behind = words[name.last : name.last + 2]
    is_closed = behind[:1] == [")"] or (behind[1:] == [")"] and behind[0] in QUOTES)
    return link if link > 0 and words[link] == "(" and is_closed and name.last - name.first == 1 else -1


def _before_known(reading: Reading, name: Name, lexicon: Lexicon) -> int:
    """The token with which the words begin that say what something is called."""
    words, adverbs = reading.words, lexicon.words["alias_adverb"]
    link = name.first - 1 - (name.first > 0 and words[name.first - 1] == "the")
    link -= words[link] in QUOTES
    is_as = words[link] == "as"
    link -= is_as
    link -= words[link] in adverbs
    if link < 1 or words[link] not in (KNOWN if is_as else CALLED):
        return -1
    while link > 1 and (words[link - 1] in adverbs or words[link - 1] in BEFORE):
        link -= 1
    return link


def _before_as(reading: Reading, name: Name) -> int:
    """The comma before "as the" and a name that "is known" follows."""
    words, link = reading.words, name.first - 1
    link -= link > 0 and words[link] == "the"
    is_known = words[name.last : name.last + 2] in (["is", "known"], ["was", "known"], ["is", "called"])
    return link - 1 if link > 1 and words[link - 1 : link + 1] == [",", "as"] and is_known else -1
