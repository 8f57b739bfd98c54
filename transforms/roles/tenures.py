"""Posts of which a clause beside a name tells: one that opens the sentence, one about the term, one at the name's body.

Such clauses hang on nothing that the parser is sure of, so they are read by their place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from transforms.grammar import FINITE
from transforms.records import Mention, Role
from transforms.roles.appositions import skip_honorific
from transforms.roles.phrases import WHENCE, Words
from transforms.roles.role_makers import titles_from

LONGEST = 24  # words of a clause that opens a sentence
GIVEN = ("appointing_verb", "confirming_verb")
LINKS = frozenset(("as", "to"))
CLAUSE = FINITE - {"VBN"} | {"MD", "WDT", "WP"}
ENDED = frozenset(("VBD", "VBN"))  # tags of the verb that says that a term is over


def find_tenures(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """The posts of whoever is named at tokens first to last, told by a clause before or behind the name."""
    yield from _given_first(words, mention, first)
    yield from _of_term(words, mention, last)
    yield from _at_own_body(words, mention, last)


def _given_first(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """As in "Elected head of the Quillan Trust in May, Dana Poole" and "Sacked as treasurer, Dana Poole".

    The name may stand behind a colon or "is" as well: "Serving as its treasurer is Dana Poole".
    """
    reading, floor = words.reading, words.sentence_start(first)
    end, is_told = _end_of_opening(words, skip_honorific(words, first, floor), floor)
    if not floor + 1 < end < floor + LONGEST or reading.tags[floor] not in ("VBN", "VBD", "VBG")[: 1 + 2 * is_told]:
        return
    inner = range(floor + 1, end)
    is_clause = any(reading.tags[t] in CLAUSE or words.is_person(t) or reading.words[t] == "," for t in inner)
    known, lemma = words.lexicon.words, reading.lemmas[floor].lower()
    is_taken, is_held = lemma in known["removing_verb"], is_told and lemma in known["serving_verb"]
    if is_clause or not (is_taken or is_held or any(lemma in known[use] for use in GIVEN)):
        return
    link = floor + 1 + (reading.tags[floor + 1] in ("RP", "IN") and reading.words[floor + 2].lower() == "as")
    is_linked = reading.words[link].lower() in LINKS
    if (is_taken or is_held) and reading.words[link].lower() != "as":
        return
    for role in titles_from(words, mention, link + (is_linked and reading.words[link] == "to"), "appointed"):
        yield replace(role, is_former=role.is_former or is_taken)


def _end_of_opening(words: Words, place: int, floor: int) -> tuple[int, bool]:
    """Where a clause ends that opens the sentence before a name, and whether a colon or "is" stands behind it."""
    reading, end = words.reading, place - 1
    if end <= floor or reading.words[end] in (",", ":"):
        return end, reading.words[end : end + 1] == [":"]
    is_told = reading.lemmas[end] == "be"
    while end > floor and reading.lemmas[end - 1] in ("have", "will", "be"):
        end -= 1
    return (end, True) if is_told else (floor, False)


def _of_term(words: Words, mention: Mention, last: int) -> Iterator[Role]:
    """As in "Dana Poole, whose term as head of the Quillan Trust ends in May"."""
    reading = words.reading
    if [word.lower() for word in reading.words[last : last + 2]] != [",", "whose"]:
        return
    limit = words.sentence_end(last - 1)
    noun = next((t for t in range(last + 2, min(limit, last + 6)) if reading.words[t] == "as"), limit) - 1
    known = words.lexicon.words
    if noun < last + 2 or noun + 1 >= limit or reading.lemmas[noun].lower() not in known["post_noun"]:
        return
    verb = reading.heads[noun]
    is_over = reading.tags[verb] in ENDED and verb > noun
    for role in titles_from(words, mention, noun + 1, "as_title"):
        yield replace(role, is_former=role.is_former or is_over)


def _at_own_body(words: Words, mention: Mention, last: int) -> Iterator[Role]:
    """As in "Dana Poole of the Quillan Trust, its head of safety, said": "its" is of the body that is hers."""
    reading = words.reading
    limit = words.sentence_end(last - 1)
    if last + 1 >= limit or reading.words[last] not in WHENCE:
        return
    body, end = words.body_after(last + 1, limit)
    if body is None or [word.lower() for word in reading.words[end : end + 2]] != [",", "its"]:
        return
    for role in titles_from(words, mention, end + 2, "apposition"):
        yield replace(role, organization=body)
