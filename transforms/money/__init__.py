"""Monetary claims: amounts, and what the text says of them."""

from __future__ import annotations

from transforms.reading import Reading
from transforms.records import ArticleEntities, ArticleHints, Claim, Quote


def extract_claims(
    reading: Reading, entities: ArticleEntities, quotes: list[Quote], hints: ArticleHints
) -> list[Claim]:
    """The monetary claims of an article, in text order."""
    return []
