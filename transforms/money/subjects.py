"""What an amount measures: the words of the text that name it, and whether it is the size of a change."""

from __future__ import annotations

from transforms.money.measures import Measured
from transforms.money.neighbours import SMALL_STEPS, NeighbourReader
from transforms.money.syntax import (
    NOUNS,
    PLACE_LABELS,
    TIME_LABELS,
    VERBS,
    Site,
    children_with,
    find_subject,
    is_pronoun,
    label_of,
)

MODIFYING = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "punct", "dep"})
BESIDE = frozenset({"conj", "appos", "nummod", "quantmod", "compound", "amod", "nmod"})
PERIOD_WORDS = frozenset(
    {"a", "an", "per", "each", "every", "hour", "day", "week", "month", "year", "annually", "monthly"}
)
PERIOD_WORDS |= {"or", "more", "less", "so", "plus", "-", "/", "weekly", "daily", "yearly", "total"}


class SubjectReader(NeighbourReader):
    """Finds the subjects of the amounts of one article."""

    def is_existing(self, site: Site, found: Measured) -> bool:
        """Whether the amount is what something already is: "reduce the $375 billion deficit", "from $7.25"."""
        reading = self.reading
        if found.direction != "level":
            return False
        behind = site.first - 1
        while behind > site.left and reading.lemmas[behind] in SMALL_STEPS:
            behind -= 1
        if behind >= site.left and reading.lemmas[behind] == "from":
            return True
        if children_with(reading, site.head, "poss") and self._thing_behind(site) is not None:
            return True  # "the island's $70 billion in debt"
        noun = self._noun_behind(site)
        if noun is None or reading.deps[noun] != "dobj" or not self._verb_changes(reading.heads[noun]):
            return False
        return any(
            reading.lemmas[c] in ("the", "its", "their", "this") for c in children_with(reading, noun, "det", "poss")
        )

    def measure(self, site: Site, before: Measured | None) -> Measured:
        """What the amount measures; `before` is what the amount before it in the sentence does."""
        found = self._beside(site) or self._under(site, site.head, before)
        if found is None or found.span is None:
            found = self._fallback(site, before, found)
        return self._with_neighbours(site, found, before)

    # -- words right beside the amount

    def _beside(self, site: Site) -> Measured | None:
        noun = self._noun_behind(site)
        if noun is None:
            noun = self._noun_after_article(site)
        if noun is not None:
            return self._of_noun(site, noun, "subject.modified_noun")
        clause = self._clause_on(site)
        if clause is not None:
            return clause
        thing = self._thing_behind(site)
        if thing is not None:
            direction = self._noun_direction(thing)
            span = self._phrase(site, thing)
            return Measured(span, self.reading.heads[site.head], direction, "subject.money_in_thing")
        return None

    def _noun_behind(self, site: Site) -> int | None:
        """The noun of "a $200 billion cut", "a 300-euro fine"."""
        reading, above = self.reading, self.reading.heads[site.head]
        if reading.deps[site.head] not in MODIFYING or above < site.last:
            return None
        is_noun = reading.pos[above] in NOUNS or (reading.deps[site.head] == "nummod" and above == site.last)
        if not is_noun:
            return None
        if any(reading.words[t] in (",", ";", "(", ")", "--", "—", ":") for t in range(site.last, above)):
            return None
        while reading.deps[above] == "compound" and reading.heads[above] > above:
            if any(reading.words[t] in ("and", "or", ",") for t in range(above, reading.heads[above])):
                break
            above = reading.heads[above]
        is_no_thing = reading.lemmas[above].lower() in self.lexicon.words["empty_thing"]
        return None if is_no_thing or (self._is_time(above) and above - site.last < 2) else above

    def _noun_after_article(self, site: Site) -> int | None:
        """The noun of "a £5m grant" by its place alone, for figures the parser cuts oddly."""
        reading = self.reading
        if site.first == site.left or reading.words[site.first - 1].lower() not in ("a", "an", "another"):
            return None
        last = site.last
        while last < site.right and (reading.pos[last] in ("ADJ", "NOUN", "PROPN") or reading.words[last] == "-"):
            last += 1
        noun = last - 1
        if noun < site.last or reading.pos[noun] not in NOUNS or self._is_time(noun):
            return None
        return None if self._is_time(site.last) else noun

    def _clause_on(self, site: Site) -> Measured | None:
        """The verb of "the $37 million raised by the union", "the $64 million it pledged"."""
        for child in children_with(self.reading, site.head, "acl", "relcl"):
            left = self.reading.subtree(child)[0]
            near = left - site.last <= 3 and "," not in self.reading.words[site.last : left + 1]
            if child >= site.last and self.reading.pos[child] in VERBS and near:
                objects = self._linked_objects(child, ("for", "on", "in", "to"))
                objects = [o for o in objects if o > child]
                if objects and self.reading.lemmas[child] not in ("raise", "pledge", "collect", "earn"):
                    return Measured(self._phrase(site, objects[0]), child, "level", "subject.clause_on_amount")
                return Measured(self.reading.span(child, child + 1), child, "level", "subject.clause_on_amount")
        return None

    def _thing_behind(self, site: Site) -> int | None:
        """The noun of "$90 million in incentives", "$5 billion of bonds", a rate's words passed over."""
        reading, token = self.reading, site.last
        while token < site.right and (reading.words[token].lower() in PERIOD_WORDS or self._is_time(token)):
            token += 1
        if token >= site.right or reading.lemmas[token] not in ("in", "of", "worth"):
            return None
        objects = children_with(reading, token, "pobj")
        if reading.lemmas[token] == "worth" and token + 1 < site.right and reading.lemmas[token + 1] == "of":
            objects = children_with(reading, token + 1, "pobj")
        if not objects or reading.pos[objects[0]] not in NOUNS:
            return None
        thing = objects[0]
        if reading.lemmas[thing].lower() in self.lexicon.words["empty_thing"]:
            return None
        is_when_or_where = label_of(reading, thing) in TIME_LABELS | PLACE_LABELS or self._is_time(thing)
        return None if is_when_or_where or self._is_money(thing) else thing

    # -- what stands above the amount in the parse

    def _under(self, site: Site, token: int, before: Measured | None, depth: int = 0) -> Measured | None:
        """Follow the parse upwards from a token that stands for the amount."""
        reading = self.reading
        dep, above = reading.deps[token], reading.heads[token]
        if above == token or depth > 8:
            return None
        if dep in ("pobj", "pcomp") or (reading.deps[above] == "prep" and reading.pos[above] == "ADP"):
            return self._under_preposition(site, above, before, depth)
        if (
            dep in ("conj", "appos", "nummod", "quantmod", "compound", "amod", "nmod")
            and reading.pos[above] not in VERBS
        ):
            if self._is_money(above):
                return before or self._under(site, above, before, depth + 1)
            if dep == "appos" or (reading.pos[above] in NOUNS and dep != "conj"):
                return self._of_noun(site, above, "subject.beside_noun")
            return self._under(site, above, before, depth + 1)
        if reading.pos[above] in VERBS:
            return self._of_verb(site, above, token, before)
        if dep == "dobj" and reading.lemmas[above].lower() in self.lexicon.words["measuring_verb"]:
            return self._of_subject(site, above, "level", "subject.measured")  # "had cost" read as a noun
        if reading.lemmas[above] == "worth" or reading.pos[above] in ("ADJ", "ADV", "ADP", "NUM", "SYM"):
            return self._of_adjective(site, above, before, depth)
        if reading.pos[above] in NOUNS:
            return self._of_noun(site, above, "subject.beside_noun")
        return None

    def _under_preposition(self, site: Site, prep: int, before: Measured | None, depth: int) -> Measured | None:
        reading = self.reading
        word, above = reading.lemmas[prep], reading.heads[prep]
        if above == prep:
            return None
        if reading.pos[above] == "ADP" or reading.deps[prep] == "pobj":  # "to between", "from about"
            return self._under_preposition(site, above, before, depth + 1) if depth < 8 else None
        if reading.pos[above] in NOUNS and not self._is_time(above):
            if reading.lemmas[above] in self.lexicon.words["empty_noun"] and word == "of":
                return self._under(site, above, before, depth + 1) or self._of_noun(site, above, "subject.noun_of")
            if self._is_money(above):
                return before
            moved = self._moved_by(site, above, word)
            return moved or self._of_noun(site, above, "subject.noun_of")
        if reading.pos[above] in VERBS:
            return self._of_moving_verb(site, above, word, before)
        return self._of_adjective(site, above, before, depth)

    def _moved_by(self, site: Site, noun: int, word: str) -> Measured | None:
        """Read "raise the charge to $11" where the parse hangs "to" on the noun."""
        verb = self.reading.heads[noun]
        if word in ("to", "from", "by") and self.reading.deps[noun] == "dobj" and verb < noun:
            changes = self._verb_changes(verb)
            direction = changes if word == "by" else "level"
            return Measured(self._phrase(site, noun), verb, direction or "level", "subject.moved_object")
        return None

    def _of_adjective(self, site: Site, token: int, before: Measured | None, depth: int) -> Measured | None:
        """Read "a market worth $17 billion", "is worth", "more than", "up from"."""
        reading = self.reading
        above = reading.heads[token]
        if above == token:
            return None
        beside = self._noun_worth(token) if reading.lemmas[token] == "worth" else None
        if beside is not None:
            return self._of_noun(site, beside, "subject.noun_worth")
        if reading.deps[token] in ("amod", "acl", "relcl") and reading.pos[above] in NOUNS:
            return self._of_noun(site, above, "subject.noun_worth")
        if reading.lemmas[token] in ("up", "down") and reading.pos[above] in VERBS:
            word = next((c for c in reading.children[token] if reading.pos[c] == "ADP"), token)
            moved = self._of_moving_verb(site, above, reading.lemmas[word], before)
            if moved is not None and moved.span is not None and reading.lemmas[above] != "be":
                return moved
        if reading.lemmas[token] in ("up", "down") and before is not None:
            return Measured(before.span, above, "level", before.rule)
        if reading.pos[above] in VERBS and reading.lemmas[token] == "worth":
            return self._of_subject(site, above, "level", "subject.measured") or self._of_verb(
                site, above, token, before
            )
        return self._under(site, token, before, depth + 1)

    def _noun_worth(self, token: int) -> int | None:
        """The noun right before "worth", a comma allowed: "the deal, worth $5 million"."""
        reading = self.reading
        left = token - 2 if reading.words[token - 1] in (",", "-", "--") else token - 1
        return left if left >= 0 and reading.pos[left] in NOUNS and not self._is_time(left) else None

    def _of_verb(self, site: Site, verb: int, token: int, before: Measured | None) -> Measured | None:
        """The amount is subject, object or measure of a verb."""
        reading, words = self.reading, self.lexicon.words
        lemma, dep = reading.lemmas[verb].lower(), reading.deps[token]
        if dep in ("nsubj", "nsubjpass"):
            objects = self._linked_objects(verb, tuple(words["object_link"]))
            span = self._phrase(site, objects[0]) if objects else self._verb_words(verb)
            return Measured(span, verb, "level", "subject.passive_or_flow")
        changes = self._verb_changes(verb)
        rates = lemma in words["rating_verb"] and dep == "dobj"  # "set aside $5", where "set at $5" measures
        if (lemma in words["measuring_verb"] and not rates) or dep == "attr" or self._adds_up(verb):
            return self._of_subject(site, verb, "level", "subject.measured")
        poured = any(reading.lemmas[c] == "into" for c in children_with(reading, verb, "prep"))  # "sank $5 into"
        if changes and lemma not in words["moving_verb"] and not self._is_cutting(verb) and not poured:
            return self._of_subject(site, verb, changes, "subject.changed")
        return self._of_object_verb(site, verb, changes if self._is_cutting(verb) else "level")

    def _of_object_verb(self, site: Site, verb: int, direction: str) -> Measured:
        """Read "spent $5 on ads", "raised $33 million", "cut $5 billion from the budget"."""
        reading = self.reading
        links = tuple(self.lexicon.words["object_link"]) + (("from",) if direction == "decrease" else ())
        if reading.lemmas[verb].lower() in self.lexicon.words["gaining_verb"]:
            links = ()
        objects = self._linked_objects(verb, links) + self._linked_objects(site.head, links)
        objects = [o for o in objects if o >= site.last]
        if objects:
            return Measured(self._phrase(site, objects[0]), verb, direction, "subject.spent_on")
        for child in children_with(reading, verb, "advcl", "xcomp", "prep"):
            if child == site.last and reading.tags[child] == "VBG":
                last = min(reading.subtree(child)[1], child + 4)
                return Measured(reading.span(child, last), verb, direction, "subject.done_for")
        if reading.lemmas[verb] in self.lexicon.words["holding_verb"]:
            held = self._of_subject(site, verb, direction, "subject.holder")
            if held is not None:
                return held
        return Measured(self._verb_words(verb), verb, direction, "subject.verb")

    def _of_moving_verb(self, site: Site, verb: int, word: str, before: Measured | None) -> Measured | None:
        """Read "cut the deficit by $5", "rose to $5", "sold for $5", "valued at $5"."""
        reading = self.reading
        verb = self._changing_verb(verb) if word == "by" else verb
        changes = self._verb_changes(verb)
        direction = changes if word == "by" and changes else "level"
        if reading.lemmas[verb] in self.lexicon.words["measuring_verb"] and word not in ("by", "to", "from", "at"):
            return self._of_subject(site, verb, "level", "subject.measured")
        if self._adds_up(verb):
            return self._of_subject(site, verb, "level", "subject.measured")
        things = [o for o in children_with(reading, verb, "dobj", "oprd") if not self._is_money(o)]
        if things and not is_pronoun(reading, things[0]):
            return Measured(self._phrase(site, things[0]), verb, direction, "subject.moved_object")
        if things and before is not None:  # "Forbes has it at $5"
            return Measured(before.span, verb, direction, "subject.same_as_before")
        if word == "for" and not changes:  # "settled for $5"; "sold for" is a measuring verb
            return Measured(self._verb_words(verb), verb, "level", "subject.verb")
        if word in ("in", "with", "through", "as") and not changes:
            return self._of_object_verb(site, verb, "level")
        return self._of_subject(site, verb, direction, "subject.changed" if changes else "subject.measured")

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
        if subject is None or is_pronoun(reading, subject) or site.first <= subject < site.last:
            return Measured(None, verb, direction, rule)
        if self._is_money(subject):
            return None
        return Measured(self._phrase(site, subject), verb, direction, rule)

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
        reading = self.reading
        direction = self._noun_direction(noun)
        if direction == "level":
            return Measured(self._phrase(site, noun), noun, direction, rule)
        late = [c for c in children_with(reading, reading.heads[noun], "prep") if c == noun + 1]
        if self._is_loss(noun):
            late = []
        for child in children_with(reading, noun, "prep") + late:
            objects = children_with(reading, child, "pobj")
            if reading.lemmas[child] in ("in", "of", "to", "on", "for", "from") and objects:
                thing = objects[0]
                if reading.lemmas[thing].lower() in self.lexicon.words["empty_thing"]:
                    continue
                if not (site.first <= thing < site.last or self._is_time(thing) or self._is_money(thing)):
                    return Measured(self._phrase(site, thing), noun, direction, "subject.change_in")
        if any(not site.first <= c < site.last for c in children_with(reading, noun, "compound")):
            return Measured(self._phrase(site, noun), noun, direction, "subject.change_noun")
        if self._is_loss(noun):
            return Measured(self._phrase(site, noun), noun, direction, "subject.loss")
        return self._of_change_bearer(site, noun, direction)

    def _of_change_bearer(self, site: Site, noun: int, direction: str) -> Measured:
        """Read "Reserves showed a rise of $5": the subject of the verb, unless someone acts."""
        reading = self.reading
        verb = reading.heads[noun]
        subject = find_subject(reading, verb) if reading.pos[verb] in VERBS else None
        if subject is None or label_of(reading, subject) in ("PERSON", "ORG", "NORP") or is_pronoun(reading, subject):
            span = None if reading.deps[noun] in ("appos", "conj", "ROOT", "pobj") else self._phrase(site, noun)
            return Measured(span, noun, direction, "subject.change_noun")
        return Measured(self._phrase(site, subject), noun, direction, "subject.change_shown")
