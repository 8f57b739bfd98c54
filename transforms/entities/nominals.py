"""Mentions for the descriptions ("the senator", "the bank") that mean somebody for a reason that can be named."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.entities.descriptions import DescriptionFinder
from transforms.entities.stated import is_definite
from transforms.reading.reading import Reading
from transforms.records import Mention


def definite_nouns(reading: Reading) -> list[int]:
    """The tokens of singular nouns that "the" or the like stands before."""
    nouns = (token for token, tag in enumerate(reading.tags) if tag in ("NN", "NNP"))
    return [token for token in nouns if is_definite(reading, token)]


def find_described_people(finder: DescriptionFinder, nouns: Iterable[int]) -> list[Mention]:
    """Mentions, from the article to the noun, for the descriptions of people that mean one clearly."""
    return _find(finder, nouns, of_people=True)


def find_described_bodies(finder: DescriptionFinder, nouns: Iterable[int]) -> list[Mention]:
    """The same for organizations and other things."""
    return _find(finder, nouns, of_people=False)


def _find(finder: DescriptionFinder, nouns: Iterable[int], of_people: bool) -> list[Mention]:
    reading, found = finder.reading, []
    for token in nouns:
        described = None if token in finder.described else finder.find_noun(token)
        if described is not None:
            kind = finder.entities[described.entity].kind
            if (kind == "person") == of_people:
                start, end = reading.span(min(reading.children[token][0], token), token + 1)
                found.append(Mention(start, end, kind, "nominal", described.entity))
                finder.note(token, described.entity)
    return found
