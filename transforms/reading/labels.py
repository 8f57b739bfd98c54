"""Labels of turns, found by layout before any sentence is looked at: 'ROE:', "Jane Roe (Chair):", "Q:".

A label opens its line and ends with a colon; nothing in it is a verb. Lines are the annotated segments of a reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from transforms.grammar import FIRST_PERSON
from transforms.reading.reading import Reading

MOST_WORDS = 24  # of a label, brackets and title included
MOST_NAME_WORDS = 8
LEAST_TURNS = 3  # labelled lines that make a transcript, where one name or sign comes back
LONGEST_OPENING = 12  # characters of a bullet, a time or a mark
MARKS = "“\"‘'«"
LEAST_ASKED = 0.3  # questions, of the lines from the first to the last answer
LONGEST_QUESTION = 40
LEAST_VERBS = 0.5  # share of a transcript's turns that have a verb: "VENUE: Town Hall" is no turn
JOINERS = frozenset(
    {"de", "la", "van", "von", "of", "the", "for", "and", "der", "den", "bin", "al", "du", "da", "-", "."}
)
QUESTIONS, ANSWERS = frozenset({"q", "question"}), frozenset({"a", "answer"})
BULLETS = frozenset({"-", "–", "—", "*", "•", "·", ">"})
VERBS = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


class Label(NamedTuple):
    """The label of one line: the tokens of its name, half open, and its colon."""

    segment: int
    first: int
    last: int
    colon: int
    end: int  # of the line

    def sign(self, reading: Reading) -> str:
        """The word by which turns of one speaker are known: a surname, or "q" and "a"."""
        return reading.words[self.last - 1].lower()


def find_labels(reading: Reading) -> list[Label]:
    """The labels of all lines, in text order."""
    lines = reading.lines.items()
    return [label for segment, (first, last) in lines if (label := _read_label(reading, segment, first, last))]


def find_transcript(reading: Reading, labels: Sequence[Label]) -> list[Label]:
    """The labels whose lines are the turns of a transcript: several, some of one speaker, most with a verb."""
    signs = Counter(label.sign(reading) for label in labels)
    if len(labels) < LEAST_TURNS or (max(signs.values()) < 2 and not _are_shouted(reading, labels)):
        return []
    told = sum(any(p in VERBS for p in reading.pos[label.colon : label.end]) for label in labels)
    return list(labels) if told >= LEAST_VERBS * len(labels) else []


def _are_shouted(reading: Reading, labels: Sequence[Label]) -> bool:
    return all(label.last - label.first > 1 and reading.words[label.last - 1].isupper() for label in labels)


def _read_label(reading: Reading, segment: int, first: int, last: int) -> Label | None:
    """The label that opens a line, None where it has none."""
    start = _skip_opening(reading, first, min(last, first + MOST_WORDS))
    colon = next((t for t in range(start, min(last, start + MOST_WORDS)) if reading.words[t] in (":", "):")), None)
    if colon is None or colon == start or any(reading.words[t].isspace() for t in range(start, colon)):
        return None
    name = _name_before(reading, start, colon)
    return None if name is None else Label(segment, *name, colon, last)


def _skip_opening(reading: Reading, first: int, limit: int) -> int:
    """The first token behind a bullet, a time ("[09:31]"), or a mark before capitals ('"ROE: ...')."""
    token = first
    while token < limit and not reading.words[token][0].isalpha():
        token += 1
    opening = reading.text[reading.starts[first] : reading.starts[token]] if token < limit else ""
    if len(opening.strip()) > LONGEST_OPENING or token == limit:
        return first
    return first if set(MARKS) & set(opening) and not reading.words[token].isupper() else token


def _name_before(reading: Reading, first: int, colon: int) -> tuple[int, int] | None:
    """The tokens of the name in a label: before its brackets or its title, or in brackets behind an office."""
    words = reading.words
    end = next((t for t in range(first, colon) if words[t] in ("(", ",", "[", "–", "—")), colon)
    if words[first].lower() == "the" and end < colon and words[end] == "(":
        first, end = end + 1, next((t for t in range(end, colon) if words[t] == ")"), colon)
    is_named = all(_may_name(words[t]) for t in range(first, end)) or _is_titled(reading, first, end)
    if not 0 < end - first <= MOST_NAME_WORDS or not is_named:
        return None
    is_title = end < colon and (words[end] != "," or not any(reading.tags[t] in FINITE for t in range(end, colon)))
    is_name = words[first][0].isupper() and words[end - 1][0].isupper()
    return (first, end) if is_name and (end == colon or is_title) else None


def _is_titled(reading: Reading, first: int, end: int) -> bool:
    """Whether a title in small letters stands before a name of two words: "Harbour union leader Jane Roe"."""
    small = [t for t in range(first, end) if not _may_name(reading.words[t])]
    is_title = all(reading.pos[t] in ("NOUN", "ADJ") and reading.words[t].isalpha() for t in small)
    return is_title and bool(small) and end - small[-1] > len(("Jane", "Roe"))


def _may_name(word: str) -> bool:
    return word[0].isupper() or word in JOINERS


def is_question(reading: Reading, label: Label) -> bool:
    """Whether the label is "Q" or "Question"."""
    return label.last - label.first == 1 and label.sign(reading) in QUESTIONS


def is_answer(reading: Reading, label: Label) -> bool:
    """Whether the label is "A" or "Answer"."""
    return label.last - label.first == 1 and label.sign(reading) in ANSWERS


def find_interview(reading: Reading) -> list[tuple[int, int]]:
    """The segments of questions and of their answers in an interview that only its layout shows.

    A line that is a short question and the line below it, time after time; an answer speaks of "I" or "we",
    and not only in quotation marks: where others are quoted, the paper itself explains.
    """
    lines = reading.lines
    asking = [segment for segment in lines if _asks(reading, lines[segment])]
    pairs = [(s, s + 1) for s in asking if s + 1 in lines and s + 1 not in asking]
    quoted = {t for p in reading.passages for t in range(*reading.tokens_in(p.start, p.end))}
    answers = (t for _, answer in pairs for t in range(*lines[answer]) if t not in quoted)
    personal = any(reading.words[t].lower() in FIRST_PERSON for t in answers)
    if len(pairs) < LEAST_TURNS or not personal:
        return []
    return pairs if len(pairs) >= LEAST_ASKED * (pairs[-1][1] - pairs[0][0]) else []


def _asks(reading: Reading, line: tuple[int, int]) -> bool:
    """Whether a line is but a short question."""
    first, last = line
    stops = sum(word in (".", "?", "!") for word in reading.words[first:last])
    return reading.words[last - 1] == "?" and last - first <= LONGEST_QUESTION and stops <= 2
