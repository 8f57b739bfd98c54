"""What a clause says that somebody is: "Dana Poole is the president of Acme", "who heads Acme", "hired Poole as"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from transforms.grammar import FINITE, SUBJECTS
from transforms.reading.reading import Reading
from transforms.records import Mention, Role
from transforms.roles.contexts import body_of_clause_behind, body_of_where, is_post
from transforms.roles.owners import only
from transforms.roles.phrases import Words
from transforms.roles.posts import find_posts
from transforms.roles.role_makers import body_of_second, is_condition, is_denied, make_role, titles_from

DASHES = frozenset(("-", "–", "—"))
CLAUSE = 40  # words of a clause looked at
ONE_OF_A_ROW = frozenset(("first", "second", "third", "last", "only"))
MOST_JOINED = 4  # verbs of one subject, looked at
LONGEST_TERM = 6  # words of "from May 2011 to 2016"
MOST_BESIDE = 6  # nouns beside a name, looked at


def find_predicates(words: Words, mention: Mention, first: int, last: int) -> Iterator[Role]:
    """What a clause says of its subject: is the president of, heads Acme, served as treasurer, who directs ..."""
    reading = words.reading
    root = reading.root(first, last)
    subject = _whose_name(words, root)
    is_misread = reading.deps[root] == "compound" and reading.heads[root] == last  # "Dana Poole | moves"
    if reading.deps[subject] in ("nsubj", "nsubjpass") or (is_misread and reading.tags[last] in FINITE):
        for verb in _with_joined(reading, reading.heads[subject]):
            yield from _clause(words, mention, verb)
            yield from find_posts(words, mention, verb)
    elif reading.deps[subject] == "dobj":
        yield from _appointed(words, mention, reading.heads[subject])
    elif reading.deps[root] == "pobj" and reading.deps[reading.heads[root]] == "agent":
        yield from _led_by(words, mention, reading.heads[reading.heads[root]])
    yield from _who_behind(words, mention, last)
    for noun in _same_person(words, root):
        for child in reading.children[noun]:
            if reading.deps[child] == "relcl" and child > noun:
                yield from who_clause(words, mention, child)


def _who_behind(words: Words, mention: Mention, last: int) -> Iterator[Role]:
    """What a clause says between dashes, which the parser hangs elsewhere: "Dana Poole - who replaced Lee Ortiz as"."""
    reading = words.reading
    who = last + 1
    if who >= words.sentence_end(last - 1) or reading.words[last] not in DASHES or reading.words[who].lower() != "who":
        return
    verb = reading.heads[who]
    if verb > who and not (reading.deps[verb] == "relcl" and reading.heads[verb] < last):
        yield from who_clause(words, mention, verb)


def _with_joined(reading: Reading, verb: int) -> list[int]:
    """A verb and those that "and" joins to it and its subject: "joined Acme and became its head"."""
    found = [verb]
    for token in found if reading.tags[verb] in FINITE else ():
        for child in reading.children[token]:
            is_joined = reading.deps[child] == "conj" and reading.tags[child] in FINITE and child > token
            is_joined = is_joined or _becomes_so(reading, child, token)
            if is_joined and not any(reading.deps[other] in SUBJECTS for other in reading.children[child]):
                found.append(child)
        if len(found) > MOST_JOINED:
            break
    return found


def _becomes_so(reading: Reading, verb: int, above: int) -> bool:
    """Whether somebody becomes something by what a verb before tells: "joined Acme, | becoming | its first head"."""
    is_so = reading.deps[verb] == "advcl" and reading.lemmas[verb] == "become" and reading.tags[verb] == "VBG"
    return is_so and verb > above and reading.words[verb - 1] == ","


def _whose_name(words: Words, root: int) -> int:
    """The noun that a name behind it names, else the name: "her husband, Dana Poole, is deputy head of Acme"."""
    head = words.reading.heads[root]
    is_named = words.reading.deps[root] == "appos" and head < root and head not in words.owner
    return head if is_named and words.reading.tags[head] in ("NN", "NNP") else root


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


def who_clause(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """What a clause with "who" says: "who heads Acme", "who teaches law at Acme University"."""
    reading = words.reading
    subjects = [c for c in reading.children[verb] if reading.deps[c] in SUBJECTS]
    if not subjects or reading.words[subjects[0]].lower() != "who":
        return
    for joined in _with_joined(reading, verb):
        yield from _clause(words, mention, joined)
        yield from find_posts(words, mention, joined)
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
    """As in "Acme, headed by Dana Poole" and "the board is chaired by Dana Poole"; not "aides led by Dana Poole"."""
    reading = words.reading
    noun = _who_is_led(reading, verb) if reading.lemmas[verb] in words.lexicon.words["leading_verb"] else None
    if noun is None:
        return
    named = words.body_at(noun)
    is_part = reading.lemmas[noun] in words.lexicon.organization_nouns
    if named is None and is_part:  # "Acme's board"
        owners = (child for child in reading.children[noun] if reading.deps[child] == "poss")
        named = next((body for child in owners if (body := words.body_at(child)) is not None), None)
    uses = words.lexicon.words["inquiry_noun"] if reading.lemmas[verb] == "chair" else frozenset()
    lemma = reading.lemmas[noun].lower()
    is_post = lemma in uses or reading.lemmas[noun] in words.lexicon.collectives
    if named is not None or is_post:
        yield _verb_role(words, mention, verb, verb + 1, named)


def _who_is_led(reading: Reading, verb: int) -> int | None:
    """The noun before a participle, or the subject of the passive, for which "which" may stand."""
    if reading.deps[verb] == "acl":
        return reading.heads[verb]
    subject = next((child for child in reading.children[verb] if reading.deps[child] == "nsubjpass"), None)
    is_relative = subject is not None and reading.tags[subject] in ("WDT", "WP")
    return reading.heads[verb] if is_relative and reading.deps[verb] == "relcl" else subject


def _clause(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    reading = words.reading
    verb = _behind_prefix(reading, verb)
    lemma = reading.lemmas[verb]
    is_told = reading.tags[verb] != "VB" and not is_denied(reading, verb)  # not "may become", "if she is"
    is_held = (is_told or _is_settled(words, verb)) and not is_condition(reading, verb)
    for child in reading.children[verb]:
        dep = reading.deps[child]
        if lemma in ("be", "become", "remain") and dep == "attr" and child > verb and is_held:
            yield from _noun_role(words, mention, child, verb, "predicate")
            yield from _first_to_lead(words, mention, child)
        elif (
            dep == "oprd"
            and lemma in words.lexicon.words["appointing_verb"]
            and is_held
            and _is_alone(words, mention, verb, child)
            and not _names_another(reading, verb, child)
        ):
            yield from _noun_role(words, mention, child, verb, "appointed")
        elif lemma in words.lexicon.words["leading_verb"] and dep == "dobj" and child > verb:
            yield from _leads(words, mention, verb, child)
    if not any(_names_person(words, child) for child in reading.children[verb] if reading.deps[child] == "dobj"):
        yield from _as_title(words, mention, verb, "as_title")


def _names_another(reading: Reading, verb: int, noun: int) -> bool:
    """Whether whoever is the subject gives somebody else a post: "Poole named a deputy"; a headline has no article."""
    is_passive = any(reading.deps[child] == "auxpass" for child in reading.children[verb])
    return not is_passive and any(reading.lowered[child] in ("a", "an") for child in reading.children[noun])


def _is_settled(words: Words, verb: int) -> bool:
    """Whether somebody will become something or be the next, or a body tells that somebody "would become its" head."""
    reading, known = words.reading, words.lexicon.words
    aux = {reading.words[child].lower() for child in reading.children[verb] if reading.deps[child] == "aux"}
    if reading.lemmas[verb] == "be":
        is_next = not known["changing"].isdisjoint(reading.words[verb + 2 : verb + 3])
        return aux == {"will"} and (is_next or reading.words[verb + 1 : verb + 2] == ["its"])
    is_own = aux == {"would"} and reading.words[verb + 1 : verb + 2] == ["its"]
    is_guess = reading.deps[verb] == "ccomp" and reading.lemmas[reading.heads[verb]] in known["hoping_verb"]
    return reading.lemmas[verb] == "become" and not is_guess and (aux == {"will"} or is_own)


def _behind_prefix(reading: Reading, verb: int) -> int:
    """The verb of a word cut at its hyphen, "re-elected as", of which the parser may take "was" for the verb."""
    verb = reading.heads[verb] if reading.deps[verb] == "auxpass" else verb
    spelt = [word.lower() for word in reading.words[verb : verb + 4]]
    return verb + 2 if spelt[:2] == ["re", "-"] and spelt[3:] == ["as"] else verb


def _first_to_lead(words: Words, mention: Mention, noun: int) -> Iterator[Role]:
    """As in "the first woman to lead Acme" and "the youngest person to chair the board"."""
    reading = words.reading
    is_one = any(reading.lemmas[c].lower() in ONE_OF_A_ROW or reading.tags[c] == "JJS" for c in reading.children[noun])
    for verb in reading.children[noun] if is_one else ():
        if verb > noun and reading.tags[verb] == "VB" and reading.lemmas[verb] in words.lexicon.words["leading_verb"]:
            for thing in reading.children[verb]:
                body = words.bodies_in(thing, thing + 1) if reading.deps[thing] == "dobj" else None
                if body is not None:
                    yield _verb_role(words, mention, verb, words.end_of_body(thing), body)


def _as_title(words: Words, mention: Mention, verb: int, rule: str) -> Iterator[Role]:
    """As in "served as treasurer"."""
    reading = words.reading
    for child in reading.children[verb]:
        if (
            reading.deps[child] == "prep"
            and reading.words[child].lower() == "as"
            and _is_held(words, child, verb)
            and _is_alone(words, mention, verb, child)
        ):
            for noun in reading.children[child]:
                if reading.deps[noun] == "pobj":
                    for role in _noun_role(words, mention, noun, child, rule):
                        joined = _joined(words, verb, child)
                        is_first = reading.lemmas[verb] in words.lexicon.words["joining_verb"] and joined is not None
                        body = joined if role.organization is None or is_first else role.organization
                        yield replace(role, organization=body)
                elif reading.deps[noun] == "pcomp":  # "as | managing director", taken for a verb
                    yield from titles_from(words, mention, child, rule)


def _is_alone(words: Words, mention: Mention, verb: int, child: int) -> bool:
    """Whether no second person's name stands between a verb and what is given: "as secretary and Lee Ortiz | as"."""
    others = (t for t in range(verb + 2, child) if words.is_person(t) and words.reading.words[t - 1] in ("and", ","))
    return all(words.owner[t].entity == mention.entity for t in others)


def _is_held(words: Words, link: int, verb: int) -> bool:
    """Whether "as" stands behind its verb, or opens the sentence of what was done: "As treasurer, Poole signed"."""
    opens = link == words.sentence_start(link) and words.reading.tags[verb] in ("VBD", "VBZ")
    return link > verb or opens


def _joined(words: Words, verb: int, link: int) -> int | None:
    """The body that somebody joins or leaves, or serves or leads, or on whose board somebody sits, as what follows."""
    reading, known = words.reading, words.lexicon.words
    if "board" in reading.words[verb:link]:  # "sits on the board of | Acme | as a director"
        return only({body for token in range(verb, link) if (body := words.body_at(token)) is not None})
    if reading.lemmas[verb] in known["returning_verb"] and reading.words[verb + 1] == "to":
        return words.body_after(verb + 2, link)[0]
    if reading.lemmas[verb] in known["working_verb"] and reading.words[verb + 1] in ("for", "at", "with"):
        return words.body_after(verb + 2, link)[0]  # "works for | Acme | as a driver"
    if reading.lemmas[verb] not in known["joining_verb"] | known["leading_verb"]:
        return None
    objects = (c for c in reading.children[verb] if reading.deps[c] == "dobj" and c > verb)
    return next((body for thing in objects if (body := words.bodies_in(thing, thing + 1)) is not None), None)


def _appointed(words: Words, mention: Mention, verb: int) -> Iterator[Role]:
    """What the object of "hired", "named" or "appointed" becomes."""
    reading = words.reading
    if reading.lemmas[verb] not in words.lexicon.words["appointing_verb"] or reading.tags[verb] == "VB":
        return
    yield from _as_title(words, mention, verb, "appointed")
    for child in reading.children[verb]:
        if reading.deps[child] == "oprd" and _is_alone(words, mention, verb, child):
            yield from _noun_role(words, mention, child, verb, "appointed")


def _names_person(words: Words, token: int) -> bool:
    return token in words.owner and words.owner[token].kind == "person"


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
    reading = words.reading
    phrase = words.title_before(noun + 1, floor + 1)
    if phrase is None or phrase.title.sort == "loose" or reading.tags[noun] in ("NNS", "NNPS"):
        return
    wide, body = words.follow(words.widen(phrase, floor + 1))
    body = words.body_before(wide) if body is None else body
    if body is None and is_post(words, wide):
        body = body_of_clause_behind(words, wide.last)
    body = body_of_second(words, wide.last) if body is None else body
    body = body_of_where(words, reading.heads[noun]) if body is None and rule == "predicate" else body
    role = make_role(words, mention, wide, body, rule)
    yield replace(role, is_former=role.is_former or (rule == "predicate" and _is_dated(words, noun, wide.last)))


def _is_dated(words: Words, noun: int, last: int) -> bool:
    """Whether what somebody was has an end: "was treasurer of the Quillan Trust | from 2011 to 2016", "until May"."""
    reading = words.reading
    if reading.tags[reading.heads[noun]] != "VBD":
        return False
    limit = words.sentence_end(noun)
    end = words.body_after(last + 1, limit)[1] if reading.lowered[last : last + 1] in (["of"], ["at"]) else last
    behind = reading.lowered[end : min(limit, end + LONGEST_TERM)]
    is_span = behind[:1] in (["from"], ["between"]) and {"to", "and", "until"} & set(behind)
    is_year = any(reading.tags[token] == "CD" for token in range(end, min(limit, end + LONGEST_TERM)))
    return behind[:1] in (["until"], ["till"]) or (bool(is_span) and is_year)


def _verb_role(words: Words, mention: Mention, verb: int, last: int, body: int | None) -> Role:
    start, end = words.reading.span(verb, last)
    past = words.reading.tags[verb] == "VBD"
    return Role(mention.entity, body, start, end, past, "verb")
