"""Mentions for the descriptions ("the senator", "the bank") that mean somebody for a reason that can be named."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.entities.descriptions import DescriptionFinder
from transforms.lexicon import Lexicon
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention, Role


def find_nominals(reading: Reading, known: ArticleEntities, roles: Sequence[Role], lexicon: Lexicon) -> list[Mention]:
    """Mentions, from the article to the noun, for the descriptions that mean a known person or body."""
    finder = DescriptionFinder(reading, known, roles, lexicon.nouns)
    found = []
    for token, tag in enumerate(reading.tags):
        described = finder.find_noun(token) if tag in ("NN", "NNP") else None
        if described is not None:
            first = min(reading.children[token][0], token)
            start, end = reading.span(first, token + 1)
            kind = known.entities[described.entity].kind
            found.append(Mention(start, end, kind, "nominal", described.entity))
            finder.note(token, described.entity)
    return found
