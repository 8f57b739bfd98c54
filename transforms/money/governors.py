"""What a verb or noun over an amount says that it measures: "cost", "rose by", "spent on", "a cut in"."""

from __future__ import annotations

from transforms.money.measures import Measured
from transforms.money.neighbours import NeighbourReader
from transforms.money.syntax import NOUNS, VERBS, Site, children_with, find_subject, is_pronoun, label_of
from transforms.records import Span

DEEPEST_VERBS = 3  # "is expected to have to be found"
NEAR_DONE = 3  # words from "meeting" to the demand of "meeting the demand would cost"
PUTTING_REACH = 4  # steps up the parse from "draining" to "put"
LONGEST_DOING = 4  # words of "making council homes"


class GovernorReader(NeighbourReader):
    """Reads the verbs and nouns that govern amounts."""

    def _of_verb(self, site: Site, verb: int, token: int, before: Measured | None) -> Measured | None:
        """The amount is subject, object or measure of a verb."""
        reading, words = self.reading, self.lexicon.words
        lemma, dep = reading.lemmas[verb].lower(), reading.deps[token]
        if dep in ("nsubj", "nsubjpass"):
            return Measured(self._told_of_subject(site, verb), verb, "level", "subject.passive_or_flow")
        changes = self._verb_changes(verb)
        rates = lemma in words["rating_verb"] and dep == "dobj"  # "set aside $5", where "set at $5" measures
        if (lemma in words["measuring_verb"] and not rates) or dep == "attr" or self._adds_up(verb):
            return self._of_subject(site, verb, "level", "subject.measured")
        poured = any(reading.lemmas[c] == "into" for c in children_with(reading, verb, "prep"))  # "sank $5 into"
        if changes and lemma not in words["moving_verb"] and not self._is_cutting(verb) and not poured:
            return self._of_subject(site, verb, changes, "subject.changed")
        if lemma in words["adding_verb"] and self._linked_objects(verb, ("to",)):  # "added $5 to the bill"
            return self._of_object_verb(site, verb, "increase")
        return self._of_object_verb(site, verb, "decrease" if self._is_cutting(verb) else "level")

    def _told_of_subject(self, site: Site, verb: int) -> Span:
        """What is said of an amount that is a verb's subject: "$5 was spent on [ads]", "$3 is [a loan]"."""
        verb = self._raised(verb)
        nouns = [c for c in children_with(self.reading, verb, "attr") if self.reading.pos[c] in NOUNS]
        nouns += self._linked_objects(verb, (*self.lexicon.words["object_link"], "as"))
        if not nouns and self.reading.lemmas[verb] == "be":
            states = children_with(self.reading, verb, "acomp")
            return self.reading.span(states[0], states[0] + 1) if states else self._verb_words(verb)  # "$5 is [due]"
        return self._phrase(site, nouns[0]) if nouns else self._verb_words(verb)

    def _raised(self, verb: int) -> int:
        """The verb that says what is done, under "is to", "has to", "needs to": "$5 would have to be [found]"."""
        for _ in range(DEEPEST_VERBS):
            below = [c for c in children_with(self.reading, verb, "xcomp") if self.reading.pos[c] in VERBS]
            if not below or self.reading.lemmas[verb].lower() not in self.lexicon.words["raising_verb"]:
                break
            verb = below[0]
        return verb

    def _of_object_verb(self, site: Site, verb: int, direction: str) -> Measured:
        """Read "spent $5 on ads", "raised $33 million", "cut $5 billion from the budget"."""
        reading, words = self.reading, self.lexicon.words
        links = tuple(words["object_link"]) + (("from", "off") if direction == "decrease" else ())
        is_penalty = self.lexicon.modality_cues.get((reading.lemmas[verb].lower(), "verb")) == "penalty"
        if self._is_gaining(verb) or is_penalty:
            links = ()  # "earned $5 on the market", "fined it $5 for a leak"
        times = children_with(reading, site.head, "npadvmod") + children_with(reading, verb, "npadvmod")
        rates = [t for t in times if site.amount.period and t > site.head and self._is_time(t)]  # "$5 a day on food"
        heads = dict.fromkeys((verb, site.head, site.last - 1, *rates))
        objects = [o for head in heads for o in self._linked_objects(head, links)]
        objects = sorted(o for o in objects if o >= site.last)
        if objects:
            return Measured(self._phrase(site, objects[0]), verb, direction, "subject.spent_on")
        doing = self._doing_behind(site, verb, links)
        if doing is not None:
            last = min(reading.subtree(doing)[1], doing + LONGEST_DOING)
            return Measured(reading.span(doing, last), verb, direction, "subject.done_for")
        held = None
        if reading.lemmas[verb] in words["holding_verb"]:
            held = self._of_subject(site, verb, direction, "subject.holder")
        return held or Measured(self._verb_words(verb), verb, direction, "subject.verb")

    def _doing_behind(self, site: Site, verb: int, links: tuple[str, ...]) -> int | None:
        """The participle of "spent $5 buying ads", "spends $5 on buying ads"."""
        reading = self.reading
        for child in children_with(reading, verb, "advcl", "xcomp", "prep"):
            if child == site.last and reading.tags[child] == "VBG":
                return child
            for doing in children_with(reading, child, "pcomp") if reading.lemmas[child] in links else ():
                if child >= site.last and reading.tags[doing] == "VBG":
                    return doing
        return None

    def _of_moving_verb(self, site: Site, verb: int, word: str, before: Measured | None) -> Measured | None:
        """Read "cut the deficit by $5", "rose to $5", "sold for $5", "valued at $5"."""
        reading = self.reading
        verb = self._changing_verb(verb) if word == "by" else verb
        verb = self._putting_above(verb) if word == "at" else verb
        changes = self._verb_changes(verb)
        is_step = word in ("by", "to", "from", "at")
        measures = reading.lemmas[verb] in self.lexicon.words["measuring_verb"] and not is_step
        direction = changes if word == "by" and changes else "level"
        moved = None if self._asks_for(site, verb, word) else self._of_moved_object(site, verb, direction, before)
        if moved is not None and (word in ("for", "with") or not measures):  # "sold its unit for $5"
            return moved
        deals = word == "for" and self._is_lemma_of(verb, "dealing_verb")  # "settled for $5", where "at" measures
        if (measures and not deals) or self._adds_up(verb):
            return self._of_subject(site, verb, "level", "subject.measured")
        if word in self.lexicon.words["dealing_link"] and not changes:
            return self._of_dealing(site, verb, word)
        return self._of_subject(site, verb, direction, "subject.changed" if changes else "subject.measured")

    def _asks_for(self, site: Site, verb: int, word: str) -> bool:
        """Whether the verb asks somebody before the amount for it: "asked the council for $5"."""
        if word != "for" or self.reading.lemmas[verb].lower() not in self.lexicon.words["asking_verb"]:
            return False
        return any(verb < thing < site.first for thing in children_with(self.reading, verb, "dobj"))

    def _of_moved_object(self, site: Site, verb: int, direction: str, before: Measured | None) -> Measured | None:
        """What a verb moves: "cut [the deficit] by $5", "Forbes has it at $5"."""
        things = [o for o in children_with(self.reading, verb, "dobj", "oprd") if self._is_moved(site, o)]
        if things and not is_pronoun(self.reading, things[0]):
            return Measured(self._phrase(site, things[0]), verb, direction, "subject.moved_object")
        if things and before is not None:
            return Measured(before.span, verb, direction, "subject.same_as_before")
        is_putting = bool(things) and self._is_lemma_of(verb, "putting_verb")  # "an aide put it at $5"
        return Measured(self._verb_words(verb), verb, direction, "subject.verb") if is_putting else None

    def _is_moved(self, site: Site, thing: int) -> bool:
        """Whether a verb's object is what it moves: no sum, no unit, nothing behind a comma: "closed at $5, a drop"."""
        is_aside = thing >= site.last and "," in self.reading.words[site.last : thing]
        return not (is_aside or self._is_money(thing) or self._is_unit(thing))

    def _of_dealing(self, site: Site, verb: int, word: str) -> Measured:
        """Read "settled for $5", "ended with $5"; "sold for" has a measuring verb."""
        if word == "for" and not self._asks_for(site, verb, word):
            return Measured(self._verb_words(verb), verb, "level", "subject.verb")
        return self._of_object_verb(site, verb, "level")

    def _putting_above(self, verb: int) -> int:
        """The verb an "at" belongs to: in "put the cost of draining the bog at $5" the parse hangs it on "draining"."""
        reading, token = self.reading, verb
        if self._is_lemma_of(verb, "measuring_verb") or self._verb_changes(verb):
            return verb
        for _ in range(PUTTING_REACH):
            token = reading.heads[token]
            if self._is_lemma_of(token, "putting_verb") and children_with(reading, token, "dobj"):
                return token
        return verb

    def _is_lemma_of(self, token: int, use: str) -> bool:
        return self.reading.lemmas[token].lower() in self.lexicon.words[use]

    def _changing_verb(self, verb: int) -> int:
        """The verb a "by" belongs to: in "lower the price demanded by $2" the parse hangs it on the participle."""
        reading = self.reading
        noun = reading.heads[verb]
        if reading.deps[verb] == "acl" and not self._verb_changes(verb) and reading.deps[noun] == "dobj":
            return reading.heads[noun] if self._verb_changes(reading.heads[noun]) else verb
        return verb

    def _of_subject(self, site: Site, verb: int, direction: str, rule: str) -> Measured | None:
        reading = self.reading
        subject = self._ranged_object(verb) or find_subject(reading, verb)
        if subject is None or self._names_nothing(subject) or site.first <= subject < site.last:
            return Measured(None, verb, direction, rule)
        if self._is_money(subject):  # "a sum of $5, which will rise by $2"
            return Measured(None, verb, direction, rule) if direction != "level" else None
        thing = self._done_thing(subject)
        if thing is not None:
            last = self.reading.tokens_in(0, self._phrase(site, thing).end)[1]
            return Measured(self.reading.span(subject, max(last, thing + 1)), verb, direction, rule)
        return Measured(self._phrase(site, subject), verb, direction, rule)

    def _done_thing(self, subject: int) -> int | None:
        """The object of what is done, or its noun where the parse takes it so: "Operating [losses] fell"."""
        reading = self.reading
        is_doing = reading.tags[subject] == "VBG" and reading.deps[subject] == "csubj"
        return next((c for c in children_with(reading, subject, "dobj") if is_doing and c - subject <= NEAR_DONE), None)

    def _names_nothing(self, noun: int) -> bool:
        """Whether a subject is a pronoun or "nobody"."""
        return is_pronoun(self.reading, noun) or self.reading.lemmas[noun].lower() in self.lexicon.words["indefinite"]

    def _ranged_object(self, verb: int) -> int | None:
        """For a participle behind an object ("set a higher floor, ranging from ..."): that object."""
        reading, above = self.reading, self.reading.heads[verb]
        if reading.lemmas[verb] == "total" and reading.tags[verb] == "VBG":
            return self._common_noun_before(verb)
        if reading.deps[verb] != "advcl" or reading.tags[verb] != "VBG" or above > verb:
            return None
        objects = [o for o in children_with(reading, above, "dobj") if o < verb]
        return objects[-1] if objects and reading.lemmas[verb] in self.lexicon.words["measuring_verb"] else None

    # -- nouns

    def _of_noun(self, site: Site, noun: int, rule: str) -> Measured:
        """The noun the amount modifies or counts; for "a cut", "a rise" what is cut or rises."""
        direction = self._noun_direction(noun)
        if direction == "level":
            return Measured(self._phrase(site, noun), noun, direction, rule)
        thing = self._changed_thing(site, noun)
        if thing is not None:
            return Measured(self._phrase(site, thing), noun, direction, "subject.change_in")
        compound = children_with(self.reading, noun, "compound")
        if any(not (site.first <= c < site.last or self._is_money(c)) for c in compound):
            return Measured(self._phrase(site, noun), noun, direction, "subject.change_noun")
        if self._is_loss(noun):
            return Measured(self._phrase(site, noun), noun, direction, "subject.loss")
        return self._of_change_bearer(site, noun, direction)

    def _changed_thing(self, site: Site, noun: int) -> int | None:
        """The noun behind "a cut in", "a rise of"."""
        reading, words = self.reading, self.lexicon.words
        late = [c for c in children_with(reading, reading.heads[noun], "prep") if c == noun + 1]
        for child in children_with(reading, noun, "prep") + ([] if self._is_loss(noun) else late):
            objects = children_with(reading, child, "pobj") if reading.lemmas[child] in words["change_link"] else []
            if reading.lemmas[child] == "for" and children_with(reading, noun, "compound"):
                continue  # "a tax rebate of $5 for each worker"
            if objects and self._can_change(site, objects[0]):
                return objects[0]
        return None

    def _can_change(self, site: Site, thing: int) -> bool:
        is_sum = site.first <= thing < site.last or self._is_money(thing)
        return not (is_sum or self._is_time(thing) or self._is_empty(thing))

    def _of_change_bearer(self, site: Site, noun: int, direction: str) -> Measured:
        """Read "Reserves showed a rise of $5": the subject of the verb, unless someone acts."""
        reading = self.reading
        verb = reading.heads[noun]
        is_shown = reading.deps[noun] != "dobj" or reading.lemmas[verb].lower() in self.lexicon.words["showing_verb"]
        subject = find_subject(reading, verb) if is_shown and reading.pos[verb] in VERBS else None
        if subject is None or label_of(reading, subject) in ("PERSON", "ORG", "NORP") or is_pronoun(reading, subject):
            span = None if reading.deps[noun] in ("appos", "conj", "ROOT", "pobj") else self._phrase(site, noun)
            return Measured(span, noun, direction, "subject.change_noun")
        return Measured(self._phrase(site, subject), noun, direction, "subject.change_shown")
