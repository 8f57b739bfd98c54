"""What stands right beside an amount and says what it measures: "a $5 fine", "$5 in aid", "goods worth $5"."""

from __future__ import annotations

from transforms.money.governors import GovernorReader
from transforms.money.measures import Measured
from transforms.money.syntax import NOUNS, PLACE_LABELS, TIME_LABELS, VERBS, Site, children_with, label_of
from transforms.records import Span

MODIFYING = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "punct", "dep"})
DEFINITE = frozenset({"det", "poss"})


class BesideReader(GovernorReader):
    """Finds subjects by the words right beside the amounts of one article."""

    def _beside(self, site: Site) -> Measured | None:
        noun = self._noun_before_worth(site)
        if noun is not None:
            return self._of_noun(site, noun, "subject.noun_worth")
        noun = self._noun_behind(site)
        if noun is None:
            noun = self._noun_after_article(site)
        if noun is None:
            noun = self._noun_shared(site)
        if noun is not None:
            return self._of_noun(site, noun, "subject.modified_noun")
        clause = self._clause_on(site) or self._clause_of_name(site)
        if clause is not None:
            return clause
        thing = self._thing_behind(site) or self._meant_for(site)
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
        if self._is_no_subject(above) or self._deed_of(site, above) is not None:
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

    def _is_no_subject(self, noun: int) -> bool:
        """Whether a noun right behind an amount names no thing: "$5 thanks to", "$5 worth of", "$5 more"."""
        word = self.reading.words[noun].lower()
        is_more = bool(self._direction_by(word, "comparative"))
        is_each = word in self.lexicon.words["each"] or self._is_unit(noun)
        return is_more or is_each or self.reading.lemmas[noun] == "worth" or self._is_empty(noun)

    def _noun_shared(self, site: Site) -> int | None:
        """The noun that two amounts before it share: "those $5 and $10 donations"."""
        reading, token, last = self.reading, site.head, site.last
        if reading.deps[token] == "conj":
            token = reading.heads[token]
        elif last < site.right and reading.words[last] in ("and", "or"):
            last = self.sums.get(last + 1, last)
        noun = reading.heads[token]
        is_shared = (
            noun == last
            and reading.lemmas[noun] != "worth"
            and reading.deps[token] in MODIFYING
            and reading.pos[noun] in NOUNS
        )
        return noun if is_shared and not self._is_time(noun) and not self._is_empty(noun) else None

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
                governor, child = child, self._told_in(child)
                governor = governor if reading.deps[child] == "xcomp" else child
                objects = [o for o in self._linked_objects(child, ("for", "on", "in", "to")) if o > child]
                is_laid = (
                    reading.lemmas[child].lower() in self.lexicon.words["penalizing_verb"]
                )  # "imposed on the shop"
                if objects and not (is_laid or self._is_gaining(child)):
                    return Measured(self._phrase(site, objects[0]), governor, "level", "subject.clause_on_amount")
                return Measured(self._verb_words(child), governor, "level", "subject.clause_on_amount")
        return None

    def _clause_of_name(self, site: Site) -> Measured | None:
        """The verb of "the $5 Harland offered", where the parse counts the name by the amount."""
        verb = self._deed_of(site, self.reading.heads[site.head])
        if verb is None:
            return None
        things = [thing for thing in self._linked_objects(verb, ("for", "on")) if thing > verb]
        span = self._phrase(site, things[0]) if things else self._verb_words(verb)
        return Measured(span, verb, "level", "subject.clause_on_amount")

    def _deed_of(self, site: Site, name: int) -> int | None:
        """The verb right behind a name that stands right behind "the" and an amount, and does it."""
        reading = self.reading
        is_known = site.first > site.left and reading.words[site.first - 1].lower() == "the"
        if not is_known or name < site.last or reading.pos[site.last] != "PROPN" or name + 1 >= site.right:
            return None
        verb = name + 1
        is_done = reading.deps[verb] in ("acl", "relcl") and reading.heads[verb] == name
        is_done = is_done and reading.tags[verb] in ("VBN", "VBD")
        return verb if is_done and "by" not in reading.words[verb : verb + 2] else None

    def _told_in(self, verb: int) -> int:
        """The verb that a clause leads to: "the $5 million that they say they are [owed]", "failed to [spend]"."""
        told = children_with(self.reading, verb, "ccomp")
        is_telling = self.reading.lemmas[verb].lower() in self.lexicon.words["telling_verb"]
        done = children_with(self.reading, verb, "xcomp")
        is_promise = self.lexicon.modality_cues.get((self.reading.lemmas[verb].lower(), "verb")) is not None
        is_finite = self.reading.deps[verb] == "relcl" and self.reading.tags[verb] != "VBN" and not is_promise
        is_bare = is_finite and bool(done) and self.reading.tags[done[0]] == "VB"
        is_bare = is_bare and not children_with(self.reading, verb, "dobj")
        if is_bare and not children_with(self.reading, done[0], "nsubj"):
            return done[0]  # "the $5 million that it failed to [spend]"
        return told[0] if told and is_telling and self.reading.pos[told[0]] in VERBS else verb

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
        if reading.lemmas[token] == "of" and self._is_of_noun(site) and children_with(reading, objects[0], *DEFINITE):
            return None  # "a tranche of $5 of its loan"
        return objects[0] if self._is_thing(site, token, objects[0]) else None

    def _meant_for(self, site: Site) -> int | None:
        """Whom or what an amount without a verb of its own is for: "$9 went to the port and $5 [for the pier]"."""
        reading, above = self.reading, self.reading.heads[site.head]
        is_loose = (
            reading.deps[site.head] == "pobj" and reading.lemmas[above].lower() in self.lexicon.words["loose_link"]
        )
        if not is_loose and (reading.deps[site.head] != "conj" or self._is_gaining(self._verb_over(site))):
            return None
        preps = [p for p in children_with(reading, site.head, "prep") if p == site.last and reading.lemmas[p] == "for"]
        things = children_with(reading, preps[0], "pobj") if preps else []
        return things[0] if things and self._is_thing(site, preps[0], things[0]) else None

    def _verb_over(self, site: Site) -> int:
        """The nearest verb over the amount, else the amount's own head."""
        return next((token for token in site.climb() if self.reading.pos[token] in VERBS), site.head)

    def _is_rate_word(self, token: int) -> bool:
        return self.reading.words[token].lower() in self.lexicon.words["rate_word"]

    def _is_thing(self, site: Site, link: int, thing: int) -> bool:
        """Whether a noun behind "in" or "of" is what the money is, and not when or where it is paid."""
        reading = self.reading
        is_doing = reading.tags[thing] == "VBG" and reading.deps[thing] == "pobj"  # "$5 in spending"
        if not (is_doing or reading.pos[thing] in NOUNS) or self._is_money(thing) or self._is_time(thing):
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
        if self._is_step(site):
            return False
        is_means = reading.lemmas[thing].lower() in self.lexicon.words["means_of_payment"]
        return not (is_means and self._word_before(site) in ("for", "at"))

    def _is_step(self, site: Site) -> bool:
        """Whether a verb moves a thing by, to or from the amount: "raised taxes by $5 in the first budget"."""
        prep = self.reading.heads[site.head]
        verb = self.reading.heads[prep]
        if self.reading.deps[verb] == "dobj":  # "raised [taxes by $5]"
            verb = self.reading.heads[verb]
        if self.reading.lemmas[prep] not in ("by", "to", "from") or not self._verb_changes(verb):
            return False
        things = children_with(self.reading, verb, "dobj")
        return not things or any(not self._is_money(thing) for thing in things)

    def _noun_of(self, site: Site) -> int | None:
        """The noun of "fines of up to $5" by its words, where the parse hangs the amount elsewhere."""
        reading, token = self.reading, self._token_before(site)
        if token - 1 > site.left and [w.lower() for w in reading.words[token - 1 : token + 1]] == ["up", "to"]:
            token -= 2
        if token <= site.left or reading.lemmas[token] != "of" or reading.pos[token - 1] != "NOUN":
            return None
        noun = token - 1
        is_empty = reading.lemmas[noun].lower() in self.lexicon.words["empty_noun"] or self._is_empty(noun)
        return None if is_empty or self._is_time(noun) or self._is_money(noun) else noun

    def _is_sum(self, span: Span) -> bool:
        """Whether the words are of a sum or a share, and name nothing: the yen of "8 yen, 2 yen more", the "%"."""
        first, _ = self.reading.tokens_in(span.start, span.end)
        return first in self.sums or self.reading.lemmas[first].lower() in self.lexicon.words["percent_word"]

    def _noun_before_worth(self, site: Site) -> int | None:
        """The noun of "goods worth about $5", "deposits totalling $5", by its words."""
        token = self._token_before(site)
        is_worth = token > site.left and self.reading.words[token].lower() in self.lexicon.words["worth_word"]
        return self._noun_worth(token) if is_worth else None

    def _noun_worth(self, token: int) -> int | None:
        """The noun right before "worth", a comma allowed: "the deal, worth $5 million"."""
        reading = self.reading
        left = token - 2 if reading.words[token - 1] in (",", "-", "--") else token - 1
        return left if left >= 0 and reading.pos[left] in NOUNS and not self._is_time(left) else None
