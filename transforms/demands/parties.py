"""Who a party is: the entity a noun phrase means, a country for its negotiators, and which nouns can act at all."""

from __future__ import annotations

from transforms.demands.syntax import kids, noun_phrase
from transforms.demands.vocabulary import DemandLexicon
from transforms.quotes.speakers import SpeakerFinder
from transforms.records import ArticleEntities, Mention, Span

ACTING = frozenset({"person", "organization", "place", "group"})
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "you", "who", "whom"}) | FIRST_PERSON
MODIFIERS = ("amod", "compound", "nmod", "poss")


class PartyFinder:
    """Finds the parties of one article's demands."""

    def __init__(self, finder: SpeakerFinder, entities: ArticleEntities, lexicon: DemandLexicon) -> None:
        self.finder = finder
        self.reading = finder.table.reading
        self.entities = entities
        self.lexicon = lexicon
        self._countries: dict[str, int] = {}
        for number, entity in enumerate(entities.entities):
            if entity.kind == "place" and entity.country_code and entity.external_id == entity.country_code:
                self._countries.setdefault(entity.country_code, number)

    def entity(self, token: int) -> int | None:
        """The entity that the noun phrase headed by the token means; a country for those who negotiate for it."""
        found = self.finder.entity_of(token)
        if found is None and self.reading.lemmas[token].lower() in self.lexicon.words["delegate"]:
            found = self._sender(token)
        return None if found is None else self._state(found)

    def span(self, token: int) -> Span:
        """The words of a party: its noun phrase, without relative clauses."""
        return self.reading.span(*noun_phrase(self.reading, token))

    def acts(self, token: int) -> bool:
        """Whether the noun is somebody who can be asked: a pronoun, a named party, or a word for people or a body."""
        word, lemma = self.reading.words[token].lower(), self.reading.lemmas[token].lower()
        if word in PRONOUNS:
            return True
        mention = self._mention(token)
        if mention is not None and mention.kind in ACTING:
            return True
        nouns = self.finder.descriptions.nouns
        return lemma in self.lexicon.words["actor"] or lemma in nouns.people or lemma in nouns.bodies

    def _mention(self, token: int) -> Mention | None:
        reading = self.reading
        start, end = reading.starts[token], reading.ends[token]
        return next((m for m in self.finder.mentions_at(token) if m.start <= start and end <= m.end), None)

    def _sender(self, token: int) -> int | None:
        """The state or body that negotiators and envoys speak for: what their noun phrase names."""
        for child in kids(self.reading, token, *MODIFIERS):
            mention = self._mention(child)
            if mention is not None and mention.kind in ACTING:
                return mention.entity
        return None

    def _state(self, number: int) -> int:
        """A nationality stands for its country where the article names it."""
        entity = self.entities.entities[number]
        if entity.kind == "group" and entity.country_code:
            return self._countries.get(entity.country_code, number)
        return number
