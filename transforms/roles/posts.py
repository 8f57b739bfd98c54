"""What somebody's own deed says of an office: "rose to become its head", "left after a spell as coach".

The verb is one whose subject somebody is; what stands behind it is read by its place, as the parser hangs it anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from transforms.grammar import FINITE
from transforms.records import Mention, Role
from transforms.roles.awards import over_post, succession
from transforms.roles.phrases import Words
from transforms.roles.role_makers import (
    body_of_office,
    is_condition,
    is_denied,
    is_office_noun,
    office_role,
    titles_from,
)

FAR = 30  # words of a clause looked at
NEAR = 6  # words from a verb to the office it is about, and of a phrase that opens a sentence
TOLD = FINITE | {"VBG"}
OTHERS = frozenset(("WP", "WDT", "VBZ", "VBP", "VBD", "MD"))  # tags of words that begin another clause
READY = frozenset(("due", "set", "poised"))
OATH = frozenset(("the", "an", "his", "her", "oath", "oaths", "of", "office", "allegiance"))
MARKS = frozenset((";", '"', "“"))

Deed = Callable[[Words, Mention, int], Iterator[Role]]


def find_posts(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """The offices that the deed of a verb's subject gives, keeps or ends."""
    reading, known = words.reading, words.lexicon.words
    lemma = reading.lemmas[verb]
    is_open = is_denied(reading, verb) or is_condition(reading, verb)
    is_told = reading.tags[verb] in TOLD or (reading.tags[verb] == "NNS" and reading.deps[verb] == "ROOT")  # "steps"
    if not is_told or is_open or lemma in known["hoping_verb"]:
        return
    for use, deed in DEEDS:
        if lemma == use or lemma in known.get(use, ()):
            yield from deed(words, mention, verb)
    if reading.tags[verb] == "VBN":
        yield from _was_given(words, mention, verb)
    yield from _served_as(words, mention, verb)


def _clause_behind(words: Words, verb: int) -> range:
    """The tokens behind a verb up to a stop or marks."""
    limit = min(words.sentence_end(verb), verb + FAR)
    return range(verb + 1, next((t for t in range(verb + 1, limit) if words.reading.words[t] in MARKS), limit))


def _attained(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "rose to become its head", "beat Lee Ortiz to become mayor" and "won the race to be mayor"."""
    reading, known = words.reading, words.lexicon.words
    if reading.lemmas[verb] == "rise" and reading.words[verb + 1 : verb + 2] == ["to"]:
        yield from titles_from(words, mention, verb + 2, "appointed")  # "joined Acme and rose to | editor"
    for token in _clause_behind(words, verb)[1:]:
        lemma = reading.lemmas[token]
        if reading.tags[token] in OTHERS:
            return  # "replaced Lee Ortiz, who left to become"
        if reading.words[token - 1] != "to" or lemma not in ("become", "be", "lead"):
            continue
        if lemma == "become" or reading.lemmas[token - 2].lower() in known["contest_noun"]:
            yield from titles_from(words, mention, token + 1, "appointed")
        return


def _is_to_be(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "is to become president of the Quillan Trust", "is due to take over as chair" and "is back as chair"."""
    texts = words.reading.words
    to = verb + 1 + (texts[verb + 1 : verb + 2] != [] and texts[verb + 1] in READY)
    if texts[to : to + 2] == ["back", "as"]:
        yield from titles_from(words, mention, to + 1, "as_title")
    elif texts[to : to + 2] == ["to", "become"]:
        yield from titles_from(words, mention, to + 2, "appointed")
    elif texts[to : to + 4] == ["to", "take", "over", "as"]:
        yield from titles_from(words, mention, to + 3, "appointed")


def _took_over(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "takes over as managing director"."""
    if words.reading.words[verb + 1 : verb + 3] == ["over", "as"]:
        yield from titles_from(words, mention, verb + 2, "as_title")


def _took_oath(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "took the oath of office as governor"."""
    texts = words.reading.words
    near = range(verb + 1, min(words.sentence_end(verb), verb + 1 + NEAR))
    link = next((token for token in near if texts[token] not in OATH), verb)
    if link > verb + 1 and texts[link] == "as" and "oath" in texts[verb:link]:
        yield from titles_from(words, mention, link, "as_title")


def _succeeded(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "who replaced Lee Ortiz as treasurer"."""
    link = succession(words, verb)
    yield from () if link is None else titles_from(words, mention, link, "as_title")


def _once_was(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "used to be treasurer of the Quillan Trust" and "used to run Acme"."""
    if words.reading.words[verb + 1 : verb + 2] == ["to"] and _is_leading(words, verb + 2):
        yield from _to_lead(words, mention, verb + 2, is_past=True)
    if words.reading.words[verb + 1 : verb + 3] == ["to", "be"]:
        for role in titles_from(words, mention, verb + 3, "predicate"):
            yield replace(role, is_former=True)


def _was_given(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "was promoted to marketing director", "had been made chief executive", "was handed the job of coach"."""
    reading, known = words.reading, words.lexicon.words
    lemma = reading.lemmas[verb]
    link = verb + 1 + (reading.tags[verb + 1 : verb + 2] == ["RP"])
    is_given = lemma in known["appointing_verb"] or lemma in known["confirming_verb"]
    if lemma in known["passing_verb"] and (post := over_post(words, link)) > link:
        yield from titles_from(words, mention, post, "appointed")
    elif lemma == "make" and reading.words[link : link + 1] not in (["a"], ["an"]):
        yield from titles_from(words, mention, link, "appointed")
    elif is_given and reading.words[link + 1 : link + 2] == ["as"] and reading.tags[link] in ("RB", "JJ"):
        yield from titles_from(words, mention, link + 1, "as_title")  # "was returned unopposed as"
    elif is_given and reading.words[link : link + 1] == ["to"] and _is_leading(words, link + 1):
        yield from _to_lead(words, mention, link + 1)
    elif is_given and reading.words[link : link + 1] == ["to"]:
        for role in titles_from(words, mention, _over_old(words, link + 1), "appointed"):
            yield role if role.organization is not None else replace(role, organization=_long_with(words, verb))
    elif is_given and reading.words[link : link + 1] == ["from"]:
        way = range(link + 1, min(words.sentence_end(verb), link + NEAR))
        to = next((token for token in way if reading.words[token] == "to"), None)
        yield from () if to is None else titles_from(words, mention, to + 1, "appointed")


def _is_leading(words: Words, token: int) -> bool:
    """Whether a verb of heading something stands at a token: "to | lead"."""
    reading = words.reading
    return reading.lemmas[token : token + 1] != [] and reading.lemmas[token] in words.lexicon.words["leading_verb"]


def _to_lead(words: Words, mention: Mention, verb: int, is_past: bool = False) -> Iterator[Role]:
    """What somebody is to lead, or used to, where its name is the verb's object: "to lead | the Quillan Trust"."""
    body, end = words.body_after(verb + 1, words.sentence_end(verb))
    if body is not None and words.reading.tags[verb] in ("VB", "NN"):  # "to head", which may look like a noun
        yield Role(mention.entity, body, *words.reading.span(verb, end), is_past, "verb")


def _over_old(words: Words, token: int) -> int:
    """Where a post stands behind "to": right there, behind "the post of", or behind whom somebody is to succeed."""
    behind = succession(words, token)
    return over_post(words, token) if behind is None else behind


def _long_with(words: Words, verb: int) -> int | None:
    """The body at which somebody was before, in a phrase that opens the sentence: "After ten years with Acme, ..."."""
    opens = words.sentence_start(verb)
    begin = range(opens, min(verb, opens + NEAR))
    tenures = (words.reading.lemmas[token] in words.lexicon.words["tenure_noun"] for token in begin)
    return words.only_body(verb) if words.reading.words[opens].lower() == "after" and any(tenures) else None


def _served_as(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "kept her post as president" and "is leaving Acme after three years as head of news"."""
    reading, known = words.reading, words.lexicon.words
    joined = None
    for token in _clause_behind(words, verb):
        owner = words.owner.get(token)
        if owner is not None and owner.kind == "person":
            return
        if joined is None and owner is not None and owner.kind == "organization":
            joined = owner.entity
        noun = reading.lemmas[token - 1].lower()
        holds = reading.lemmas[verb] in known["returning_verb"] or reading.lemmas[verb] in known["gaining_verb"]
        is_of = reading.words[token] == "of" and holds
        if (is_of or reading.words[token] == "as") and (noun in known["post_noun"] or noun in known["tenure_noun"]):
            if _is_somebodys(words, verb, token - 1):
                for role in titles_from(words, mention, token + is_of, "as_title"):
                    yield role if role.organization is not None else replace(role, organization=joined)
            return


def _is_somebodys(words: Words, verb: int, noun: int) -> bool:
    """Whether a post is the subject's: "her post", "three years"; not "a role as a baker"."""
    reading, known = words.reading, words.lexicon.words
    if reading.lemmas[noun].lower() in known["tenure_noun"]:
        return True
    is_hers = any(reading.tags[token] == "PRP$" for token in range(verb + 1, noun))
    is_left = reading.lemmas[verb] in known["gaining_verb"] | known["leaving_verb"]
    return reading.words[noun + 2 : noun + 3] not in (["a"], ["an"]) and (is_hers or is_left)


def _gained(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "won the presidency of the Quillan Trust", "left the chair of" and "won the vote for chairman of"."""
    reading, known = words.reading, words.lexicon.words
    if reading.tags[verb] not in FINITE:
        return
    is_past = reading.lemmas[verb] in known["yielding_verb"]
    for token in range(verb + 1, min(words.sentence_end(verb), verb + 1 + NEAR)):
        if words.is_person(token):
            return
        body = body_of_office(words, token) if is_office_noun(words, token) else None
        if body is not None:
            yield office_role(words, mention, token, body, is_past)
            return
        is_for = reading.words[token + 1 : token + 2] == ["for"]  # "won the vote | for chairman"
        if reading.lemmas[token] in known["contest_noun"] and is_for and not is_past:
            yield from titles_from(words, mention, token + 2, "appointed")
            return


DEEDS: tuple[tuple[str, Deed], ...] = (  # a verb, or the use of several, and what it may tell
    ("attaining_verb", _attained),
    ("gaining_verb", _gained),
    ("yielding_verb", _gained),
    ("succeeding_verb", _succeeded),
    ("be", _is_to_be),
    ("take", _took_over),
    ("take", _took_oath),
    ("use", _once_was),
)
