"""Made texts as the model reads them, for tests that need a parse; all of a test file's texts in one batch."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.annotate import Annotator
from transforms.entities.mentions import find_mentions, find_names
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Role, Segment


@dataclass(frozen=True)
class Read:
    """One text with what the steps before quotes, money and demands find in it."""

    reading: Reading
    entities: ArticleEntities
    roles: list[Role]

    @property
    def text(self) -> str:
        """The text itself."""
        return self.reading.text

    def words(self, span: tuple[int, int] | None) -> str | None:
        """The words of the text in a span."""
        return None if span is None else self.text[span[0] : span[1]]

    def token(self, word: str) -> int:
        """The first token that is the word."""
        return self.reading.words.index(word)

    def name_of(self, number: int | None) -> str | None:
        """The name of an entity by its number."""
        return None if number is None else self.entities.entities[number].name


def parse(annotator: Annotator, texts: list[str]) -> list[Reading]:
    """The readings of texts that are body alone."""
    return list(annotator.reader.read((text, (Segment("body", 0, len(text)),)) for text in texts))


def read_texts(annotator: Annotator, texts: dict[str, str]) -> dict[str, Read]:
    """The same with entities and roles, by the names the texts are given."""
    found = {}
    for name, reading in zip(texts, parse(annotator, list(texts.values())), strict=True):
        cast = find_names(reading, annotator.lexicon)
        found[name] = Read(reading, *find_mentions(reading, cast, annotator.lexicon))
    return found
