"""Who stands behind a claim: the speaker of the statement around it, or whoever demands, promises or threatens it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from transforms.money.modal_cues import Operator
from transforms.money.modality import ACTS
from transforms.money.syntax import NOUNS, VERBS, Site, children_with, find_subject, is_pronoun
from transforms.money.tellers import NOBODY, Claimant, TellerReader
from transforms.records import Quote, Span

ASKING = frozenset({"demanded", "claimed"})
NEEDS = frozenset({"need", "ought"})


@dataclass(frozen=True)
class ClaimantReader(TellerReader):
    """Finds claimants in one article, from its quotes, its parse and its entities."""

    def find(self, site: Site, operator: Operator) -> Claimant:
        """The claimant of an amount: who demands or promises it, else who says it, else nobody."""
        quote = self._quote_around(site)
        agent = self._agent_of(operator) if operator.modality in ACTS and not self._is_told(quote, operator) else None
        if agent is not None:
            inner = self._without_verb(site) or self._name(agent)
            if inner.span is not None:
                return inner._replace(quote=quote)
        nested = self._source_of_clause(site)
        if nested.span is not None:
            return nested._replace(quote=quote)
        return self._source_above(site) if quote is None else self._speaker_of(site, operator, quote)

    def _speaker_of(self, site: Site, operator: Operator, quote: int) -> Claimant:
        """The claimant of an amount in a statement: who makes it, unless the parse tells another or nobody does."""
        speaker = self.quotes[quote]
        if self._only_answers(operator, speaker):
            return NOBODY._replace(quote=quote)
        if speaker.speaker_span is None or self._is_beside_plan(site, quote):
            return self._source_above(site)._replace(quote=quote)
        if self._is_sum(*speaker.speaker_span) or self._is_nobody(*speaker.speaker_span):
            return NOBODY._replace(quote=quote)
        entity = speaker.speaker
        if entity is None:
            entity = self._body_in(*speaker.speaker_span)
        return Claimant(speaker.speaker_span, entity, quote)

    def _only_answers(self, operator: Operator, quote: Quote) -> bool:
        """Whether the statement is what somebody makes of another's demand: "is weighing a request for $5"."""
        reading, noun = self.reading, operator.token
        if operator.modality not in ACTS or noun is None or quote.cue is None or reading.pos[noun] not in NOUNS:
            return False
        verb = reading.heads[noun]
        is_cue = quote.cue.start <= reading.starts[verb] < quote.cue.end
        is_object = reading.deps[noun] == "dobj"
        return is_cue and is_object and reading.lemmas[verb].lower() in self.lexicon.words["answering_verb"]

    def _is_beside_plan(self, site: Site, quote: int) -> bool:
        """Whether the paper tells it beside somebody's plan: "It plans to sell the mill, which it bought for $5"."""
        is_plan = self.quotes[quote].act == "intended" and self.quotes[quote].kind == "indirect"
        return is_plan and any(self._is_aside(token) for token in site.climb())

    def _is_told(self, quote: int | None, operator: Operator) -> bool:
        """Whether somebody tells what another promised: "The envoy said the bank had agreed to lend $5"."""
        if quote is None or operator.modality != "committed":
            return False
        return self.quotes[quote].speaker_span is not None

    def _without_verb(self, site: Site) -> Claimant | None:
        """Whoever stands right before the amount where its verb is left out: "A pledged $5 and [B] $8"."""
        reading = self.reading
        mention = self._mention_at(site.first - 1) if site.first > site.left else None
        if mention is None or mention.form != "name":
            return None
        first = reading.tokens_in(mention.start, mention.end)[0]
        is_joined = first > site.left and reading.words[first - 1].lower() in ("and", ",", ";")
        return Claimant(Span(mention.start, mention.end), mention.entity, None) if is_joined else None

    def _body_in(self, start: int, end: int) -> int | None:
        """The person or body named in a source's words that has no entity: "the FEC filings", "aides to the mayor"."""
        named = [m for m in self.entities.mentions_in(start, end) if m.kind in ("person", "organization")]
        held = [m for m in named if m.form != "pronoun" and not self._is_in_clause(start, m.start)]
        return held[0].entity if len({m.entity for m in held}) == 1 else None

    def _is_in_clause(self, start: int, place: int) -> bool:
        """Whether words are of a clause on a source that they did not write: "a paper seen by [the Courier]"."""
        reading, deps = self.reading, set()
        token, _ = reading.tokens_in(place, place + 1)
        while reading.heads[token] != token and reading.starts[reading.heads[token]] >= start:
            if reading.deps[token] in ("acl", "relcl"):
                return "agent" not in deps or reading.lemmas[token].lower() in self.lexicon.words["getting_verb"]
            deps.add(reading.deps[token])
            token = reading.heads[token]
        return False

    def _quote_around(self, site: Site) -> int | None:
        """The smallest statement with a part that holds the amount."""
        start, end = site.amount.start, site.amount.end
        starts, order, furthest = self._quotes_by_start
        holding = []
        for place in range(bisect_right(starts, start) - 1, -1, -1):
            if furthest[place] < end:  # no statement that begins here or before reaches the amount
                break
            q = self.quotes[order[place]]
            if end <= q.end and any(p.start < end and start < p.end for p in q.parts):
                holding.append((q.end - q.start, order[place]))
        return min(holding)[1] if holding else None

    @cached_property
    def _quotes_by_start(self) -> tuple[list[int], list[int], list[int]]:
        """Where the quotes begin, in order; the number of each; and how far it and those before it reach."""
        order = sorted(range(len(self.quotes)), key=lambda n: self.quotes[n].start)
        furthest = list(accumulate((self.quotes[n].end for n in order), max))
        return [self.quotes[n].start for n in order], order, furthest

    # -- who demands, promises, threatens

    def _agent_of(self, operator: Operator) -> int | None:
        """The token that heads the one who acts by the operator."""
        reading, token = self.reading, operator.token
        if token is None:
            return None
        passive = self._is_passive(token)
        if reading.pos[token] in VERBS and not self._acts_itself(token, operator.modality):
            return None  # "The state must pay $5": who demands it is another
        if reading.lemmas[token].lower() in self.lexicon.words["suffering_verb"] or (
            passive and operator.modality == "threatened" and reading.lemmas[token] != "threaten"
        ):
            return None
        if reading.pos[token] in VERBS:
            subject = self._actor(token)
            if subject is not None and reading.deps[token] == "amod" and not self._stands_for_someone(subject):
                subject = None  # "The catch is a proposed $5 cap"
            return self._agent_by(token) if passive else subject
        if reading.pos[token] in NOUNS:
            return self._holder_of(token) or self._holder_before(token)
        return None

    def _acts_itself(self, verb: int, modality: str) -> bool:
        """Whether it is the verb that demands, and neither a modal of it nor a need."""
        lemma = self.reading.lemmas[verb].lower()
        if modality != "demanded":
            return True
        return lemma not in NEEDS and self.lexicon.modality_cues.get((lemma, "verb")) in ASKING

    def _actor(self, verb: int) -> int | None:
        """The verb's subject; where that is no one who can act, whoever the sentence says something is done by."""
        reading = self.reading
        subject = find_subject(reading, verb)
        if subject is None or is_pronoun(reading, subject) or self._stands_for_someone(subject):
            return subject
        left = reading.sentences[reading.token_sentence[verb]][0]
        for token in range(left, verb):
            if reading.lemmas[token] == "by" and reading.deps[token] in ("prep", "agent"):
                for thing in children_with(reading, token, "pobj"):
                    if self._stands_for_someone(thing):
                        return thing
        above = reading.heads[subject]  # "He started a petition calling for": who started it
        if reading.deps[subject] == "dobj" and reading.pos[above] in VERBS and above != verb:
            return find_subject(reading, above)
        return subject

    def _holder_of(self, noun: int) -> int | None:
        """Whose plan it is: "Berlin's pledge", "a proposal by the mayor", "her plan"."""
        reading = self.reading
        for bearer in (noun, *self._coordinated(noun)):
            owners = children_with(reading, bearer, "poss")
            if owners:
                return owners[0]
        for prep in children_with(reading, noun, "prep", "agent"):
            if reading.lemmas[prep] in ("by", "from", "of"):
                for thing in children_with(reading, prep, "pobj"):
                    if self._mention_at(thing) is not None:
                        return thing
        verb = reading.heads[noun]
        if reading.deps[noun] in ("dobj", "pobj") and reading.pos[verb] in VERBS:
            is_other = reading.lemmas[verb].lower() in self.lexicon.words["answering_verb"]  # "rejected an offer of $5"
            return None if is_other else find_subject(reading, verb)
        return None

    def _coordinated(self, noun: int) -> list[int]:
        """The nouns joined before this one, whose owner it shares: "Oslo's pledge and an announcement to spend"."""
        reading, head = self.reading, self.reading.heads[noun]
        if reading.deps[noun] == "conj":
            return [head]
        return [c for c in children_with(reading, head, reading.deps[noun]) if c < noun][::-1]

    def _holder_before(self, noun: int) -> int | None:
        """For "the demands" without an owner: the owner the sentences before gave the same noun."""
        reading = self.reading
        sentence = reading.token_sentence[noun]
        left = reading.sentences[max(0, sentence - 2)][0]
        lemma = reading.lemmas[noun].lower()
        for token in range(reading.sentences[sentence][0] - 1, left - 1, -1):
            if reading.lemmas[token].lower() == lemma:
                owners = children_with(reading, token, "poss")
                if owners:
                    return self._owner(owners[0])
        return None

    def _owner(self, token: int) -> int | None:
        """The owner's token; for "their", where no one is known by it, the subject of its clause."""
        if not is_pronoun(self.reading, token) or self._mention_at(token) is not None:
            return token
        above = token
        while self.reading.heads[above] != above and self.reading.pos[above] not in VERBS:
            above = self.reading.heads[above]
        return find_subject(self.reading, above)
