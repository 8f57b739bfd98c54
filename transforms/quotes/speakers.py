"""Who a source means: its mention's entity, the owner of a document or a campaign, or nobody the text names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from transforms.entities.descriptions import DescriptionFinder
from transforms.entities.stated import is_definite
from transforms.grammar import BELONGING, OWNER_DEPS
from transforms.quotes.spans import first_of_list, source_span, start_of_name
from transforms.quotes.statements import Statement
from transforms.quotes.table import TokenTable
from transforms.records import ArticleEntities, Mention, Span

RELATIVES = frozenset({"who", "which", "that", "whom"})
FORM_ORDER = {"name": 0, "pronoun": 1, "nominal": 2}
DEPTH = 5
ACTORS = frozenset({"person", "organization"})
NARROWING = frozenset({"det", "amod", "nummod", "prep", "poss", "compound"})  # what makes a group some of it
JOINING = frozenset({"ADP", "CCONJ", "PART"})  # before a name: it is owned by, or joined to, what stands there
VERBS = frozenset({"VERB", "AUX"})
VOICELESS = "event"
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
        if statement.label is not None:
            return self.table.reading.span(*statement.label)
        first, last = self._whole_names(*source_span(self.table, statement.source, statement.cue))
        name = first_of_list(self.table, statement.source)
        opening = first if name == statement.source else start_of_name(self.table, name)
        opening = self.table.reading.hyphenated_from(min(first, opening))
        return self.table.reading.span(opening, self._without_day(statement.source, last))

    def _without_day(self, source: int, last: int) -> int:
        """The end of a source without the day that it is followed by: "the cooperative [on Tuesday] said"."""
        reading = self.table.reading
        day = last - 2
        is_day = day > source and reading.lemmas[day] == "on" and self.table.labels[last - 1] == "DATE"
        return day if is_day and reading.heads[day] == source else last

    def _whole_names(self, first: int, last: int) -> tuple[int, int]:
        """The tokens from the beginning of a name that they would cut ("David" of "Bar-David")."""
        starts = [self.table.reading.tokens_in(m.start, m.end)[0] for m in self.mentions_at(first) if m.form == "name"]
        return min([first, *starts]), last

    def speaker(self, statement: Statement) -> Found | None:
        """The entity that the statement's source means with the evidence for it; None where the text names nobody."""
        if statement.stands_for >= 0:
            return self._as_layout(self.entity_of(statement.stands_for), "interview")
        if statement.label is not None:
            named = [found.entity for token in range(*statement.label) if (found := self._mentioned(token)) is not None]
            people = [entity for entity in named if self.entities.entities[entity].kind == "person"]
            return self._as_layout(next(iter([*people[-1:], *named]), None), "label")
        source = first_of_list(self.table, statement.source)
        found = None if source < 0 else self.find(source) or self._spokesman_before(source)
        if found is None or self._is_some_of(source, found.entity):
            return None
        return Found(found.entity, "beat") if statement.kind == "beat" else found

    def is_event(self, statement: Statement) -> bool:
        """Whether the source is an event, the heading of what follows: "Cyclone Poole: Norvik asks for help"."""
        is_label = statement.source >= 0 and self.table.reading.words[statement.cue] == ":"
        found = self._mentioned(statement.source) if is_label else None
        return found is not None and self.entities.entities[found.entity].kind == VOICELESS

    def _spokesman_before(self, token: int) -> Found | None:
        """Whom "he" speaks for who is but a spokesman: "An Acme spokesman denied it. The mill was paid for, he added".

        Nobody else, named or not, may stand between the two, which are of one paragraph.
        """
        reading = self.table.reading
        if reading.words[token].lower() not in ("he", "she"):
            return None
        first = self.table.lines[reading.token_segment[token]][0]
        for place in range(token - 1, first - 1, -1):
            if self.table.called[place] == "PERSON" or reading.words[place].lower() in ("he", "she"):
                return None
            if self.descriptions.is_person(place):
                is_subject = reading.deps[place] == "nsubj" and self.table.inside_list[place] < 0
                found = self._owner(place, 0) if is_subject and reading.lemmas[place] in self.spokes else None
                return None if found is None else Found(found.entity, "owner by pronoun")
        return None

    def _is_some_of(self, token: int, entity: int) -> bool:
        """Whether only some of a group speak: "some Norvikers", "Norvikers in the north", or one: "the Norviker"."""
        reading = self.table.reading
        if self._is_member(token):
            return True
        if self.entities.entities[entity].kind != "group":
            return False
        named = {t for m in self.mentions_at(token) for t in range(*reading.tokens_in(m.start, m.end))}
        narrowing = [c for c in reading.children[token] if reading.deps[c] in NARROWING and c not in named]
        is_part = reading.deps[token] == "pobj" and reading.lemmas[reading.heads[token]] == "of"
        return is_part or any(reading.lemmas[c].lower() != "the" for c in narrowing)

    def _is_member(self, token: int) -> bool:
        """Whether a word for one of a people or party stands with an article: "the Croatian", "a Republican"."""
        reading = self.table.reading
        is_noun = reading.words[token].lower() in self.descriptions.nouns.members
        return is_noun and any(reading.deps[c] == "det" for c in reading.children[token])

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
            nearest = self._thing_before(token)
            if nearest is not None:
                return nearest
            antecedent = self._antecedent(token)
            if antecedent is not None:
                return self.find(self._person_over(token, antecedent), depth + 1)
        found = (
            self._leader(token)
            or self._officer(token)
            or self._mentioned(token)
            or self._bodied(token)
            or self._apposed(token)
        )
        return found or self._owner(token, depth) or self._described(token)

    def _leader(self, token: int) -> Found | None:
        """Whoever holds an office of the organization named at a token: "the leader of the Acme Party, Dana Poole,"."""
        reading = self.table.reading
        body = next((m for m in self._by_token.get(token, ()) if m.form == "name" and m.kind == "organization"), None)
        if body is None:
            return None
        of, last = reading.tokens_in(body.start, body.end)
        of -= 1
        while of > 0 and reading.words[of].islower() and reading.pos[of] in ("DET", "ADJ", "NOUN"):
            of -= 1
        is_held = of > 0 and reading.words[of] == "of" and self.descriptions.is_person(of - 1)
        if not is_held or reading.words[last : last + 1] != [","]:
            return None
        holder = next(iter(self._people_at(last + 1)), None) if last + 1 < len(reading) else None
        end = 0 if holder is None else reading.tokens_in(holder.start, holder.end)[1]
        is_apart = holder is not None and reading.words[end : end + 1] == [","]
        return Found(holder.entity, "apposition") if holder is not None and is_apart else None

    def _officer(self, token: int) -> Found | None:
        """The person set beside an office of the organization named at a token: "the Acme Union (AU) head, Roe,"."""
        reading = self.table.reading
        body = next((m for m in self._by_token.get(token, ()) if m.form == "name" and m.kind == "organization"), None)
        if body is None:
            return None
        office = reading.tokens_in(body.start, body.end)[1]
        if reading.words[office : office + 1] == ["("] and reading.words[office + 2 : office + 3] == [")"]:
            office += 3
        holder, end = self.descriptions.holder(office), office
        while holder is not None and self.descriptions.holder(end) == holder:
            end += 1
        if holder is None or reading.words[end : end + 1] != [","] or end + 1 == len(reading):
            return None
        is_named = any(m.entity == holder for m in self._people_at(end + 1))
        return Found(holder, "apposition") if is_named else None

    def _bodied(self, token: int) -> Found | None:
        """The organization whose name stands right before what any of them is called: "Acme group", "Acme company"."""
        nouns = self.descriptions.nouns
        if token == 0 or self.table.reading.words[token].lower() not in nouns.any_body | nouns.any_business:
            return None
        found = self._mentioned(token - 1) if self.table.reading.heads[token - 1] == token else None
        is_body = found is not None and self.entities.entities[found.entity].kind == "organization"
        return found if is_body and found is not None and found.evidence == "name" else None

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

    def _thing_before(self, token: int) -> Found | None:
        """The organization named right before "which": "Dana Poole, head of the Harbour Union, which opposed it"."""
        reading = self.table.reading
        last = token - 1 - (reading.words[token - 1] == ",")
        if last < 0 or reading.words[token].lower() != "which":
            return None
        found = self._mentioned(last)
        return found if found is not None and self.entities.entities[found.entity].kind == "organization" else None

    def _person_over(self, relative: int, antecedent: int) -> int:
        """The person whom "who" means where the parse takes it for what they own: "[the owner] of the Gulls, who"."""
        reading = self.table.reading
        if reading.words[relative].lower() not in ("who", "whom") or self.table.called[antecedent] == "PERSON":
            return antecedent
        link = reading.heads[antecedent]
        is_owned = reading.deps[antecedent] == "pobj" and reading.lemmas[link] == "of" and reading.deps[link] == "prep"
        owner = reading.heads[link]
        return owner if is_owned and self.descriptions.is_person(owner) else antecedent

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
        """The entity of a name set beside the noun ("the company, Acme, said"), or whose title the noun is.

        Also over another noun: "her husband, the geologist Nils Moe, said".
        """
        reading = self.table.reading
        for child in reading.children[token]:
            found = (self._mentioned(child) or self._apposed(child)) if reading.deps[child] == "appos" else None
            found = found or self._named_beside(token, child)
            if found is not None and self._may_be_called(token, found.entity):
                return Found(found.entity, "apposition")
        if reading.tags[token] not in ("NN", "NNP"):
            return None
        holder = self.descriptions.holder(token)
        if holder is None:
            holder = self._named_behind(token)
        return None if holder is None else Found(holder, "apposition")

    def _named_beside(self, token: int, name: int) -> Found | None:
        """A person's name behind a comma that the parse takes for a measure: "its secretary-general, Dana Poole"."""
        reading = self.table.reading
        people = self._people_at(name) if reading.deps[name] == "npadvmod" and name > token else []
        if not people or reading.words[token + 1] != ",":
            return None
        is_next = reading.tokens_in(people[0].start, people[0].end)[0] == token + 2
        return Found(people[0].entity, "apposition") if is_next else None

    def _may_be_called(self, token: int, entity: int) -> bool:
        """Whether a noun for people is set beside a person: "the head of Norvik, Acme" is no company.

        Some nouns are for both: "the operator, Acme".
        """
        is_both = self.table.reading.lemmas[token].lower() in self.descriptions.nouns.body_nouns
        is_person = self.descriptions.is_person(token) and not is_both
        return not is_person or self.entities.entities[entity].kind == "person"

    def _named_behind(self, token: int) -> int | None:
        """The one person named at the end of a description: "the then bishop of Norvik diocese Dana Poole".

        None where the name may belong to somebody within the description ("the lawyer of the mayor Dana Poole").
        """
        reading = self.table.reading
        end = reading.subtree(token)[1]
        named = {m.entity: m for t in range(token + 1, end) for m in self._people_at(t)}
        if not named or not self.descriptions.is_person(token):
            return None
        *others, mention = named.values()
        if others and not (len(others) == 1 and self._speaks_for(token, others[0], mention)):
            return None
        first, last = reading.tokens_in(mention.start, mention.end)
        is_last = last >= end or self.table.loose[last]
        return mention.entity if is_last and (others or self._is_free(token, first)) else None

    def _speaks_for(self, token: int, owner: Mention, mention: Mention) -> bool:
        """Whether a noun that speaks for the first of two people is what the second is: "a spokesman for Ives, Poole,".

        Nothing but "for" or "of" and titles stands before the first, and nothing but a comma and titles between.
        """
        reading = self.table.reading
        first, last = reading.tokens_in(owner.start, owner.end)
        begin = reading.tokens_in(mention.start, mention.end)[0]
        is_owned = self.table.reading.lemmas[token] in self.spokes and reading.lemmas[token + 1] in BELONGING
        titles = [*range(token + 2, first), *range(last + 1, begin)]
        return is_owned and reading.words[last] == "," and all(reading.pos[t] in ("PROPN", "PUNCT") for t in titles)

    def _people_at(self, token: int) -> list[Mention]:
        return [m for m in self.mentions_at(token) if m.form == "name" and m.kind == "person"]

    def _is_free(self, token: int, first: int) -> bool:
        """Whether a name follows a description's other words without being owned, joined or described by one."""
        reading = self.table.reading
        nouns = self.descriptions.nouns
        titles = nouns.honorifics | nouns.people
        words = reading.words
        before = next((t for t in range(first - 1, token, -1) if words[t].rstrip(".").lower() not in titles), token)
        joined = reading.pos[before] in JOINING
        within = range(token + 1, first)
        told = any(reading.pos[t] in VERBS for t in within)  # "a member who supports Dana Poole"
        others = any(self.descriptions.is_person(t) and reading.words[t - 1] != "," for t in within)
        return not (joined or told or others)

    def _owner(self, token: int, depth: int) -> Found | None:
        """The entity whose document, campaign or spokesman the noun is."""
        may_speak = self.spokes.get(self.table.reading.lemmas[token])
        if may_speak is None:
            return None
        for owner in () if self.descriptions.is_former(token) else self._owners(token):
            found = self.find(owner, depth + 1)
            kind = None if found is None else self.entities.entities[found.entity].kind
            if found is not None and kind in ACTORS and may_speak[0 if kind == "person" else 1]:
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
                return self._owner(other, depth + 1)
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
