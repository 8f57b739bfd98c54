"""Sides of matches and parties in rows of results: "Orten Stars v Tilva", "Orten Stars 2, Tilva 0", "..., Tilva 28".

A reader takes "Orten Stars v Tilva" for one name, and the number behind a name for a part of it. A number is the
name's own, "Channel 4", where nothing before it in the sentence is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transforms.lexicon import Lexicon
from transforms.names.splits import Span3
from transforms.reading.reading import Reading

Span = tuple[int, int]

SPORT = ("sport_noun", "club_end", "club_start")  # words by one of which an article is on sport
VERSUS = frozenset(("v", "vs", "vs.", "v."))
SCORING = frozenset(("scorers", "scorer", "goalscorers"))
PARTING = frozenset((",", ";", "and"))
ENDING = frozenset((",", ";", ".", "and", "(", ")", ":", "-", "–"))
ARTICLES = frozenset(("the", "The"))
GOALS = re.compile(r"\d{1,3}$")
COUNT = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?$")
LONGEST_SCORERS = 30  # tokens of who scored
LONGEST = 4  # words of a side


def find_matches(reading: Reading, lexicon: Lexicon) -> list[Span3]:
    """All sides of matches that sentences of an article on sport give in rows, as organizations, places or people."""
    if all(lexicon.words[use].isdisjoint(reading.vocabulary) for use in SPORT):
        return []
    words = reading.words
    is_versus = not VERSUS.isdisjoint(reading.vocabulary)
    links = [t for t in range(1, len(words) - 1) if words[t] in VERSUS] if is_versus else []
    scores = [t for t in reading.figures if t and words[t - 1][:1].isupper()]
    if not (links or len(scores) > 1):
        return []
    small = set(words)
    pairs = {*_versus(reading, lexicon, links), *_scored(reading, lexicon, scores)}
    found = {side for side in pairs if side[1] - side[0] > 1 or words[side[0]].lower() not in small}  # "Qualifier"
    return sorted((first, last, _label(reading, lexicon, first, last)) for first, last in found)


def _versus(reading: Reading, lexicon: Lexicon, links: Sequence[int]) -> Iterator[Span]:
    """The sides on both sides of "v"."""
    for link in links:
        if _is_lawsuit(reading, link, lexicon):
            continue
        left, right = _side_before(reading, lexicon, link), _side_behind(reading, link + 1)
        if left[0] < left[1] and right[0] < right[1]:
            yield left
            yield right


def _is_lawsuit(reading: Reading, link: int, lexicon: Lexicon) -> bool:
    """Whether the sentence of "v" is on a case in court: "the ruling in Poole v. Orten"."""
    first, limit = reading.sentences[reading.token_sentence[link]]
    return not lexicon.words["lawsuit_noun"].isdisjoint(reading.lowered[first:limit])


def _scored(reading: Reading, lexicon: Lexicon, scores: Sequence[int]) -> Iterator[Span]:
    """The sides of results, a number behind each: "Orten Stars 2, Tilva 0"."""
    words = reading.words
    for score in scores:
        begin = _over_scorers(reading, score + 1)
        begin += begin < len(words) and words[begin] in PARTING
        left, right = _side_before(reading, lexicon, score), _side_behind(reading, begin)
        number = "".join(words[right[1] : right[1] + 1])
        is_row = GOALS.match(words[score]) and GOALS.match(number) and left[0] < left[1] and right[0] < right[1]
        if is_row and "".join(words[right[1] + 1 : right[1] + 2]) in ENDING | {""}:
            yield left
            yield right


def _over_scorers(reading: Reading, first: int) -> int:
    """The token behind who scored, in brackets: "Orten 2 (Poole 12, Ortiz 55) | Tilva 1"."""
    if reading.words[first : first + 1] != ["("]:
        return first
    limit = min(reading.sentences[reading.token_sentence[first]][1], first + LONGEST_SCORERS)
    return next((token + 1 for token in range(first, limit) if reading.words[token] == ")"), first)


def _side_before(reading: Reading, lexicon: Lexicon, last: int) -> Span:
    """The capitalised words that end at a token."""
    first, floor = last, reading.sentences[reading.token_sentence[last]][0]
    while first > floor and last - first < LONGEST and _is_own(reading, first - 1):
        first -= 1
    while first < last and (reading.words[first] in lexicon.days or reading.words[first] in lexicon.months):
        first += 1
    return first, last


def _side_behind(reading: Reading, first: int) -> Span:
    """The capitalised words that begin at a token."""
    if first >= len(reading):
        return first, first
    last, limit = first, reading.sentences[reading.token_sentence[first]][1]
    while last < limit and last - first < LONGEST and _is_own(reading, last):
        last += 1
    return first, last


def _is_own(reading: Reading, token: int) -> bool:
    """Whether a word is one of a side's name."""
    word = reading.words[token]
    return word[0].isupper() and word not in ARTICLES and (word.isalpha() or "-" in word or "." in word)


def part_matches(reading: Reading, lexicon: Lexicon, spans: list[Span3]) -> list[Span3]:
    """The spans with the sides of matches as they stand, and without the counts of a row of results."""
    sides = find_matches(reading, lexicon)
    parted = [_without_count(reading, span) for span in spans]
    if not sides:
        return parted
    held = {token for first, last, _ in sides for token in range(first, last)}
    return sorted([*sides, *(span for span in parted if held.isdisjoint(range(span[0], span[1])))])


def _label(reading: Reading, lexicon: Lexicon, first: int, last: int) -> str:
    """What a side is: a place by its name, somebody in brackets or by a given name, "Scorers: Poole 12, Ortiz 55"."""
    words, floor = reading.words, reading.sentences[reading.token_sentence[first]][0]
    if " ".join(words[first:last]).lower() in lexicon.place_names:
        return "GPE"
    before = words[floor:first]
    is_inside = before.count("(") > before.count(")") or not SCORING.isdisjoint(reading.lowered[floor:first])
    is_full = last - first > 1 and lexicon.is_given_name(words[first])
    read = {label for begin, end, label in reading.entities if begin < last and first < end} if is_full else set()
    is_full = is_full and (words[last - 1].lower() in lexicon.surnames or "PERSON" in read)
    is_inside = is_inside or not lexicon.words["duel_noun"].isdisjoint(reading.vocabulary)
    return "PERSON" if is_inside or is_full or words[first][1:] == "." else "ORG"


def _without_count(reading: Reading, span: Span3) -> Span3:
    """The span without the number that, of all that are counted in a sentence, is the name's: "..., the Bloc | 38"."""
    first, last, label = span
    words = reading.words
    if label == "PRODUCT" or last - first < 2 or not COUNT.match(words[last - 1]) or reading.tags[last - 1] != "CD":
        return span
    link = first - 1 - (first > 0 and words[first - 1] in ARTICLES)
    behind = "".join(words[last : last + 1])
    is_listed = link >= 0 and words[link] in PARTING and behind in ENDING | {""}
    return (first, last - 1, label) if is_listed and _is_counted(reading, first, last) else span


def _is_counted(reading: Reading, first: int, last: int) -> bool:
    """Whether something is counted before a name in its sentence, and no other name of the same words has a number."""
    words, floor = reading.words, reading.sentences[reading.token_sentence[first]][0]
    head = words[last - 2]
    numbers = [token for token in range(floor, first) if reading.tags[token] == "CD"]
    if any(words[token - 1] == head for token in numbers if token):
        return False
    return any(token > floor and reading.tags[token - 1][:2] == "VB" for token in numbers)
