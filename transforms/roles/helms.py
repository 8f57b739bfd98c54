"""Who leads an organization, by nouns for its lead: "at the helm of Acme", "With Dana Poole at the head, Acme has"."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.grammar import SUBJECTS
from transforms.records import Mention, Role
from transforms.roles.appositions import DASHES
from transforms.roles.phrases import Words
from transforms.roles.role_makers import is_denied

NEAR = 10  # words from a name to "the helm"
WITH = frozenset(("with", "under"))
APART = frozenset((",", "(", *DASHES))


def find_helms(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """The lead of whoever is named at tokens first to last, told right before or behind the name."""
    limit = min(words.sentence_end(last - 1), last + NEAR)
    noun = next((token for token in range(last + 2, limit) if _is_lead(words, token)), None)
    if noun is not None and _is_of_name(words, first, last, noun):
        yield from _role(words, mention, noun, _led(words, noun, first))
    yield from _inverted(words, mention, first)


def _is_lead(words: Words, noun: int) -> bool:
    """Whether a noun is one for a lead: "at the | head", "the | helm"; "at the head table" is none."""
    reading = words.reading
    lemma = reading.lemmas[noun].lower()
    if lemma not in words.lexicon.words["helm_noun"] or reading.lowered[noun - 1] not in ("the", "whose"):
        return False
    is_whole = reading.tags[noun + 1 : noun + 2] not in (["NN"], ["NNS"], ["NNP"])
    return is_whole and noun not in words.owner and (lemma != "head" or reading.lowered[noun - 2] == "at")


def _is_of_name(words: Words, first: int, last: int, noun: int) -> bool:
    """Whether a lead is that of the name before it: behind a comma, in "with Dana Poole at", by a verb of being there.

    Another may stand between them only as whom somebody follows: "Dana Poole succeeded Lee Ortiz at the helm".
    """
    reading = words.reading
    link = noun - 1 - (reading.lowered[noun - 2] in ("at", "on"))
    if first > words.sentence_start(first) and reading.lowered[first - 1] in WITH:
        return link == last < noun - 1
    if reading.words[last] in APART:
        return link < noun - 1 and all(reading.tags[token] == "RB" for token in range(last + 1, link))
    root = reading.root(first, last)
    verb = reading.heads[root]
    known = words.lexicon.words
    is_there = last <= verb < noun and reading.lemmas[verb] in known["helm_verb"] and reading.deps[root] in SUBJECTS
    follows = reading.lemmas[verb] in known["succeeding_verb"]
    others = any(words.is_person(token) for token in range(last, noun))
    return is_there and not is_denied(reading, verb) and (follows or not others)


def _led(words: Words, noun: int, first: int) -> int | None:
    """The body behind "of", or that the sentence with "with" is about: "Acme, with Poole at the helm", "..., Acme"."""
    reading, limit = words.reading, words.sentence_end(noun)
    if reading.words[noun + 1 : noun + 2] == ["of"]:
        return words.body_after(noun + 2, limit)[0]
    opens = words.sentence_start(first)
    if first <= opens or reading.lowered[first - 1] not in WITH:
        return None
    if first - 1 > opens:
        return words.body_at(first - 3) if reading.words[first - 2] == "," else None
    begin = noun + 2 + (reading.lowered[noun + 2 : noun + 3] == ["the"])
    is_open = reading.words[noun + 1 : noun + 2] == [","] and begin < limit
    return words.body_at(words.end_of_body(begin) - 1) if is_open else None


def _inverted(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """As in "At the head of Acme is Dana Poole" and "the trust, at whose helm is Dana Poole"."""
    reading, floor = words.reading, words.sentence_start(first)
    verb = first - 1
    if verb <= floor or reading.lemmas[verb] != "be":
        return
    near = range(max(floor + 2, verb - NEAR), verb)
    noun = next((t for t in near if _is_lead(words, t) and reading.lowered[t - 2] == "at"), None)
    if noun is None or any(words.is_person(token) for token in range(noun, verb)):
        return
    is_whose = reading.lowered[noun - 1] == "whose" and noun - 3 > floor and reading.words[noun - 3] == ","
    yield from _role(words, mention, noun, words.body_at(noun - 4) if is_whose else _led(words, noun, first))


def _role(words: Words, mention: Mention, noun: int, body: int | None) -> Iterator[Role]:
    """The role whose words are the noun for the lead, at a body that is named."""
    if body is not None:
        start, end = words.reading.span(noun, noun + 1)
        yield Role(mention.entity, body, start, end, False, "office_noun")
