"""What an article says people are: offices, jobs and posts, and the body where they are held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from transforms.lexicon import Lexicon
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention, Role
from transforms.roles.appositions import (
    DASHES,
    find_appositions,
    is_in_row_of_offices,
    portfolio_beside,
    skip_honorific,
)
from transforms.roles.awards import find_awards
from transforms.roles.contexts import body_of_context
from transforms.roles.further import further_posts
from transforms.roles.givings import find_givings, with_giver
from transforms.roles.helms import find_helms
from transforms.roles.orders import Found, offices_before, title_behind, title_given, titles_of_many
from transforms.roles.pairs import find_pairs
from transforms.roles.phrases import NARROWING, Words
from transforms.roles.predicates import find_predicates
from transforms.roles.role_makers import make_role
from transforms.roles.tenures import find_tenures
from transforms.roles.title_reader import TitlePhrase

BREAKS = DASHES | {",", ";", ":", ".", ")", '"', "”", "''"}
LONGEST_OFFICE = 14  # words of an office and what it is for
ADJECTIVE_TAGS = frozenset(("JJ", "JJR", "JJS", "VBN"))
PHRASE_TAGS = frozenset(("DT", "PRP$", "POS"))  # of what begins a noun phrase
OFFICE_OF = ["office", "of", "the"]
THEN = ["at", "the", "time"]  # between a title and the comma before its holder
LINKS = frozenset(("of", "for", "and", "&", "the", "in", "on"))


class RoleFinder:
    """Finds the roles of an article whose names, and descriptions of organizations, are known."""

    def __init__(self, reading: Reading, entities: ArticleEntities, lexicon: Lexicon) -> None:
        self._words = Words(reading, entities, lexicon)

    def find(self, mentions: Iterable[Mention]) -> list[Role]:
        """The roles that the words around these names and pronouns give people, in text order."""
        found: list[Role] = []
        for mention in mentions:
            first, last = self._words.reading.tokens_in(mention.start, mention.end)
            if mention.kind == "person" and mention.form in ("name", "pronoun") and first < last:
                for role in _roles_at(self._words, mention, first, last):
                    found.append(with_giver(self._words, role, first, last))
                    found += further_posts(self._words, mention, last, role)
        return in_text_order(found)


def in_text_order(roles: Iterable[Role]) -> list[Role]:
    """The roles in text order; each place in the text once for a person."""
    found: dict[tuple[int, int], Role] = {}
    for role in roles:
        found.setdefault((role.person, role.start), role)
    return sorted(found.values(), key=lambda role: (role.start, role.end, role.person))


def _roles_at(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    if mention.form == "name":
        before = [*_title_before(words, mention, first), *_in_other_orders(words, mention, first, last)]
        before += _serving(words, mention, first)
        yield from before
        yield from _shared_title(words, mention, first, last)
        pairs = find_pairs(words, mention, first, last)
        yield from pairs
        if not pairs and not (before and is_in_row_of_offices(words, first, last)):
            yield from find_appositions(words, mention, last)
            yield from portfolio_beside(words, mention, last)
        yield from find_awards(words, mention, first, last)
        yield from find_tenures(words, mention, first, last)
        yield from find_helms(words, mention, first, last)
    yield from find_predicates(words, mention, first, last)
    yield from find_givings(words, mention, first, last)


def _title_before(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """As in "Acme spokeswoman Dana Poole", "the Acme chief, Dana Poole," and "the Acme chair, Rep. Dana Poole,"."""
    floor = words.sentence_start(first)
    place = skip_honorific(words, first, floor)
    if place > floor and words.reading.words[place - 1].islower() and _is_modifier(words, mention):
        return  # "a major Poole foe"
    while True:
        comma = place > floor and words.reading.words[place - 1] == ","
        if comma and not (_is_set_off(words, mention) or _opens_clause(words, place - 1, floor)):
            return
        place -= comma
        place -= len(THEN) * (comma and words.reading.words[max(floor, place - len(THEN)) : place] == THEN)
        phrase = _title_at(words, place, floor, comma)
        if phrase is None:
            if comma:
                yield from _phrase_before(words, mention, first)
            return
        wide = words.widen(phrase, floor)
        heads = words.reading.words[phrase.head]
        is_others = comma and words.lexicon.is_plural_title(heads)  # "pressed by aides, Poole"
        is_others = is_others or (comma and _is_of_other(words, wide.first, floor))
        if is_others or _is_no_post(words, wide):
            return
        office = None if comma else _office_before(words, wide, floor)
        body = _body_beside(words, mention, wide, comma) if office is None else None
        if comma and body is None and not _begins_phrase(words, wide.first, floor):
            return
        yield from _with_other(
            words, mention, make_role(words, mention, wide, body, "title_before"), wide.first, office
        )
        if comma or wide.first != phrase.first:
            return
        place = phrase.first


def _with_other(words: Words, mention: Mention, role: Role, begin: int, office: Found | None) -> Iterator[Role]:
    """A title right before a name with the office before it: "Acme's chair, the engineer | Dana Poole,"."""
    if office is not None:
        yield make_role(words, mention, *office)
    yield role
    first = words.bounds[mention.start][0]
    if begin < first and begin - 2 > words.sentence_start(first) and words.reading.words[begin - 2] == ",":
        is_beside = words.reading.words[first - 1] != ","
        yield from _phrase_before(words, mention, first) if is_beside else ()


def _is_of_other(words: Words, first: int, floor: int) -> bool:
    """Whether a title before a comma is that of whoever stands before it: "Dana Poole, | the mayor, | Lee Ortiz"."""
    place = first - 1 - (words.reading.words[first - 1].lower() == "the")
    if place <= floor or words.reading.words[place] != "," or not words.is_person(place - 1):
        return False
    begin = words.bounds[words.owner[place - 1].start][0]
    return not is_in_row_of_offices(words, begin, place)


def _begins_phrase(words: Words, first: int, floor: int) -> bool:
    """Whether a noun phrase begins before the title, its country left out: "the French minister, Dana Poole,"."""
    place = first
    while place > floor and _is_land(words, place - 1):
        place -= 1
    former = words.lexicon.words["former"]
    while place > floor and (
        words.reading.tags[place - 1] == "HYPH" or words.reading.words[place - 1].lower() in former
    ):
        place -= 1  # "then-attorney general"
    while first > place > floor and words.reading.tags[place - 1] in ADJECTIVE_TAGS:
        place -= 1  # "another senior Egyptian official"
    return place == floor or words.reading.tags[place - 1] in PHRASE_TAGS


def _is_land(words: Words, token: int) -> bool:
    """Whether a token belongs to the name of a place or a people, or a hyphen to two of them."""
    owner = words.owner.get(token)
    is_joint = owner is None and words.reading.tags[token] == "HYPH" and token - 1 in words.owner
    return is_joint or (owner is not None and owner.kind in ("place", "group"))


def _body_beside(words: Words, mention: Mention, phrase: TitlePhrase, comma: bool) -> int | None:
    """The body before a title or, with no comma between title and name, behind the name."""
    body = words.body_before(phrase)
    if body is None and not comma:
        body = words.body_behind(words.bounds[mention.start][1], phrase)
    return body_of_context(words, phrase) if body is None else body


def _is_no_post(words: Words, phrase: TitlePhrase) -> bool:
    """Whether a title is nobody's before a name: "his fellow Ohioan", "a minister in the Office of the Premier"."""
    spelt = [word.lower() for word in words.reading.words[max(0, phrase.first - len(OFFICE_OF)) : phrase.last]]
    return spelt[: len(OFFICE_OF)] == OFFICE_OF or (spelt[-1] == "fellow" and phrase.last - phrase.first == 1)


def _title_at(words: Words, place: int, floor: int, comma: bool) -> TitlePhrase | None:
    """The title that ends right before a token; before a comma it is that of whoever serves its holder."""
    phrase = words.title_before(place, floor) or words.long_title_before(place, floor)
    if comma and phrase is not None and phrase.head < place - 1 and words.reading.words[phrase.first].islower():
        return None  # "said head of policy, Dana Poole", which is an apposition
    return phrase if phrase is None or not comma else _served(words, phrase, floor)


def _served(words: Words, phrase: TitlePhrase, floor: int) -> TitlePhrase:
    """The title of whoever serves a holder, and not the holder's: "press secretary to the governor, Dana Poole"."""
    spelt = words.reading.words
    link = phrase.first - 1 - (phrase.first > floor and spelt[phrase.first - 1].lower() == "the")
    server = words.title_before(link, floor) if link > floor and spelt[link] == "to" else None
    return phrase if server is None else TitlePhrase(server.first, phrase.last, server.head, server.title)


def _office_before(words: Words, phrase: TitlePhrase, floor: int) -> Found | None:
    """The office whose organization stands before a rank: "chairman of the Harbour Board | Gen." Dana Poole."""
    if words.body_before(phrase) is None:
        return None
    found = next(offices_before(words, phrase.first, floor), None)
    return found if found is not None and found[2] == "office_of" else None


def _in_other_orders(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """What orders.py finds around a name."""
    floor = words.sentence_start(first)
    place = skip_honorific(words, first, floor)
    comma = place > floor and words.reading.words[place - 1] == ","
    found = [*titles_of_many(words, mention, place), *title_behind(words, last), *title_given(words, place, last)]
    if not comma:
        place, comma = _over_title(words, place, floor)
    if not comma or _is_set_off(words, mention) or _opens_clause(words, place - 1, floor):
        found += offices_before(words, place - comma, floor)
    for phrase, body, rule in found:
        yield make_role(words, mention, phrase, body, rule)


def _over_title(words: Words, place: int, floor: int) -> tuple[int, bool]:
    """Where a title before a name begins that a comma stands before, "head of Acme, | Dr Poole"."""
    phrase = words.title_before(place, floor)
    first = place if phrase is None else phrase.first
    is_behind = first > floor and first < place and words.reading.words[first - 1] == ","
    return (first, True) if is_behind else (place, False)


def _is_modifier(words: Words, mention: Mention) -> bool:
    """Whether a name only narrows the noun after it."""
    first, last = words.bounds[mention.start]
    root = words.reading.root(first, last)
    return words.reading.deps[root] == "compound" and words.reading.heads[root] >= last


def _is_set_off(words: Words, mention: Mention) -> bool:
    """Whether a name after a comma stands by itself, and is not the subject of what follows."""
    reading = words.reading
    first, last = words.bounds[mention.start]
    ends = last >= words.sentence_end(last - 1) or reading.words[last] in BREAKS
    return ends or (reading.deps[reading.root(first, last)] == "appos" and not _is_aside(words, first))


def _opens_clause(words: Words, comma: int, floor: int) -> bool:
    """Whether an office in capitals opens its clause before the comma: "Deputy Minister of Mines, Dana Poole said"."""
    first = comma - 1
    while first > floor and words.reading.words[first - 1] != "," and comma - first < LONGEST_OFFICE:
        first -= 1
    first += first == floor and words.reading.words[first] in DASHES
    is_opening = first == floor or (first - 1 == floor and words.reading.words[floor] in DASHES)
    is_definite = words.reading.words[first].lower() == "the"
    first += is_definite
    phrase = words.title_at(first, comma)
    if is_definite and _is_aside(words, comma + 1):
        return False  # "The head of the Harbour Trust, Dana Poole said, is ill"
    if phrase is not None and is_opening and words.body_ends(phrase.last, comma):
        return True  # "Deputy head of the Harbour Trust, Dr Dana Poole said"
    is_office = phrase is not None and phrase.title.sort == "office" and words.reading.words[first][0].isupper()
    return is_office and all(word[0].isupper() or word in LINKS for word in words.reading.words[first:comma])


def _is_aside(words: Words, token: int) -> bool:
    """Whether a name at a token and the verb behind it stand between commas, and so tell who says the sentence."""
    owner, reading = words.owner.get(token), words.reading
    last = token if owner is None else words.bounds[owner.start][1]
    return reading.tags[last : last + 1] in (["VBD"], ["VBZ"]) and reading.words[last + 1 : last + 2] == [","]


def _phrase_before(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """As in "a spokeswoman for Acme, Dana Poole, said": the name stands in apposition to the title."""
    reading = words.reading
    root = reading.root(first, words.bounds[mention.start][1])
    head = reading.heads[root]
    if reading.deps[root] != "appos" or head >= first or _is_aside(words, first):
        return
    if head in words.owner and reading.deps[head] == "pobj":
        head = reading.heads[reading.heads[head]]  # the parser hangs the name on the body instead of the title
    floor = words.sentence_start(first)
    phrase = words.title_before(head + 1, floor)
    if phrase is None and reading.deps[head] == "pobj" and reading.words[reading.heads[head]].lower() in NARROWING:
        phrase = _of_committee(words, reading.heads[reading.heads[head]], floor)
    others = (words.owner.get(token) for token in range(head + 1, first))
    if phrase is not None and not any(other is not None and other.kind == "person" for other in others):
        wide, body = words.follow(words.widen(phrase, floor))
        body = words.body_before(wide) if body is None else body
        body = body_of_context(words, wide) if body is None else body
        yield make_role(words, mention, wide, body, "apposition_before")


def _serving(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """As in "a lawyer for Dana Poole, Lee Ortiz, said": whom somebody serves stands between the title and the name."""
    floor = words.sentence_start(first)
    if first - 1 <= floor or words.reading.words[first - 1] != "," or not _is_set_off(words, mention):
        return
    served = words.owner.get(first - 2)
    if served is None or served.kind != "person":
        return
    link = skip_honorific(words, words.bounds[served.start][0], floor) - 1
    phrase = words.title_before(link, floor) if link > floor and words.reading.words[link] in ("for", "to") else None
    if (
        phrase is not None
        and phrase.title.sort != "loose"
        and _begins_phrase(words, words.widen(phrase, floor).first, floor)
    ):
        yield make_role(words, mention, words.widen(phrase, floor), None, "apposition_before")


def _of_committee(words: Words, noun: int, floor: int) -> TitlePhrase | None:
    """The title at a body without a name whose field the holder hangs on: "chair of the committee on trade"."""
    reading, link = words.reading, words.reading.heads[noun]
    is_of = reading.deps[noun] == "pobj" and reading.words[link].lower() == "of"
    is_body = reading.lemmas[noun].lower() in words.lexicon.organization_nouns
    return words.title_before(link, floor) if is_of and is_body else None


def _shared_title(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "Sens. Dana Poole and Lee Ortiz": the title of the first is the second's."""
    reading = words.reading
    root = reading.root(first, last)
    if words.title_before(first, words.sentence_start(first)) is not None:
        return
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
            if reading.words[phrase.head].lower().rstrip(".") in words.lexicon.words["plural_title"]:
                yield make_role(words, mention, phrase, words.body_before(phrase), "shared_title")
            return
