"""Who a source means: its mention's entity, the owner of a document or a campaign, or nobody the text names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from transforms.entities.descriptions import DescriptionFinder
from transforms.entities.stated import is_definite
from transforms.quotes.spans import source_span
from transforms.quotes.statements import Statement
from transforms.quotes.table import TokenTable
from transforms.records import ArticleEntities, Mention, Span

RELATIVES = frozenset({"who", "which", "that", "whom"})
FORM_ORDER = {"name": 0, "pronoun": 1, "nominal": 2}
SHARES = {"name": 0.97, "pronoun": 0.92, "nominal": 0.75}  # of right speakers, by what the source is
OWNER_DEPS = frozenset({"poss", "compound", "nmod", "amod"})
OWNER_PREPOSITIONS = frozenset({"of", "for", "from", "by", "at", "with", "in"})
DEPTH = 5
ACTORS = frozenset({"person", "organization"})
MOST_SAME = 5  # earlier places of the same noun
Spokes = Mapping[str, tuple[bool, bool]]


def read_spokes(rows: Iterable[Mapping[str, str]]) -> Spokes:
    """The nouns that speak for a person or a body, from the rows of spokes_nouns.csv."""
    return {row["noun"]: (row["of_person"] == "yes", row["of_body"] == "yes") for row in rows}


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

    def speaker(self, statement: Statement) -> int | None:
        """The entity that the statement's source means, None where the text names nobody."""
        meant = statement.source if statement.stands_for < 0 else statement.stands_for
        return None if meant < 0 else self.entity_of(meant)

    def confidence(self, statement: Statement) -> float:
        """How likely the speaker is right, by what the source is: a name, a pronoun or a description."""
        mentions = self._by_token.get(statement.source, ())
        form = min((m.form for m in mentions), key=FORM_ORDER.__getitem__, default="nominal")
        return SHARES[form]

    def entity_of(self, token: int, depth: int = 0) -> int | None:
        """The entity that the noun phrase headed by the token means."""
        if depth > DEPTH:
            return None
        reading = self.table.reading
        if reading.lemmas[token].lower() in RELATIVES and (antecedent := self._antecedent(token)) is not None:
            return self.entity_of(antecedent, depth + 1)
        found = self._mentioned(token)
        if found is None:
            found = self._apposed(token, depth)
        if found is None:
            found = self.descriptions.holder(token)
        if found is None:
            found = self._owner(token, depth)
        if found is None and (described := self.descriptions.find(token)) is not None:
            return described.entity
        return found

    def _mentioned(self, token: int) -> int | None:
        """The entity of the closest mention round the token; names before pronouns before descriptions."""
        mentions = self._by_token.get(token)
        if not mentions:
            return None
        return min(mentions, key=lambda m: (FORM_ORDER[m.form], m.end - m.start, m.start)).entity

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

    def _apposed(self, token: int, depth: int) -> int | None:
        """The entity of a name set beside the noun ("the company, Acme, said")."""
        reading = self.table.reading
        for child in reading.children[token]:
            if reading.deps[child] == "appos":
                found = self._mentioned(child)
                if found is not None:
                    return found
        return None

    def _owner(self, token: int, depth: int) -> int | None:
        """The entity whose document, campaign or spokesman the noun is."""
        may_speak = self.spokes.get(self.table.reading.lemmas[token])
        if may_speak is None:
            return None
        for owner in self._owners(token):
            found = self.entity_of(owner, depth + 1)
            if found is not None and may_speak[0 if self.entities.entities[found].kind == "person" else 1]:
                return found
        if self.descriptions.is_person(token) or not is_definite(self.table.reading, token):
            return None
        return self._owner_before(token, depth)

    def _owner_before(self, token: int, depth: int) -> int | None:
        """The owner told when the same noun came before: "the report" after "a report by the agency"."""
        same = self._nouns.get(self.table.reading.lemmas[token], [])
        before = same[max(0, bisect_left(same, token) - MOST_SAME) : bisect_left(same, token)]
        for other in reversed(before):
            if not is_definite(self.table.reading, other) or self._owners(other):
                found = self._owner(other, depth + 1)
                is_actor = found is not None and self.entities.entities[found].kind in ACTORS
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
                after += [g for g in reading.children[child] if reading.deps[g] in ("nsubj", "agent")]
            elif reading.deps[child] == "prep" and reading.lemmas[child] in OWNER_PREPOSITIONS:
                after += [g for g in reading.children[child] if reading.deps[g] == "pobj"]
        before.sort(key=lambda t: (reading.deps[t] != "poss", -t))
        return [*before, *after]
