"""What an amount measures: the words of the text that name it, and whether it is the size of a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from transforms.money.cells import label_of_cell
from transforms.money.governors import GovernorReader
from transforms.money.measures import Measured
from transforms.money.syntax import NOUNS, PLACE_LABELS, TIME_LABELS, VERBS, Site, children_with, label_of

MODIFYING = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "punct", "dep"})
BESIDE = frozenset({"conj", "appos", "nummod", "quantmod", "compound", "amod", "nmod"})
DEEPEST = 8  # steps up the parse
DEFINITE = frozenset({"det", "poss"})


@dataclass(frozen=True, slots=True)
class Step:
    """A step up the parse from a token that stands for the amount; `before` is what the amount before it measures."""

    site: Site
    token: int
    above: int
    before: Measured | None
    depth: int = 0


class SubjectReader(GovernorReader):
    """Finds the subjects of the amounts of one article."""

    def is_existing(self, site: Site, found: Measured) -> bool:
        """Whether the amount is what something already is: "reduce the $375 billion deficit", "from $7.25"."""
        if found.direction != "level":
            return False
        if self._word_before(site) == "from":
            return True
        is_owned = site.first > site.left and self.reading.tags[site.first - 1] in ("POS", "PRP$")
        if (is_owned or children_with(self.reading, site.head, "poss")) and self._thing_behind(site) is not None:
            return True  # "the island's $70 billion in debt"
        noun = self._noun_behind(site)
        return noun is not None and self._is_changed_object(noun)

    def _is_changed_object(self, noun: int) -> bool:
        """Whether a known noun is what a verb of change changes: "reduce the deficit", but not "a deficit"."""
        reading = self.reading
        if reading.deps[noun] != "dobj" or not self._verb_changes(reading.heads[noun]):
            return False
        known = self.lexicon.words["definite_word"]
        return any(reading.lemmas[c] in known for c in children_with(reading, noun, *DEFINITE))

    def measure(self, site: Site, before: Measured | None) -> Measured:
        """What the amount measures; `before` is what the amount before it in the sentence does."""
        amount, text = site.amount, self.reading.text
        label = label_of_cell(text, amount.start, amount.end)
        if label is not None:
            first, last = self.reading.tokens_in(label.start, label.end)
            directions = [self._noun_direction(t) for t in range(first, last)]
            return Measured(label, None, next((d for d in directions if d != "level"), "level"), "subject.row_of_table")
        found = self._beside(site) or self._under(site, site.head, before)
        if found is None or found.span is None:
            found = self._fallback(site, before, found)
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

    # -- words right beside the amount

    def _beside(self, site: Site) -> Measured | None:
        noun = self._noun_behind(site)
        if noun is None:
            noun = self._noun_after_article(site)
        if noun is None:
            noun = self._noun_shared(site)
        if noun is not None:
            return self._of_noun(site, noun, "subject.modified_noun")
        clause = self._clause_on(site)
        if clause is not None:
            return clause
        thing = self._thing_behind(site)
        if thing is None:
            return None
        verb = self.reading.heads[site.head]
        direction = self._noun_direction(thing)
        if direction == "level" and self.reading.deps[site.head] in ("dobj", "nsubjpass"):
            direction = self._sized_by(verb)
        return Measured(self._phrase(site, thing), verb, direction, "subject.money_in_thing")

    def _sized_by(self, verb: int) -> str:
        """The direction of "cut $5 billion in costs", "added $4 billion in debt": the sum is the size of the change."""
        if self._is_cutting(verb):
            return "decrease"
        return "increase" if self.reading.lemmas[verb].lower() in self.lexicon.words["adding_verb"] else "level"

    def _noun_behind(self, site: Site) -> int | None:
        """The noun of "a $200 billion cut", "a 300-euro fine"."""
        reading, above = self.reading, self.reading.heads[site.head]
        if reading.deps[site.head] not in MODIFYING or above < site.last:
            return None
        is_noun = reading.pos[above] in NOUNS or (reading.deps[site.head] == "nummod" and above == site.last)
        if not is_noun or self._is_parted(site.last, above):
            return None
        noun = self._whole_compound(above)
        return None if self._is_empty(noun) or (self._is_time(noun) and noun - site.last < 2) else noun

    def _is_parted(self, first: int, last: int) -> bool:
        """Whether a mark other than a hyphen, or "and", stands among the tokens; a hyphen with a space is a dash."""
        return any(self.reading.pos[t] == "CCONJ" or self._is_mark(t) for t in range(first, last))

    def _is_mark(self, token: int) -> bool:
        reading = self.reading
        is_hyphen = reading.words[token] == "-" and reading.ends[token - 1] == reading.starts[token]
        return reading.pos[token] == "PUNCT" and not is_hyphen

    def _whole_compound(self, noun: int) -> int:
        """The last noun of a compound, as far as nothing joins others to it."""
        reading = self.reading
        while reading.deps[noun] == "compound" and reading.heads[noun] > noun:
            if any(reading.words[t] in ("and", "or", ",") for t in range(noun, reading.heads[noun])):
                break
            noun = reading.heads[noun]
        return noun

    def _noun_after_article(self, site: Site) -> int | None:
        """The noun of "a £5m grant" by its place alone, for figures the parser cuts oddly."""
        reading = self.reading
        if site.first == site.left or reading.words[site.first - 1].lower() not in self.lexicon.words["article"]:
            return None
        last = self._behind_rate(site) if site.amount.period else site.last
        while last < site.right and (reading.pos[last] in ("ADJ", "NOUN", "PROPN") or reading.words[last] == "-"):
            last += 1
        noun = last - 1
        if noun < site.last or reading.pos[noun] not in NOUNS or self._is_time(noun):
            return None
        return None if self._is_time(site.last) and not site.amount.period else noun

    def _noun_shared(self, site: Site) -> int | None:
        """The noun that two amounts before it share: "those $5 and $10 donations"."""
        reading, token, last = self.reading, site.head, site.last
        if reading.deps[token] == "conj":
            token = reading.heads[token]
        elif last < site.right and reading.words[last] in ("and", "or"):
            last = self.sums.get(last + 1, last)
        noun = reading.heads[token]
        is_shared = noun == last and reading.deps[token] in MODIFYING and reading.pos[noun] in NOUNS
        return noun if is_shared and not self._is_time(noun) else None

    def _behind_rate(self, site: Site) -> int:
        """The token behind the words of a rate: "a [$15 an hour] minimum wage"."""
        token = site.last
        while token < site.right and (self._is_rate_word(token) or self._is_time(token)):
            token += 1
        return token

    def _clause_on(self, site: Site) -> Measured | None:
        """The verb of "the $37 million raised by the union", "the $64 million it pledged"."""
        reading = self.reading
        if self._is_of_noun(site) or self._thing_behind(site) is not None:  # "$5 in [debt] that it has amassed"
            return None
        bearers = [site.head, *children_with(reading, site.head, "npadvmod")]  # "the $5 a share that analysts expected"
        for child in (c for bearer in bearers for c in children_with(reading, bearer, "acl", "relcl")):
            left = reading.subtree(child)[0]
            near = 0 <= left - max(site.last, bearers[-1]) <= 3 and not self._is_parted(site.last, left + 1)
            if child >= site.last and reading.pos[child] in VERBS and near:
                objects = [o for o in self._linked_objects(child, ("for", "on", "in", "to")) if o > child]
                if objects and reading.lemmas[child] not in self.lexicon.words["gaining_verb"]:
                    return Measured(self._phrase(site, objects[0]), child, "level", "subject.clause_on_amount")
                return Measured(self._verb_words(child), child, "level", "subject.clause_on_amount")
        return None

    def _is_of_noun(self, site: Site) -> bool:
        """Whether the amount is that of a noun before it, "a charge of $5", which a clause behind it belongs to."""
        reading, prep = self.reading, self.reading.heads[site.head]
        noun = reading.heads[prep]
        if reading.deps[site.head] != "pobj" or reading.lemmas[prep] != "of" or reading.pos[noun] != "NOUN":
            return False
        return not (self._is_money(noun) or reading.lemmas[noun].lower() in self.lexicon.words["empty_noun"])

    def _thing_behind(self, site: Site, last: int | None = None) -> int | None:
        """The noun of "$90 million in incentives", "$5 billion of bonds", a rate's words passed over.

        Of "$20 million of the $27 million in aid" it is the aid, too. `last`: the token behind the amount.
        """
        reading, token = self.reading, self._behind_rate(site) if last is None else last
        if token >= site.right or reading.lemmas[token] not in ("in", "of", "worth"):
            return None
        objects = children_with(reading, token, "pobj")
        if reading.lemmas[token] == "worth" and token + 1 < site.right and reading.lemmas[token + 1] == "of":
            objects = children_with(reading, token + 1, "pobj")
        if not objects:
            return None
        if last is None and objects[0] in self.sums and reading.lemmas[token] == "of":
            return self._thing_behind(site, self.sums[objects[0]])
        return objects[0] if self._is_thing(site, token, objects[0]) else None

    def _is_rate_word(self, token: int) -> bool:
        return self.reading.words[token].lower() in self.lexicon.words["rate_word"]

    def _is_thing(self, site: Site, link: int, thing: int) -> bool:
        """Whether a noun behind "in" or "of" is what the money is, and not when or where it is paid."""
        reading = self.reading
        if reading.pos[thing] not in NOUNS or self._is_money(thing) or self._is_time(thing):
            return False
        if self._is_empty(thing) or label_of(reading, thing) in TIME_LABELS | PLACE_LABELS:
            return False
        return reading.lemmas[link] != "in" or self._is_held_in(site, thing)

    def _is_held_in(self, site: Site, thing: int) -> bool:
        """Whether the money is the thing behind "in": not "in its budget", "bought for $5 in cash", "$5 an hour in"."""
        reading = self.reading
        if (site.amount.period or "").startswith("PT"):
            return False
        if any(reading.tags[c] == "PRP$" for c in children_with(reading, thing, "poss")):
            return False
        is_means = reading.lemmas[thing].lower() in self.lexicon.words["means_of_payment"]
        return not (is_means and self._word_before(site) in ("for", "at"))

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
        if "CCONJ" in reading.pos[step.site.last : above]:  # "$5 and 10 years in prison"
            return self._climb(step)
        if dep == "appos" or (reading.pos[above] in NOUNS and dep != "conj"):
            return self._of_noun(step.site, above, "subject.beside_noun")
        return self._climb(step)

    def _by_verb(self, step: Step) -> Measured | None:
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
        noun, words = step.above, self.lexicon.words
        lemma = self.reading.lemmas[noun].lower()
        if self._is_empty(noun):  # "in contrast to $5"
            return step.before or self._climb(step)
        if lemma in words["empty_noun"] and word in ("of", "at"):
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
            return Measured(step.before.span, above, "level", step.before.rule)
        if reading.pos[above] in VERBS and reading.lemmas[above] != "be":
            word = next((c for c in reading.children[step.token] if reading.pos[c] == "ADP"), step.token)
            moved = self._of_moving_verb(step.site, above, reading.lemmas[word], step.before)
            if moved is not None and moved.span is not None:
                return moved
        return None

    def _noun_worth(self, token: int) -> int | None:
        """The noun right before "worth", a comma allowed: "the deal, worth $5 million"."""
        reading = self.reading
        left = token - 2 if reading.words[token - 1] in (",", "-", "--") else token - 1
        return left if left >= 0 and reading.pos[left] in NOUNS and not self._is_time(left) else None


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
