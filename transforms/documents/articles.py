"""The row of `articles` for an input: what the source said of it, completed by what its text says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from transforms.documents.copies import write_signature
from transforms.documents.identity import Fields, Identity
from transforms.ids import hash_text
from transforms.page.dates import read_date
from transforms.page.language import read_language
from transforms.page.layout import Layout
from transforms.page.metadata import read_published, read_publisher
from transforms.page.segments import segment_text
from transforms.page.view import make_view
from transforms.records import ArticleHints, Segment

Row = dict[str, Any]
UNTOLD = frozenset({"boilerplate", "related_link"})


def make_article(fields: Fields, identity: Identity, source_uri: str, layout: Layout) -> Row:
    """The row without its moment of arrival. The text is kept as given, character for character."""
    published_at, precision = read_date(fields.get("published_at"))
    hints = ArticleHints(
        headline=_words(fields.get("headline")),
        byline=_words(fields.get("byline")),
        publisher=_words(fields.get("publisher")),
        published_on=published_at.date() if published_at else None,
    )
    words = make_view(fields["text"]).text
    segments = segment_text(words, hints, layout)
    origin = _words(fields.get("published_from")) or "given"
    if published_at is None:
        published_at, precision = read_published(words, segments)
        origin = "text"
    return {
        "article_id": identity.article_id,
        "source_id": identity.source_id,
        "source_uri": source_uri,
        "url": _words(fields.get("url")),
        "publisher": hints.publisher or read_publisher(words, segments, layout),
        "headline": hints.headline or _first(words, segments, "headline"),
        "byline": hints.byline or _first(words, segments, "byline"),
        "dateline": _first(words, segments, "dateline"),
        "published_at": published_at,
        "published_precision": precision,
        "published_from": origin if published_at else None,
        "home_currency": _currency(fields.get("home_currency")),
        "updated_at": read_date(fields.get("updated_at"))[0],
        "language": read_language(_words(fields.get("language")), words),
        "text": fields["text"],
        "content_hash": identity.content_hash,
        "story_hash": hash_story(words, segments),
    }


def hash_story(words: str, segments: Sequence[Segment]) -> str | None:
    """The hash of what is not boilerplate or links: a page fetched again differs in those alone.

    >>> story = [Segment("headline", 0, 5), Segment("boilerplate", 6, 13)]
    >>> hash_story("Rates Updated", story) == hash_story("Rates  5 min.", story)
    True
    """
    told = [" ".join(words[s.start : s.end].split()) for s in segments if s.kind not in UNTOLD]
    return hash_text("\n".join(told)) if told else None


def sign_article(row: Row) -> Row:
    """The article's row of `article_signatures`."""
    kept = {name: row[name] for name in ("article_id", "content_hash", "run_id")}
    return {**kept, "signature": write_signature(row["text"])}


def read_hints(row: Row) -> ArticleHints:
    """What an article's row tells the steps that read its text."""
    published_at = row.get("published_at")
    published_on: date | None = published_at.date() if published_at else None
    return ArticleHints(
        row.get("headline"),
        row.get("byline"),
        row.get("publisher"),
        published_on,
        row.get("url"),
        row.get("dateline"),
        row.get("home_currency"),
    )


def _currency(value: object) -> str | None:
    """An ISO 4217 code in capitals, or None for anything else."""
    code = (_words(value) or "").upper()
    return code if len(code) == 3 and code.isascii() and code.isalpha() else None


def _words(value: object) -> str | None:
    words = str(value).strip() if value is not None else ""
    return words or None


def _first(text: str, segments: list[Segment], kind: str) -> str | None:
    return next((text[s.start : s.end] for s in segments if s.kind == kind), None)
