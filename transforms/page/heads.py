"""What stands above a story: masthead, labels, headline, byline, time of publication."""

from __future__ import annotations

import re

from transforms.page import bylines
from transforms.page.datelines import MONTH, find_dateline, is_dateline_alone, opens_story
from transforms.page.furniture import STAMP
from transforms.page.layout import Layout
from transforms.page.lines import Line, is_headline_like
from transforms.records import ArticleHints

HEAD_LINES = 60  # lines above the story that are read as its head, at most
MENU_WORDS = 3  # of one link in a row of them
SHORT_LABEL = 3  # words of a section label ("World", "Your Money") above a headline
MANY_TITLES = 5  # titles above the first paragraph that no story has: an infobox or a list
LONG_PHRASE = 40  # words from which a line that begins like a promotion is read as a paragraph
AFTER_DATELINE = 8  # words of a line that begins with a dateline and is a paragraph
URL_LINE = re.compile(r"(?:https?://|www\.)\S+$")
STROKES = re.compile(r"\s[|·•]\s")
LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# "1.2k shares", "245 Comments", "1 of 7"
COUNTER_LINE = re.compile(
    r"[+]?\d[\d.,]*k?\s(?:shares?|comments?|views?|likes?|replies|reactions|min|minutes?|mins|of\s\d+)\b.{0,20}$",
    re.IGNORECASE,
)
CLOCK = r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?"
DAY = rf"(?:{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH})"
TIME_LINE = re.compile(
    r"(?:(?:first\s)?(?:published|updated|posted|last\s(?:updated|modified|edited)|modified|created)\b.{0,80}"
    rf"|(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s)?{DAY},?\s\d{{4}}"
    rf"(?:\W{{1,5}}(?:at\s)?(?:{CLOCK}).{{0,20}}|\W{{1,3}}(?:updated|modified|published|posted)\b.{{0,50}})?"
    rf"|\d{{4}}-\d\d-\d\d.{{0,30}}|(?:{CLOCK})\W.{{0,30}}|\d+\s(?:minutes?|hours?|days?)\sago)$",
    re.IGNORECASE,
)


def mark_head(lines: list[Line], hints: ArticleHints, layout: Layout) -> int:
    """Marks what stands above the story; returns the number of the story's first line."""
    titles: list[Line] = []
    headed = False
    is_live = sum(STAMP.match(line.text) is not None for line in lines) > 1
    for number, line in enumerate(lines[:HEAD_LINES]):
        if line.kind == "body" or (is_live and (titles or headed) and STAMP.match(line.text)):
            mark_titles(titles)  # a table, or the first stamp of a live page
            return number
        if line.kind is None and not begins_dateline(line) and line.words < LONG_PHRASE:
            is_dateline = is_dateline_alone(line.text, layout.places, is_first=not (titles or headed))
            line.kind = "dateline" if is_dateline else head_kind(line, hints, layout)
        if line.kind is not None:
            headed = headed or line.kind == "headline"
            continue
        if begins_story(lines, number, bool(titles) or headed):
            mark_titles(titles)
            return number
        titles.append(line)
    mark_titles(titles[:1])
    return min(len(lines), HEAD_LINES)


def begins_story(lines: list[Line], number: int, headed: bool) -> bool:
    """Whether a line is the first of the running text; headed: whether a line above may be the headline."""
    line = lines[number]
    if begins_dateline(line):
        return True
    if not headed and is_headline_like(line):
        return not any(other.words > line.words for other in lines[number + 1 : number + 6])
    return line.is_prose or (line.closed and line.gap and line.words > 2 and headed)


def begins_dateline(line: Line) -> bool:
    """Whether a line begins with the place where the story was written."""
    return line.words > AFTER_DATELINE and opens_story(line.text)


def head_kind(line: Line, hints: ArticleHints, layout: Layout) -> str | None:
    """The kind of a line above the story, None where it may be the headline or the story."""
    words = line.text
    if same_words(words, hints.headline):
        return "headline"
    if same_words(words, hints.byline) or is_byline(words, layout.jobs) or is_signed_line(words, layout):
        return "byline"
    if not LETTER_OR_DIGIT.search(words) or URL_LINE.match(words) or is_counter(words) or is_menu(words):
        return "boilerplate"
    kind = layout.kind_of(words)
    if kind != "related_link" or line.words <= 4:
        is_masthead = kind is None and layout.read_masthead(words, hints.publisher) is not None
        is_sent = is_masthead and line.is_prose and find_dateline(words, layout.places, is_label=True) > 0
        return "boilerplate" if is_masthead and not is_sent else kind  # "Orion – Oslo – A court on Thursday ..."
    return None


def is_signed_line(words: str, layout: Layout) -> bool:
    """Whether a line has a name and, set off by strokes, only what pages put beside it: "Ana Melo | 5 min read"."""
    first, *rest = [part.strip() for part in STROKES.split(words)]
    if not rest or not (bylines.NAMES_ALONE.match(first) or bylines.BY.match(first)):
        return False
    known = (part for part in rest if part)
    is_sent = any(part.casefold() in layout.places or is_counter(part) for part in rest)
    return all(
        is_counter(part)
        or part.casefold() in layout.places
        or layout.kind_of(part) == "boilerplate"
        or (is_sent and layout.is_title(part))  # "Ana Melo | Harbour Gazette | Oslo"
        for part in known
    )


def is_menu(words: str) -> bool:
    """Whether a line is a row of links: three or more of a few words each, no figures among them."""
    parts = STROKES.split(words)
    return len(parts) > 2 and all(0 < len(part.split()) <= MENU_WORDS for part in parts) and not re.search(r"\d", words)


def is_counter(words: str) -> bool:
    """Whether a line is a time of publication, a count of comments or the like."""
    return TIME_LINE.match(words) is not None or COUNTER_LINE.match(words) is not None


def mark_titles(titles: list[Line]) -> None:
    """Marks the lines that may be headlines: labels above the first long one, names below it, else headlines."""
    if len(titles) > MANY_TITLES:
        titles, rest = titles[:1], titles[1:]
        for line in rest:
            line.kind = "body"
    main = next((line for line in titles if line.words > SHORT_LABEL), titles[0] if titles else None)
    for line in titles:
        if main is not None and line.start < main.start:
            line.kind = "boilerplate"
        elif line is not main and bylines.NAMES_ALONE.match(line.text) and line.words <= 8:
            line.kind = "byline"
        else:
            line.kind = "headline"


def same_words(words: str, other: str | None) -> bool:
    """Whether two lines have the same letters and digits."""
    return bool(other) and re.sub(r"\W+", "", words).casefold() == re.sub(r"\W+", "", other or "").casefold()


def is_byline(words: str, jobs: bylines.Jobs) -> bool:
    """Whether a line names authors, or the job of the author named above it.

    >>> jobs = bylines.Jobs(["reporter"], dates=["friday"])
    >>> [is_byline(words, jobs) for words in ("By Ana Melo", "Chief Reporter", "By Friday night Oslo Senate must vote")]
    [True, True, False]
    """
    if len(words) > 200:
        return False
    by = bylines.BY.match(words) or bylines.FROM.match(words)
    if by:
        return not jobs.not_names.search(by["names"])
    return bool(jobs.beside.match(words) or jobs.alone.match(words))
