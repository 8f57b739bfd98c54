"""Who a party is: the entity a noun phrase means, a country for its negotiators, and which nouns can act at all."""

from __future__ import annotations

import re
from functools import cached_property

from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import kids, lemma, noun_phrase, objects_of, own_subject
from transforms.grammar import ACTORS, FIRST_PERSON, OWNER_DEPS
from transforms.quotes.speakers import SpeakerFinder
from transforms.records import ArticleEntities, Mention, Span

ANYBODY = frozenset({"everyone", "everybody", "anyone", "anybody", "nobody", "one", "people", "person", "man", "none"})
GENERIC = frozenset({"every", "any", "each"})
PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "you", "who", "whom", "his", "their"}) | FIRST_PERSON
OWNING = ("of", "from", "by")
SENDING = ("of", "from", "for")
NEUTER = frozenset({"it", "its", "that", "which"})
DEPTH = 4
# nouns made of what somebody does, is or believes: carmaker, landowner, chairwoman, loyalist
OF_PEOPLE = re.compile(r"\w{2,}(?:maker|holder|owner|worker|keeper|seeker|goer|woman|person)|\w{4,}ist")
DATES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})


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

    @cached_property
    def _dates(self) -> set[int]:
        """The tokens of dates, times and numbers."""
        return {t for first, last, label in self.reading.entities if label in DATES for t in range(first, last)}

    def entity(self, token: int, depth: int = 0) -> int | None:
        """The entity that the noun phrase headed by the token means; a country for those who negotiate for it."""
        if depth > DEPTH:
            return None
        found = None if self._is_to_come(token) or self._is_member(token) else self._named(token)
        if found is None and self._is_delegate(token):
            found = self._sender(token)
        if found is None and lemma(self.reading, token) in self.lexicon.words["namesake"]:
            found = self._namesake(token)
        if found is None and (heir := self._whose(token)) is not None:
            found = self.entity(heir, depth + 1)
        if found is None and self.is_messenger(token):
            owner = self.author(token)
            found = None if owner is None else self.entity(owner, depth + 1)
        if found is None and lemma(self.reading, token) in self.lexicon.words["state"]:
            found = self.finder.descriptions.find_state(token)
        if found is None or self._is_people(token):
            return found
        return self.state(found)

    def _is_people(self, token: int) -> bool:
        """Whether a nationality means people and not their state: "Norwegians", but "the Norwegians"."""
        return self.reading.tags[token] == "NNPS" and not kids(self.reading, token, "det")

    def _named(self, token: int) -> int | None:
        """What the word means, but no person for a noun that says what a land or a body is ("the country")."""
        found = self.finder.entity_of(token)
        if found is None or self.entities.entities[found].kind != "person" or not self.is_described(token):
            return found
        return None if lemma(self.reading, token) in self.lexicon.words["land"] else found

    def _is_to_come(self, token: int) -> bool:
        """Whether the noun means who is not there yet: "the next president"."""
        reading = self.reading
        return reading.pos[token] == "NOUN" and any(
            reading.words[child].lower() in ("next", "future") for child in kids(reading, token, "amod")
        )

    def _is_member(self, token: int) -> bool:
        """Whether it is a person called by their party: "the Utah Republican", who is not the party."""
        reading = self.reading
        is_one = reading.tags[token] in ("NNP", "NN") and lemma(reading, token) in self.lexicon.words["actor"]
        mention = self.mention(token) if is_one and kids(reading, token, "det") else None
        return (
            mention is not None and mention.form == "name" and mention.end - mention.start == len(reading.words[token])
        )

    def _is_delegate(self, token: int) -> bool:
        """Whether the noun stands for the state or party it names: "envoy", and "officials" where it means several."""
        word = lemma(self.reading, token)
        if word in self.lexicon.words["delegate"]:
            return True
        return word in self.lexicon.words["delegates"] and self.reading.tags[token] == "NNS"

    def _namesake(self, token: int) -> int | None:
        """The organization whose name stands before a word for it: "the [Acme] group"."""
        for child in kids(self.reading, token, "compound", "nmod"):
            mention = self.mention(child)
            if mention is not None and mention.kind == "organization":
                return mention.entity
        return None

    def _whose(self, token: int) -> int | None:
        """Whose people they are: "[the league], whose members asked"."""
        reading = self.reading
        if not any(reading.tags[child] == "WP$" for child in kids(reading, token, "poss")):
            return None
        verb = reading.heads[token]
        return reading.heads[verb] if reading.deps[verb] == "relcl" else None

    def span(self, token: int) -> Span:
        """The words of a party: its noun phrase, without relative clauses."""
        first, last = noun_phrase(self.reading, token)
        return self.reading.span(self.reading.hyphenated_from(first), last)

    def is_figure(self, token: int) -> bool:
        """Whether the word belongs to a date, a time or a sum."""
        return token in self._dates

    def acts(self, token: int) -> bool:
        """Whether the noun is somebody who can ask or be asked: a pronoun, a name, a word for people."""
        if self.reading.words[token].lower() in PRONOUNS:
            return True
        mention = self.mention(token)
        if mention is not None:
            return mention.kind in ACTORS
        if token in self._dates:
            return False
        word = lemma(self.reading, token)
        nouns = self.finder.descriptions.nouns
        listed = (self.lexicon.words["actor"], nouns.people, nouns.bodies)
        known = OF_PEOPLE.fullmatch(word) is not None or any(word in words for words in listed)
        return known or self.reading.tags[token] in ("NNP", "NNPS", "MD")

    def asks(self, token: int, is_urging: bool = False) -> bool:
        """Whether the noun is somebody who can ask, or what asks for somebody: a letter, a bill, a list of demands.

        is_urging: with a verb that only people and bodies are the subject of ("urge").
        """
        if self.reading.words[token].lower() in NEUTER:
            return is_urging or self.entity(token) is not None
        if any(self.reading.words[c].lower() in GENERIC for c in kids(self.reading, token, "det")):
            return False  # "every voter who requests a ballot"
        if self.reading.words[token].lower() in ANYBODY and len(self.reading.children[token]) == 0 and not is_urging:
            return False  # "if people want safer streets"
        if self.is_messenger(token) or self.acts(token) or self.mention(token) is not None:
            return True
        is_noun = self.reading.pos[token] == "NOUN" and token not in self._dates
        return is_urging and is_noun and lemma(self.reading, token) not in self.lexicon.words["nobody"]

    def is_messenger(self, token: int) -> bool:
        """Whether the noun is a text or an act of asking that stands for its author."""
        word = lemma(self.reading, token)
        return word in self.lexicon.words["messenger"] and self.reading.pos[token] == "NOUN"

    def mention(self, token: int) -> Mention | None:
        """The mention that holds the token."""
        start, end = self.reading.starts[token], self.reading.ends[token]
        return next((m for m in self.finder.mentions_at(token) if m.start <= start and end <= m.end), None)

    def is_described(self, token: int) -> bool:
        """Whether the word only describes its entity: "the company", not a name or a pronoun."""
        mention = self.mention(token)
        return mention is None or mention.form == "nominal"

    def author(self, token: int, depth: int = 0) -> int | None:
        """Who stands behind a text: its owner, who signed or sent it, the subject of the verb it is the object of."""
        if depth > DEPTH:
            return None
        reading = self.reading
        owners = [*kids(reading, token, "poss"), *objects_of(reading, token, *OWNING)]
        for clause in kids(reading, token, "acl", "relcl"):
            owners += objects_of(reading, clause, "by")
            subject = own_subject(reading, clause)
            owners += [] if subject is None or reading.tags[subject] in ("WDT", "WP") else [subject]
        for owner in owners:
            if self.acts(owner):
                return owner
        return self._sender_of_text(token, depth)

    def _sender_of_text(self, token: int, depth: int) -> int | None:
        """The subject of the verb that a text hangs on: "[they] entered the talks with a set of demands"."""
        reading = self.reading
        head = reading.heads[token]
        if head == token or reading.deps[token] in ("nsubj", "nsubjpass"):
            return None
        if reading.deps[token] == "pobj":
            head = reading.heads[head]
        if reading.pos[head] == "NOUN":
            return head if self.acts(head) else self.author(head, depth + 1)
        subject = own_subject(reading, head)
        if subject is not None and reading.deps[subject] == "nsubj" and self.acts(subject):
            return subject
        agents = objects_of(reading, head, "by")
        return agents[0] if agents else None

    def _sender(self, token: int) -> int | None:
        """The state or body that negotiators and envoys speak for: what their noun phrase names."""
        for child in [*kids(self.reading, token, *OWNER_DEPS), *objects_of(self.reading, token, *SENDING)]:
            mention = self.mention(child)
            if mention is not None and mention.kind in ACTORS:
                return None if self._is_joined(mention) else mention.entity
        return None

    def _is_joined(self, mention: Mention) -> bool:
        """Whether a name of the same kind stands behind a comma or "and": "the envoys of [Norway], Chile and Peru"."""
        reading = self.reading
        link = reading.tokens_in(mention.start, mention.end)[1]
        if link + 1 >= len(reading) or reading.words[link].lower() not in (",", "and"):
            return False
        other = self.mention(link + 1)
        return other is not None and other.kind == mention.kind and other.entity != mention.entity

    def state(self, number: int) -> int:
        """A nationality stands for its country where the article names it."""
        entity = self.entities.entities[number]
        if entity.kind == "group" and entity.country_code:
            return self._countries.get(entity.country_code, number)
        return number
