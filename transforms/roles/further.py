"""A second post behind the first: "head of Acme and, since May, treasurer of the Quillan Trust"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from transforms.records import Mention, Role
from transforms.roles.phrases import PREPOSITIONS, Words
from transforms.roles.role_makers import titles_from

MOST = 3  # posts behind the first
LONGEST_TIME = 6  # words of "since the start of May"
TIMES = frozenset(("since", "from", "until", "till", "before", "after", "as", "for", "in", "then", "later"))
TAGS = frozenset(("IN", "DT", "NN", "NNP", "JJ", "CD", "RB", "NNS"))
TELLING = frozenset(("predicate", "apposition", "appointed", "as_title"))
LINKS = frozenset(
    ("as", "also", "now", "later", "then", "formerly", "previously", "once", "currently", "simultaneously")
)


def further_posts(words: Words, mention: Mention, last: int, role: Role) -> Iterator[Role]:
    """The posts that "and" joins to one behind its body, where a time between commas may stand before them.

    last is one past the last token of the name.
    """
    is_one = words.reading.words[last : last + 1] not in ([","], ["and"], ["&"]) or not words.is_person(last + 1)
    for _ in range(MOST if role.rule in TELLING and is_one else 0):  # of a list of people each has one
        begin = _next_post(words, _end_of(words, role))
        found = [] if begin is None else list(titles_from(words, mention, begin, role.rule))
        if begin is None or not found or _is_next_ones(words, found[0]):
            return
        is_over = words.reading.lowered[begin - 1] in words.lexicon.words["past_adverb"]
        role = replace(found[0], is_former=found[0].is_former or is_over)
        yield role


def _is_next_ones(words: Words, role: Role) -> bool:
    """Whether somebody else is named behind a post and a comma: "and its treasurer, | Lee Ortiz"."""
    end = _end_of(words, role)
    return words.reading.words[end : end + 1] == [","] and words.is_person(end + 1)


def _end_of(words: Words, role: Role) -> int:
    """One past the last token of a role and of the body at which it is held."""
    last = words.reading.tokens_in(role.start, role.end)[1]
    limit = words.sentence_end(last - 1)
    if last < limit and words.reading.lowered[last] in PREPOSITIONS - {"and"}:
        return words.body_after(last + 1, limit)[1]
    return last


def _next_post(words: Words, token: int) -> int | None:
    """Where a post may begin behind "and" at a token: behind a time between commas, "now" or "also"; else nowhere."""
    reading = words.reading
    limit = words.sentence_end(token - 1)
    token += token + 1 < limit and reading.words[token] == ","
    if token + 1 >= limit or reading.lowered[token] != "and":
        return None
    token += 1
    if reading.words[token] == ",":
        token = _behind_time(words, token + 1, limit)
    while token + 1 < limit and reading.lowered[token] in LINKS:
        token += 1
    return token if token < limit and token not in words.owner else None


def _behind_time(words: Words, first: int, limit: int) -> int:
    """The token behind a time and the comma that ends it; the first where no time stands there."""
    reading = words.reading
    for token in range(first + 1, min(limit - 1, first + LONGEST_TIME)):
        if reading.words[token] == ",":
            return token + 1 if reading.lowered[first] in TIMES else first
        if reading.tags[token] not in TAGS or words.is_person(token):
            return first
    return first
