"""Cuts an article's text into pieces that each know every row they belong to, so that marks may overlap freely."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

QUIET = ("byline", "dateline", "caption", "credit", "related_link", "boilerplate")  # shown, but not the story


class Mark(NamedTuple):
    """A span to mark: what it is in the row ("quote", "cue", "speaker", "claim", "mention", ...) and which row."""

    start: int
    end: int
    layer: str
    row_id: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one set of marks; `anchors` are the rows whose first marked word it is."""

    words: str
    segment: str
    layers: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    mention: str | None = None


@dataclass(slots=True)
class Paragraph:
    """A line of the text: its segment kind when all of it is one, and its pieces."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def segment(self) -> str:
        """The kind that every piece has, "mixed" when they differ."""
        kinds = {piece.segment for piece in self.pieces if piece.words.strip()}
        return kinds.pop() if len(kinds) == 1 else "mixed"


def mark_text(text: str, segments: Iterable[Mark], marks: Iterable[Mark]) -> list[Paragraph]:
    """The paragraphs of the text; their pieces joined, with the line ends, are the text again.

    `segments` do not overlap, `marks` may; marks outside the text are cut to it, empty ones dropped.

    >>> [p] = mark_text("He said no.", [], [Mark(0, 11, "quote", "q1"), Mark(8, 10, "claim", "c1")])
    >>> [(piece.words, piece.rows) for piece in p.pieces]
    [('He said ', ('q1',)), ('no', ('q1', 'c1')), ('.', ('q1',))]
    """
    spans = [_within(text, mark) for mark in marks]
    spans = [mark for mark in spans if mark.start < mark.end]
    areas = [_within(text, mark) for mark in segments]
    cuts = {0, len(text)} | {edge for mark in [*spans, *areas] for edge in (mark.start, mark.end)}
    cuts |= {edge for i, c in enumerate(text) if c == "\n" for edge in (i, i + 1)}
    paragraphs = [Paragraph()]
    for piece in _pieces(text, sorted(cuts), spans, areas):
        if piece.words != "\n":
            paragraphs[-1].pieces.append(piece)
        elif paragraphs[-1].pieces:
            paragraphs.append(Paragraph())
    return [p for p in paragraphs if any(piece.words.strip() for piece in p.pieces)]


def _within(text: str, mark: Mark) -> Mark:
    return mark._replace(start=max(0, mark.start), end=min(len(text), mark.end))


def _pieces(text: str, cuts: list[int], spans: list[Mark], areas: list[Mark]) -> Iterator[Piece]:
    opening: dict[int, list[Mark]] = defaultdict(list)
    for mark in spans:
        opening[mark.start].append(mark)
    segment_at = {area.start: area for area in areas}
    segment = Mark(0, 0, "", "")
    under: list[Mark] = []
    anchored: set[str] = set()
    for start, end in itertools.pairwise(cuts):
        segment = segment_at.get(start, segment)
        under = [mark for mark in under if mark.end > start] + opening[start]
        new = [m.row_id for m in opening[start] if m.layer in ("quote", "claim", "demand", "mention", "role")]
        anchors = tuple(row for row in dict.fromkeys(new) if row not in anchored)
        anchored.update(anchors)
        yield Piece(
            text[start:end],
            segment.layer if segment.end > start else "",
            tuple(dict.fromkeys(mark.layer for mark in under)),
            tuple(dict.fromkeys(mark.row_id for mark in under if mark.layer != "mention")),
            anchors,
            next((m.row_id for m in reversed(under) if m.layer == "mention"), None),
        )
