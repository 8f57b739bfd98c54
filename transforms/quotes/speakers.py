"""Who a source means: its mention's entity, the owner of a document or a campaign, or nobody the text names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from transforms.entities.descriptions import DescriptionFinder
from transforms.entities.stated import is_definite
from transforms.grammar import BELONGING, OWNER_DEPS
from transforms.quotes.spans import source_span
from transforms.quotes.statements import Statement
from transforms.quotes.table import TokenTable
from transforms.records import ArticleEntities, Mention, Span

RELATIVES = frozenset({"who", "which", "that", "whom"})
FORM_ORDER = {"name": 0, "pronoun": 1, "nominal": 2}
DEPTH = 5
ACTORS = frozenset({"person", "organization"})
MOST_SAME = 5  # earlier places of the same noun
Spokes = Mapping[str, tuple[bool, bool]]


def read_spokes(rows: Iterable[Mapping[str, str]]) -> Spokes:
    """The nouns that speak for a person or a body, from the rows of spokes_nouns.csv."""
    return {row["noun"]: (row["of_person"] == "yes", row["of_body"] == "yes") for row in rows}


class Found(NamedTuple):
    """An entity and by what evidence a word means it: a form of mention, or the name of a rule."""

    entity: int
    evidence: str


class SpeakerFinder:
    """Finds the entities that the sources and addressees of one article mean."""

    def __init__(
        self, table: TokenTable, entities: ArticleEntities, spokes: Spokes, descriptions: DescriptionFinder
    ) -> None:
        self.table = table
        self.descriptions = descriptions
        self.entities = entities
        self.spokes = spokes
        self._by_token: dict[int, list[Mention]] = {}
        for mention in entities.mentions:
            for token in range(*table.reading.tokens_in(mention.start, mention.end)):
                self._by_token.setdefault(token, []).append(mention)

    def mentions_at(self, token: int) -> Sequence[Mention]:
        """The mentions that hold a token."""
        return self._by_token.get(token, ())

    def span(self, statement: Statement) -> Span | None:
        """The words of the statement's source."""
        if statement.source < 0:
            return None
        tokens = statement.label or source_span(self.table, statement.source, statement.cue)
        return self.table.reading.span(*tokens)

    def speaker(self, statement: Statement) -> Found | None:
        """The entity that the statement's source means with the evidence for it; None where the text names nobody."""
        if statement.stands_for >= 0:
            return self._as_layout(self.entity_of(statement.stands_for), "interview")
        if statement.label is not None:
            named = (self._mentioned(token) for token in range(*statement.label))
            return self._as_layout(next((found.entity for found in named if found is not None), None), "label")
        found = None if statement.source < 0 else self.find(statement.source)
        return Found(found.entity, "beat") if found is not None and statement.kind == "beat" else found

    def _as_layout(self, entity: int | None, evidence: str) -> Found | None:
        return None if entity is None else Found(entity, evidence)

    def entity_of(self, token: int) -> int | None:
        """The entity that the noun phrase headed by the token means."""
        found = self.find(token)
        return None if found is None else found.entity

    def find(self, token: int, depth: int = 0) -> Found | None:
        """The same with the evidence: the first of the ways below that tells it."""
        if depth > DEPTH:
            return None
        if self.table.reading.lemmas[token].lower() in RELATIVES:
            antecedent = self._antecedent(token)
            if antecedent is not None:
                return self.find(antecedent, depth + 1)
        return self._mentioned(token) or self._apposed(token) or self._owner(token, depth) or self._described(token)

    def _mentioned(self, token: int) -> Found | None:
        """The entity of the closest mention round the token; names before pronouns before descriptions."""
        mentions = self._by_token.get(token)
        if not mentions:
            return None
        mention = min(mentions, key=lambda m: (FORM_ORDER[m.form], m.end - m.start, m.start))
        if mention.form != "nominal":
            return Found(mention.entity, mention.form)
        described = self.descriptions.find(token)
        return Found(mention.entity, "description" if described is None else described.rule)

    def _described(self, token: int) -> Found | None:
        described = self.descriptions.find(token)
        return None if described is None else Found(described.entity, described.rule)

    def _antecedent(self, token: int) -> int | None:
        """The noun that a relative pronoun stands for."""
        reading = self.table.reading
        for _ in range(DEPTH):
            head = reading.heads[token]
            if reading.deps[token] == "relcl":
                return head
            if head == token:
                return None
            token = head
        return None

    def _apposed(self, token: int) -> Found | None:
        """The entity of a name set beside the noun ("the company, Acme, said"), or whose title the noun is."""
        reading = self.table.reading
        for child in reading.children[token]:
            found = self._mentioned(child) if reading.deps[child] == "appos" else None
            if found is not None:
                return Found(found.entity, "apposition")
        holder = self.descriptions.holder(token) if reading.tags[token] in ("NN", "NNP") else None
        return None if holder is None else Found(holder, "apposition")

    def _owner(self, token: int, depth: int) -> Found | None:
        """The entity whose document, campaign or spokesman the noun is."""
        may_speak = self.spokes.get(self.table.reading.lemmas[token])
        if may_speak is None:
            return None
        for owner in self._owners(token):
            found = self.find(owner, depth + 1)
            if found is not None and may_speak[0 if self.entities.entities[found.entity].kind == "person" else 1]:
                return Found(found.entity, "owner by pronoun" if found.evidence == "pronoun" else "owner")
        if self.descriptions.is_person(token) or not is_definite(self.table.reading, token):
            return None
        return self._owner_before(token, depth)

    def _owner_before(self, token: int, depth: int) -> Found | None:
        """The owner told when the same noun came before: "the report" after "a report by the agency"."""
        same = self._nouns.get(self.table.reading.lemmas[token], [])
        before = same[max(0, bisect_left(same, token) - MOST_SAME) : bisect_left(same, token)]
        for other in reversed(before):
            if not is_definite(self.table.reading, other) or self._owners(other):
                found = self._owner(other, depth + 1)
                is_actor = found is not None and self.entities.entities[found.entity].kind in ACTORS
                return found if is_actor else None
        return None

    @cached_property
    def _nouns(self) -> dict[str, list[int]]:
        """The places of each noun that may speak for another."""
        found: dict[str, list[int]] = {}
        for token, lemma in enumerate(self.table.reading.lemmas):
            if lemma in self.spokes:
                found.setdefault(lemma, []).append(token)
        return found

    def _owners(self, token: int) -> list[int]:
        """The words that say whose it is: possessors and names before the noun, objects of "of" and "for" after it."""
        reading = self.table.reading
        before, after = [], []
        for child in reading.children[token]:
            if reading.deps[child] in OWNER_DEPS:
                before.append(child)
            elif reading.deps[child] in ("relcl", "acl"):  # "figures the agency released"
                grand = reading.children[child]
                if all(reading.tags[g] != "TO" for g in grand):
                    after += [g for g in grand if reading.deps[g] in ("nsubj", "agent")]
            elif reading.deps[child] == "prep" and reading.lemmas[child] in BELONGING:
                after += [g for g in reading.children[child] if reading.deps[g] == "pobj"]
        before.sort(key=lambda t: (reading.deps[t] != "poss", -t))
        return [*before, *after]
