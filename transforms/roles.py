"""What an article says people are: offices, jobs and posts."""

from __future__ import annotations

from transforms.reading import Reading
from transforms.records import ArticleEntities, Role


def find_roles(reading: Reading, entities: ArticleEntities) -> list[Role]:
    """The roles the article gives its people, in text order."""
    return []
