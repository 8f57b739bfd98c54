"""Offices that others give, said by what stands beside a name: "promoted Dana Poole to chief engineer"."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.grammar import FINITE, HYPHENS
from transforms.records import Mention, Role
from transforms.roles.phrases import Words
from transforms.roles.role_makers import body_of_office, is_denied, is_office_noun, office_role, titles_from

BEFORE = 4  # words between a verb and the name that it gives something
FAR = 20  # words from the office to whom it goes
NEAR = 6  # words of "appointed late last year as"
WITHIN = frozenset(("NN", "NNP", "JJ", "DT", "PRP$", "RP", "CD", ","))  # between them
TIMES = frozenset(("RB", "JJ", "NN", "IN", "CD", "NNP", "DT"))  # tags of "late last year" and "in May"
NOW = frozenset(("now", "currently", "later"))
GIVING = frozenset(("appointing_verb", "confirming_verb"))


def find_awards(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """The roles that others give whose name stands at tokens first to last."""
    texts, limit = words.reading.words, words.sentence_end(last - 1)
    link = texts[last] if last < limit else ""
    before = texts[first - 1] if first > words.sentence_start(first) else ""
    if link in ("to", "from", "away"):
        yield from _given_to(words, mention, first, last)
    elif link == ",":
        yield from _told_beside(words, mention, last)
    elif before in ("and", ",") and link:
        yield from _second(words, mention, first, last)
    if before == "in" and link == "as" and words.reading.lemmas[first - 2] in words.lexicon.words["bringing_verb"]:
        yield from titles_from(words, mention, last, "appointed")  # "voted in Dana Poole as chair"
    elif before in ("to", "by"):
        yield from _passed(words, mention, first)
    elif before == "of":
        yield from _under(words, mention, first)
    elif before.lower() == "under" and words.reading.tags[last : last + 1] == ["POS"]:
        yield from _under_hers(words, mention, last + 1)
    elif link == "as" and _is_again(words, first):
        yield from titles_from(words, mention, last, "appointed")
    elif link:
        yield from _made(words, mention, first, last)


def _is_again(words: Words, first: int) -> bool:
    """Whether a verb that gives posts, cut at its hyphen, stands right before a name: "has re|-|elected Dana Poole"."""
    reading = words.reading
    is_cut = first > 2 and reading.lowered[first - 3] == "re" and reading.words[first - 2] in HYPHENS
    return is_cut and _gives(words, first - 1)


def _verb_before(words: Words, first: int) -> int | None:
    """The verb before a name, where only its own words stand between the two."""
    tags, floor = words.reading.tags, max(words.sentence_start(first) - 1, first - BEFORE - 1)
    verb = first - 1
    while verb > floor and tags[verb] in WITHIN:
        verb -= 1
    is_told = verb > floor and tags[verb] in FINITE and not is_denied(words.reading, verb)
    return verb if is_told else None


def _gives(words: Words, verb: int | None) -> bool:
    """Whether a verb gives posts."""
    known = words.lexicon.words
    return verb is not None and any(words.reading.lemmas[verb] in known[use] for use in GIVING)


def _given_to(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "promoted Dana Poole to head of sales" and "hired Dana Poole from Acme as editor"."""
    texts = words.reading.words
    if last + 1 >= words.sentence_end(last) or not _gives(words, _verb_before(words, first)):
        return
    if texts[last] == "to" and words.reading.lemmas[last + 1] in words.lexicon.words["leading_verb"]:
        yield from _to_lead(words, mention, first, last + 1)
        return
    if texts[last] == "to":
        behind = succession(words, last + 1)
        post = over_post(words, last + 1) if behind is None else behind
        yield from titles_from(words, mention, post, "appointed")
        return
    whence = last + 1 + (texts[last] == "away")
    owner = words.owner.get(whence)
    link = whence + 1 if owner is None else words.bounds[owner.start][1]
    if texts[link : link + 1] == ["as"] or texts[link : link + 2] == ["to", "be"]:
        yield from titles_from(words, mention, link, "appointed")


def succession(words: Words, token: int) -> int | None:
    """Where the post begins in "to | succeed Lee Ortiz as treasurer", at its "as"."""
    verbs = words.lexicon.words["succeeding_verb"]  # of no word where the text ends
    if verbs.isdisjoint(words.reading.lemmas[token : token + 1]) or not words.is_person(token + 1):
        return None
    link = words.bounds[words.owner[token + 1].start][1]
    return link if words.reading.words[link : link + 1] == ["as"] else None


def _to_lead(words: Words, mention: Mention, first: int, verb: int) -> Iterator[Role]:
    """As in "the Quillan Trust chose Dana Poole to lead it" and "picked Dana Poole to run its Oslo office"."""
    is_it = words.reading.words[verb + 1 : verb + 2] == ["it"]
    body = words.only_body(first) if is_it else words.body_after(verb + 1, words.sentence_end(verb))[0]
    if body is not None:
        start, end = words.reading.span(verb, words.end_of_body(verb + 1))
        yield Role(mention.entity, body, start, end, False, "verb")


def over_post(words: Words, token: int) -> int:
    """The token behind "the post of" and "its", else the token."""
    reading = words.reading
    place = token + (reading.tags[token : token + 1] in (["DT"], ["PRP$"]))
    nouns = words.lexicon.words["post_noun"]
    is_post = reading.words[place + 1 : place + 2] == ["of"] and reading.lemmas[place].lower() in nouns
    return place + 2 if is_post else token


def _made(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "made Dana Poole its honorary president"; not "made her a rich man"."""
    reading = words.reading
    verb = _verb_before(words, first)
    if verb is not None and reading.lemmas[verb] == "make" and reading.words[last] not in ("a", "an"):
        yield from titles_from(words, mention, last, "appointed")


def _told_beside(words: Words, mention: Mention, last: int) -> Iterator[Role]:
    """As in "Dana Poole, appointed last week as director," and "Dana Poole, once a judge and now chair of Acme,"."""
    reading = words.reading
    limit = min(words.sentence_end(last), last + FAR)
    token = last + 1
    while token < limit and reading.tags[token] == "RB":
        token += 1
    if token < limit and reading.tags[token] in ("VBN", "VBD") and _gives(words, token):
        yield from _behind_time(words, mention, token + 1)
        return
    for now in range(token, limit - 1):
        if reading.words[now] in NOW and reading.words[now - 1] == "and":
            yield from titles_from(words, mention, now + 1, "apposition")
        if reading.words[now] == "," or words.is_person(now):
            return


def _behind_time(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """The role behind words of time: "late last year as | director"."""
    reading = words.reading
    limit = min(words.sentence_end(first - 1), first + NEAR)
    for token in range(first, limit):
        found = list(titles_from(words, mention, token, "appointed"))
        if found or reading.words[token] == "as" or reading.tags[token] not in TIMES or token in words.owner:
            yield from found
            return


def _second(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "picked Lee Ortiz as secretary and | Dana Poole as treasurer"."""
    reading = words.reading
    is_bare = words.reading.words[last] != "as"
    if is_bare and words.title_at(last, words.sentence_end(last - 1)) is None:
        return
    floor = max(words.sentence_start(first), first - FAR)
    verb = next((t for t in range(first - 1, floor - 1, -1) if _is_giving(words, t)), None)
    is_second = verb is not None and any(words.is_person(token) for token in range(floor, first - 1))
    if verb is not None and is_second and not is_denied(reading, verb):
        yield from titles_from(words, mention, last, "appointed")


def _is_giving(words: Words, token: int) -> bool:
    return words.reading.tags[token] in FINITE and _gives(words, token)


def _passed(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """As in "the presidency of the Quillan Trust passed to Dana Poole" and "is held by Dana Poole"."""
    reading, known = words.reading, words.lexicon.words
    floor = max(words.sentence_start(first), first - FAR)
    behind = range(first - 2, floor - 1, -1)
    is_held = reading.lowered[first - 1] == "by"
    verbs = known["gaining_verb"] if is_held else known["passing_verb"]
    verb = next((t for t in behind[: 1 if is_held else None] if reading.lemmas[t] in verbs), None)
    if verb is None or reading.tags[verb] not in FINITE or is_denied(reading, verb):
        return
    for token in behind:
        if is_office_noun(words, token):
            yield office_role(words, mention, token, body_of_office(words, token))
            return
        if reading.words[token + 1] == "of" and reading.lemmas[token].lower() in known["post_noun"]:
            yield from titles_from(words, mention, token + 2, "appointed")
            return


def _under_hers(words: Words, mention: Mention, noun: int) -> Iterator[Role]:
    """As in "Under Dana Poole's leadership, the Harbour Council has"; the body stands right behind."""
    texts, limit = words.reading.lowered, words.sentence_end(noun - 1)
    if noun + 1 >= limit or not is_office_noun(words, noun):
        return
    begin = noun + 1 + (texts[noun + 1] == ",")
    begin += begin < limit and texts[begin] == "the"
    body = words.owner.get(begin) if begin < limit else None
    if body is not None and body.kind == "organization":
        yield office_role(words, mention, noun, body.entity)


def _under(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """As in "the Harbour Council, under the chairmanship of Dana Poole"; the body stands right before it."""
    reading = words.reading
    noun, under = first - 2, first - 4
    if under < 1 or reading.words[under].lower() != "under" or not is_office_noun(words, noun):
        return
    body = words.body_at(under - 1 - (reading.words[under - 1] == ","))
    if body is not None:
        yield office_role(words, mention, noun, body)
