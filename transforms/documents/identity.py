"""Which document an input is, and whether its text is new, a revision, or known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from transforms.ids import hash_text, make_id

Fields = Mapping[str, Any]


@dataclass
class KnownDocument:
    """What is known of one document: how often each text came, and the newest one."""

    counts: dict[str, int]
    current: str

    def take(self, content_hash: str) -> None:
        """Notes the arrival of a text."""
        self.counts[content_hash] = self.counts.get(content_hash, 0) + 1
        self.current = content_hash


@dataclass(frozen=True)
class Identity:
    """Which document and text an input is; state: new | revised | unchanged."""

    source_id: str
    article_id: str
    content_hash: str
    state: str


def identify(source_id: str, text: str, known: Mapping[str, KnownDocument]) -> Identity:
    """Whether a document's text is new, given what is known of all documents.

    A text that returns after another one stood in between is a revision of its own.

    >>> identify("a", "One.", {}).state
    'new'
    """
    content_hash = hash_text(text)
    document = known.get(source_id)
    if document is None:
        return Identity(source_id, make_id("article", source_id, content_hash), content_hash, "new")
    if document.current == content_hash:
        return Identity(source_id, make_id("article", source_id, content_hash), content_hash, "unchanged")
    again = document.counts.get(content_hash, 0)
    parts = (source_id, content_hash, again) if again else (source_id, content_hash)
    return Identity(source_id, make_id("article", *parts), content_hash, "revised")
