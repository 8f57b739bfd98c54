"""What is read of a text: its words without markup, broken encodings and invisible characters.

The text itself stays as it was given. A view holds the words as a reader would see them and knows, for each of its
characters, where that stands in the text, so that rows found in the view are cut from the text.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from transforms.page.mojibake import find_mojibake
from transforms.records import Segment


class Edit(NamedTuple):
    """A stretch of the text and what is read in its place."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class View:
    """The words that are read, and where in the text each of them stands.

    starts: where in the view each piece begins; origins: the stretch of the text behind it.
    """

    text: str
    starts: tuple[int, ...] = ()
    origins: tuple[tuple[int, int], ...] = ()

    def start(self, place: int) -> int:
        """Where in the text the character at a place of the view begins."""
        if not self.starts:
            return place
        piece = max(0, bisect_right(self.starts, place) - 1)
        first, last = self.origins[piece]
        return min(first + place - self.starts[piece], last) if self._is_copy(piece) else first

    def end(self, place: int) -> int:
        """Where in the text the character before a place of the view ends."""
        if not self.starts or place == 0:
            return place
        piece = max(0, bisect_right(self.starts, place - 1) - 1)
        first, last = self.origins[piece]
        return first + place - self.starts[piece] if self._is_copy(piece) else last

    def _is_copy(self, piece: int) -> bool:
        """Whether a piece of the view is the text's own: as long as the stretch behind it, and no edit."""
        return piece % 2 == 0

    def place_segments(self, segments: Iterable[Segment], text: str) -> Iterator[Segment]:
        """The view's segments in the text: markup belongs to the segment after it, at the end to the last one."""
        if not self.starts:
            yield from segments
            return
        found = list(segments)
        covered = 0
        for number, (kind, _, end) in enumerate(found, start=1):
            last = self.end(end) if number < len(found) else len(text.rstrip())
            start = covered + len(text[covered:last]) - len(text[covered:last].lstrip())
            yield Segment(kind, start, last)
            covered = last


FOREIGN_MARKS = {
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "〝": "“",
    "〞": "”",
    "＂": '"',
    "‟": "“",
    "❝": "“",
    "❞": "”",
}
FOREIGN_MARK = re.compile("[" + "".join(FOREIGN_MARKS) + "]")
PAIRED_MARKS = (
    (re.compile(r"(?<![\w″])″(?=\w)[^″\n]{1,2000}(?<=[\w.,!?…])″(?!\w)"), ("“", "”")),
    (re.compile(r"(?<![\w´])´(?=\w)[^´\n]{1,2000}(?<=[\w.,!?…])´(?!\w)"), ("“", "”")),
)
MARKED = re.compile(
    r"[″´「『〝＂‟❝<&*_\]#>\xad\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeffÂÃâ]|-[ \t]*\r?\n"
)
BLOCKS = (
    "address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|head|header|hr|html|iframe|legend|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|title|tr|ul|li"
)
INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|embed|font|i|img|input|ins|kbd|label|link|mark|meta|object|param|"
    "picture|q|s|samp|small|source|span|strike|strong|sub|sup|time|tt|u|var|video|audio|wbr|svg|path|button"
)
OPEN, CLOSE = r"(?:<|&lt;)", r"(?:>|&gt;)"
ATTRIBUTES = r"(?:[\s/](?:(?!&[lg]t;)[^<>]){0,2000})?"
HIDDEN = re.compile(r"<(?:!--|(?P<kind>script|style|noscript|template)\b[^<>]{0,2000}>)", re.IGNORECASE)
TAG = re.compile(
    rf"{OPEN}/?(?:(?P<block>{BLOCKS})|(?P<line>br)|(?P<cell>t[dh])|(?P<inline>{INLINE})){ATTRIBUTES}{CLOSE}",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:amp;)?(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,24});")
INVISIBLE = re.compile("[\xad\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(?=\S)|[ \t]+#{1,6}[ \t]*$", re.MULTILINE)
QUOTED_LINE = re.compile(r"^[ ]{0,3}(?:>[ \t]?)+(?=\S)", re.MULTILINE)
LINK = re.compile(
    r"(?P<open>!?\[)(?P<words>[^\[\]\n]{0,500})(?P<close>\]\((?:https?:|mailto:|/|#|\.)[^\s()]{0,1000}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?(?:\s\"[^\"\n]{0,200}\")?\))"
)
STRONG = re.compile(
    r"(?<![\w*])(?P<open>\*\*|\*\*\*)(?=[^\s*])(?P<words>[^*\n]{1,1000})(?<=[^\s*])(?P<close>\*\*\*|\*\*)(?![\w*])"
)
UNDERLINED = re.compile(r"(?<![\w_])(?P<open>__)(?=[^\s_])(?P<words>[^_\n]{1,1000})(?<=[^\s_])(?P<close>__)(?![\w_])")
EMPHASIS = re.compile(r"(?<![\w*])(?P<open>\*)(?=[^\s*])(?P<words>[^*\n]{1,300})(?<=[^\s*])(?P<close>\*)(?![\w*])")
SLANTED = re.compile(r"(?<![\w_])(?P<open>_)(?=[^\s_])(?P<words>[^_\n]{1,300})(?<=[^\s_])(?P<close>_)(?![\w_])")
BROKEN_WORD = re.compile(r"(?<=[a-z])-[ \t]*\r?\n[ \t]*(?=[a-z]{2})")
LONG_LINE = 100  # characters beyond which a line was not broken at a fixed width
MOST_EDITS = 200_000  # beyond these a text is read as it is


def make_view(text: str) -> View:
    """The words of a text as they are read; a plain text is its own view.

    >>> make_view("<p>Dockers at Harland &amp; Sons walked out.</p>").text.strip()
    'Dockers at Harland & Sons walked out.'
    >>> view = make_view("It cost **$4 million**, he said.")
    >>> view.text, view.start(8), view.end(18)
    ('It cost $4 million, he said.', 10, 20)
    """
    if MARKED.search(text) is None:
        return View(text)
    edits = list(join_edits(find_edits(text)))
    if not edits or len(edits) > MOST_EDITS:
        return View(text)
    view = View(*cut_pieces(text, edits))
    return view if view.text.strip() else View(text)


def strip_markup(words: str) -> str:
    """A line without tags and character references."""
    if "<" not in words and "&" not in words:
        return words
    edits = list(join_edits([*read_tags(words), *read_entities(words)]))
    return " ".join(cut_pieces(words, edits)[0].split())


def find_edits(text: str) -> Iterator[Edit]:
    """What each rule would read differently; where two meet, the earlier rule holds."""
    for rule in RULES:
        yield from rule(text)


def join_edits(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits in the order of the text, without those that an earlier rule's edit overlaps."""
    taken: list[tuple[int, int, int, str]] = []
    for rank, edit in enumerate(edits):
        taken.append((edit.start, rank, edit.end, edit.words))
    taken.sort()
    kept: list[tuple[int, int, int, str]] = []
    for edit_ in taken:
        if kept and edit_[0] < kept[-1][2]:
            if edit_[1] < kept[-1][1]:
                kept[-1] = edit_
            continue
        kept.append(edit_)
    last = 0
    for start, _, end, words in kept:
        if start >= last:
            yield Edit(start, end, words)
            last = end


def cut_pieces(text: str, edits: list[Edit]) -> tuple[str, tuple[int, ...], tuple[tuple[int, int], ...]]:
    """The view's words with its pieces: a stretch of the text, an edit, a stretch of the text, and so on."""
    words, starts, origins = [], [], []
    place = length = 0
    for edit in edits:
        for piece, origin in ((text[place : edit.start], (place, edit.start)), (edit.words, (edit.start, edit.end))):
            words.append(piece)
            starts.append(length)
            origins.append(origin)
            length += len(piece)
        place = edit.end
    words.append(text[place:])
    starts.append(length)
    origins.append((place, len(text)))
    return "".join(words), tuple(starts), tuple(origins)


def drop_hidden(text: str) -> Iterator[Edit]:
    """Comments, scripts and styles, in which nothing is written for readers."""
    lower, place = text.lower() if "<" in text else "", 0
    missing: set[str] = set()
    while match := HIDDEN.search(lower, place):
        closing = f"</{match['kind']}" if match["kind"] else "-->"
        end = -1 if closing in missing else lower.find(closing, match.end())
        place = match.end()
        if end < 0:  # nor will a later one be closed
            missing.add(closing)
            continue
        place = lower.find(">", end) + 1 or len(text)
        yield Edit(match.start(), place, "")


def read_tags(text: str) -> Iterator[Edit]:
    """Tags: those of paragraphs are read as line ends, others as nothing."""
    if "<" not in text and "&lt;" not in text:
        return
    for match in TAG.finditer(text):
        words = {"block": "\n\n", "line": "\n", "cell": "\t"}.get(match.lastgroup or "", "")
        yield Edit(match.start(), match.end(), words)


def read_entities(text: str) -> Iterator[Edit]:
    """Character references, also those that were escaped twice."""
    if "&" not in text:
        return
    for match in ENTITY.finditer(text):
        words = html.unescape(html.unescape(match.group()))
        if words != match.group() and not words.endswith(";"):
            yield Edit(match.start(), match.end(), INVISIBLE.sub("", words))


def read_markdown(text: str) -> Iterator[Edit]:
    """The marks of Markdown: headings, quoted lines, links, bold and slanted words."""
    for sign, line_mark in (("#", HEADING), (">", QUOTED_LINE)):
        for match in line_mark.finditer(text) if sign in text else ():
            yield Edit(match.start(), match.end(), "")
    for sign, pair in (("](", LINK), ("**", STRONG), ("__", UNDERLINED), ("*", EMPHASIS), ("_", SLANTED)):
        for match in pair.finditer(text) if sign in text else ():
            yield Edit(match.start("open"), match.end("open"), "")
            yield Edit(match.start("close"), match.end("close"), "")


def drop_invisible(text: str) -> Iterator[Edit]:
    """Soft hyphens, zero-width characters and marks of direction."""
    yield from (Edit(m.start(), m.end(), "") for m in INVISIBLE.finditer(text))


def join_words(text: str) -> Iterator[Edit]:
    """Words that were broken at the end of a line, in texts whose lines are short."""
    for match in BROKEN_WORD.finditer(text):
        line = match.start() - text.rfind("\n", max(0, match.start() - LONG_LINE), match.start())
        if line <= LONG_LINE and text.rfind("\n", 0, match.start()) >= match.start() - LONG_LINE - 1:
            yield Edit(match.start(), match.end(), "")


def mend_letters(text: str) -> Iterator[Edit]:
    """Letters that were decoded with the wrong table, where that is certain."""
    yield from (Edit(*found) for found in find_mojibake(text))


def read_marks(text: str) -> Iterator[Edit]:
    """Quotation marks of other scripts and keyboards as the usual ones; primes after figures stay feet and inches."""
    yield from (Edit(m.start(), m.end(), FOREIGN_MARKS[m.group()]) for m in FOREIGN_MARK.finditer(text))
    for pattern, (opening, closing) in PAIRED_MARKS:
        for match in pattern.finditer(text):
            yield Edit(match.start(), match.start() + 1, opening)
            yield Edit(match.end() - 1, match.end(), closing)


Rule = Callable[[str], Iterator[Edit]]
RULES: tuple[Rule, ...] = (
    drop_hidden,
    read_tags,
    read_entities,
    read_markdown,
    drop_invisible,
    mend_letters,
    join_words,
    read_marks,
)
