"""The entities of one article and every place where they are mentioned."""

from __future__ import annotations

from transforms.reading import Reading
from transforms.records import ArticleEntities, Entity, Mention

KINDS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
KINDS |= {"EVENT": "event", "WORK_OF_ART": "work", "LAW": "law", "PRODUCT": "product"}


def read_entities(reading: Reading) -> ArticleEntities:
    """The article's entities with their name mentions."""
    entities: dict[tuple[str, str], int] = {}
    found: list[Entity] = []
    mentions = []
    for first, last, label in reading.entities:
        kind = KINDS.get(label)
        if kind is None:
            continue
        start, end = reading.span(first, last)
        name = reading.text[start:end]
        number = entities.setdefault((kind, name), len(found))
        if number == len(found):
            found.append(Entity(kind, name, [name]))
        mentions.append(Mention(start, end, kind, "name", number))
    return ArticleEntities(found, mentions)
