"""What an article says people are: offices, jobs and posts, and the body where they are held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from transforms.lexicon import LONGEST_TITLE, Lexicon
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention, Role
from transforms.roles.awards import find_awards
from transforms.roles.contexts import body_of_context, body_of_row
from transforms.roles.givings import find_givings, with_giver
from transforms.roles.making import make_role
from transforms.roles.orders import Found, offices_before, title_behind, title_given, titles_of_many
from transforms.roles.pairs import find_pairs
from transforms.roles.phrases import BRIDGE_TAGS, NARROWING, Words
from transforms.roles.predicates import find_predicates, who_clause
from transforms.roles.title_reader import MODIFIER_TAGS, TitlePhrase

DASHES = frozenset(("-", "–", "—", "--"))
BREAKS = DASHES | {",", ";", ":", ".", ")", '"', "”", "''"}
APPOSITION_REACH = 10  # words from the comma to the title, or from one title to the next
MOST_APPOSITIONS = 3
LONGEST_PARTY = 3  # letters that stand for it: "R-Norvik", "DFL-Norvik"
PARTY_REACH = 6  # words from the letter to the comma behind the place
LONGEST_OFFICE = 14  # words of an office and what it is for
LONGEST_TIME = 6  # tokens of "until May of last year" and the article behind them
ADJECTIVE_TAGS = frozenset(("JJ", "JJR", "JJS", "VBN"))
PHRASE_TAGS = frozenset(("DT", "PRP$", "POS"))  # of what begins a noun phrase
RETIRED = 3  # tokens of "(retd)" and "(Mrs)"
OFFICE_OF = ["office", "of", "the"]
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
                roles = _roles_at(self._words, mention, first, last)
                found += [with_giver(self._words, role, first, last) for role in roles]
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
        yield from before
        yield from _shared_title(words, mention, first, last)
        pairs = find_pairs(words, mention, first, last)
        yield from pairs
        if not pairs and not (before and _is_in_row_of_offices(words, first, last)):
            yield from _apposition(words, mention, last)
        yield from find_awards(words, mention, first, last)
    yield from find_predicates(words, mention, first, last)
    yield from find_givings(words, mention, first, last)


def _title_before(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """As in "Acme spokeswoman Dana Poole", "the Acme chief, Dana Poole," and "the Acme chair, Rep. Dana Poole,"."""
    floor = words.sentence_start(first)
    place = _skip_honorific(words, first, floor)
    if place > floor and words.reading.words[place - 1].islower() and _is_modifier(words, mention):
        return  # "a major Poole foe"
    while True:
        comma = place > floor and words.reading.words[place - 1] == ","
        if comma and not (_is_set_off(words, mention) or _opens_clause(words, place - 1, floor)):
            return
        place -= comma
        phrase = _title_at(words, place, floor, comma)
        if phrase is None:
            if comma:
                yield from _phrase_before(words, mention, first)
            return
        wide = words.widen(phrase, floor)
        heads = words.reading.words[phrase.head]
        is_others = comma and words.lexicon.is_plural_title(heads)  # "pressed by aides, Poole"
        if is_others or _is_no_post(words, wide):
            return
        office = None if comma else _office_before(words, wide, floor)
        if office is not None:
            yield make_role(words, mention, *office)
        body = _body_beside(words, mention, wide, comma) if office is None else None
        if comma and body is None and not _begins_phrase(words, wide.first, floor):
            return
        yield make_role(words, mention, wide, body, "title_before")
        if comma or wide.first != phrase.first:
            return
        place = phrase.first


def _begins_phrase(words: Words, first: int, floor: int) -> bool:
    """Whether a noun phrase begins before the title, its country left out: "the French minister, Dana Poole,"."""
    place = first
    while place > floor and _is_land(words, place - 1):
        place -= 1
    while first > place > floor and words.reading.tags[place - 1] in ADJECTIVE_TAGS:
        place -= 1  # "another senior Egyptian official"
    return place == floor or words.reading.tags[place - 1] in PHRASE_TAGS


def _is_land(words: Words, token: int) -> bool:
    """Whether a token belongs to the name of a place or a people, or a hyphen to two of them."""
    owner = words.owner.get(token)
    is_joint = owner is None and words.reading.tags[token] == "HYPH" and token - 1 in words.owner
    return is_joint or (owner is not None and owner.kind in ("place", "group"))


def _skip_honorific(words: Words, place: int, floor: int) -> int:
    """Where the words before a name begin when "Mr.", "Datuk Seri", "(Mrs)" and a rank's "(retd)" are left out."""
    texts = words.reading.words
    if place - floor > RETIRED and [texts[place - 3], texts[place - 1]] == ["(", ")"]:
        is_aside = texts[place - 2].lower() in words.lexicon.words["retired"] or words.lexicon.is_honorific(
            texts[place - 2]
        )
        place -= RETIRED * is_aside
    while size := words.lexicon.honorific_behind(texts[max(floor, place - LONGEST_TITLE) : place]):
        place -= size
    return place


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
    place = _skip_honorific(words, first, floor)
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
    return ends or reading.deps[reading.root(first, last)] == "appos"


def _opens_clause(words: Words, comma: int, floor: int) -> bool:
    """Whether an office in capitals opens its clause before the comma: "Deputy Minister of Mines, Dana Poole said"."""
    first = comma - 1
    while first > floor and words.reading.words[first - 1] != "," and comma - first < LONGEST_OFFICE:
        first -= 1
    first += words.reading.words[first].lower() == "the"
    phrase = words.title_at(first, comma)
    if phrase is not None and first == floor and words.body_ends(phrase.last, comma):
        return True  # "Deputy head of the Harbour Trust, Dr Dana Poole said"
    is_office = phrase is not None and phrase.title.sort == "office" and words.reading.words[first][0].isupper()
    return is_office and all(word[0].isupper() or word in LINKS for word in words.reading.words[first:comma])


def _phrase_before(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """As in "a spokeswoman for Acme, Dana Poole, said": the name stands in apposition to the title."""
    reading = words.reading
    root = reading.root(first, words.bounds[mention.start][1])
    head = reading.heads[root]
    if reading.deps[root] != "appos" or head >= first:
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


def _apposition(words: Words, mention: Mention, last: int) -> Iterator[Role]:
    """As in "Dana Poole, a senior adviser to the Fenwick Center," and "Dana Poole (R-Ohio), chair of ..."."""
    reading = words.reading
    limit = words.sentence_end(last - 1)
    token = _skip_brackets(words, last, limit)
    if token >= limit or reading.words[token] not in (",", "(", *DASHES):
        return
    if reading.words[token] == "-" and reading.starts[token] == reading.ends[token - 1]:
        return  # a hyphen
    token += 1
    if token + 1 < limit and reading.tags[token] == "CD" and reading.words[token + 1] == ",":
        token += 2  # an age
    token = _skip_party(reading, token, limit)
    begin, token = token, _skip_until(reading, token, limit)
    is_over = token > begin
    for _ in range(MOST_APPOSITIONS):
        phrase = _title_in_apposition(words, token, limit)
        if phrase is None:
            return
        wide, body = words.follow(words.widen(phrase, token))
        if wide.last < limit and _is_subject_of(reading, wide.head, wide.last):
            return
        body = words.body_before(wide) if body is None else body
        body = words.body_listed(wide) if body is None else body
        body = body_of_row(words, wide) if body is None else body
        role = make_role(words, mention, wide, body, "apposition")
        yield replace(role, is_former=role.is_former or is_over)
        for child in reading.children[wide.head]:
            if child >= wide.last and reading.deps[child] == "relcl":
                yield from who_clause(words, mention, child)
        following = _next_apposition(words, wide.last, limit)
        if following is None:
            return
        token = following


def _skip_until(reading: Reading, token: int, limit: int) -> int:
    """The article of a post that is over, behind its end: "until last year | a director at"."""
    if token >= limit or reading.words[token].lower() != "until":
        return token
    ends = range(token + 2, min(limit, token + LONGEST_TIME))
    return next((t for t in ends if reading.tags[t] in ("DT", "PRP$")), token)


def _skip_party(reading: Reading, token: int, limit: int) -> int:
    """The token behind a party and a place between commas: "Rep. Dana Poole, R-Norvik, | the chairwoman"."""
    party, hyphen, _ = reading.words[token].partition("-") if token < limit else ("", "", "")
    is_bound = bool(hyphen) or reading.words[token + 1 : token + 2] == ["-"]
    if not (party.isupper() and len(party) <= LONGEST_PARTY and is_bound):
        return token
    return next((t + 1 for t in range(token, min(limit, token + PARTY_REACH)) if reading.words[t] == ","), token)


def _is_in_row_of_offices(words: Words, first: int, last: int) -> bool:
    """Whether offices stand before their holders, so that what follows the name is the next one's.

    As in "The mayor, Dana Poole, the police chief, Lee Ortiz, and ...".
    """
    spelt = words.reading.words
    limit = words.sentence_end(last - 1)
    place = _skip_honorific(words, first, words.sentence_start(first))
    if last >= limit or place < 1 or spelt[place - 1] != "," or spelt[last] != ",":
        return False
    phrase = _title_in_apposition(words, last + 1, limit)
    if phrase is None:
        return False
    end = words.follow(phrase)[0].last
    while end < limit and spelt[end] != "," and (end in words.owner or words.reading.tags[end] in BRIDGE_TAGS | {"IN"}):
        end += 1
    holder = end + 1
    while holder < limit and words.lexicon.is_title(spelt[holder]):
        holder += 1
    owner = words.owner.get(holder) if end < limit and spelt[end] == "," else None
    return owner is not None and owner.kind == "person"


def _title_in_apposition(words: Words, start: int, limit: int) -> TitlePhrase | None:
    """The first title from a token on, where only words of its noun phrase stand before it."""
    for token in range(start, min(limit, start + APPOSITION_REACH)):
        phrase = None if token in words.owner else words.title_at(token, limit)
        if phrase is not None and not _goes_on(words, phrase, limit):
            return phrase
        if token not in words.owner and words.reading.tags[token] not in BRIDGE_TAGS:
            return None
    return None


def _is_subject_of(reading: Reading, noun: int, verb: int) -> bool:
    """Whether a noun is the subject of the verb right after it: "Poole, an adviser said, is ..."."""
    return reading.deps[noun] in ("nsubj", "nsubjpass") and reading.tags[verb].startswith(("VB", "MD"))


def _next_apposition(words: Words, first: int, limit: int) -> int | None:
    """Where a second apposition begins: after the "and" that ends the noun phrase of the first."""
    for token in range(first, min(limit, first + APPOSITION_REACH)):
        mention = words.owner.get(token)
        if words.reading.words[token].lower() == "and" and mention is None:
            return token + 1
        tag = words.reading.tags[token]
        if mention is not None and mention.kind == "person":
            return None
        if mention is None and tag not in BRIDGE_TAGS and tag not in ("IN", "TO", ","):
            return None
    return None


def _goes_on(words: Words, phrase: TitlePhrase, limit: int) -> bool:
    """Whether a title is not the name's: part of a longer phrase, or the next name's ("Poole, writer Lee Ortiz")."""
    if phrase.last >= limit or _is_longer(words, phrase.last):
        return phrase.last < limit
    field = next((words.fields[t] for t in (phrase.last + 1, phrase.last + 2) if t in words.fields), phrase.last)
    if field > phrase.last and words.is_person(field):
        return True  # "and Minister of Roads | Dana Poole"
    tags = words.reading.tags
    for token in range(phrase.last, min(limit, phrase.last + APPOSITION_REACH)):
        mention = words.owner.get(token)
        if mention is not None and mention.kind == "person":
            return words.lexicon.is_title_end(words.reading.words[token - 1])
        if mention is None and tags[token] not in MODIFIER_TAGS and words.reading.words[token].lower() != "and":
            return False
    return False


def _is_longer(words: Words, token: int) -> bool:
    """Whether a noun or a second title goes on with the phrase at a token: "Executive | Chairman"."""
    is_noun = words.reading.tags[token] in ("NN", "NNS", "POS")
    return token not in words.owner and (is_noun or words.lexicon.is_title_end(words.reading.words[token]))


def _skip_brackets(words: Words, token: int, limit: int) -> int:
    """The token behind brackets at a token in which no title begins: "Dana Poole (R-Norvik), ..."."""
    reading = words.reading
    if token >= limit or reading.words[token] != "(":
        return token
    phrase = _title_in_apposition(words, token + 1, limit)
    begin = token + 1 if phrase is None else phrase.first
    is_title = phrase is not None and all(reading.tags[t] in MODIFIER_TAGS for t in range(token + 1, begin))
    if not is_title:
        return next((end + 1 for end in range(token + 1, min(limit, token + 8)) if reading.words[end] == ")"), token)
    return token
