"""What an article says that a name is short for or another name of: "Harland Fund (Fonhar)", "Poole, nicknamed Dee".

The two are of one kind, whatever a reader took them for. What stands between them is read without marks, articles and
adverbs: "known to friends as", "who performs under the name", "formerly", "whose real name is".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from transforms.lexicon import Lexicon
from transforms.names.clues import OWN
from transforms.names.words import QUOTES, Name
from transforms.reading.reading import Reading

Key = tuple[str, ...]
Groups = Mapping[Key, list[Name]]

FURTHEST = 12  # words between a name and another one of the same thing
LONGEST_CIRCLE = 4  # words of those to whom somebody is known so: "to his fans in Orten"
MARKS = QUOTES | frozenset((",", "(", ".", "—", "–", "-", "the", "a", "an", "'", "’"))
BEING = frozenset(("is", "are", "was", "were", "be", "been", "used", "to", "has", "had", "also"))
RELATIVE = frozenset(("who", "which", "that"))
CIRCLES = frozenset(("to", "by", "among", "around", "in", "throughout", "across", "with"))
SHORTLY = ("aka", "a.k.a", "a.k.a.", "alias")
BEHIND = (["for", "short"],)  # "(Nordag for short)"
FRIENDLY = (["to", "his"], ["to", "her"], ["to", "their"], ["to", "friends"], ["to", "fans"])


def find_defined(reading: Reading, groups: Groups) -> dict[Key, Key]:
    """The names of one word in brackets, quotation marks in them or not, and those of several words before them."""
    if "(" not in reading.words:
        return {}
    return dict(_pairs(groups, lambda name: _before_bracket(reading, name)))


def find_known_as(reading: Reading, groups: Groups, lexicon: Lexicon) -> dict[Key, Key]:
    """The names that are said to be others of names before them, and "Orvane, as the Harland Fund is known"."""
    if not may_tell(reading, lexicon):
        return {}
    names = sorted(((n, key) for key, found in groups.items() for n in found), key=lambda pair: pair[0].first)
    found = {
        other: key
        for (left, key), (right, other) in pairwise(names)
        if key != other and is_other_name(reading, left, right, lexicon)
    }
    return found | {short: key for key, short in _pairs(groups, lambda name: _before_as(reading, name))}


def may_tell(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether any word of an article may tell of another name."""
    return not lexicon.words["alias_mark"].isdisjoint(reading.vocabulary)


def is_other_name(reading: Reading, left: Name, right: Name, lexicon: Lexicon) -> bool:
    """Whether the words between two names say that the second is another of the first."""
    if left.outside or right.outside or not 0 < right.first - left.last <= FURTHEST:
        return False
    if reading.token_sentence[left.first] != reading.token_sentence[right.first]:
        return False
    between = reading.lowered[left.last : right.first]
    adverbs = lexicon.words["alias_adverb"]
    plain = [word for word in between if word not in MARKS and word not in adverbs]
    if len(plain) == 1 and between[0] not in MARKS and between[0] not in adverbs and plain[0] not in SHORTLY:
        return False  # "Poole called Orvane"
    if not plain:
        return _is_former(reading, between, left, right, lexicon)
    if plain == ["or"]:
        behind = [word for word in reading.lowered[right.last : right.last + 3] if word not in QUOTES]
        return behind[:2] in FRIENDLY
    return any(test(plain, lexicon) for test in TESTS)


def _is_former(reading: Reading, between: Sequence[str], left: Name, right: Name, lexicon: Lexicon) -> bool:
    """Whether a mark and "formerly" stand between two names, and a mark behind: "Orvane, formerly Kestrobel,"."""
    closing = "".join(reading.words[right.last : right.last + 1])
    is_told = len(between) > 1 and between[0] in (",", "(") and between[1] in lexicon.words["former_adverb"]
    return (is_told and closing in (",", ")")) or reading.lowered[right.last : right.last + 2] in BEHIND


def _is_known(plain: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words are "known to everyone as", "who goes by", "which used to be called", "renamed"."""
    words = list(plain)
    while words and (words[0] in RELATIVE or words[0] in BEING):
        words = words[1:]
    if words[:1] == ["known"] and words[-1:] == ["as"]:
        circle = words[1:-1]
        return not circle or (circle[0] in CIRCLES and len(circle) <= LONGEST_CIRCLE + 1)
    if len(words) == 1:
        return words[0] in lexicon.words["alias_participle"] or words[0] in SHORTLY
    return words in (["goes", "by"], ["goes", "by", "name"], ["going", "by"], ["known", "by", "name"])


def _is_act(plain: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words say as what somebody appears: "who raps as", "trading as", "performs under the stage name"."""
    words = [word for word in plain if word not in RELATIVE]
    is_act = len(words) > 1 and words[0] in lexicon.words["alias_act"]
    if not is_act:
        return False
    rest = [word for word in words[1:] if word not in lexicon.words["alias_sort"] and word not in OWN]
    return rest in (["as"], ["under", "name"], ["business", "as"])


def _is_named(plain: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words tell of a name: "whose real name is", "by her stage name", "changed its name from"."""
    words = [word for word in plain if word not in lexicon.words["alias_sort"] and word not in OWN]
    if plain[0] == "whose":
        return words[1:2] == ["name"] and words[2:] in (["is"], ["was"])
    if words[:1] == ["real"] or plain in (["real", "name"], ["full", "name"]):
        return True
    known = words[1:] if words[:1] == ["known"] else []
    if known[:1] == ["by"] and len(known) == 2:
        return known[1] in lexicon.words["alias_noun"]
    words = [word for word in words if word not in RELATIVE]
    return words[:2] == ["changed", "name"] and words[2:] in (["from"], ["to"])


def _is_call(plain: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words say who calls the one by the other name: "whom fans call"."""
    is_led = plain[0] in ("whom", "who", "which") and 2 < len(plain) <= LONGEST_CIRCLE
    return is_led and plain[-1] in lexicon.words["alias_call"]


TESTS: tuple[Callable[[Sequence[str], Lexicon], bool], ...] = (_is_known, _is_act, _is_named, _is_call)


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
    is_closed = behind[:1] == [")"] or (behind[1:] == [")"] and behind[0] in QUOTES) or behind in BEHIND
    return link if link > 0 and words[link] == "(" and is_closed and name.last - name.first == 1 else -1


def _before_as(reading: Reading, name: Name) -> int:
    """The comma before "as the" and a name that "is known" follows."""
    words, link = reading.words, name.first - 1
    link -= link > 0 and words[link] == "the"
    is_known = words[name.last : name.last + 2] in (["is", "known"], ["was", "known"], ["is", "called"])
    return link - 1 if link > 1 and words[link - 1 : link + 1] == [",", "as"] and is_known else -1
