"""Whom words stand for that name nobody: "they", "the letter", "a newspaper" that is named further on."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from transforms.demands.clauses import VERBS, kids, lemma, own_subject
from transforms.demands.parties import PartyFinder
from transforms.entities.stated import is_definite
from transforms.records import Span

PLURAL = frozenset({"they", "them", "their"})
NEUTER = frozenset({"it", "its"})
MANY = frozenset({"NNS", "NNPS"})
HEAD = 5  # sentences at the head of an article in which somebody may stand who is named further on
LOOKED_AT = 6  # later places of the same noun
CLIMB = 8
REACH = 4  # sentences back in which "the letter" finds who asked
BODIES = frozenset({"organization", "place", "group"})

Party = tuple[Span | None, int | None]


class StandInFinder:
    """Finds whom the words of parties stand for in one article."""

    def __init__(self, parties: PartyFinder) -> None:
        self.parties = parties
        self.reading = parties.reading
        self._askers: list[int] = []  # head words of those who asked so far, in text order

    def note(self, asker: int) -> None:
        """Keeps in mind who asked last."""
        self._askers.append(asker)

    def party(self, token: int) -> Party:
        """The words of a party and the entity they mean."""
        head = self._stood_for(token)
        found = self.parties.entity(head)
        if found is None:
            found = self._named_later(head)
        if found is None and self.reading.pos[head] in ("NOUN", "PROPN"):
            found = self.parties.finder.descriptions.find_incumbent(head, self._owner(head))
        if found is None and self.parties.is_messenger(head) and is_definite(self.reading, head):
            asker = self.last_asker(head)
            found = None if asker is None else self.parties.entity(self._stood_for(asker))
        if found is None and self.parties.is_messenger(head):  # "submitted a motion calling for" is theirs who submit
            author = self.parties.author(head)
            if author is None and is_definite(self.reading, head):
                author = self._introduced(head)
            head = head if author is None else author
            found = None if author is None else self.parties.entity(author)
        return self.parties.span(head), found

    def _owner(self, token: int) -> int | None:
        """The entity that a noun has before it as its owner: "[NATO]'s secretary"."""
        owners = [self.parties.mention(child) for child in kids(self.reading, token, "poss")]
        return next((mention.entity for mention in owners if mention is not None), None)

    def described(self, token: int, name: int) -> int | None:
        """The entity of a name where a description may mean it: "In a letter to Acme, he asked [the company] to"."""
        found = self.parties.entity(name)
        if found is not None and self.reading.words[token].lower() == "it":
            return found if self.parties.entities.entities[found].kind != "person" else None
        if found is None or self.reading.tags[token] != "NN" or not is_definite(self.reading, token):
            return None
        is_person = self.parties.finder.descriptions.is_person(token)
        return found if (self.parties.entities.entities[found].kind == "person") == is_person else None

    def author(self, noun: int) -> int | None:
        """Who makes the demands that a noun names: its author, or who last asked."""
        found = self.parties.author(noun)
        if found is None and is_definite(self.reading, noun):
            found = self._introduced(noun)
        return self.last_asker(noun) if found is None else found

    def _introduced(self, token: int) -> int | None:
        """Who made what the sentence before names: "Acme handed them a list of demands. The demands included"."""
        sentence = self.reading.token_sentence[token]
        if sentence == 0:
            return None
        first, last = self.reading.sentences[sentence - 1]
        texts = [t for t in range(first, last) if self.parties.is_messenger(t)]
        return next((author for t in reversed(texts) if (author := self.parties.author(t)) is not None), None)

    def last_asker(self, token: int) -> int | None:
        """Who asked last before a token, where that is not far back."""
        place = bisect_right(self._askers, token)
        sentences = self.reading.token_sentence
        for asker in reversed(self._askers[max(0, place - REACH) : place]):
            if sentences[token] - sentences[asker] <= REACH and not self.parties.is_messenger(asker):
                return asker
        return None

    def _stood_for(self, token: int) -> int:
        """The noun for a pronoun that means no entity, the author of "demands" and "calls"; else the word itself."""
        word = self.reading.words[token].lower()
        if lemma(self.reading, token) in self.parties.lexicon.words["demand_noun"]:
            author = self.parties.author(token)
            return token if author is None else self._stood_for(author) if author != token else token
        if word in PLURAL | NEUTER and self.parties.entity(token) is None:
            found = self._antecedent(token, word in PLURAL)
            return token if found is None else found
        return token

    def _antecedent(self, pronoun: int, is_plural: bool) -> int | None:
        """The nearest subject before a pronoun that it may mean: of the verbs over it and their conditions, or of the
        sentence before.
        """
        reading = self.reading
        for verb in self._verbs_over(pronoun):
            for clause in (verb, *(c for c in kids(reading, verb, "advcl") if c < pronoun)):
                subject = own_subject(reading, clause)
                if subject is not None and subject < pronoun and self._may_mean(subject, is_plural):
                    return subject
        sentence = reading.token_sentence[pronoun]
        if sentence == 0:
            return None
        first, last = reading.sentences[sentence - 1]
        verb = reading.root(first, last)
        told = kids(reading, verb, "ccomp")
        if told and self._is_quoted(pronoun) and not self._is_quoted(verb):
            verb = told[0]  # 'Critics said Acme had earned enough. "They should pay," said Poole': not the critics
        subject = own_subject(reading, verb)
        return subject if subject is not None and self._may_mean(subject, is_plural) else None

    def _is_quoted(self, token: int) -> bool:
        return self.parties.finder.table.inside_list[token] >= 0

    def _verbs_over(self, token: int) -> list[int]:
        reading, found = self.reading, []
        for _ in range(CLIMB):
            head = reading.heads[token]
            if head == token:
                break
            token = head
            if reading.pos[token] in VERBS:
                found.append(token)
        return found

    def _may_mean(self, subject: int, is_plural: bool) -> bool:
        """Whether a pronoun may mean the noun: somebody who acts, and several or a body of them."""
        reading = self.reading
        if reading.tags[subject] in ("PRP", "WP", "WDT", "DT") or not self.parties.acts(subject):
            return False
        mention = self.parties.mention(subject)
        if not is_plural and mention is not None and mention.kind == "person":
            return False  # "it" is nobody
        is_body = mention is not None and mention.kind in BODIES
        return is_body or (reading.tags[subject] in MANY) == is_plural

    def _named_later(self, token: int) -> int | None:
        """Who "a newspaper" at the head of an article is: what "the newspaper" means further on."""
        reading = self.reading
        has_a = any(reading.words[c].lower() in ("a", "an") for c in kids(reading, token, "det"))
        if not has_a or reading.token_sentence[token] > HEAD or not self.parties.acts(token):
            return None
        for later in self._definite.get(lemma(reading, token), ())[:LOOKED_AT]:
            found = self.parties.entity(later) if later > token else None
            if found is not None:
                return found
        return self._titled_later(token)

    def _titled_later(self, token: int) -> int | None:
        """The one person of the post who is named after "a judge": "Judge Ada Hale said"."""
        descriptions, entities = self.parties.finder.descriptions, self.parties.entities
        stated = descriptions.stated(descriptions.nouns.spell_out(self.reading.words[token].lower())[-1])
        holders = {s.entity for s in stated if entities.entities[s.entity].kind == "person"}
        if len(holders) != 1 or any(s.is_former for s in stated):
            return None
        holder = holders.pop()
        first = next((m for m in entities.mentions if m.entity == holder), None)
        return holder if first is not None and first.start > self.reading.starts[token] else None

    @cached_property
    def _definite(self) -> dict[str, list[int]]:
        """The places of each noun that has "the"."""
        found: dict[str, list[int]] = {}
        for token, tag in enumerate(self.reading.tags):
            if tag == "NN" and is_definite(self.reading, token):
                found.setdefault(lemma(self.reading, token), []).append(token)
        return found
