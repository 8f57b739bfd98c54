"""What an article says people are: offices, jobs and posts, and the body where they are held."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.lexicon import Lexicon, Title
from transforms.reading import Reading
from transforms.records import ArticleEntities, Mention, Role
from transforms.role_phrases import BRIDGE_TAGS, TitlePhrase, Words

LEADING_VERBS = frozenset(("head", "lead", "direct", "chair", "run", "manage", "edit", "oversee", "found", "coach",
                           "command", "own"))  # fmt: skip
COMPANY_HEADS = frozenset(("ceo", "executive", "cfo", "coo", "founder", "co-founder"))  # of the one body in sight
PLURAL_TITLES = frozenset(("sens", "senators", "reps", "representatives", "govs", "governors", "congressmen", "judges",
                           "justices", "presidents", "ministers", "professors", "lawmakers", "spokesmen"))  # fmt: skip
APPOSITION_REACH = 10  # words from the comma to the title


def find_roles(reading: Reading, entities: ArticleEntities, lexicon: Lexicon) -> list[Role]:
    """The roles the article gives its people, in text order; each place in the text once for a person."""
    words = Words(reading, entities, lexicon)
    found: dict[tuple[int, int], Role] = {}
    for mention in entities.mentions:
        if mention.kind == "person" and mention.form in ("name", "pronoun"):
            first, last = reading.tokens_in(mention.start, mention.end)
            if first < last:
                for role in _roles_at(words, mention, first, last):
                    found.setdefault((role.person, role.start), role)
    return sorted(found.values(), key=lambda role: (role.start, role.end, role.person))


def _roles_at(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    if mention.form == "name":
        yield from _title_before(words, mention, first)
        yield from _shared_title(words, mention, first, last)
        yield from _apposition(words, mention, last)
    yield from _predicates(words, mention, first, last)


def _role(words: Words, mention: Mention, phrase: TitlePhrase, body: int | None, rule: str) -> Role:
    start, end = words.reading.span(phrase.first, phrase.last)
    if body is None and words.reading.words[phrase.head].lower() in COMPANY_HEADS:
        body = words.only_body(phrase.first)
    return Role(mention.entity, body, start, end, words.is_former(phrase), rule)


def _title_before(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """As in "Acme spokeswoman Dana Poole" and, with a comma, "the Acme spokeswoman, Dana Poole"."""
    floor = words.sentence_start(first)
    comma = first > floor and words.reading.words[first - 1] == ","
    place = words.skip_honorific(first - 1 if comma else first, floor)
    while True:
        phrase = words.title_before(place, floor) or words.long_title_before(place, floor)
        if phrase is None:
            break
        wide = words.widen(phrase, floor)
        body = words.body_before(wide)
        before = words.reading.words[wide.first - 1].lower() if wide.first > floor else ""
        if comma and body is None and before not in ("the", "a", "an", "its", "his", "her", "their", "'s", "’s"):
            return
        yield _role(words, mention, wide, body, "title_before")
        if wide.first != phrase.first or comma:
            return
        place = phrase.first
    if comma:
        yield from _phrase_before(words, mention, first)


def _phrase_before(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """As in "a spokeswoman for Acme, Dana Poole, said": the name stands in apposition to the title."""
    reading = words.reading
    root = _root(reading, first, words.bounds[mention.start][1])
    head = reading.heads[root]
    if reading.deps[root] != "appos" or head >= first:
        return
    if head in words.owner and reading.deps[head] == "pobj":
        head = reading.heads[reading.heads[head]]  # the parser hangs the name on the body instead of the title
    phrase = words.title_before(head + 1, words.sentence_start(first))
    if phrase is not None:
        wide, body = words.follow(words.widen(phrase, words.sentence_start(first)))
        yield _role(words, mention, wide, words.body_before(wide) if body is None else body, "apposition_before")


def _shared_title(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "Sens. Dana Poole and Lee Ortiz": the title of the first is the second's."""
    reading = words.reading
    root = _root(reading, first, last)
    for _ in range(4):
        if reading.deps[root] != "conj":
            return
        root = reading.heads[root]
        other = words.owner.get(root)
        if other is None or other.kind != "person":
            return
        start = words.bounds[other.start][0]
        phrase = words.title_before(start, words.sentence_start(start))
        if phrase is not None:
            if reading.words[phrase.head].lower().rstrip(".") in PLURAL_TITLES:
                yield _role(words, mention, phrase, words.body_before(phrase), "shared_title")
            return


def _apposition(words: Words, mention: Mention, last: int) -> Iterator[Role]:
    """As in "Dana Poole, a senior adviser to the Fenwick Center," and "Dana Poole (R-Ohio), chair of ..."."""
    reading = words.reading
    limit = words.sentence_end(last - 1)
    token = _skip_brackets(reading, last, limit)
    if token >= limit or reading.words[token] not in (",", "(", "-", "–", "—", "--"):
        return
    token += 1
    if token + 1 < limit and reading.tags[token] == "CD" and reading.words[token + 1] == ",":
        token += 2  # an age
    start = token
    while token < min(limit, start + APPOSITION_REACH):
        phrase = None if token in words.owner else words.title_at(token, limit)
        if phrase is not None and not _goes_on(words, phrase, limit):
            wide = words.widen(phrase, start)
            wide, body = words.follow(wide)
            yield _role(words, mention, wide, words.body_before(wide) if body is None else body, "apposition")
            return
        if token not in words.owner and reading.tags[token] not in BRIDGE_TAGS:
            return
        token += 1


def _goes_on(words: Words, phrase: TitlePhrase, limit: int) -> bool:
    """Whether a title is only the first part of a longer phrase ("president" of "president Obama's adviser")."""
    if phrase.last >= limit:
        return False
    mention = words.owner.get(phrase.last)
    tag = words.reading.tags[phrase.last]
    return tag in ("NN", "NNS", "POS") or (mention is not None and mention.kind == "person")


def _skip_brackets(reading: Reading, token: int, limit: int) -> int:
    if token < limit and reading.words[token] == "(":
        for end in range(token + 1, min(limit, token + 8)):
            if reading.words[end] == ")":
                return end + 1
    return token


def _root(reading: Reading, first: int, last: int) -> int:
    for token in range(first, last):
        if not first <= reading.heads[token] < last or reading.heads[token] == token:
            return token
    return last - 1


def _predicates(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """What a clause says of its subject: is the president of, heads Acme, served as treasurer, who directs ..."""
    reading = words.reading
    root = _root(reading, first, last)
    if reading.deps[root] in ("nsubj", "nsubjpass"):
        yield from _clause(words, mention, reading.heads[root])
    elif reading.deps[root] == "pobj" and reading.deps[reading.heads[root]] == "agent":
        verb = reading.heads[reading.heads[root]]
        if reading.lemmas[verb] in LEADING_VERBS and reading.deps[verb] == "acl":
            yield _verb_role(words, mention, verb, verb + 1, words.body_before(_as_phrase(verb, verb + 1)))
    for child in reading.children[root]:
        if reading.deps[child] == "relcl" and child > root:
            subjects = [c for c in reading.children[child] if reading.deps[c] == "nsubj"]
            if subjects and reading.words[subjects[0]].lower() == "who":
                yield from _clause(words, mention, child)


def _clause(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    reading = words.reading
    lemma = reading.lemmas[verb]
    for child in reading.children[verb]:
        dep = reading.deps[child]
        if lemma in ("be", "become", "remain") and dep == "attr" and child > verb:
            yield from _noun_role(words, mention, child, verb, "predicate")
        elif dep == "prep" and child > verb and reading.words[child].lower() == "as":
            for noun in reading.children[child]:
                if reading.deps[noun] == "pobj":
                    yield from _noun_role(words, mention, noun, child, "as_title")
        elif lemma in LEADING_VERBS and dep == "dobj" and child > verb:
            body = words.owner.get(child)
            named = body.entity if body is not None and body.kind == "organization" else None
            known = named is not None or reading.lemmas[child] in words.lexicon.collectives
            if known or (lemma in ("direct", "head", "chair") and reading.tags[verb] == "VBZ"):
                _, end = reading.subtree(verb)
                where = words.bodies_in(child + 1, end)
                yield _verb_role(words, mention, verb, child + 1, named if named is not None else where)


def _noun_role(words: Words, mention: Mention, noun: int, floor: int, rule: str) -> Iterator[Role]:
    phrase = words.title_before(noun + 1, floor + 1)
    if phrase is None or phrase.title.sort == "loose" or words.reading.tags[noun] in ("NNS", "NNPS"):
        return
    wide, body = words.follow(words.widen(phrase, floor + 1))
    yield _role(words, mention, wide, words.body_before(wide) if body is None else body, rule)


def _verb_role(words: Words, mention: Mention, verb: int, last: int, body: int | None) -> Role:
    start, end = words.reading.span(verb, last)
    past = words.reading.tags[verb] == "VBD"
    return Role(mention.entity, body, start, end, past, "verb")


def _as_phrase(first: int, last: int) -> TitlePhrase:
    return TitlePhrase(first, last, last - 1, Title("job", None))
