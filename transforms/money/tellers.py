"""Who tells an amount by the parse, and whom the words mean: "Analysts expect $5", "put at $5 by the insurer"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from transforms.grammar import ACTORS
from transforms.money.modality import ACTS, FINITE
from transforms.money.syntax import VERBS, Site, children_with, find_subject, is_parted, is_pronoun
from transforms.money.vocabulary import MoneyLexicon
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention, Quote, Span


class Claimant(NamedTuple):
    """The words that name the claimant, the entity they mean, and the quote the amount stands in."""

    span: Span | None
    entity: int | None
    quote: int | None


BODIES = ("person", "organization")
NOBODY = Claimant(None, None, None)


@dataclass(frozen=True)
class TellerReader:
    """Finds those who tell the amounts of one article without a statement around them."""

    reading: Reading
    entities: ArticleEntities
    quotes: list[Quote]
    lexicon: MoneyLexicon

    def _source_above(self, site: Site) -> Claimant:
        """The subject of a verb of estimating or telling over the amount that no quote was made of.

        "Analysts expect sales of $5" and "which studies have estimated to cost $5" are told as well, but not "The
        pier is expected to cost $5".
        """
        reading, below, is_figure = self.reading, site.head, False
        for token in site.climb():
            is_figure = is_figure or reading.lemmas[below] in self.lexicon.words["figure_link"]
            if (self._is_verb(token, below) and self._tells(token, below)) or (is_figure and self._puts_thing(token)):
                subject = self._teller_by(token, site) if self._is_passive(token) else find_subject(reading, token)
                if subject is not None and not is_pronoun(reading, subject) and not self._is_dear(subject):
                    return self._name(subject)
            teller = self._teller_beside(token)
            if teller is not None:
                return self._name(teller)
            if self._is_aside(token):
                return NOBODY  # "They fear for the firm, which owes $5"
            below = token
        setter = self._target_setter(site)
        return setter if setter.span is not None else self._planner(site)

    def _teller_beside(self, verb: int) -> int | None:
        """Who tells it in words put between: "The states would get $5, people close to the talks said"."""
        for aside in children_with(self.reading, verb, "parataxis"):
            subject = find_subject(self.reading, aside)
            is_telling = self.reading.lemmas[aside].lower() in self.lexicon.words["telling_verb"]
            if is_telling and subject is not None and not is_pronoun(self.reading, subject):
                return subject
        return None

    def _is_passive(self, verb: int) -> bool:
        """Whether a verb tells what is done to its subject: "was put at $5", "a bill estimated at $5"."""
        is_participle = self.reading.tags[verb] == "VBN" and self.reading.deps[verb] == "acl"
        return is_participle or bool(children_with(self.reading, verb, "nsubjpass", "auxpass"))

    def _is_verb(self, token: int, below: int) -> bool:
        """Whether a token is a verb, or one of telling that the parse takes for a noun: "the farm lobby estimates"."""
        is_taken = self._is_told_clause(below) and bool(children_with(self.reading, token, "compound"))
        return self.reading.pos[token] in VERBS or is_taken

    def _is_told_clause(self, verb: int) -> bool:
        """Whether a clause is what is told: by the parse, or by its "that" where the parse takes it for another."""
        reading = self.reading
        if is_parted(reading, verb, reading.heads[verb]):
            return False
        if reading.deps[verb] == "relcl":
            return any(reading.lemmas[mark] == "that" for mark in children_with(reading, verb, "mark"))
        return reading.deps[verb] == "ccomp"

    def _is_aside(self, verb: int) -> bool:
        """Whether a verb stands in a finite clause behind a comma, which its noun does not need."""
        reading = self.reading
        if reading.deps[verb] != "relcl" or reading.tags[verb] not in FINITE:
            return False
        first, _ = reading.subtree(verb)
        return first > 0 and reading.words[first - 1] == ","

    def _target_setter(self, site: Site) -> Claimant:
        """Whoever moves its own target to the amount: "The broker cut its target on the share to $5"."""
        reading = self.reading
        for verb in site.climb():
            if reading.pos[verb] not in VERBS:
                continue
            things = children_with(reading, verb, "dobj")
            is_own = any(reading.tags[c] == "PRP$" for thing in things for c in children_with(reading, thing, "poss"))
            cue = self.lexicon.modality_cues.get((reading.lemmas[things[0]].lower(), "noun")) if things else None
            subject = find_subject(reading, verb) if is_own and cue == "proposed" else None
            return NOBODY if subject is None else self._name(subject)
        return NOBODY

    def _planner(self, site: Site) -> Claimant:
        """Whoever put forward the plan that the amount is part of: "will rise by $5 under plans unveiled by X"."""
        reading = self.reading
        for token in site.climb():
            for noun in self._frames(token):
                if self.lexicon.modality_cues.get((reading.lemmas[noun].lower(), "noun")) not in ACTS:
                    continue
                agents = (self._agent_by(verb) for verb in children_with(reading, noun, "acl"))
                agent = next((a for a in agents if a is not None), None)
                return NOBODY if agent is None else self._name(agent)
        return NOBODY

    def _frames(self, verb: int) -> list[int]:
        """The nouns of "under plans" and "as part of proposals" that hang on a verb."""
        reading = self.reading
        preps = [p for p in children_with(reading, verb, "prep") if reading.lemmas[p].lower() in ("under", "as")]
        nouns = [n for p in preps for n in children_with(reading, p, "pobj")]
        parts = [p for n in nouns if reading.lemmas[n] == "part" for p in children_with(reading, n, "prep")]
        return nouns + [n for p in parts for n in children_with(reading, p, "pobj")]

    def _teller_by(self, verb: int, site: Site) -> int | None:
        """Who puts a figure: "put at $5 by the insurer", where the parse may hang "by" on the sum."""
        for prep in (*children_with(self.reading, verb, "agent", "prep"), *self.reading.children[site.head]):
            is_agent = self.reading.deps[prep] == "agent"  # "was put by the insurer at $5"
            if self.reading.lemmas[prep] == "by" and (is_agent or prep >= site.last):
                things = children_with(self.reading, prep, "pobj")
                is_someone = bool(things) and (self._stands_for_someone(things[0]) or self._is_doer(prep, things[0]))
                return things[0] if is_someone else None
        return None

    def _source_of_clause(self, site: Site) -> Claimant:
        """Whoever tells the amount in a clause on a noun: "which the auditor estimates would cost $5"."""
        below = site.head
        for token in site.climb():
            is_clause = self.reading.deps[token] == "relcl" and self.reading.pos[token] in VERBS
            if (is_clause and self._tells(token, below)) or self._puts(token, below):
                subjects = children_with(self.reading, token, "nsubj")
                return self._name(subjects[0]) if subjects and self._stands_for_someone(subjects[0]) else NOBODY
            below = token
        return NOBODY

    def _tells(self, verb: int, below: int) -> bool:
        """Whether a verb tells what leads to the amount: in a clause, or as the object of a forecast."""
        reading = self.reading
        if self._is_told_clause(below):
            return reading.lemmas[verb].lower() in self.lexicon.words["telling_verb"]
        if self._puts(verb, below) or self._states(verb, below):
            return True
        cue = self.lexicon.modality_cues.get((reading.lemmas[verb].lower(), "verb"))
        return cue == "forecast" and reading.deps[below] in ("xcomp", "dobj", "prep")

    def _puts(self, verb: int, below: int) -> bool:
        """Whether a verb puts a figure at something: "Its report puts the total at $5", "Harland has him at $5"."""
        reading = self.reading
        if reading.lemmas[below] not in self.lexicon.words["figure_link"] or reading.pos[verb] not in VERBS:
            return False
        holds = reading.lemmas[verb] == "have" and bool(children_with(reading, verb, "dobj"))
        return holds or reading.lemmas[verb].lower() in self.lexicon.words["putting_verb"]

    def _puts_thing(self, verb: int) -> bool:
        """Whether a verb puts a thing at a figure, where the parse hangs "at" on a word of the thing."""
        is_putting = self.reading.lemmas[verb].lower() in self.lexicon.words["putting_verb"]
        return is_putting and bool(children_with(self.reading, verb, "dobj"))

    def _states(self, verb: int, below: int) -> bool:
        """Whether the amount is what somebody states of itself: "Harland reported $5 in interest"."""
        is_object = self.reading.deps[below] == "dobj" or self.reading.lemmas[below] == "between"
        return is_object and self.reading.lemmas[verb].lower() in self.lexicon.words["stating_verb"]

    def _agent_by(self, verb: int) -> int | None:
        """The "by" of a passive verb, or the "from" of what someone was promised."""
        for prep in children_with(self.reading, verb, "agent", "prep"):
            if self.reading.lemmas[prep] in ("by", "from"):
                objects = children_with(self.reading, prep, "pobj")
                if objects and (self._mention_at(objects[0]) is not None or self._is_doer(prep, objects[0])):
                    return objects[0]
        return None

    def _is_doer(self, prep: int, thing: int) -> bool:
        """Whether the parse hangs the noun of "by" on the verb as the one who does it: "demanded by labour unions"."""
        return self.reading.deps[prep] == "agent" and self.reading.pos[thing] == "NOUN"

    def _stands_for_someone(self, token: int) -> bool:
        return self._mention_at(token) is not None or self._part_of(token) is not None

    def _is_dear(self, noun: int) -> bool:
        """Whether a sum stands right before a noun: "a $160 billion merger" announces nothing."""
        first, _ = self.reading.subtree(noun)
        return self._is_sum(self.reading.starts[first], self.reading.ends[noun])

    def _is_sum(self, start: int, end: int) -> bool:
        """Whether a source's words hold a sum of money: "a $160 billion merger" says nothing."""
        named, _, _ = self.reading.text[start:end].partition(",")  # "Harland, which earned $5 last year, says"
        return any(sign in named for sign in "$£€¥")

    def _is_nobody(self, start: int, end: int) -> bool:
        """Whether a source's word names no one: "Nobody asked for $5"."""
        return self.reading.text[start:end].lower() in self.lexicon.words["indefinite"]

    # -- whom the words mean

    def _name(self, token: int) -> Claimant:
        """The phrase of a token and the entity it means."""
        mention = self._mention_at(token)
        for other in children_with(self.reading, token, "appos") if mention is None else ():
            mention = mention or self._mention_at(other)
        is_nobody = self._is_nobody(self.reading.starts[token], self.reading.ends[token])
        if mention is None and (is_nobody or is_pronoun(self.reading, token)):
            return NOBODY
        if mention is not None:
            return Claimant(Span(mention.start, mention.end), mention.entity, None)
        first, last = self.reading.subtree(token)
        clauses = [c for c in children_with(self.reading, token, "relcl", "appos", "acl") if c > token]
        last = max(min([last, *(self.reading.subtree(c)[0] for c in clauses)]), token + 1)
        while last - 1 > token and self.reading.pos[last - 1] == "PUNCT":
            last -= 1
        first = self.reading.hyphenated_from(min(first, token))
        return Claimant(self.reading.span(first, last), self._part_of(token), None)

    def _part_of(self, token: int) -> int | None:
        """The body that people without a name of their own belong to: "Trump campaign officials", "U.S. envoys"."""
        first, last = self.reading.subtree(token)
        inner = self.entities.mentions_in(self.reading.starts[first], self.reading.ends[min(last, token + 1) - 1])
        held = [m for m in inner if m.kind in ACTORS and (m.kind in BODIES or self._is_of_state(token))]
        return held[-1].entity if held else None

    def _is_of_state(self, noun: int) -> bool:
        """Whether a noun stands for the land it names: "Danish officials", no "Danish club", no "Oslo-based packer"."""
        return self.reading.lemmas[noun].lower() in self.lexicon.delegates

    def _mention_at(self, token: int) -> Mention | None:
        """The widest mention that holds the token."""
        reading = self.reading
        left, right = reading.starts[token] - 80, reading.ends[token] + 80
        holding = [
            m
            for m in self.entities.mentions_in(left, right)
            if m.start <= reading.starts[token] and reading.ends[token] <= m.end and m.kind in ACTORS
        ]
        return max(holding, key=lambda m: m.end - m.start) if holding else None
