"""Whom a decision, an appointment or a successor's name gives an office: "voted to confirm Dana Poole as treasurer".

The parser hangs "as" now on the verb, now on the name, so that what stands right behind the name is read by its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from transforms.grammar import FINITE, SUBJECTS
from transforms.reading.reading import Reading
from transforms.records import Mention, Role
from transforms.roles.appositions import skip_honorific
from transforms.roles.owners import owner_of_its
from transforms.roles.phrases import Words
from transforms.roles.role_makers import LONGEST_WAY, is_denied, make_role, titles_from

COMPANIONS = frozenset(("with", "under", "including"))  # before whoever holds an office: "with Dana Poole as chair"
GIVEN = frozenset(("appointed", "as_title"))  # rules of posts that somebody may give or take
GIVING = ("appointing_verb", "confirming_verb", "removing_verb", "bringing_verb")
GIVEN_BY = ("appointing_verb", "confirming_verb")
HIGHEST = 4  # heads above whoever gets a post, looked at for the verb

Finder = Callable[[Words, Mention, int, int], Iterator[Role]]


def find_givings(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """The roles that somebody is given, whose name or pronoun stands at tokens first to last."""
    for finder in FINDERS:
        yield from finder(words, mention, first, last)


def _decided(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """Whom others decide to give an office: "voted to elect Dana Poole as chair", "chosen to lead"."""
    reading, known = words.reading, words.lexicon.words
    root = reading.root(first, last)
    is_as = reading.words[last : last + 1] == ["as"]
    verb = reading.heads[root] if reading.deps[root] == "dobj" else first - 1
    if verb < 0 or (reading.deps[root] != "dobj" and not is_as):
        return
    uses = GIVEN_BY if is_as else ("appointing_verb",)
    is_given = any(reading.lemmas[verb] in known[use] for use in uses) and reading.tags[verb][:2] == "VB"
    if is_given and (is_as or reading.tags[verb] == "VB") and _is_decided(words, verb):
        yield from titles_from(words, mention, last, "appointed")


def _is_decided(words: Words, verb: int) -> bool:
    """Whether somebody decided to do what a verb says, or the decision to do it is spoken of."""
    reading, known = words.reading, words.lexicon.words
    if reading.tags[verb] != "VB":
        return reading.tags[verb] in FINITE and not is_denied(reading, verb)
    above = reading.heads[verb]
    if above == verb or "whether" in _words_between(reading, above, verb):
        return False
    if reading.tags[above] in ("NN", "NNP"):
        return reading.lemmas[above].lower() in known["decision_noun"] and not _is_refused(words, above)
    is_past = reading.tags[above] in FINITE and reading.lemmas[above] in known["deciding_verb"]
    return is_past and not is_denied(reading, above)


def _words_between(reading: Reading, first: int, last: int) -> list[str]:
    return [word.lower() for word in reading.words[first + 1 : last]]


def _is_refused(words: Words, noun: int) -> bool:
    """Whether a decision or an appointment is turned down, put off or only proposed: "rejected the appointment of"."""
    reading, known = words.reading, words.lexicon.words
    above = reading.heads[noun]
    is_told = reading.lemmas[above] in known["refusing_verb"] or is_denied(reading, above)
    is_open = any(reading.lemmas[child].lower() in known["proposed"] for child in reading.children[noun])
    return is_open or (is_told and reading.pos[above] == "VERB")


def _of_appointment(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "the appointment of Dana Poole as treasurer", "Dana Poole's election as mayor" and "her post as head"."""
    reading, known = words.reading, words.lexicon.words
    root = reading.root(first, last)
    head = reading.heads[root]
    if reading.deps[root] == "pobj" and reading.words[head].lower() == "of":
        noun = reading.heads[head]
        held, link = known["appointment_noun"] | known["ending_noun"], last
    elif reading.deps[root] == "poss":
        noun, held, link = head, known["appointment_noun"] | known["post_noun"], head + 1
    else:
        return
    if head == noun:
        held |= known["conduct_noun"] | (known["maiden_noun"] if reading.words[noun - 1] == "first" else frozenset())
    if (
        reading.lemmas[noun].lower() in held
        and reading.words[link : link + 1] == ["as"]
        and not _is_refused(words, noun)
    ):
        if reading.lemmas[noun] == "role" and reading.words[link + 1 : link + 2] in (["a"], ["an"]):
            return  # "won a prize for her role as a baker"
        is_given = reading.lemmas[noun].lower() in known["appointment_noun"]
        yield from titles_from(words, mention, link, "appointed" if is_given else "as_title")


def _succeeding(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "Dana Poole will succeed Lee Ortiz as treasurer", of both; "replacing Lee Ortiz as treasurer"."""
    reading = words.reading
    root = reading.root(first, last)
    verb = reading.heads[root]
    if [word.lower() for word in reading.words[max(0, first - 2) : first]] == ["over", "from"]:
        yield from titles_from(words, mention, last, "as_title") if reading.words[last : last + 1] == ["as"] else ()
        return
    if reading.deps[verb] == "agent":
        yield from _successor(words, mention, reading.heads[verb], last)
        return
    is_old = reading.deps[root] == "dobj"
    known = words.lexicon.words["succeeding_verb"] | (words.lexicon.words["removing_verb"] if is_old else frozenset())
    if reading.lemmas[verb] not in known or reading.deps[root] not in ("nsubj", "dobj") or is_denied(reading, verb):
        return
    others = (child for child in reading.children[verb] if child > verb and reading.deps[child] == "dobj")
    link = last if is_old else next((_end_of(words, child) for child in others), last)
    link = link if reading.words[link : link + 1] == ["as"] or is_old else _as_behind(words, verb) or link
    if reading.words[link : link + 1] == ["as"]:
        for role in titles_from(words, mention, link, "as_title"):
            yield replace(role, is_former=role.is_former or (is_old and reading.tags[verb] in ("VBD", "VBG")))


def _successor(words: Words, mention: Mention, verb: int, last: int) -> Iterator[Role]:
    """Of whom an office is taken over, in the passive: "was succeeded by Dana Poole as treasurer"."""
    is_it = words.reading.lemmas[verb] in words.lexicon.words["succeeding_verb"] and not is_denied(words.reading, verb)
    if is_it:
        link = last if words.reading.words[last : last + 1] == ["as"] else _as_behind(words, verb)
        yield from () if link is None else titles_from(words, mention, link, "as_title")


def _as_behind(words: Words, verb: int) -> int | None:
    """The "as" that belongs to a verb and stands behind it: "was replaced | as | treasurer by Dana Poole"."""
    behind = (child for child in words.reading.children[verb] if child > verb)
    return next((child for child in behind if words.reading.words[child] == "as"), None)


def _end_of(words: Words, token: int) -> int:
    """One past the name that holds a token, else past the token."""
    owner = words.owner.get(token)
    return token + 1 if owner is None else words.bounds[owner.start][1]


def _beside(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "with Dana Poole as its chair" and "Harland Mills, with Dana Poole as director, ..."."""
    reading = words.reading
    root = reading.root(first, last)
    root = reading.heads[root] if reading.deps[root] == "conj" else root  # "including Lee Ortiz as chair and | Poole"
    link = reading.heads[root]
    is_it = link < first and reading.words[link].lower() in COMPANIONS and reading.deps[link] == "prep"
    if not is_it or reading.words[last : last + 1] != ["as"]:
        return
    body = words.body_at(reading.heads[link]) if link - 1 >= 0 and reading.words[link - 1] == "," else None
    for role in titles_from(words, mention, last, "as_title"):
        yield role if role.organization is not None else replace(role, organization=body)


def _opening(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "Writing as its president, Dana Poole asked the Harland Union to wait"."""
    texts, floor = words.reading.words, words.sentence_start(first)
    comma = first - 1
    phrase = words.title_before(comma, floor) if comma > floor and texts[comma] == "," else None
    is_clause = any(words.reading.deps[token] in SUBJECTS for token in range(floor, comma))  # "while Ortiz leads it as"
    if phrase is None or words.reading.tags[floor] not in ("VBG", "IN") or is_clause:
        return
    wide = words.widen(phrase, floor)
    link = wide.first - 1 - (words.reading.tags[wide.first - 1] in ("DT", "PRP$"))
    if link >= floor and texts[link].lower() == "as":
        yield make_role(words, mention, wide, words.body_before(wide), "as_title")


def _identified(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "its chairman is Dana Poole" and "Harland Mills, whose chairman is Dana Poole"."""
    reading = words.reading
    root = reading.root(first, last)
    is_apart = reading.deps[root] == "appos" and reading.deps[reading.heads[root]] == "attr"
    root = reading.heads[root] if is_apart else root  # "its chairman is a former nurse, | Dana Poole"
    verb = reading.heads[root]
    if reading.deps[root] != "attr" or reading.lemmas[verb] != "be" or root < verb:
        return
    subject = next((child for child in reading.children[verb] if reading.deps[child] == "nsubj"), verb)
    floor = words.sentence_start(verb)
    phrase = None if subject >= verb or subject in words.owner else words.title_before(subject + 1, floor)
    if phrase is None or reading.tags[subject] not in ("NN", "NNP"):
        return
    wide, body = words.follow(words.widen(phrase, floor))
    owner = wide.first - 1
    if owner >= floor and reading.words[owner].lower() == "whose":
        body = words.body_at(reading.heads[verb])
    elif body is None:
        body = words.body_before(wide)
    if body is not None:
        yield make_role(words, mention, wide, body, "predicate")


def with_giver(words: Words, role: Role, first: int, last: int) -> Role:
    """The role at the body that gives a post of its own: "Acme has appointed Dana Poole head of sales", not the Senate.

    first and last are the tokens of whoever is given it.
    """
    if role.rule not in GIVEN or role.organization is not None or not _is_own_post(words, role):
        return role
    verb = _giving_verb(words, words.reading.root(first, last))
    return role if verb is None else replace(role, organization=giver_of(words, verb))


def _is_own_post(words: Words, role: Role) -> bool:
    """Whether the words of a role end or go on as a post that a company or a society has."""
    known = words.lexicon.words["company_post"] | words.lexicon.words["society_post"]
    spelt = words.reading.text[role.start : role.end].lower().split()
    return any(" ".join(spelt[i:j]) in known for i in range(len(spelt)) for j in range(i + 1, len(spelt) + 1))


def _giving_verb(words: Words, token: int) -> int | None:
    """The verb that gives or takes a post, or tells of it, above whose post it is: "announced the appointment of"."""
    reading, known = words.reading, words.lexicon.words
    for _ in range(HIGHEST):
        below, token = token, reading.heads[token]
        if reading.tags[token].startswith("VB"):
            is_again = reading.lowered[token : token + 1] == ["re"]  # cut at its hyphen: "has | re|-appointed"
            if is_again or any(reading.lemmas[token] in known[use] for use in GIVING):
                return token
            if reading.deps[token] != "ccomp" or below == token:
                return None  # but "announced that Dana Poole was leaving as chair"
            above = reading.heads[token]
            return above if reading.lemmas[above] in known["announcing_verb"] else None
    return None


def giver_of(words: Words, verb: int) -> int | None:
    """The body that is the subject of a verb, or whose board is, or by which it is done; none that rules a country."""
    reading = words.reading
    subjects = [child for child in reading.children[verb] if reading.deps[child] == "nsubj"]
    is_cut = reading.lowered[reading.heads[verb]] == "re"  # "has | re|-elected Dana Poole"
    if not subjects and (is_cut or reading.deps[verb] == "conj"):  # "promoted Poole to editor and hired Lee Ortiz as"
        first = reading.heads[verb]
        subjects = [child for child in reading.children[first] if reading.deps[child] == "nsubj"]
    agents = [child for child in reading.children[verb] if reading.deps[child] == "agent"]
    subjects += [child for agent in agents for child in reading.children[agent]]
    subjects += [reading.heads[verb]] * (reading.deps[verb] == "acl")  # "Acme, a brewer, named Dana Poole as chair"
    subjects = [reading.heads[verb] if reading.tags[noun] == "WDT" else noun for noun in subjects]
    for noun in subjects:
        owner = next((child for child in reading.children[noun] if reading.deps[child] == "poss"), noun)
        links = (child for child in reading.children[noun] if reading.words[child] == "of")
        members = [child for link in links for child in reading.children[link]]  # "members of | Acme"
        places = (noun, owner, *members)  # that "the company" is the one meant is not sure enough here
        body = next((body for at in places if (body := words.bodies_in(at, at + 1)) is not None), None)
        if body is None and reading.lemmas[noun] == "it":  # "Acme said it had hired Dana Poole as editor"
            body = owner_of_its(words.topics, noun, words.body_at)
        names = words.reading.words[noun].lower()
        if body is not None and names not in words.lexicon.words["public_body"]:
            return body
    return None


def _re_elected(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "Dana Poole has been re-elected chairman", a word that the reader cut at its hyphen."""
    reading = words.reading
    token, limit = last, min(words.sentence_end(last - 1), last + LONGEST_WAY)
    while token < limit and (
        reading.tags[token] == "RB" or (reading.deps[token][:3] == "aux" and reading.words[token] != "to")
    ):
        token += 1
    spelt = [word.lower() for word in reading.words[token : token + 2]]
    is_again = spelt == ["re", "-"] and token > last and token + 2 < limit
    if is_again and reading.lemmas[token + 2] in words.lexicon.words["appointing_verb"]:
        yield from titles_from(words, mention, token + 3, "appointed")


def _as_holder(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "As treasurer of the Harland Union, Dana Poole has asked", where the sentence begins so.

    The parser hangs what "as" brings anywhere. A verb before the comma, or another person, makes "as" mean "when".
    """
    reading, floor = words.reading, words.sentence_start(first)
    comma = skip_honorific(words, first, floor) - 1
    if reading.words[floor] != "As" or comma <= floor or reading.words[comma] != ",":
        return
    is_told = reading.tags[last : last + 1] != [] and reading.tags[last] in FINITE | {"MD", "RB"}
    clause = next((t for t in range(floor, comma) if reading.words[t] == "," and reading.tags[t + 1] == "WDT"), comma)
    is_when = any(reading.tags[t] in FINITE or words.is_person(t) for t in range(floor, clause))
    if is_told and not is_when:
        yield from titles_from(words, mention, floor, "as_title")


def _hired_by(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """As in "Dana Poole, whom Acme hired as director," and "hired last year by Acme as its director"."""
    reading, known = words.reading, words.lexicon.words
    for verb in reading.children[reading.root(first, last)]:
        label, is_behind = reading.deps[verb], verb > last
        if (
            not is_behind
            or label not in ("acl", "relcl")
            or not any(reading.lemmas[verb] in known[use] for use in GIVEN_BY)
        ):
            continue
        objects = (reading.lowered[child] for child in reading.children[verb] if reading.deps[child] == "dobj")
        link = _as_behind(words, verb)
        is_hers = reading.tags[verb] == "VBN" if label == "acl" else "whom" in objects
        if link is not None and is_hers and not is_denied(reading, verb):
            for role in titles_from(words, mention, link, "appointed"):
                is_open = role.organization is None and _is_own_post(words, role)
                yield replace(role, organization=giver_of(words, verb)) if is_open else role


FINDERS: tuple[Finder, ...] = (
    _decided,
    _of_appointment,
    _succeeding,
    _beside,
    _opening,
    _identified,
    _re_elected,
    _hired_by,
    _as_holder,
)
