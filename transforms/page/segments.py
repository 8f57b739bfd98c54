"""What each stretch of an article's text is: headline, byline, dateline, body, caption, credit, link, boilerplate.

The rules read layout, not content: where a line stands, how long it is, whether it ends as a sentence does, and the
set phrases of `seeds/layout_phrases.csv`. In doubt a line is body, since what is not headline, caption or body is not
annotated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from transforms.page import bylines
from transforms.page.datelines import find_dateline, find_label, find_next_dateline, is_labelled
from transforms.page.furniture import TIMED, mark_furniture
from transforms.page.heads import COUNTER_LINE, LETTER_OR_DIGIT, LONG_PHRASE, TIME_LINE, URL_LINE, is_byline, mark_head
from transforms.page.layout import PLAIN, Layout
from transforms.page.lines import BULLET, Line, is_open_end, split_lines
from transforms.page.pictures import NAME_AND_OUTLET
from transforms.records import ArticleHints, Segment

LINK_WORDS = range(4, 26)  # words of another story's headline
LINK_AMONG_PARAGRAPHS = 6  # fewer words alone between two paragraphs are a subheading, which is body
LINK_AMONG_SUBHEADINGS = 8
PUNCTUATED = 0.65  # share of the words that end in a sentence's mark where a line without one means something
FIRST_PARAGRAPHS = 3  # that may begin with a dateline: a summary or a note can come before it
NOTE = re.compile(r"\s[(\[](?P<words>[^()\[\]]{5,120})[)\]]$")
CAPTION_WORDS = 80
CLOCK_WORDS = 4  # "10:15 a.m." ends in a full stop that ends no sentence
LEAST_STAMPED = 2  # lines that begin with a time, in a live page


def segment_text(text: str, hints: ArticleHints, layout: Layout = PLAIN) -> list[Segment]:
    """The segments of a text in order: disjoint, and together covering every non-blank character.

    >>> text = "Ferry sinks off Oslo\\n\\nBy Ana Melo\\n\\nA ferry with 80 people on board sank on Friday, police said."
    >>> [(s.kind, text[s.start : s.end][:8]) for s in segment_text(text, ArticleHints())]
    [('headline', 'Ferry si'), ('byline', 'By Ana M'), ('body', 'A ferry ')]
    """
    lines = split_lines(text)
    if len(lines) > 1:
        mark_furniture(lines, layout.furniture, layout.kind_of)
        mark_captions(lines, layout)
        first = mark_head(lines, hints, layout)
        mark_story(lines[first:], layout)
        mark_biographies(text, lines)
    return list(cut_lines(text, lines, layout))


def mark_captions(lines: list[Line], layout: Layout) -> None:
    """Captions are known by the credit at their end or below them, or by standing there twice."""
    for before, line in zip([None, *lines], lines, strict=False):
        if line.kind is not None:
            continue
        credit = layout.credits.find(line.tail)
        if (not line.gap and NAME_AND_OUTLET.match(line.text)) or layout.kind_of(line.tail) == "credit":
            credit = 0
        if credit == 0 and len(line.tail) == line.end - line.start:
            line.kind = "credit"
            if before is not None and not line.gap and is_captioned(before, layout, is_first=before is lines[0]):
                before.kind = "caption"
        elif credit is not None and line.words <= CAPTION_WORDS:
            line.kind = "caption"
        if before is not None and before.words >= 4 and line.text.startswith(before.text) and before.kind != "credit":
            before.kind = line.kind = "caption"


def is_captioned(line: Line, layout: Layout, is_first: bool) -> bool:
    """Whether a line above a credit, no blank line between them, is the picture's caption."""
    if line.kind is not None or line.words > CAPTION_WORDS or is_byline(line.text, layout.jobs):
        return False
    return line.gap or not (is_first or line.is_prose)


def mark_story(lines: list[Line], layout: Layout) -> None:
    """Marks captions, links and boilerplate among and below the paragraphs."""
    for line in lines:
        line.kind = line.kind or story_kind(line, layout)
    words = sum(line.words for line in lines if line.kind is None)
    is_punctuated = sum(line.words for line in lines if line.closed and line.kind is None) >= PUNCTUATED * words
    spaced = sum(line.gap for line in lines) >= 0.5 * len(lines)
    subheadings = sum(is_subheading(lines, number) for number in range(len(lines)))
    shortest = LINK_AMONG_PARAGRAPHS if subheadings < 2 else LINK_AMONG_SUBHEADINGS
    last = max((number for number, line in enumerate(lines) if line.is_prose and line.kind is None), default=-1)
    below_label = False
    for number, line in enumerate(lines):
        if line.kind is not None:
            below_label = line.kind == "related_link" and (line.words <= 4 or line.tail.endswith(":"))
            continue
        listed = below_label and (is_title(line) or is_list_item(line))
        below_label = listed
        alone = is_punctuated and ((number > last and is_title(line)) or is_link(lines, number, spaced, shortest))
        if listed or alone:
            line.kind = "related_link"


def story_kind(line: Line, layout: Layout) -> str | None:
    """The kind a line of the story has by its own form, None where it is a paragraph."""
    words = line.text
    if not LETTER_OR_DIGIT.search(words) or URL_LINE.match(words) or COUNTER_LINE.match(words):
        return "boilerplate"
    if line.words <= 80 and bylines.names_helpers(words[:400]) and not any(mark in words for mark in '"“'):
        return "byline"
    if not line.closed and line.words <= 20 and is_byline(words, layout.jobs) and bylines.BY_START.match(words):
        return "byline"
    if TIME_LINE.match(words) and (not line.closed or line.words <= CLOCK_WORDS):
        return "boilerplate"
    return layout.kind_of(words) if line.words < LONG_PHRASE else None


def is_title(line: Line) -> bool:
    """Whether a line could be another story's headline.

    >>> from transforms.page.lines import make_line
    >>> is_title(make_line("Mill owners weigh sale of river site", 0, 36, True))
    True
    """
    words = line.text
    if line.closed and not (line.words <= 14 and line.tail.endswith("?")):
        return False
    if line.words not in LINK_WORDS or BULLET.match(words) or is_open_end(words) or ". " in words[6:]:
        return False
    return not words[:1].islower()


def is_list_item(line: Line) -> bool:
    """Whether a line is one of a numbered or dotted list of titles."""
    mark = BULLET.match(line.text)
    return mark is not None and line.words in LINK_WORDS and not line.text.endswith(".")


def is_subheading(lines: list[Line], number: int) -> bool:
    """Whether a few words stand alone between two paragraphs."""
    line = lines[number]
    if not 0 < number < len(lines) - 1 or line.closed or line.words >= LINK_AMONG_PARAGRAPHS:
        return False
    return lines[number - 1].is_prose and lines[number + 1].is_prose


def is_link(lines: list[Line], number: int, spaced: bool, shortest: int) -> bool:
    """Whether a line is a headline standing alone between two paragraphs."""
    line = lines[number]
    if not 0 < number < len(lines) - 1 or not is_title(line) or line.closed or line.words < shortest:
        return False
    after = lines[number + 1]
    apart = not spaced or (line.gap and after.gap)
    return apart and lines[number - 1].closed and after.is_prose


def mark_biographies(text: str, lines: list[Line]) -> None:
    """The note on an author below the story: it begins with the byline's name."""
    names = [
        match["names"].partition(",")[0].partition(" and ")[0].casefold()
        for line in lines[:20]
        if line.kind == "byline" and (match := bylines.BY.match(line.text) or bylines.NAMES_ALONE.match(line.text))
    ]
    body = [line for line in lines if line.kind in (None, "body")]
    for line in body[-2:]:
        if line.words <= LONG_PHRASE and line.text.casefold().startswith(tuple(names) or ("\0",)):
            line.kind = "byline" if len(body) > 2 and bylines.BIOGRAPHY.search(line.text) else line.kind


def cut_lines(text: str, lines: list[Line], layout: Layout) -> Iterator[Segment]:
    """The segments of marked lines: credits cut from captions, datelines from the story's first paragraph.

    A round-up has further ones ("LAHORE: ..."), which no speaker of a transcript is set like.
    """
    left = FIRST_PARAGRAPHS
    stamps = stamp_lengths(lines)
    speakers = {find_label(line.text) for line in lines} - layout.places - {""}
    for line in lines:
        kind = line.kind or "body"
        if stamps.get(line.start):
            cut = line.start + stamps[line.start]
            yield from pieces(text, ("boilerplate", line.start, cut), (kind, cut, line.end))
            continue
        if kind == "caption":
            credit = layout.credits.find(line.tail)
            cut = line.end if credit is None else max(line.start, line.end - len(line.tail) + credit)
            yield from pieces(text, (kind, line.start, cut), ("credit", cut, line.end))
        elif kind == "body":
            length = dateline_length(line, lines, layout) if left else 0
            if line is not lines[0] and not length and not speakers and line.is_prose:
                length = find_next_dateline(line.text, layout.places)
            left = 0 if length else max(0, left - line.is_prose)
            cut = line.start + length
            note = line.end - note_length(line)
            yield from pieces(text, ("dateline", line.start, cut), (kind, cut, note), ("byline", note, line.end))
        else:
            yield Segment(kind, line.start, line.end)


def note_length(line: Line) -> int:
    """How many characters at a paragraph's end are a note in brackets on who helped: "(With inputs from ABC)"."""
    note = NOTE.search(line.tail) if line.tail[-1:] in ")]" else None
    return len(note.group()) if note is not None and bylines.names_helpers(note["words"]) else 0


def stamp_lengths(lines: list[Line]) -> dict[int, int]:
    """By their starts, how many characters of a live page's paragraphs are the time that each of them begins with."""
    found = {
        line.start: match.end() for line in lines if line.kind in (None, "body") and (match := TIMED.match(line.text))
    }
    return found if len(found) >= LEAST_STAMPED else {}


def dateline_length(line: Line, lines: list[Line], layout: Layout) -> int:
    """How many characters of a story's first paragraph are its dateline; 0 where it has none."""
    labelled = is_labelled(line.text) and (other for other in lines if is_labelled(other.text))
    # speakers of a transcript are set the same way, but more than one line of them
    is_label = line is lines[0] or (labelled and len(list(islice(labelled, 2))) > 1)
    return find_dateline(line.text, layout.places, bool(is_label))


def pieces(text: str, *parts: tuple[str, int, int]) -> Iterator[Segment]:
    """The parts that have words, without the white space at their edges."""
    for kind, start, end in parts:
        words = text[start:end]
        if words.strip():
            yield Segment(kind, start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
