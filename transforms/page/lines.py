"""The lines of a text as the segmenter sees them: where they stand, how long they are, whether they end a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

LINE = re.compile(r"\S[^\n\r\x0b\x0c\x85\u2028\u2029]*")
WORD = re.compile(r"\w[\w'’.\-]*")
END_MARKS = ".!?…。！？"
CLOSERS = "\"'”’»)]）」』“‘"  # the last two close a quotation in German, and by slips of the keyboard
OPENERS = "\"'“‘«([「『"
BULLET = re.compile(r"[-–—•●▪■◦*·]\s|\d{1,2}[.)]\s")
# Words a headline leaves out and a sentence seldom can. Measured on 649 headlines and the first lines of their stories:
# 85 % of headlines and 13 % of first lines have at most 16 words and are capitalized or have none of these words.
SENTENCE_WORD = re.compile(r"\b(?:the|a|an|said|was|were|had|has)\b", re.IGNORECASE)
OPEN_END = re.compile(r"(?:[,;:—–\-]|\b(?:the|a|an|of|to|and|or|but|in|on|at|for|with|by|from|that|as|is|are|was))$")
HEADLINE_WORDS = 16
PROSE_WORDS = 10
LONG_WORDS = 40
COUNTED = 2_000  # characters of a line that are looked at: enough to tell prose, whatever the line's length


@dataclass(slots=True)
class Line:
    """One line without the white space at its ends; `kind` is filled in as rules fire."""

    start: int
    end: int
    text: str  # at most COUNTED characters
    tail: str  # the last characters
    gap: bool  # whether a blank line (or nothing) stands before it
    words: int
    closed: bool  # whether it ends as a sentence does
    kind: str | None = None

    @property
    def is_prose(self) -> bool:
        """Whether it reads as running text: a sentence of some length, or too long to be a title."""
        return (self.closed and self.words >= PROSE_WORDS) or self.words >= LONG_WORDS


def split_lines(text: str) -> list[Line]:
    """The non-blank lines of a text in order, those that a mail or wire broke at a fixed width joined to paragraphs.

    >>> [(line.text, line.gap, line.closed) for line in split_lines("Port reopens\\n\\nShips sailed again.")]
    [('Port reopens', True, False), ('Ships sailed again.', True, True)]
    """
    lines, last_end = [], None
    for match in LINE.finditer(text):
        start, end = match.start(), match.start() + len(match.group().rstrip())
        between = 2 if last_end is None else count_breaks(text, last_end, start)
        lines.append(make_line(text, start, end, between > 1))
        last_end = end
    return join_wrapped(text, lines)


def join_wrapped(text: str, lines: list[Line]) -> list[Line]:
    """The paragraphs of lines: one that does not end a sentence goes on in the next where that begins in small letters,
    and anywhere in a text that is broken at a fixed width.

    >>> wrapped = "Dockers in Oslo voted on Friday to end\\na strike that had lasted nine weeks.\\n"
    >>> [line.words for line in split_lines(wrapped)]
    [15]
    """
    is_wrapped = is_fixed_width(lines)
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and not line.gap and continues(text, before, line, is_wrapped):
            joined[-1] = make_line(text, before.start, line.end, before.gap)
        else:
            joined.append(line)
    return joined


def is_fixed_width(lines: list[Line]) -> bool:
    """Whether most lines are nearly as long as the longest, and the longest is no longer than a screen's."""
    widths = [line.end - line.start for line in lines]
    longest = max(widths, default=0)
    return len(lines) >= 6 and 50 <= longest <= 100 and sum(w > 0.75 * longest for w in widths) > 0.6 * len(lines)


def continues(text: str, before: Line, line: Line, is_wrapped: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before, no blank line between them."""
    first = text[line.start]
    if first.islower() and not before.closed and before.words > 3:
        return not before.tail.endswith(":")
    indented = text[before.end : line.start].rpartition("\n")[2].startswith(("   ", "\t"))
    return is_wrapped and not indented and len(before.tail.rpartition("\n")[2]) > 40


def make_line(text: str, start: int, end: int, gap: bool) -> Line:
    """The line at [start, end)."""
    head = text[start : min(end, start + COUNTED)]
    tail = text[max(start, end - 300) : end]
    return Line(start, end, head, tail, gap, count_words(head), is_closed(tail))


def count_breaks(text: str, start: int, end: int) -> int:
    """How many line ends stand between two lines; CRLF counts once, and beyond two it does not matter."""
    return text[start : min(end, start + 40)].replace("\r\n", "\n").count("\n") + (end - start > 40)


def count_words(words: str) -> int:
    """How many words there are.

    >>> count_words("U.S.-China talks - day 2")
    4
    """
    return len(WORD.findall(words))


def is_closed(words: str) -> bool:
    """Whether the words end as a sentence does, closing quotes and brackets left aside.

    >>> is_closed("He called it “frank.”"), is_closed("Talks end in Oslo")
    (True, False)
    """
    bare = words.rstrip().rstrip(CLOSERS).rstrip()
    return bare[-1:] in END_MARKS and bool(bare)


def is_open_end(words: str) -> bool:
    """Whether words break off in the middle of a sentence.

    >>> is_open_end("Ministers agreed to the"), is_open_end("Ministers agree")
    (True, False)
    """
    return OPEN_END.search(words[-40:]) is not None


def is_headline_like(line: Line) -> bool:
    """Whether a line could be a headline, with or without an end mark.

    >>> is_headline_like(make_line("Mill Owners Weigh Sale.", 0, 23, True))
    True
    """
    if not line.closed:
        return line.words < LONG_WORDS
    if line.words > HEADLINE_WORDS or line.words < 2:
        return False
    if line.tail.rstrip(CLOSERS).endswith("?"):
        return True
    words = line.text.split()
    capitals = sum(word.lstrip(OPENERS)[:1].isupper() for word in words)
    return capitals >= 0.6 * len(words) or not SENTENCE_WORD.search(line.text)
