"""What each stretch of an article's text is: headline, byline, dateline, body, caption, credit, link, boilerplate."""

from __future__ import annotations

import re

from transforms.records import ArticleHints, Segment

LINE = re.compile(r"\S[^\n]*")


def segment_text(text: str, hints: ArticleHints) -> list[Segment]:
    """The segments of a text in order: disjoint, and together covering every non-blank character."""
    lines = [(m.start(), m.start() + len(m.group().rstrip())) for m in LINE.finditer(text)]
    return [Segment("body", start, end) for start, end in lines]
