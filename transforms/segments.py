"""What each stretch of an article's text is: headline, byline, dateline, body, caption, credit, link, boilerplate.

The rules read layout, not content: where a line stands, how long it is, whether it ends as a sentence does, and the
set phrases of `seeds/layout_phrases.csv`. In doubt a line is body, since what is not headline, caption or body is not
annotated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from transforms import bylines
from transforms.lines import BULLET, CLOSERS, OPENERS, Line, is_headline_like, split_lines
from transforms.records import ArticleHints, Segment

SHORT_LABEL = 3  # words of a section label ("World", "Your Money") above a headline
LINK_WORDS = range(5, 26)  # words of another story's headline between two paragraphs; shorter ones are subheadings
MANY_TITLES = 5
LONG_PHRASE = 40  # words from which a line that begins like a promotion is read as a paragraph
HEAD_LINES = 40  # lines above the story that are read as its head, at most
URL_LINE = re.compile(r"(?:https?://|www\.)\S+$")
LETTER_OR_DIGIT = re.compile(r"\w")
TIME_LINE = re.compile(
    r"(?:(?:first\s)?(?:published|updated|posted|last\s(?:updated|modified|edited)|modified|created)\b[^.]{0,80}"
    rf"|(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s)?(?:{bylines.MONTH}\s\d{{1,2}}|\d{{1,2}}\s{bylines.MONTH}),?\s\d{{4}}"
    r"(?:\W{1,5}(?:at\s)?\d{1,2}[:.]?\d{0,2}\s?[ap]?\.?m?\.?.{0,20}|\W{1,3}(?:updated|modified|published|posted)\b.{0,50})?"
    r"|\d{4}-\d\d-\d\d.{0,30}|\d{1,2}:\d\d\s?(?:am|pm|a\.m\.|p\.m\.)?.{0,40}|\d+\s(?:minutes?|hours?|days?)\sago)$",
    re.IGNORECASE,
)
OPEN_END = re.compile(r"(?:[,;:—–\-]|\b(?:the|a|an|of|to|and|or|but|in|on|at|for|with|by|from|that|as|is|are|was))$")


@dataclass(frozen=True)
class Layout:
    """The set phrases of news pages, lower case, by where in a line they stand, and the names of publishers."""

    starts: tuple[tuple[str, str], ...] = ()  # (phrase, kind), longest first
    wholes: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[tuple[str, str], ...] = ()
    publishers: tuple[str, ...] = ()

    @classmethod
    def from_seeds(cls, seeds: Mapping[str, list[dict[str, str]]]) -> Layout:
        """Made of `layout_phrases` (phrase, place, kind) and `publishers` (name)."""
        rows = [(row["phrase"].casefold(), row["place"], row["kind"]) for row in seeds.get("layout_phrases", [])]
        longest = sorted(rows, key=lambda row: (-len(row[0]), row))
        return cls(
            starts=tuple((phrase, kind) for phrase, place, kind in longest if place == "start"),
            wholes={phrase: kind for phrase, place, kind in rows if place == "whole"},
            parts=tuple((phrase, kind) for phrase, place, kind in longest if place == "anywhere"),
            publishers=tuple(sorted({row["name"] for row in seeds.get("publishers", [])}, key=lambda n: (-len(n), n))),
        )

    def kind_of(self, words: str) -> str | None:
        """The kind a set phrase gives a line, or None."""
        lower = words.casefold().strip("▶►→›»*•| ")
        if lower[:1] in OPENERS and lower[-1:] in CLOSERS:
            lower = lower.strip(OPENERS + CLOSERS)
        whole = self.wholes.get(lower.rstrip(' .:!?›»→…"”’'))
        if whole:
            return whole
        for phrase, kind in self.starts:
            if lower.startswith(phrase):
                return kind
        if len(lower) < 300:
            for phrase, kind in self.parts:
                if phrase in lower:
                    return kind
        return None


PLAIN = Layout()


def segment_text(text: str, hints: ArticleHints, layout: Layout = PLAIN) -> list[Segment]:
    """The segments of a text in order: disjoint, and together covering every non-blank character."""
    lines = split_lines(text)
    if len(lines) > 1:
        mark_captions(lines)
        first = mark_head(lines, hints, layout)
        mark_story(lines[first:], layout)
    for line in lines:
        line.kind = line.kind or "body"
    return list(cut_lines(text, lines))


def mark_captions(lines: list[Line]) -> None:
    """Captions are known by the credit at their end, or by standing there twice."""
    for before, line in zip([None, *lines], lines, strict=False):
        credit = find_credit(line.tail)
        if credit == 0 and len(line.tail) == line.end - line.start:
            line.kind = "credit"
            if before is not None and not line.gap and before.kind is None and before.gap and before.words <= 60:
                before.kind = "caption"
        elif credit is not None and line.words <= 80:
            line.kind = "caption"
        if before is not None and before.words >= 4 and line.text.startswith(before.text) and before.kind != "credit":
            before.kind = line.kind = "caption"


def find_credit(tail: str) -> int | None:
    """Where in the end of a line a picture's credit begins, or None.

    >>> find_credit("Ships wait off Rotterdam. (Ana Melo/AFP)")
    26
    >>> find_credit("The bill was sponsored by Rep. Ana Melo (D-N.M.)") is None
    True
    """
    bracketed = bylines.BRACKETED.search(tail)
    if bracketed and bylines.CREDIT_INSIDE.fullmatch(bracketed["inside"].strip()):
        return bracketed.start()
    labelled = bylines.LABELLED.search(tail) or bylines.AGENCY_END.search(tail)
    if labelled:
        return labelled.start() + len(labelled.group()) - len(labelled.group().lstrip())
    return 0 if len(tail) < 80 and bylines.AGENCY_LINE.fullmatch(tail) else None


def mark_head(lines: list[Line], hints: ArticleHints, layout: Layout) -> int:
    """Marks what stands above the story; returns the number of the story's first line."""
    first = find_story(lines)
    head = lines[:first]
    candidates = []
    for line in head:
        line.kind = line.kind or head_kind(line, hints, layout)
        if line.kind is None:
            candidates.append(line)
    if len(candidates) > MANY_TITLES:  # an infobox or a list, no head of a story
        candidates, rest = candidates[:1], candidates[1:]
        for line in rest:
            line.kind = "body"
    main = next((line for line in candidates if line.words > SHORT_LABEL), candidates[0] if candidates else None)
    for line in candidates:
        is_label = main is not None and line.start < main.start
        line.kind = "boilerplate" if is_label else "headline"
    return first


def find_story(lines: list[Line]) -> int:
    """The number of the first line of running text; 0 when the text has no head."""
    for number, line in enumerate(lines[:HEAD_LINES]):
        if bylines.DATELINE.match(line.text) and line.words > PROSE_AFTER_DATELINE:
            return number
        if line.kind is not None:
            continue
        if number == 0 and is_headline_like(line) and any(other.words > line.words for other in lines[1:6]):
            continue
        if line.is_prose or (line.closed and line.gap and line.words > 2 and number > 0):
            return number
    return 0


PROSE_AFTER_DATELINE = 8


def head_kind(line: Line, hints: ArticleHints, layout: Layout) -> str | None:
    """The kind of a line above the story, None where it may be the headline."""
    words = line.text
    if same_words(words, hints.headline):
        return "headline"
    if same_words(words, hints.byline) or is_byline(words):
        return "byline"
    if is_masthead(words, hints, layout) or not LETTER_OR_DIGIT.search(words) or URL_LINE.match(words):
        return "boilerplate"
    if TIME_LINE.match(words):
        return "boilerplate"
    kind = layout.kind_of(words)
    return kind if kind != "related_link" or line.words <= 4 else None


def same_words(words: str, other: str | None) -> bool:
    """Whether two lines have the same letters and digits."""
    return bool(other) and re.sub(r"\W+", "", words).casefold() == re.sub(r"\W+", "", other or "").casefold()


def is_byline(words: str) -> bool:
    """Whether a line above a story names its authors.

    >>> is_byline("By Ana Melo and Jo Brandt, Staff Writers"), is_byline("By Friday night Oslo Senate must vote")
    (True, False)
    """
    if len(words) > 200:
        return False
    by = bylines.BY.match(words) or bylines.FROM.match(words)
    if by:
        named = by["names"]
        return named[:1].isupper() and not bylines.NOT_NAMES.search(named)
    return bool(bylines.NAMES_AND_JOB.match(words)) and words[:1].isupper()


def is_masthead(words: str, hints: ArticleHints, layout: Layout) -> bool:
    """Whether a line is the publisher's name, alone, set off by a mark, or run together with its slogan."""
    names = ((hints.publisher,) if hints.publisher else ()) + layout.publishers
    for name in names:
        if words[: len(name)].casefold() == name.casefold():
            rest = words[len(name) :]
            if not rest.strip(" .|") or rest[0].isupper() or rest.lstrip()[:1] in "|–—·•:":
                return len(rest) < 80
    return False


def mark_story(lines: list[Line], layout: Layout) -> None:
    """Marks captions, links and boilerplate among and below the paragraphs."""
    last = max((n for n, line in enumerate(lines) if line.is_prose and line.kind is None), default=-1)
    subheadings = sum(is_subheading(lines, number) for number in range(len(lines)))
    shortest = LINK_WORDS[0] if subheadings < 2 else LINK_WORDS[3]
    punctuated = [line for line in lines if line.words >= 5]
    is_punctuated = sum(line.closed for line in punctuated) >= 0.7 * len(punctuated)
    spaced = sum(line.gap for line in lines) >= 0.5 * len(lines)
    links_from = None
    for number, line in enumerate(lines):
        line.kind = line.kind or story_kind(line, layout)
        if line.kind == "related_link" and line.tail.endswith(":"):
            links_from = number
        if line.kind is None and (number > last or links_from is not None) and is_title(line) and is_punctuated:
            line.kind = "related_link"
        if line.kind is None and is_punctuated and is_link(lines, number, spaced, shortest):
            line.kind = "related_link"
        if line.kind is None and line.is_prose:
            links_from = None


def story_kind(line: Line, layout: Layout) -> str | None:
    """The kind a line of the story has by its own form, None where it is a paragraph."""
    words = line.text
    if not LETTER_OR_DIGIT.search(words) or URL_LINE.match(words):
        return "boilerplate"
    if line.words <= 60 and bylines.CONTRIBUTED.search(words[:400]) and '"' not in words and "“" not in words:
        return "byline"
    if not line.closed and line.words <= 20 and is_byline(words) and bylines.BY_START.match(words):
        return "byline"
    if TIME_LINE.match(words) and not line.closed:
        return "boilerplate"
    return layout.kind_of(words) if line.words < LONG_PHRASE else None


def is_title(line: Line) -> bool:
    """Whether a line could be another story's headline.

    >>> from transforms.lines import make_line
    >>> is_title(make_line("Mill owners weigh sale of river site", 0, 36, True))
    True
    """
    words = line.text
    if line.closed and not (line.words <= 14 and line.tail.endswith("?")):
        return False
    if line.words not in LINK_WORDS or BULLET.match(words) or OPEN_END.search(words) or ". " in words[6:]:
        return False
    return not words[:1].islower()


def is_subheading(lines: list[Line], number: int) -> bool:
    """Whether a few words stand alone between two paragraphs."""
    line = lines[number]
    if not 0 < number < len(lines) - 1 or line.closed or line.words >= LINK_WORDS[0]:
        return False
    return lines[number - 1].is_prose and lines[number + 1].is_prose


def is_link(lines: list[Line], number: int, spaced: bool, shortest: int) -> bool:
    """Whether a line is a headline standing alone between two paragraphs."""
    line = lines[number]
    after = lines[number + 1] if number + 1 < len(lines) else None
    if number == 0 or after is None or not is_title(line) or line.closed or line.words < shortest:
        return False
    apart = not spaced or (line.gap and after.gap)
    return apart and lines[number - 1].closed and after.is_prose


def cut_lines(text: str, lines: list[Line]) -> Iterable[Segment]:
    """The segments of marked lines: credits cut from captions, the dateline from the story's first paragraph."""
    found_dateline = False
    for line in lines:
        kind = line.kind or "body"
        if kind == "caption":
            credit = find_credit(line.tail)
            cut = line.end if credit is None else max(line.start, line.end - len(line.tail) + credit)
            yield from pieces(text, (kind, line.start, cut), ("credit", cut, line.end))
        elif kind == "body" and not found_dateline:
            match = bylines.DATELINE.match(line.text)
            found_dateline = match is not None or line.is_prose
            cut = line.start + (match.end() if match else 0)
            yield from pieces(text, ("dateline", line.start, cut), (kind, cut, line.end))
        else:
            yield Segment(kind, line.start, line.end)


def pieces(text: str, *parts: tuple[str, int, int]) -> Iterable[Segment]:
    """The parts that have words, without the white space at their edges."""
    for kind, start, end in parts:
        words = text[start:end]
        if words.strip():
            yield Segment(kind, start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
