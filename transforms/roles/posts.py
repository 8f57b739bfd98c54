"""What somebody's own deed says of an office: "rose to become its head", "left after a spell as coach".

The verb is one whose subject somebody is; what stands behind it is read by its place, as the parser hangs it anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from transforms.grammar import FINITE
from transforms.records import Mention, Role
from transforms.roles.awards import over_post
from transforms.roles.making import body_of_office, is_denied, is_office_noun, office_role, titles_from
from transforms.roles.phrases import Words

FAR = 30  # words of a clause looked at
NEAR = 4  # words from a verb to the office it is about
FROM = frozenset(("VBD", "VBZ", "VBP", "VBN", "VBG"))


def find_posts(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """The offices that the deed of a verb's subject gives, keeps or ends."""
    reading, known = words.reading, words.lexicon.words
    lemma = reading.lemmas[verb]
    if reading.tags[verb] not in FROM or is_denied(reading, verb) or lemma in known["hoping_verb"]:
        return
    if lemma in known["attaining_verb"]:
        yield from _attained(words, mention, verb)
    if lemma == "take" and reading.words[verb + 1 : verb + 3] == ["over", "as"]:
        yield from titles_from(words, mention, verb + 2, "as_title")
    if lemma == "use":
        yield from _once_was(words, mention, verb)
    if reading.tags[verb] == "VBN":
        yield from _was_given(words, mention, verb)
    if lemma in known["gaining_verb"] and reading.tags[verb] in FINITE:
        yield from _gained(words, mention, verb)
    yield from _served_as(words, mention, verb)


def _clause_behind(words: Words, verb: int) -> range:
    """The tokens behind a verb up to the next person's name, a stop or marks."""
    limit = min(words.sentence_end(verb), verb + FAR)
    ends = (t for t in range(verb + 1, limit) if words.reading.words[t] in (";", '"', "“"))
    return range(verb + 1, next(ends, limit))


def _attained(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "rose to become its head", "beat Lee Ortiz to become mayor" and "won the race to be mayor"."""
    reading, known = words.reading, words.lexicon.words
    for token in _clause_behind(words, verb)[1:]:
        lemma = reading.lemmas[token]
        if reading.tags[token] in ("WP", "WDT"):
            return  # "replaced Lee Ortiz, who left to become"
        if reading.words[token - 1] != "to" or lemma not in ("become", "be", "lead"):
            continue
        race = reading.lemmas[token - 2].lower()
        if lemma == "become" or race in known["contest_noun"]:
            yield from titles_from(words, mention, token + 1, "appointed")
        return


def _once_was(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "used to be treasurer of the Quillan Trust"."""
    if words.reading.words[verb + 1 : verb + 3] == ["to", "be"]:
        for role in titles_from(words, mention, verb + 3, "predicate"):
            yield replace(role, is_former=True)


def _was_given(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "was promoted to marketing director", "had been made chief executive" and "was voted in as captain"."""
    reading, known = words.reading, words.lexicon.words
    lemma = reading.lemmas[verb]
    link = verb + 1 + (reading.tags[verb + 1 : verb + 2] == ["RP"])
    if lemma == "make" and reading.words[link : link + 1] not in (["a"], ["an"]):
        yield from titles_from(words, mention, link, "appointed")
    is_given = lemma in known["appointing_verb"] or lemma in known["confirming_verb"]
    if is_given and reading.words[link : link + 1] == ["to"]:
        yield from titles_from(words, mention, over_post(words, link + 1), "appointed")


def _served_as(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "kept her post as president" and "is leaving after three years as head of news"."""
    reading, known = words.reading, words.lexicon.words
    joined = None
    for token in _clause_behind(words, verb):
        owner = words.owner.get(token)
        if owner is not None and owner.kind == "person":
            return
        if joined is None and owner is not None and owner.kind == "organization":
            joined = owner.entity
        noun = reading.lemmas[token - 1].lower()
        if reading.words[token] == "as" and (noun in known["post_noun"] or noun in known["tenure_noun"]):
            if _is_somebodys(words, verb, token - 1):
                for role in titles_from(words, mention, token, "as_title"):
                    yield role if role.organization is not None else replace(role, organization=joined)
            return


def _is_somebodys(words: Words, verb: int, noun: int) -> bool:
    """Whether a post is the subject's: "her post", "three years"; not "a role as a baker"."""
    reading, known = words.reading, words.lexicon.words
    if reading.lemmas[noun].lower() in known["tenure_noun"]:
        return True
    behind = range(verb + 1, noun)
    is_hers = any(reading.tags[token] == "PRP$" for token in behind)
    is_left = reading.lemmas[verb] in known["gaining_verb"] | known["leaving_verb"]
    return reading.words[noun + 2] not in ("a", "an") and (is_hers or is_left)


def _gained(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "won the presidency of the Quillan Trust" and "assumed the chair of the board"."""
    reading = words.reading
    objects = (t for t in range(verb + 1, min(words.sentence_end(verb), verb + 1 + NEAR)) if is_office_noun(words, t))
    noun = next(objects, None)
    if noun is not None and not any(words.is_person(token) for token in range(verb, noun)):
        body = body_of_office(words, noun)
        is_past = reading.lemmas[verb] in words.lexicon.words["removing_verb"]
        if body is not None:
            yield office_role(words, mention, noun, body, is_past)
