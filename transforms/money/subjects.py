"""What an amount measures: the words of the text that name it, and whether it is the size of a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from transforms.money.beside import DEFINITE, BesideReader
from transforms.money.cells import Rows
from transforms.money.measures import Measured
from transforms.money.syntax import NOUNS, VERBS, Site, children_with

BESIDE = frozenset({"conj", "appos", "nummod", "quantmod", "compound", "amod", "nmod"})
COUNTING = frozenset({"nummod", "quantmod", "compound"})
PAST_REACH = 6  # words from "against" to an amount, and from there to "a year ago"
DEEPEST = 8  # steps up the parse
UNSURE = frozenset({"subject.verb", "subject.none", "subject.same_as_before"})


@dataclass(frozen=True, slots=True)
class Step:
    """A step up the parse from a token that stands for the amount; `before` is what the amount before it measures."""

    site: Site
    token: int
    above: int
    before: Measured | None
    depth: int = 0


class SubjectReader(BesideReader):
    """Finds the subjects of the amounts of one article."""

    @cached_property
    def _rows(self) -> Rows:
        return Rows(self.reading.text)

    def is_existing(self, site: Site, found: Measured) -> bool:
        """Whether the amount is what something already is: "reduce the $375 billion deficit", "from $7.25"."""
        if found.direction != "level":
            return False
        if self._word_before(site) in self.lexicon.words["existing_mark"]:
            return True  # "from $7.25", "the wage, now $7.25, will rise"
        if self._is_of_past(site) or self._is_known_worth(site):
            return True
        is_owned = site.first > site.left and self.reading.tags[site.first - 1] in ("POS", "PRP$")
        if (is_owned or children_with(self.reading, site.head, "poss")) and self._thing_behind(site) is not None:
            return True  # "the town's $70 billion in debt"
        noun = self._noun_behind(site)
        return noun is not None and (self._is_changed_object(noun) or self._is_told_of(noun))

    def _is_known_worth(self, site: Site) -> bool:
        """Whether words put between tell what a known thing is worth: "should tear up the deal, worth $5 million"."""
        token = self._token_before(site)
        if token <= site.left or self.reading.words[token].lower() != "worth" or self.reading.words[token - 1] != ",":
            return False
        noun = self._noun_worth(token)
        known = self.lexicon.words["definite_word"]
        return noun is not None and any(
            self.reading.lemmas[c] in known for c in children_with(self.reading, noun, *DEFINITE)
        )

    def _is_of_past(self, site: Site) -> bool:
        """Whether the amount is what another is held against: "a loss of $5, against a profit of $8 a year ago"."""
        reading = self.reading
        before = [word.lower() for word in reading.words[max(site.left, site.first - PAST_REACH) : site.first]]
        behind = [word.lower() for word in reading.words[site.last : min(site.right, site.last + PAST_REACH)]]
        until = behind.index(",") if "," in behind else len(behind)
        is_past = not self.lexicon.words["past_mark"].isdisjoint(behind[:until])
        return is_past and not self.lexicon.words["comparing"].isdisjoint(before)

    def _is_told_of(self, noun: int) -> bool:
        """Whether a clause tells what a known noun is: "what would happen to the $5 million fee that the port pays"."""
        reading = self.reading
        if not any(
            reading.lemmas[c] in self.lexicon.words["definite_word"] for c in children_with(reading, noun, "det")
        ):
            return False
        return any(
            reading.tags[verb] in ("VBZ", "VBP", "VBD")
            and not children_with(reading, verb, "aux")
            and reading.words[reading.subtree(verb)[0] - 1] != ","
            for verb in children_with(reading, noun, "relcl")
        )

    def _is_changed_object(self, noun: int) -> bool:
        """Whether a known noun is what a verb of change changes: "reduce the deficit", but not "a deficit"."""
        reading = self.reading
        if reading.deps[noun] != "dobj" or not self._verb_changes(reading.heads[noun]):
            return False
        known = self.lexicon.words["definite_word"]
        return any(reading.lemmas[c] in known for c in children_with(reading, noun, *DEFINITE))

    def measure(self, site: Site, before: Measured | None) -> Measured:
        """What the amount measures; `before` is what the amount before it in the sentence does."""
        label = self._rows.label_of(site.amount.start, site.amount.end)
        if label is not None:
            first, last = self.reading.tokens_in(label.start, label.end)
            directions = [self._noun_direction(t) for t in range(first, last)]
            return Measured(label, None, next((d for d in directions if d != "level"), "level"), "subject.row_of_table")
        found = self._beside(site) or self._under(site, site.head, before)
        if found is None or found.span is None:
            found = self._fallback(site, before, found)
        noun = self._noun_of(site) if found.rule in UNSURE else None
        if noun is not None:
            found = self._of_noun(site, noun, "subject.noun_of")
        if found.span is not None and self._is_sum(found.span):
            found = self._fallback(site, before, found._replace(span=None))
        if before is not None and before.span is not None and self._is_expected(found):
            found = found._replace(span=before.span, rule="subject.same_as_before")
        if before is not None and before.span is not None and (self._is_compared(site) or self._is_foreseen(found)):
            return found._replace(span=before.span, direction="level", rule="subject.same_as_before")
        return self._with_neighbours(site, found, before)

    def _is_foreseen(self, found: Measured) -> bool:
        """Whether a clause on the amount says that it was expected: "above the $5 that analysts forecast"."""
        if found.rule != "subject.clause_on_amount" or found.governor is None:
            return False
        lemmas, words = self.reading.lemmas, self.lexicon.words
        cue = self.lexicon.modality_cues.get((lemmas[found.governor].lower(), "verb"))
        who = children_with(self.reading, found.governor, "nsubj")
        return cue == "forecast" or any(lemmas[one].lower() in words["forecaster"] for one in who)

    def _is_expected(self, found: Measured) -> bool:
        """Whether nothing but a verb of forecasting says what it is: "cut its forecast by $5 and now [expects] $9"."""
        verb = found.governor
        if found.rule != "subject.verb" or verb is None or self.reading.deps[verb] != "conj":
            return False
        if children_with(self.reading, verb, "nsubj"):
            return False
        return self.lexicon.modality_cues.get((self.reading.lemmas[verb].lower(), "verb")) == "forecast"

    # -- what stands above the amount in the parse

    def _under(self, site: Site, token: int, before: Measured | None, depth: int = 0) -> Measured | None:
        """Follow the parse upwards from a token that stands for the amount."""
        above = self.reading.heads[token]
        if above == token or depth > DEEPEST:
            return None
        way = next((way for applies, way in WAYS if applies(self, token, above)), None)
        return None if way is None else way(self, Step(site, token, above, before, depth))

    def _climb(self, step: Step) -> Measured | None:
        return self._under(step.site, step.above, step.before, step.depth + 1)

    def _has_preposition(self, token: int, above: int) -> bool:
        reading = self.reading
        return reading.deps[token] in ("pobj", "pcomp") or (
            reading.deps[above] == "prep" and reading.pos[above] == "ADP"
        )

    def _modifies(self, token: int, above: int) -> bool:
        return self.reading.deps[token] in BESIDE and self.reading.pos[above] not in VERBS

    def _has_verb(self, token: int, above: int) -> bool:
        return self.reading.pos[above] in VERBS

    def _has_hidden_verb(self, token: int, above: int) -> bool:
        """Whether a verb of measure was read as a noun: "had cost"."""
        reading = self.reading
        return reading.deps[token] == "dobj" and reading.lemmas[above].lower() in self.lexicon.words["measuring_verb"]

    def _has_adjective(self, token: int, above: int) -> bool:
        reading = self.reading
        return reading.lemmas[above] == "worth" or reading.pos[above] in ("ADJ", "ADV", "ADP", "NUM", "SYM")

    def _has_noun(self, token: int, above: int) -> bool:
        return self.reading.pos[above] in NOUNS

    def _by_modifier(self, step: Step) -> Measured | None:
        reading, above = self.reading, step.above
        dep = reading.deps[step.token]
        if self._is_money(above):
            return step.before or self._climb(step)
        if step.before is not None and self._is_put_otherwise(step):
            return step.before._replace(direction="level")
        is_beside = "CCONJ" in reading.pos[step.site.last : above]  # "$5 and 10 years in prison"
        if is_beside or self._says_nothing(above) or reading.lemmas[above] == "worth":  # "a record $5", "all $5 worth"
            return self._climb(step)
        if self._is_unit(above) or self._is_paid(step.site, above) or self._is_empty(above):
            return self._climb(step)  # "$5 a litre", "fined Harland $5", "rose to $5 thanks to"
        if dep == "appos" or (reading.pos[above] in NOUNS and dep != "conj"):
            return self._of_noun(step.site, above, "subject.beside_noun")
        return self._climb(step)

    def _is_put_otherwise(self, step: Step) -> bool:
        """Whether the sum before is told once more behind "or": "a loss of $14 million, or [22 cents] a share"."""
        words, first = self.reading.words, step.site.first
        is_or = first - 2 > step.site.left and words[first - 2 : first] == [",", "or"]
        return is_or and self.reading.deps[step.token] == "conj" and step.before is not None and bool(step.before.span)

    def _is_paid(self, site: Site, noun: int) -> bool:
        """Whether a name right before the amount is who gets or pays it: "fined [Harland Mills] $5"."""
        verb = self.reading.heads[noun]
        if self.reading.pos[verb] not in VERBS or verb > noun:
            return False
        is_penalty = self.lexicon.modality_cues.get((self.reading.lemmas[verb].lower(), "verb")) == "penalty"
        between = self.reading.tags[noun + 1 : site.first]
        if is_penalty and noun < site.first and all(tag in ("DT", "JJ", "VBN") for tag in between):
            return True  # "fined [two mills] a combined $5"
        return noun == site.first - 1 and self.reading.pos[noun] == "PROPN"

    def _by_verb(self, step: Step) -> Measured | None:
        if self.reading.deps[step.token] in COUNTING:
            return self._climb(step)  # "cost $5 - paid out of its reserves", where the parse counts the participle
        return self._of_verb(step.site, step.above, step.token, step.before)

    def _by_hidden_verb(self, step: Step) -> Measured | None:
        return self._of_subject(step.site, step.above, "level", "subject.measured")

    def _by_noun(self, step: Step) -> Measured | None:
        return self._of_noun(step.site, step.above, "subject.beside_noun")

    def _by_preposition(self, step: Step) -> Measured | None:
        """Read what stands above the preposition of a step; two in a row ("to between", "from about") count as one."""
        reading, prep = self.reading, step.above
        while (reading.pos[reading.heads[prep]] == "ADP" or reading.deps[prep] == "pobj") and reading.heads[
            prep
        ] < prep:
            prep = reading.heads[prep]
        above = reading.heads[prep]
        if above == prep:
            return None
        higher = replace(step, token=prep, above=above, depth=step.depth + 1)
        if reading.pos[above] in VERBS:
            return self._of_moving_verb(step.site, above, reading.lemmas[prep], step.before)
        if reading.pos[above] in NOUNS and not self._is_time(above):
            return self._by_noun_before(higher, reading.lemmas[prep])
        return self._by_adjective(higher)

    def _by_noun_before(self, step: Step, word: str) -> Measured | None:
        """Read "a total of $5", "raise the charge to $11", "the price of $5"; step.above is the noun."""
        noun = step.above
        if self._is_empty(noun):  # "in contrast to $5", "by $3 to a total of $5"
            return step.before._replace(direction="level") if step.before else self._climb(step)
        if self._says_nothing(noun) and word in ("of", "at"):
            return self._climb(step) or self._of_noun(step.site, noun, "subject.noun_of")
        if self._is_money(noun):
            return step.before
        return self._moved_by(step.site, noun, word) or self._of_noun(step.site, noun, "subject.noun_of")

    def _moved_by(self, site: Site, noun: int, word: str) -> Measured | None:
        """Read "raise the charge to $11" where the parse hangs "to" on the noun."""
        verb = self.reading.heads[noun]
        if word in ("to", "from", "by") and self.reading.deps[noun] == "dobj" and verb < noun:
            changes = self._verb_changes(verb)
            direction = changes if word == "by" else "level"
            return Measured(self._phrase(site, noun), verb, direction or "level", "subject.moved_object")
        return None

    def _by_adjective(self, step: Step) -> Measured | None:
        """Read "a market worth $17 billion", "is worth", "more than", "up from"; step.above is the adjective."""
        reading, token = self.reading, step.above
        if reading.heads[token] == token:
            return None
        higher = replace(step, token=token, above=reading.heads[token])
        if reading.lemmas[token] == "worth":
            return self._of_worth(higher) or self._of_quality(higher)
        if reading.lemmas[token] in ("up", "down"):
            return self._of_up_or_down(higher) or self._of_quality(higher)
        return self._of_quality(higher)

    def _of_quality(self, step: Step) -> Measured | None:
        """The noun an adjective belongs to, else what stands above it."""
        reading = self.reading
        if reading.deps[step.token] in ("amod", "acl", "relcl") and reading.pos[step.above] in NOUNS:
            return self._of_noun(step.site, step.above, "subject.noun_worth")
        return self._under(step.site, step.token, step.before, step.depth + 1)

    def _of_worth(self, step: Step) -> Measured | None:
        reading = self.reading
        beside = self._noun_worth(step.token)
        if beside is not None:
            return self._of_noun(step.site, beside, "subject.noun_worth")
        if reading.pos[step.above] not in VERBS:
            return None
        found = self._of_subject(step.site, step.above, "level", "subject.measured")
        return found or self._of_verb(step.site, step.above, step.token, step.before)

    def _of_up_or_down(self, step: Step) -> Measured | None:
        reading, above = self.reading, step.above
        if step.before is not None and step.before.span is not None:
            own = next(iter(children_with(reading, above, "nsubj")), None)
            if own is not None and reading.starts[own] >= step.before.span.end:  # "Rye fell by $5; rice is up by $2"
                return self._of_subject(step.site, above, "level", "subject.measured")
            return Measured(step.before.span, above, "level", step.before.rule)
        if reading.pos[above] in VERBS and reading.lemmas[above] != "be":
            word = next((c for c in reading.children[step.token] if reading.pos[c] == "ADP"), step.token)
            moved = self._of_moving_verb(step.site, above, reading.lemmas[word], step.before)
            if moved is not None and moved.span is not None:
                return moved
        return None


Applies = Callable[[SubjectReader, int, int], bool]
Way = Callable[[SubjectReader, Step], Measured | None]
WAYS: tuple[tuple[Applies, Way], ...] = (  # the first that applies to a token and the one above it is taken
    (SubjectReader._has_preposition, SubjectReader._by_preposition),
    (SubjectReader._modifies, SubjectReader._by_modifier),
    (SubjectReader._has_verb, SubjectReader._by_verb),
    (SubjectReader._has_hidden_verb, SubjectReader._by_hidden_verb),
    (SubjectReader._has_adjective, SubjectReader._by_adjective),
    (SubjectReader._has_noun, SubjectReader._by_noun),
)
