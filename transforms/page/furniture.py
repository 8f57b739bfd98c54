"""What pages and letters carry around a story in blocks of several lines: consent notices, greetings of newsletters,
sponsors' boxes, tables, the stamps of live pages, and readers' comments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from transforms.page.bylines import match_any
from transforms.page.lines import Line

QUOTED = re.compile(r"[“\"«]")
SAID = re.compile(r"[“\"«](?:[^\s”\"»]+\s){4}")
CELL = re.compile(r"\t|\s\|\s?|(?<=\w)\|(?=\w)")
DIGIT = re.compile(r"\d")
ZONE = r"(?:\s?(?:[A-Z]{2,4}|[A-Z][a-z]+ time))?"
CLOCK = r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|\d{1,2}h\d\d"
STAMP = re.compile(
    rf"(?:(?:at\s)?(?:{CLOCK}){ZONE}|\d{{1,3}}\s?(?:m|min|mins|minutes?|h|hrs?|hours?)\.?\sago|just\snow|key\sevent|pinned)[.:]?"
    rf"(?:\s?[|·•]\s?.{{0,40}})?$",
    re.IGNORECASE,
)
# before the words of a live page's paragraph; "10.15" alone may be a sum, and "13:45 PM Roe" names an office
TIMED = re.compile(
    r"(?:(?:0?[1-9]|1[0-2])(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?|[AP]M)|\d{1,2}:\d\d|\d{1,2}h\d\d)"
    r"(?:\s(?:UTC|[A-Z]{2,3}T))?\s?[.:|–—-]?\s+(?=[A-ZÀ-ÖØ-Þ“\"‘])"
)
COUNTED = re.compile(
    r"^(?:\d[\d,.]*k?\s)?(?P<words>[^\d()\[\]]{3,40}?)(?:\s?[(\[]\d[\d,.]*k?[)\]]|\s\d[\d,.]*)?[:.?!]?$", re.IGNORECASE
)
COMMENTER = re.compile(
    r"^(?P<name>[\w.\-]{2,24}(?:\s[\w.\-]{1,20}){0,2})(?:\s(?:says|said|wrote|replied))?:\s\S|^@\w{2,30}\b"
)
TURN = re.compile(
    r"(?P<label>[QA]|(?:THE\s)?[A-Z][\w.'’\-]*(?:\s[A-Z][\w.'’\-]*){0,4})(?:\s?[(\[][^()\[\]]{2,40}[)\]])?:\s+(?=\S.{6})"
)
SHORT = 6  # words of a line that may be a button or a label
WALL_WORDS = 300  # of a page that asks for something before it shows its story
CONSENT_LINES = 12  # of a notice, at most
COMMENT_SHARE = 0.6  # of a text's words: more below a title of comments and the story itself stands there


@dataclass(frozen=True)
class Furniture:
    """The phrases such blocks are known by, each in small letters under its use."""

    phrases: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def starts(self, use: str, words: str) -> bool:
        """Whether a line begins with a phrase of that use."""
        return self.end(use, words) > 0

    def end(self, use: str, words: str) -> int:
        """Where the phrase of that use that a line begins with ends; 0 where there is none."""
        match = self._patterns[use].match(words) if use in self._patterns else None
        return match.end() if match else 0

    def has(self, use: str, words: str) -> bool:
        """Whether a line has a phrase of that use."""
        return use in self._patterns and self._patterns[use].search(words) is not None

    def count(self, use: str, words: str) -> int:
        """How many phrases of that use a line has."""
        return len(self.found(use, words))

    def found(self, use: str, words: str) -> frozenset[str]:
        """The phrases of that use that a line has."""
        lower = words.lower().replace("’", "'")
        if not any(phrase in lower for phrase in self.phrases.get(use, ())):  # nearly always, and soon seen
            return frozenset()
        return frozenset(match.group().casefold() for match in self._patterns[use].finditer(words))

    def is_whole(self, use: str, words: str) -> bool:
        """Whether a line is such a phrase, a count and end marks aside."""
        match = COUNTED.match(words.strip())
        return match is not None and match["words"].strip().casefold() in self.phrases.get(use, ())

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        made = {use: match_any(phrases).replace("'", "['’]") for use, phrases in self.phrases.items()}
        return {use: re.compile(rf"\b{pattern}\b", re.IGNORECASE) for use, pattern in made.items()}


def mark_furniture(lines: list[Line], furniture: Furniture, kind_of: Callable[[str], str | None]) -> None:
    """Marks the lines of such blocks, and rows of tables and turns as body, which no headline or link may be.

    kind_of: the kind that a set phrase gives a line.
    """
    mark_tables(lines)
    mark_turns(lines, kind_of)
    for rule in (mark_consent, mark_letters, mark_sponsors, mark_comments):
        if furniture.phrases:
            rule(lines, furniture)
    for line in lines:
        if line.kind is None and STAMP.match(line.text):
            line.kind = "boilerplate"


def mark_tables(lines: list[Line]) -> None:
    """Two rows or more with as many cells, figures among them."""
    counts = [len(CELL.findall(line.text)) if "\t" in line.text or "|" in line.text else 0 for line in lines]
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and counts[start] and abs(counts[end] - counts[start]) <= 1 and counts[end]:
            end += 1
        rows = lines[start:end]
        if len(rows) > 1 and any(DIGIT.search(row.text) for row in rows):
            for row in rows:
                row.kind = "body"
        start = end


def mark_turns(lines: list[Line], kind_of: Callable[[str], str | None]) -> None:
    """The turns of a transcript or an interview: lines that begin with a speaker's label, one of which comes again.

    A surname alone is the label of the full name again ("DANA POOLE:", "POOLE:").
    """
    found = [(line, match["label"]) for line in lines if line.kind is None and (match := TURN.match(line.text))]
    turns = [(line, label) for line, label in found if kind_of(line.text) is None]
    labels = {label.split()[-1].casefold() for _, label in turns}
    if len(labels) > 1 and len(turns) > len(labels):
        for line, _ in turns:
            line.kind = "body"


def mark_consent(lines: list[Line], furniture: Furniture) -> None:
    """Notices on cookies and privacy: a line that addresses the reader about them, and the buttons around it.

    Right after such a line it is enough to speak of them to the reader.
    """
    was_consent = False
    for number, line in enumerate(lines):
        if line.kind is None and is_consent(line, furniture, was_consent):
            line.kind = "boilerplate"
            spread_consent(lines, number, furniture)
            was_consent = True
        else:
            was_consent = was_consent and line.kind == "boilerplate"
    if is_wall(lines, furniture):
        for line in lines:
            line.kind = "boilerplate"


def is_wall(lines: list[Line], furniture: Furniture) -> bool:
    """Whether a whole text stands in front of a story and is none: it asks for consent, for another setting of the
    browser or for a subscription, and each of its lines is a button or a label, or speaks to the reader about that.
    """
    if sum(line.words for line in lines) > WALL_WORDS:
        return False
    things = {name for line in lines for name in furniture.found("wall_thing", line.text)}
    told = [line for line in lines if line.closed and line.words > SHORT]
    addressed = sum(furniture.has("consent_reader", line.text) for line in told)
    is_notice = len(things) > 1 or any(is_consent(line, furniture) for line in lines)
    return is_notice and 0 < len(told) <= 2 * addressed and all(is_of_wall(line, furniture) for line in told)


def is_of_wall(line: Line, furniture: Furniture) -> bool:
    """Whether a sentence may stand in such a text: of the names of buttons alone it may have some in marks."""
    uses = ("wall_thing", "consent_thing", "consent_reader")
    return not SAID.search(line.text) and any(furniture.has(use, line.text) for use in uses)


def spread_consent(lines: list[Line], number: int, furniture: Furniture) -> None:
    """Marks the buttons right below a line of a notice: short lines without a blank one before them."""
    for line in lines[number + 1 : number + CONSENT_LINES]:
        if line.kind is not None or line.gap or line.closed or line.words > SHORT:
            return
        line.kind = "boilerplate"


def is_consent(line: Line, furniture: Furniture, goes_on: bool = False) -> bool:
    """Whether a line is part of a notice that asks the reader for consent; goes_on: the line before it is."""
    if QUOTED.search(line.text):
        return False
    if line.words <= 2 * SHORT and furniture.starts("consent_title", line.text):
        return True
    things = furniture.count("consent_thing", line.text)
    if not things:
        return False
    speaks = furniture.has("consent_who", line.text) + furniture.has("consent_reader", line.text)
    return speaks > 0 and (speaks == 2 or things > 1 or goes_on)


def mark_letters(lines: list[Line], furniture: Furniture) -> None:
    """A newsletter's greeting above its first story, its signature below the last."""
    for line in [*lines[:8], *lines[-8:]]:
        if line.kind is None and line.words <= 20 and is_greeting(line, furniture):
            line.kind = "boilerplate"


def is_greeting(line: Line, furniture: Furniture) -> bool:
    """Whether a line greets, or speaks of the letter it stands in by its name."""
    if QUOTED.search(line.text):
        return False
    if furniture.starts("greeting", line.text):
        return line.words <= SHORT or furniture.has("letter", line.text)
    named = furniture.end("letter", line.text)
    return named > 0 and line.text[named:].lstrip()[:1].isupper()


def mark_sponsors(lines: list[Line], furniture: Furniture) -> None:
    """A sponsor's label with what stands right below it, and the paragraph after it where that makes an offer."""
    for number, line in enumerate(lines):
        if line.kind is not None or line.closed or line.words > 8 or not furniture.starts("sponsor", line.text):
            continue
        line.kind = "boilerplate"
        for after, below in enumerate(lines[number + 1 : number + 6]):
            offers = after == 0 and below.words <= 60 and furniture.has("offer", below.text)
            if below.kind is not None or (below.gap and not offers):
                break
            below.kind = "boilerplate"


def mark_comments(lines: list[Line], furniture: Furniture) -> None:
    """Everything below a title of comments, where readers speak there and the story stands above."""
    for number, line in enumerate(lines):
        if line.kind is not None or line.words > SHORT or not furniture.is_whole("comments_title", line.text):
            continue
        above = sum(other.words for other in lines[:number] if other.closed)
        below = sum(other.words for other in lines[number + 1 :])
        if (above and below <= COMMENT_SHARE * (above + below)) or (above and speaks(lines[number + 1 :], furniture)):
            for other in lines[number:]:
                other.kind = "boilerplate"
            return


def speaks(lines: list[Line], furniture: Furniture) -> bool:
    """Whether readers speak in the lines: names with a colon, buttons to answer."""
    first = [line for line in lines[:12] if line.words]
    marks = sum(
        COMMENTER.match(line.text) is not None or furniture.is_whole("comment_mark", line.text) for line in first
    )
    return marks >= 2
