"""Passages in quotation marks, paragraph by paragraph, by rule.

Neither spaCy's `is_quote` (it takes apostrophes) nor its sentences (they cut quotations) are used. No mark
acts beyond its paragraph, so that one odd mark costs at most the quotes beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

OPENERS = "“„«‟"
CLOSERS = "”»"
PARAGRAPH = re.compile(r"[^\n]+")
DOUBLE_MARK = re.compile(r"``|''|‘‘|’’|[\"“„«‟”»]")
SINGLE_OPENER = re.compile(r"(?:(?<=[\s(\[—–:\-])|^)[‘'’`](?=[^\W_])(?!\d0s)(?![‘'’]?(?:em|til|cause|tis|twas)\b)")
SINGLE_CLOSER = re.compile(r"(?<=[\w.,!?…%)])[’'](?!\w)")
SENTENCE_STOP = re.compile(r"[.?!…](?=\s)")
STOPS = ".?!…"
AFTER_CLOSER = ".,;:?!)]}…—–-'’”"
BEFORE_OPENER = "([{—–-'‘/"


class Passage(NamedTuple):
    """A stretch inside quotation marks: start to end with its marks, inner_start to inner_end without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_closed: bool
    is_single: bool = False


@dataclass(slots=True)
class _Mark:
    """One double mark: where it stands, and whether its neighbours let it open or close a quotation."""

    start: int
    end: int
    opens: bool
    closes: bool


def find_passages(text: str, paragraphs: Iterable[tuple[int, int]] | None = None) -> list[Passage]:
    """The passages in quotation marks of a text, in order; marks within marks belong to the outer passage.

    `paragraphs` are the spans to look at, each line by default. A quotation still open at its paragraph's end runs to
    that end: the next paragraph reopens it, or the closing mark was forgotten.

    >>> [p[:2] for p in find_passages('“Not now,” she said. "Ever" was cut')]
    [(0, 10), (21, 27)]
    """
    if paragraphs is None:
        paragraphs = [m.span() for m in PARAGRAPH.finditer(text)]
    return [passage for start, end in paragraphs for passage in _paragraph_passages(text[start:end], start)]


def _paragraph_passages(line: str, base: int) -> list[Passage]:
    doubles = _double_passages(line)
    found = sorted(doubles + _single_passages(line, doubles))
    return [
        Passage(base + p.start, base + p.end, base + p.inner_start, base + p.inner_end, p.is_closed, p.is_single)
        for p in found
        if line[p.inner_start : p.inner_end].strip()
    ]


def _double_passages(line: str) -> list[Passage]:
    marks = [mark for m in DOUBLE_MARK.finditer(line) if (mark := _read_mark(line, m.start(), m.end()))]
    found: list[Passage] = []
    open_mark: _Mark | None = None
    nested = 0
    for number, mark in enumerate(marks):
        if open_mark is None:
            if mark.opens:
                open_mark = mark
        elif mark.closes and not (mark.opens and nested):
            if nested:
                nested -= 1
                continue
            found.append(_passage(open_mark, mark))
            open_mark = None
        elif (_is_curly(line, mark) and not _is_curly(line, open_mark)) or _closes_twice(marks, number):
            nested += 1
        elif _ends_sentence(line, mark.start):
            continue  # a closing mark was forgotten and the same quotation reopens
        else:
            end = _last_stop(line, open_mark.end, mark.start)
            found.append(Passage(open_mark.start, end, open_mark.end, end, False))
            open_mark = mark
    if open_mark is not None:
        found.append(Passage(open_mark.start, len(line.rstrip()), open_mark.end, len(line.rstrip()), False))
    return found


def _is_curly(line: str, mark: _Mark) -> bool:
    return line[mark.start] not in "\"'`"


def _passage(opening: _Mark, closing: _Mark) -> Passage:
    return Passage(opening.start, closing.end, opening.end, closing.start, True)


def _read_mark(line: str, start: int, end: int) -> _Mark | None:
    """What a mark can do, by its glyph and its neighbours; None for inches and feet."""
    before, after = line[start - 1 : start], line[end : end + 1]
    glyph = line[start]
    blank_before = not before.strip() or before in BEFORE_OPENER
    blank_after = not after.strip() or after in AFTER_CLOSER
    if glyph in "\"'" and before.isdigit() and not after.isalpha() and not _is_odd(line, start):
        return None
    opens, closes = blank_before and not blank_after, blank_after and not blank_before
    if opens == closes:  # the neighbours do not tell: the glyph does, and a straight mark may do either
        opens, closes = glyph not in CLOSERS + "’", glyph not in OPENERS + "‘`"
    elif before.strip() and after.strip():  # between two signs the glyph of a curly mark decides
        if glyph in OPENERS + "‘`":
            opens, closes = True, False
        elif glyph in CLOSERS + "’":
            opens, closes = False, True
    return _Mark(start, end, opens, closes)


def _is_odd(line: str, place: int) -> bool:
    """Whether an odd number of straight marks stands before: then a mark after a figure closes a quotation."""
    return line.count('"', max(0, place - 2000), place) % 2 == 1


def _ends_sentence(line: str, place: int) -> bool:
    before = line[max(0, place - 3) : place].rstrip()
    return bool(before) and before[-1] in STOPS


def _last_stop(line: str, start: int, end: int) -> int:
    """Where a quotation without a closing mark ends at the latest: with the last sentence before the next one opens."""
    stops = [m.end() for m in SENTENCE_STOP.finditer(line, start, end)]
    return stops[-1] if stops else end


def _closes_twice(marks: list[_Mark], number: int) -> bool:
    following = marks[number + 1 : number + 3]
    return len(following) == 2 and all(m.closes and not m.opens for m in following)


def _single_passages(line: str, doubles: list[Passage]) -> list[Passage]:
    """Passages in single marks outside double ones, where they clearly open and close."""
    if not any(c in line for c in "‘’'"):
        return []
    found: list[Passage] = []
    borders = [0, *(edge for p in doubles for edge in (p.start, p.end)), len(line)]
    for start, end in zip(borders[::2], borders[1::2], strict=True):
        place = start
        while opening := SINGLE_OPENER.search(line, place, end):
            later = SINGLE_OPENER.search(line, opening.end(), end)
            limit = later.start() if later else end
            closing = _closing_single(line, opening.end(), limit)
            if closing is None:
                place = opening.end()
                continue
            found.append(Passage(opening.start(), closing + 1, opening.end(), closing, True, True))
            place = closing + 1
    return found


def _closing_single(line: str, start: int, end: int) -> int | None:
    """Where a single quotation closes: after a stop first, then where no plural possessive is possible."""
    places = [m.start() for m in SINGLE_CLOSER.finditer(line, start, end)]
    for likely in (
        [p for p in places if line[p - 1] in STOPS + ","],
        [p for p in places if line[p - 1] != "s"],
        places[-1:],
    ):
        if likely:
            return likely[0]
    return None
