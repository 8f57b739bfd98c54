"""Roles made of the words of a title or of an office: "treasurer of the Quillan Trust", "the presidency of Acme"."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.reading.reading import Reading
from transforms.records import Mention, Role
from transforms.roles.phrases import BRIDGE_TAGS, Words
from transforms.roles.title_reader import TitlePhrase

LONGEST_WAY = 8  # words from "as" to its title
CONDITIONS = frozenset(("if", "unless", "whether"))
MAY = frozenset(("may", "might", "could", "would", "should", "can", "must"))


def make_role(words: Words, mention: Mention, phrase: TitlePhrase, body: int | None, rule: str) -> Role:
    """The role that a title's words give whom a mention means, at a body or, for a company's head, the only one."""
    start, end = words.reading.span(phrase.first, phrase.last)
    if words.reading.words[phrase.head].lower() in words.lexicon.words["hopeful"]:
        body = None  # whoever runs for the Senate is not there yet
    if body is not None and words.reading.words[phrase.head].lower() in words.lexicon.words["no_post"]:
        body = body if words.is_called_body(body) else None  # "the Orten South MP", "the Star Road actor"
    if body is None and words.reading.words[phrase.head].lower() in words.lexicon.words["company_head"]:
        body = words.only_body(phrase.first)
    return Role(mention.entity, body, start, end, words.is_former(phrase), rule)


def titles_from(words: Words, mention: Mention, link: int, rule: str) -> Iterator[Role]:
    """The role whose title stands behind a name, "as" and "to be" passed over, where only its own words come before."""
    reading = words.reading
    limit = words.sentence_end(link - 1)
    token = link
    if reading.words[token : token + 2] == ["to", "be"]:
        token += 1
    token += token < limit and reading.words[token].lower() in ("as", "be")
    found = _title_in(words, token, min(limit, token + LONGEST_WAY))
    if found is not None and found.title.sort != "loose" and not words.is_person(found.last):
        wide, body = words.follow(words.widen(found, token))
        yield make_role(words, mention, wide, words.body_before(wide) if body is None else body, rule)


def _title_in(words: Words, first: int, limit: int) -> TitlePhrase | None:
    """The title that the noun phrase at a token ends with."""
    for token in range(first, limit):
        phrase = None if token in words.owner else words.title_at(token, limit)
        if phrase is not None and not _goes_on(words, phrase.last, limit):
            return phrase
        if token not in words.owner and words.reading.tags[token] not in BRIDGE_TAGS:
            return None
    return None


def _goes_on(words: Words, token: int, limit: int) -> bool:
    """Whether the noun phrase of a title goes on behind it: "party | leader"."""
    return token < limit and token not in words.owner and words.reading.tags[token] in ("NN", "NNS", "POS")


def is_denied(reading: Reading, verb: int) -> bool:
    """Whether what a verb says is denied or only may be."""
    others = [(reading.deps[child], reading.words[child].lower()) for child in reading.children[verb]]
    return any(dep == "neg" or (dep == "aux" and word in MAY) for dep, word in others)


def body_of_second(words: Words, last: int) -> int | None:
    """The body behind the next one's post: "chairman and Lee Ortiz vice chairman of | the Harbour Board"."""
    limit = words.sentence_end(last - 1)
    if last + 1 >= limit or words.reading.words[last] != "and" or not words.is_person(last + 1):
        return None
    behind = words.bounds[words.owner[last + 1].start][1]
    phrase = words.title_at(behind, limit) if behind < limit else None
    return None if phrase is None else words.follow(phrase)[1]


def is_condition(reading: Reading, verb: int) -> bool:
    """Whether what a verb says is but a condition."""
    return any(reading.deps[c] == "mark" and reading.words[c].lower() in CONDITIONS for c in reading.children[verb])


def is_office_noun(words: Words, token: int) -> bool:
    """Whether a word means an office as a thing: "presidency", "the chair of"."""
    reading = words.reading
    lemma = reading.lemmas[token].lower()
    is_seat = lemma == "chair" and reading.words[token - 1 : token + 2] == ["the", reading.words[token], "of"]
    return token not in words.owner and (lemma in words.lexicon.words["office_noun"] or is_seat)


def body_of_office(words: Words, noun: int) -> int | None:
    """The body behind an office that is a thing, or before it: "presidency of the Quillan Trust"."""
    reading = words.reading
    if reading.words[noun + 1 : noun + 2] == ["of"]:
        return words.body_after(noun + 2, words.sentence_end(noun))[0]
    owner = words.owner.get(noun - 2) if reading.tags[noun - 1] == "POS" else None
    return owner.entity if owner is not None and owner.kind == "organization" else None


def office_role(words: Words, mention: Mention, noun: int, body: int | None, is_past: bool = False) -> Role:
    """The role that an office's noun gives."""
    start, end = words.reading.span(noun, noun + 1)
    return Role(mention.entity, body, start, end, is_past, "office_noun")
