"""What an article says people are: offices, jobs and posts, and the body where they are held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from transforms.lexicon import Lexicon
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention, Role
from transforms.roles.orders import offices_before, title_behind, titles_of_many
from transforms.roles.phrases import BRIDGE_TAGS, MODIFIER_TAGS, TitlePhrase, Words

CONDITIONS = frozenset(("if", "unless", "whether"))
DASHES = frozenset(("-", "–", "—", "--"))
BREAKS = DASHES | {",", ";", ":", ".", ")", '"', "”", "''"}
APPOSITION_REACH = 10  # words from the comma to the title, or from one title to the next
MOST_APPOSITIONS = 3
CLAUSE = 40  # words of a clause looked at
LONGEST_OFFICE = 14  # words of an office and what it is for
LINKS = frozenset(("of", "for", "and", "&", "the", "in", "on"))
MOST_BESIDE = 6  # nouns beside a name, looked at


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
                found += _roles_at(self._words, mention, first, last)
        return in_text_order(found)


def in_text_order(roles: Iterable[Role]) -> list[Role]:
    """The roles in text order; each place in the text once for a person."""
    found: dict[tuple[int, int], Role] = {}
    for role in roles:
        found.setdefault((role.person, role.start), role)
    return sorted(found.values(), key=lambda role: (role.start, role.end, role.person))


def _roles_at(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    if mention.form == "name":
        yield from _title_before(words, mention, first)
        yield from _in_other_orders(words, mention, first, last)
        yield from _shared_title(words, mention, first, last)
        yield from _apposition(words, mention, last)
    yield from _predicates(words, mention, first, last)


def _role(words: Words, mention: Mention, phrase: TitlePhrase, body: int | None, rule: str) -> Role:
    start, end = words.reading.span(phrase.first, phrase.last)
    if words.reading.words[phrase.head].lower() in words.lexicon.words["hopeful"]:
        body = None  # whoever runs for the Senate is not there yet
    if body is None and words.reading.words[phrase.head].lower() in words.lexicon.words["company_head"]:
        body = words.only_body(phrase.first)
    return Role(mention.entity, body, start, end, words.is_former(phrase), rule)


def _title_before(words: Words, mention: Mention, first: int) -> Iterator[Role]:
    """As in "Acme spokeswoman Dana Poole", "the Acme chief, Dana Poole," and "the Acme chair, Rep. Dana Poole,"."""
    floor = words.sentence_start(first)
    place = words.skip_honorific(first, floor)
    if place > floor and words.reading.words[place - 1].islower() and _is_modifier(words, mention):
        return  # "a major Poole foe"
    while True:
        comma = place > floor and words.reading.words[place - 1] == ","
        if comma and not (_is_set_off(words, mention) or _opens_clause(words, place - 1, floor)):
            return
        place -= comma
        phrase = words.title_before(place, floor) or words.long_title_before(place, floor)
        if phrase is None:
            if comma:
                yield from _phrase_before(words, mention, first)
            return
        wide = words.widen(phrase, floor)
        if words.reading.words[wide.first].lower() == "fellow" and wide.last - wide.first == 1:
            return  # "his fellow Ohioan"
        body = words.body_before(wide)
        before = words.reading.words[wide.first - 1].lower() if wide.first > floor else ""
        if comma and body is None and before not in ("the", "a", "an", "its", "his", "her", "their", "'s", "’s"):
            return
        yield _role(words, mention, wide, body, "title_before")
        if comma or wide.first != phrase.first:
            return
        place = phrase.first


def _in_other_orders(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """What orders.py finds around a name."""
    floor = words.sentence_start(first)
    place = words.skip_honorific(first, floor)
    comma = place > floor and words.reading.words[place - 1] == ","
    found = list(titles_of_many(words, mention, place)) + list(title_behind(words, last))
    if not comma or _is_set_off(words, mention) or _opens_clause(words, place - 1, floor):
        found += offices_before(words, place - comma, floor)
    for phrase, body, rule in found:
        yield _role(words, mention, phrase, body, rule)


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
    phrase = words.title_before(head + 1, words.sentence_start(first))
    others = (words.owner.get(token) for token in range(head + 1, first))
    if phrase is not None and not any(other is not None and other.kind == "person" for other in others):
        wide, body = words.follow(words.widen(phrase, words.sentence_start(first)))
        yield _role(words, mention, wide, words.body_before(wide) if body is None else body, "apposition_before")


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
                yield _role(words, mention, phrase, words.body_before(phrase), "shared_title")
            return


def _apposition(words: Words, mention: Mention, last: int) -> Iterator[Role]:
    """As in "Dana Poole, a senior adviser to the Fenwick Center," and "Dana Poole (R-Ohio), chair of ..."."""
    reading = words.reading
    limit = words.sentence_end(last - 1)
    token = _skip_brackets(reading, last, limit)
    if token >= limit or reading.words[token] not in (",", "(", *DASHES):
        return
    if reading.words[token] == "-" and reading.starts[token] == reading.ends[token - 1]:
        return  # a hyphen
    token += 1
    if token + 1 < limit and reading.tags[token] == "CD" and reading.words[token + 1] == ",":
        token += 2  # an age
    for _ in range(MOST_APPOSITIONS):
        phrase = _title_in_apposition(words, token, limit)
        if phrase is None:
            return
        wide, body = words.follow(words.widen(phrase, token))
        if wide.last < limit and _is_subject_of(reading, wide.head, wide.last):
            return
        yield _role(words, mention, wide, words.body_before(wide) if body is None else body, "apposition")
        for child in reading.children[wide.head]:
            if child >= wide.last and reading.deps[child] == "relcl":
                yield from _who_clause(words, mention, child)
        following = _next_apposition(words, wide.last, limit)
        if following is None:
            return
        token = following


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
    if phrase.last >= limit:
        return False
    tags = words.reading.tags
    if phrase.last not in words.owner and tags[phrase.last] in ("NN", "NNS", "POS"):
        return True
    for token in range(phrase.last, min(limit, phrase.last + APPOSITION_REACH)):
        mention = words.owner.get(token)
        if mention is not None and mention.kind == "person":
            return words.lexicon.is_title_end(words.reading.words[token - 1])
        if mention is None and tags[token] not in MODIFIER_TAGS and words.reading.words[token].lower() != "and":
            return False
    return False


def _skip_brackets(reading: Reading, token: int, limit: int) -> int:
    if token < limit and reading.words[token] == "(":
        for end in range(token + 1, min(limit, token + 8)):
            if reading.words[end] == ")":
                return end + 1
    return token


def _predicates(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """What a clause says of its subject: is the president of, heads Acme, served as treasurer, who directs ..."""
    reading = words.reading
    root = reading.root(first, last)
    if reading.deps[root] in ("nsubj", "nsubjpass"):
        yield from _clause(words, mention, reading.heads[root])
    elif reading.deps[root] == "dobj":
        yield from _appointed(words, mention, reading.heads[root])
    elif reading.deps[root] == "pobj" and reading.deps[reading.heads[root]] == "agent":
        yield from _led_by(words, mention, reading.heads[reading.heads[root]])
    for noun in _same_person(words, root):
        for child in reading.children[noun]:
            if reading.deps[child] == "relcl" and child > noun:
                yield from _who_clause(words, mention, child)


def _same_person(words: Words, root: int) -> list[int]:
    """The name and the nouns the parser sets beside it: "Dana Poole, an economist and a Republican"."""
    found = [root]
    for noun in found:
        beside = [child for child in words.reading.children[noun] if child > noun][:MOST_BESIDE]
        found += [child for child in beside if _is_beside(words, child, noun == root)]
        if len(found) > MOST_BESIDE:
            break
    return found


def _is_beside(words: Words, noun: int, is_first: bool) -> bool:
    """Whether a noun below another says what the same person is: after "and", "a Republican", but not "a friend"."""
    dep, mention = words.reading.deps[noun], words.owner.get(noun)
    if words.reading.tags[noun] not in ("NN", "NNP") or (mention is not None and mention.kind != "group"):
        return False
    return dep == "appos" or (dep == "conj" and (mention is not None or not is_first))


def _who_clause(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    reading = words.reading
    subjects = [c for c in reading.children[verb] if reading.deps[c] == "nsubj"]
    if not subjects or reading.words[subjects[0]].lower() != "who":
        return
    yield from _clause(words, mention, verb)
    if reading.lemmas[verb] in words.lexicon.words["working_verb"] and reading.tags[verb] in ("VBZ", "VBD"):
        objects = [c for c in reading.children[verb] if reading.deps[c] == "dobj" and c > verb]
        end = reading.subtree(objects[0])[1] if objects else verb + 1
        whole = min(reading.subtree(verb)[1], verb + CLAUSE)
        places = (at for at in range(verb + 1, whole) if reading.words[at].lower() in ("at", "for"))
        body = next((words.body_after(at + 1, whole)[0] for at in places), None)
        if body is not None:
            yield _verb_role(words, mention, verb, _first_preposition(reading, verb + 1, end), body)


def _first_preposition(reading: Reading, first: int, last: int) -> int:
    return next((token for token in range(first, last) if reading.tags[token] in ("IN", "TO")), last)


def _led_by(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """As in "Acme, headed by Dana Poole" and "a company headed by Dana Poole"; not "aides led by Dana Poole"."""
    reading = words.reading
    if reading.lemmas[verb] not in words.lexicon.words["leading_verb"] or reading.deps[verb] != "acl":
        return
    noun = reading.heads[verb]
    named = words.bodies_in(noun, noun + 1)
    if named is not None or reading.lemmas[noun] in words.lexicon.collectives:
        yield _verb_role(words, mention, verb, verb + 1, named)


def _clause(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    reading = words.reading
    lemma = reading.lemmas[verb]
    is_held = reading.tags[verb] != "VB" and not _is_condition(reading, verb)  # not "may become", "if she is"
    for child in reading.children[verb]:
        dep = reading.deps[child]
        if lemma in ("be", "become", "remain") and dep == "attr" and child > verb and is_held:
            yield from _noun_role(words, mention, child, verb, "predicate")
        elif dep == "oprd" and lemma in words.lexicon.words["appointing_verb"] and is_held:
            yield from _noun_role(words, mention, child, verb, "appointed")
        elif lemma in words.lexicon.words["leading_verb"] and dep == "dobj" and child > verb:
            yield from _leads(words, mention, verb, child)
    if not any(_names_person(words, child) for child in reading.children[verb] if reading.deps[child] == "dobj"):
        yield from _as_title(words, mention, verb, "as_title")


def _as_title(words: Words, mention: Mention, verb: int, rule: str) -> Iterator[Role]:
    """As in "served as treasurer"."""
    reading = words.reading
    for child in reading.children[verb]:
        if reading.deps[child] == "prep" and child > verb and reading.words[child].lower() == "as":
            for noun in reading.children[child]:
                if reading.deps[noun] == "pobj":
                    yield from _noun_role(words, mention, noun, child, rule)


def _appointed(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """What the object of "hired", "named" or "appointed" becomes."""
    reading = words.reading
    if reading.lemmas[verb] not in words.lexicon.words["appointing_verb"] or reading.tags[verb] == "VB":
        return
    yield from _as_title(words, mention, verb, "appointed")
    for child in reading.children[verb]:
        if reading.deps[child] == "oprd":
            yield from _noun_role(words, mention, child, verb, "appointed")


def _names_person(words: Words, token: int) -> bool:
    return token in words.owner and words.owner[token].kind == "person"


def _is_condition(reading: Reading, verb: int) -> bool:
    return any(reading.deps[c] == "mark" and reading.words[c].lower() in CONDITIONS for c in reading.children[verb])


def _leads(words: Words, mention: Mention, verb: int, thing: int) -> Iterator[Role]:
    """What somebody heads; "is running a campaign" and "commanded Acme to pay" tell no post."""
    reading = words.reading
    others = {reading.deps[child] for child in reading.children[verb]}
    if reading.tags[verb] in ("VB", "VBG") or others & {"xcomp", "ccomp"}:
        return
    owners = [child for child in reading.children[thing] if reading.deps[child] == "poss"]
    if reading.lemmas[thing] == "campaign" and not owners:
        return  # a campaign is run by candidates too, unless it is somebody's
    heads = reading.lemmas[verb] in ("direct", "head", "chair")
    named = words.bodies_in(thing, thing + 1)
    if named is None and heads:
        named = words.bodies_in(verb + 1, thing)  # "headed the Acme Committee staff"
    known = named is not None or reading.lemmas[thing] in words.lexicon.collectives
    if known or (heads and reading.tags[verb] == "VBZ"):
        _, end = reading.subtree(verb)
        where = words.bodies_in(thing + 1, end) if named is None else named
        yield _verb_role(words, mention, verb, words.end_of_body(thing), where)


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
