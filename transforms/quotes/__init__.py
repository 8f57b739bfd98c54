"""Who said what: quotation marks, cues of saying, contents, sources and speakers."""

from __future__ import annotations

from transforms.reading import Reading
from transforms.records import ArticleEntities, Quote


def extract_quotes(reading: Reading, entities: ArticleEntities) -> list[Quote]:
    """The attributed statements of an article, in text order."""
    return []
