"""What a verb or noun of asking takes: the actions that are asked for, and who is to act."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import (
    BARE,
    CLAUSES,
    OPENING,
    VERBS,
    asked_again,
    infinitive_after,
    is_infinitive,
    is_passive,
    is_some,
    kids,
    lemma,
    marks,
    modal_of,
    objects_of,
    opens_with,
    own_subject,
)
from transforms.demands.deeds import DeedReader
from transforms.demands.infinitives import Frame, InfinitiveReader
from transforms.demands.parties import PartyFinder
from transforms.demands.wanted import Content
from transforms.grammar import FIRST_PERSON

NEAR = 12  # tokens in which the infinitive of an action follows
LONGEST = 120  # tokens searched for one thing more
THAT = frozenset({"that", "for"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


class ComplementReader:
    """Reads the complements of the cues of one article."""

    def __init__(self, parties: PartyFinder, deeds: DeedReader, lexicon: DemandLexicon) -> None:
        self.parties = parties
        self.reading = parties.reading
        self.lexicon = lexicon
        self.deeds = deeds
        self.infinitives = InfinitiveReader(parties, deeds, lexicon)
        self._frames: dict[str, Frame] = {
            "x_for": self._x_for,
            "x_for_gain": self._x_for_gain,
            "for_gain": self._for_gain,
            "to_x": self._to_x,
            "for": self._for,
            "that": self._that,
            "so": self._so,
            **self.infinitives.frames(),
            "thing": self._thing,
            "thing_from": self._thing_from,
            "measure": self._measure,
            "for_measure": self._for_measure,
            "on": self._on,
            "doing": self._doing,
        }

    def read(self, cue: int, frames: frozenset[str]) -> tuple[list[Content], str]:
        """The complements of a cue in the first of its frames that has any, and that frame's name."""
        for name, frame in self._frames.items():
            if name in frames:
                found = list(frame(cue))
                if found:
                    return found, name
        return [], ""

    # -- the frames, each with the words of an example

    def _for(self, cue: int) -> Iterator[Content]:
        """Read "call for an inquiry", "call for the board to resign"."""
        reading = self.reading
        objects = [noun for noun in kids(reading, cue, "dobj") if reading.pos[cue] in VERBS]
        held = [noun for noun in objects if not self._is_next_item(cue, noun)]
        if any(self.parties.is_figure(noun) or not self.parties.acts(noun) for noun in held):
            return  # "asks $40 for a seat", "push the button for heads"
        for head in self._heads_of_for(cue):
            found = [content for child in reading.children[head] if child > cue for content in self._opened(cue, child)]
            found = [content for content in found if not (held and self._is_whose(content))]
            if found and self.parties.is_figure(found[0].head):
                found = found[:1]  # "asked for $5 million for the release"
            if found:
                yield from found
                yield from (Content(n, None, "thing") for n in objects if n not in held and self.deeds.is_action(n))
                return

    def _is_next_item(self, cue: int, noun: int) -> bool:
        """Whether the parse makes an object of one more thing in a list: "asked for a rise, [an end] to fines and"."""
        reading = self.reading
        first = reading.subtree(noun)[0]
        behind = [prep for prep in kids(reading, cue, "prep") if reading.words[prep].lower() == "for" and prep < first]
        return bool(behind) and reading.words[first - 1] in (",", ";")

    def _heads_of_for(self, cue: int) -> list[int]:
        """The words on which the parse may hang "for": of a noun also who makes it and the verb it is the object of."""
        if self.reading.pos[cue] != "NOUN":
            return [] if kids(self.reading, cue, "prt") else [cue]  # "called out for his mother"
        return [cue, *objects_of(self.reading, cue, "by", "from"), *self._over(cue)]

    def _over(self, cue: int) -> list[int]:
        """The verb that the noun is the object of."""
        return [self.reading.heads[cue]] if self.reading.deps[cue] == "dobj" else []

    def _opened(self, cue: int, child: int) -> Iterator[Content]:
        """What is asked for in a clause or phrase that "for" opens."""
        if self.reading.deps[child] in CLAUSES and opens_with(self.reading, child, "for"):
            yield from self.infinitives.with_joined(child)
        elif self.reading.deps[child] == "prep" and lemma(self.reading, child) == "for":
            yield from self._under_for(cue, child)

    def _under_for(self, cue: int, preposition: int) -> Iterator[Content]:
        reading = self.reading
        for child in reading.children[preposition]:
            if reading.deps[child] == "pobj":
                content = self._asked_of(child, cue) or Content(child, None, "thing")
                if content.kind == "act" or self.deeds.is_action(child):
                    yield content
                    yield from self.infinitives.joined_clauses(content.head)
                    yield from self._asked_again(child)
            elif reading.deps[child] == "pcomp" and reading.pos[child] in VERBS and not self._is_party_at_work(child):
                yield self.infinitives.clause(child)
            elif reading.deps[child] == "conj" and lemma(reading, child) == "for":
                yield from self._under_for(cue, child)

    def _asked_again(self, noun: int) -> Iterator[Content]:
        """What else is asked for, where the parse hangs it inside the first thing: "an end to it and for [aid]"."""
        reading = self.reading
        for token in range(noun + 1, min(reading.subtree(noun)[1], noun + LONGEST)):
            things = [n for n in asked_again(reading, token) if lemma(reading, n) in self.lexicon.words["granted"]]
            yield from (Content(n, None, "thing") for n in things if self.deeds.is_action(n))

    def _is_party_at_work(self, verb: int) -> bool:
        """Whether it only says what somebody is doing: "an appeal for voters trying to choose"."""
        subject = own_subject(self.reading, verb)
        return self.reading.tags[verb] == "VBG" and subject is not None and self.parties.acts(subject)

    def _asked_of(self, noun: int, cue: int) -> Content | None:
        """The infinitive behind a party: "for [the board] to resign"."""
        is_next = self.reading.words[noun + 1 : noun + 2] == ["to"]
        heads = (noun, cue, *self.infinitives.voicing(cue)) if is_next else (noun,)
        verb = infinitive_after(self.reading, noun, *heads)
        if verb is None or not self.parties.acts(noun) or is_some(self.reading, noun):
            return None
        return Content(verb, noun, "act")

    def _to_x(self, cue: int) -> Iterator[Content]:
        """Read "appeal to the board to resign", "plead with him for help"."""
        found = list(self.infinitives.whom_to(cue, "to", "with"))
        if not found:
            parties = [p for p in objects_of(self.reading, cue, "to", "with") if self.parties.acts(p)]
            found = [c._replace(party=c.party or parties[0]) for c in self._for(cue)] if parties else []
        yield from found

    def _x_for(self, cue: int) -> Iterator[Content]:
        """Read "ask the board for an inquiry"."""
        party = next((t for t in kids(self.reading, cue, "dobj", "dative") if t > cue), None)
        if party is not None and self.parties.acts(party):
            for content in self._for(cue):
                yield content._replace(party=content.party or party)

    def _is_whose(self, content: Content) -> bool:
        """Whether it says whose the party is: "asked the lawyers for [both sides] to settle"."""
        reading = self.reading
        end = reading.sentences[reading.token_sentence[content.head]][1]
        behind = reading.tags[content.head + 1 : min(end, content.head + NEAR)]
        return content.kind == "thing" and "TO" in behind and self.parties.acts(content.head)

    def _x_for_gain(self, cue: int) -> Iterator[Content]:
        """Read "sue the board for damages", not "for negligence"."""
        yield from (content for content in self._x_for(cue) if self._is_gain(content))

    def _for_gain(self, cue: int) -> Iterator[Content]:
        """Read "sued for damages"."""
        yield from (content for content in self._for(cue) if self._is_gain(content))

    def _is_gain(self, content: Content) -> bool:
        """Whether it is something to be granted or a sum."""
        noun = content.head
        is_granted = content.kind == "thing" and lemma(self.reading, noun) in self.lexicon.words["granted"]
        return is_granted or self.parties.is_figure(noun)

    def _that(self, cue: int) -> Iterator[Content]:
        """Read "demand that the board resign", "insist the board must resign"."""
        yield from self._printed(cue)
        heads = [cue, *self._dates_of(cue)]
        for verb in (v for head in heads for v in kids(self.reading, head, "ccomp", "acl", "relcl", "advcl")):
            is_beside = bool(marks(self.reading, verb) - THAT)  # "directed their fire at it as they try to"
            is_beside = is_beside or self._is_far(cue, verb)
            is_asked = self.deeds.is_mandative(verb) or (self._is_command(cue) and self.deeds.looks_bare(verb))
            if verb > cue and is_asked and not (is_beside or self._is_own_plan(cue, verb)):
                yield from self.infinitives.with_joined(verb)

    def _is_far(self, cue: int, verb: int) -> bool:
        """Whether a clause without "that" follows an infinitive: "ordered it to pay $5 each day [they stay out]"."""
        reading = self.reading
        subject = own_subject(reading, verb)
        if marks(reading, verb) or subject is None or reading.deps[verb] != "ccomp":
            return False
        opening = reading.subtree(subject)[0]
        return any(reading.tags[t] == "TO" for t in range(cue + 1, opening))

    def _is_command(self, cue: int) -> bool:
        """Whether "that" behind the cue opens what is asked alone: "demanded that it cut fares", not "insisted"."""
        return "so" not in self.lexicon.frames_of("verb", lemma(self.reading, cue))

    def _printed(self, cue: int) -> Iterator[Content]:
        """Read "demand shipowners 'pay for it'", where what is asked is printed in quotation marks behind a party."""
        reading = self.reading
        for party in kids(reading, cue, "dobj"):
            verb = min(party + 2, len(reading) - 1)
            is_printed = reading.words[verb - 1] in OPENING and reading.tags[verb] in BARE
            if is_printed and self.parties.acts(party) and own_subject(reading, verb) is None:
                yield Content(verb, party, "act")

    def _is_own_plan(self, cue: int, verb: int) -> bool:
        """Whether who proposes is to act, too: "proposed we wake up"."""
        subject = own_subject(self.reading, verb)
        is_ours = subject is not None and self.reading.words[subject].lower() in ("we", "i")
        return is_ours and ("verb", lemma(self.reading, cue), "that") in self.lexicon.proposing

    def _dates_of(self, cue: int) -> list[int]:
        """The dates behind a cue, on which the parse may hang its clause: "suggested over the summer that"."""
        nouns = [noun for prep in kids(self.reading, cue, "prep") for noun in kids(self.reading, prep, "pobj")]
        return [noun for noun in nouns if self.parties.is_figure(noun)]

    def _so(self, cue: int) -> Iterator[Content]:
        """Read "propose that the board resign": a plan, unless it is only in the words that it is asked."""
        for content in self._that(cue):
            subject = own_subject(self.reading, content.head)
            if subject is not None and self.reading.words[subject].lower() in FIRST_PERSON:
                continue
            if modal_of(self.reading, content.head) or self._is_surely_asked(content.head, subject):
                yield content

    def _is_surely_asked(self, verb: int, subject: int | None) -> bool:
        """Whether the form says that it is asked: "suggests that he resign", not "that the attacks come from"."""
        reading = self.reading
        if is_passive(reading, verb) or self._is_bare_of_it(verb, subject):
            return True
        mention = None if subject is None else self.parties.mention(subject)
        is_one = mention is not None and mention.kind in ("organization", "place")  # "Acme Motors"
        if subject is not None and reading.tags[subject] == "NN" and reading.tags[verb] in BARE:
            return True  # "that any deal include"
        is_plural = subject is not None and reading.tags[subject] in PLURAL_TAGS and not is_one
        return subject is not None and self.parties.acts(subject) and not (is_plural and reading.tags[verb] == "VBP")

    def _is_bare_of_it(self, verb: int, subject: int | None) -> bool:
        """Whether "it" has a bare verb, which says what is to be: "insisted that it open its books"."""
        is_it = subject is not None and self.reading.words[subject].lower() == "it"
        return is_it and self.reading.tags[verb] in BARE

    def _thing(self, cue: int) -> Iterator[Content]:
        """Read "demand an apology from the board"."""
        reading = self.reading
        if any(is_infinitive(reading, verb) for verb in kids(reading, cue, "xcomp")):
            return
        for noun in kids(reading, cue, "dobj", "nsubjpass"):
            if self.deeds.is_action(noun):
                yield Content(noun, self._from_whom(cue, noun), "thing")
        for noun in kids(reading, cue, "conj"):  # "demanded $5 and the release of the crew"
            if reading.tags[noun][:1] == "N" and self.deeds.is_action(noun):
                yield Content(noun, self._from_whom(cue, noun), "thing")

    def _thing_from(self, cue: int) -> Iterator[Content]:
        """Read "seek an apology from the board": what others alone can give."""
        words = self.lexicon.words
        is_topic = self.reading.deps[cue] in ("csubj", "csubjpass")  # "seeking help was right"
        for content in self._measure(cue):
            noun = lemma(self.reading, content.head)
            is_of_what = self.reading.words[content.head + 1 : content.head + 2] in (["to"], ["of"])
            is_vague = noun in words["umbrella"] and not is_of_what  # "major change", not "changes to the rules"
            is_others = noun in words["granted"] and noun not in words["own_end"] and not is_vague
            if content.party is not None or (is_others and not is_topic):
                yield content

    def _measure(self, cue: int) -> Iterator[Content]:
        """Read "propose a ban": what somebody is to give, or what is plainly something to do."""
        for content in self._thing(cue):
            if content.party is not None or self.deeds.is_measure(content.head):
                yield content

    def _for_measure(self, cue: int) -> Iterator[Content]:
        """Read "advocate for a ban"."""
        for content in self._for(cue):
            if content.kind != "thing" or self.deeds.is_measure(content.head):
                yield content

    def _on(self, cue: int) -> Iterator[Content]:
        """Read "insist on an inquiry"."""
        is_noun = self.reading.pos[cue] == "NOUN"  # "her insistence on her rights" asks for nothing
        for noun in objects_of(self.reading, cue, "on", "upon"):
            if lemma(self.reading, noun) in self.lexicon.words["need_noun"]:
                yield from self._needed(noun)
                continue
            if is_noun and not self.deeds.is_measure(noun):
                continue
            if noun > cue and not self.parties.is_figure(noun) and self.deeds.is_action(noun):
                yield Content(noun, None, "thing")

    def _needed(self, noun: int) -> Iterator[Content]:
        """Read "the need for a ferry", "the need to close the mill", "the need that the board resign"."""
        reading = self.reading
        for child in reading.children[noun]:
            is_clause = reading.deps[child] in CLAUSES and reading.pos[child] in VERBS
            if is_clause and (is_infinitive(reading, child) or own_subject(reading, child) is not None):
                yield self.infinitives.clause(child)
            elif lemma(reading, child) == "for":
                yield from self._under_for(noun, child)

    def _doing(self, cue: int) -> Iterator[Content]:
        """Read "propose closing the mill"."""
        reading = self.reading
        for verb in kids(reading, cue, "xcomp", "ccomp"):
            if verb > cue and reading.tags[verb] == "VBG" and own_subject(reading, verb) is None:
                yield Content(verb, None, "act")

    def _from_whom(self, cue: int, noun: int) -> int | None:
        reading = self.reading
        found = [*objects_of(reading, cue, "from", "of"), *objects_of(reading, noun, "from")]
        last = reading.subtree(noun)[1]
        for token in range(noun + 1, last):  # the parse may hang "from the board" on a later noun
            if reading.words[token].lower() == "from" and reading.deps[token] == "prep":
                found += [party for party in kids(reading, token, "pobj") if reading.subtree(party)[1] == last]
        return next((party for party in found if self.parties.acts(party)), None)
