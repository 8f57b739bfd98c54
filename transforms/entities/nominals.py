"""Mentions for the descriptions ("the senator", "the bank") that mean somebody for a reason that can be named."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.entities.descriptions import DescriptionFinder
from transforms.lexicon import Lexicon
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention, Role


def find_described_people(
    reading: Reading, known: ArticleEntities, roles: Sequence[Role], lexicon: Lexicon
) -> list[Mention]:
    """Mentions, from the article to the noun, for the descriptions of people that mean one clearly."""
    return _find(DescriptionFinder(reading, known, roles, lexicon.nouns), of_people=True)


def find_described_bodies(reading: Reading, known: ArticleEntities, lexicon: Lexicon) -> list[Mention]:
    """The same for organizations and other things."""
    return _find(DescriptionFinder(reading, known, (), lexicon.nouns), of_people=False)


def _find(finder: DescriptionFinder, of_people: bool) -> list[Mention]:
    reading, found = finder.reading, []
    for token, tag in enumerate(reading.tags):
        described = finder.find_noun(token) if tag in ("NN", "NNP") and token not in finder.described else None
        if described is not None:
            kind = finder.entities[described.entity].kind
            if (kind == "person") == of_people:
                start, end = reading.span(min(reading.children[token][0], token), token + 1)
                found.append(Mention(start, end, kind, "nominal", described.entity))
                finder.note(token, described.entity)
    return found
