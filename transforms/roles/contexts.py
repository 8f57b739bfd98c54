"""The body at which a title is held where the words beside the title do not name it.

"The committee chairperson, Dana Poole," is that of the one committee named before, "Chief executive Dana Poole" that
of the company which the sentence before is about.
"""

from __future__ import annotations

from transforms.grammar import FINITE, OFFICE_LINKS, SUBJECTS
from transforms.roles.owners import only
from transforms.roles.phrases import Words
from transforms.roles.title_reader import TitlePhrase

PLACING = OFFICE_LINKS | {"in"}  # before "which": "the board of which she is chair"
NEAR = 6  # words from a post to "when"
WHEN = frozenset(("when", "after", "since", "before"))
ROW = frozenset((",", "("))
ROW_ENDS = ([","], [")"], [";"], ["."])
MOST_OFFICERS = 4  # behind one, in a row
LAST_OPENING = 2  # number of the last sentence in which an article may still open


def body_of_context(words: Words, phrase: TitlePhrase) -> int | None:
    """The body that the title's own noun means, else where it all happens, else what the sentence before is about."""
    for find in (
        _of_fellow,
        _of_noun,
        _of_party,
        _of_place,
        _of_owner,
        _of_list,
        _of_subject,
        _of_sequel,
        _of_predecessor,
    ):
        body = find(words, phrase)
        if body is not None:
            return body
    return None


def _of_fellow(words: Words, phrase: TitlePhrase) -> int | None:
    """The body of the officer named right before, or of a row of them: "Acme chief Dana Poole, | chairman | Ortiz"."""
    first = phrase.first
    for _ in range(MOST_OFFICERS):
        office = _office_beside(words, first) if words.reading.words[first].islower() else None
        if office is None or not is_post(words, phrase):
            return None
        body = words.body_before(office)
        if body is not None:
            return body
        first = office.first
    return None


def _office_beside(words: Words, first: int) -> TitlePhrase | None:
    """The office before the name that ends before "and" or a comma and a token: "chair Dana Poole, | treasurer"."""
    texts, floor = words.reading.words, words.sentence_start(first)
    joint = first - 1
    if joint <= floor or texts[joint] not in ("and", ","):
        return None
    last = joint - (texts[joint - 1] == ",")
    if not words.is_person(last - 1):
        return None
    name = words.bounds[words.owner[last - 1].start][0]
    is_apart = name > floor and texts[name - 1] == ","
    is_open = name > floor and not (is_apart and texts[joint] == ",")  # "the chair, Dana Poole, treasurer"
    office = words.title_before(name - is_apart, floor) if is_open else None
    return None if office is None else words.widen(office, floor)


def _of_place(words: Words, phrase: TitlePhrase) -> int | None:
    """The body at which a sentence opens, right before a title and a comma: "At Acme, chairman Dana Poole"."""
    texts, comma = words.reading.words, phrase.first - 1
    opens = words.sentence_start(phrase.first)
    owner = words.owner.get(comma - 1) if comma > opens and texts[comma] == "," else None
    first = opens + 1 + (texts[opens + 1 : opens + 2] == ["the"])
    is_there = owner is not None and texts[opens] == "At" and words.bounds[owner.start][0] == first
    return words.body_at(comma - 1) if is_there else None


def _of_owner(words: Words, phrase: TitlePhrase) -> int | None:
    """The body that has a new holder of its post: "Acme has a new chairman, Dana Poole"."""
    reading = words.reading
    verb = reading.heads[phrase.head]
    if reading.deps[phrase.head] != "dobj" or reading.lemmas[verb] != "have" or not is_post(words, phrase):
        return None
    subject = next((child for child in reading.children[verb] if reading.deps[child] in SUBJECTS), None)
    return None if subject is None else words.body_at(subject)


def _of_list(words: Words, phrase: TitlePhrase) -> int | None:
    """The body that chooses the officers who are listed behind a colon: "elected officers: Dana Poole, chair; ..."."""
    reading, opens = words.reading, words.sentence_start(phrase.first)
    near = range(opens, phrase.first)
    colon = next((token for token in near if reading.words[token] == ":"), None)
    if colon is None or not is_post(words, phrase):
        return None
    known = words.lexicon.words["appointing_verb"]
    verb = next((t for t in range(opens, colon) if reading.lemmas[t] in known and reading.tags[t] in FINITE), None)
    subjects = () if verb is None else [child for child in reading.children[verb] if reading.deps[child] == "nsubj"]
    return next((words.body_at(child) for child in subjects), None)


def _of_predecessor(words: Words, phrase: TitlePhrase) -> int | None:
    """The one body of the sentence before, of whoever holds a post now: "Poole edited the Mail. The present editor"."""
    reading = words.reading
    number = reading.token_sentence[phrase.first]
    now = words.lexicon.words["incumbent"]
    begins = range(phrase.first - 1, phrase.head)
    if not number or phrase.title.sort == "loose" or not any(reading.lowered[token] in now for token in begins):
        return None
    before = range(*reading.sentences[number - 1])
    here = range(words.sentence_start(phrase.first), phrase.first)
    bodies = {body for near in (before, here) for token in near if (body := words.body_at(token)) is not None}
    is_led = any(reading.lemmas[t] in words.lexicon.words["leading_verb"] for t in before)
    return only(bodies) if is_led else None


def _of_noun(words: Words, phrase: TitlePhrase) -> int | None:
    """The one body named before whose name has the noun of the title: "union general secretary Dana Poole"."""
    texts = words.reading.words
    opens = words.sentence_start(phrase.first)
    before = words.owner.get(phrase.first - 1) if phrase.first > opens else None
    if before is not None or (phrase.first > opens and words.reading.tags[phrase.first - 1] == "PRP$"):
        return None  # "his campaign chairman", "the Fenwick army commander"
    for token in range(phrase.first, phrase.last - 1):
        noun = texts[token].lower()
        is_noun = texts[token].islower() or token == opens
        if is_noun and words.lexicon.name_words.get(noun) == "organization":
            return only(words.bodies_with(noun, phrase.first))
    return None


def _of_party(words: Words, phrase: TitlePhrase) -> int | None:
    """The one party named before, whatever its name ends in, of its leader: "Party leader Dana Poole"."""
    return only(words.parties_before(phrase.first)) if _is_of_party(words, phrase) else None


def _is_of_party(words: Words, phrase: TitlePhrase) -> bool:
    """Whether a title tells that it is held at a party: "party leader"."""
    is_led = phrase.last - phrase.first > 1 and words.reading.words[phrase.first].lower() == "party"
    return is_led and words.reading.words[phrase.head].lower() in words.lexicon.words["party_post"]


def _of_subject(words: Words, phrase: TitlePhrase) -> int | None:
    """The body that is the subject of the sentence before, where a company's or a society's post opens this one."""
    reading = words.reading
    number = reading.token_sentence[phrase.first]
    is_open = is_post(words, phrase) or _is_of_party(words, phrase)
    if not is_open or not number or reading.sentences[number][0] != phrase.first:
        return None
    _, subject = words.topics.of(number - 1)
    bodies = {body for t in range(*reading.sentences[number - 1]) if (body := words.body_at(t)) is not None}
    return None if subject is None or len(bodies) > 1 else words.body_at(subject)


def _of_sequel(words: Words, phrase: TitlePhrase) -> int | None:
    """The body of which an article's first sentences begin to speak: "Chief executive Dana Poole said Acme would hire".

    No other may be named in them, and it must be what a clause is about.
    """
    reading = words.reading
    number, limit = reading.token_sentence[phrase.first], words.sentence_end(phrase.first)
    post = " ".join(reading.words[phrase.first : phrase.last]).lower()
    if number > LAST_OPENING or post not in words.lexicon.words["company_post"]:
        return None
    bodies = {body for token in range(limit) if (body := words.body_at(token)) is not None}
    subjects = [token for token in range(phrase.last, limit) if reading.deps[token] in SUBJECTS]
    told = {body for token in subjects if (body := words.body_at(token)) is not None}
    is_state = any(reading.words[token].lower() in words.lexicon.words["public_body"] for token in subjects)
    return only(told) if bodies == told and not is_state else None


def is_post(words: Words, phrase: TitlePhrase) -> bool:
    """Whether a title is a post of companies or societies."""
    post = " ".join(words.reading.words[phrase.first : phrase.last]).lower()
    return any(post in words.lexicon.words[use] for use in ("company_post", "society_post"))


def body_of_clause_behind(words: Words, last: int) -> int | None:
    """The body of which the clause behind a post tells when it was filled: "became head last year when Acme grew".

    It is the subject of that clause and the only body of the sentence.
    """
    reading, limit = words.reading, words.sentence_end(last - 1)
    near = range(last, min(limit, last + NEAR))
    link = next((token for token in near if reading.words[token] in WHEN), None)
    if link is None or any(token in words.owner or reading.words[token] == "," for token in range(last, link)):
        return None
    subjects = [token for token in range(link + 1, limit) if reading.deps[token] in SUBJECTS]
    bodies = {body for t in range(words.sentence_start(last - 1), limit) if (body := words.body_at(t)) is not None}
    return words.body_at(subjects[0]) if subjects and len(bodies) == 1 else None


def body_of_where(words: Words, verb: int) -> int | None:
    """The body of which a clause with "where" or "of which" tells: "the Quillan Trust, where she is | head of"."""
    reading = words.reading
    subject = next((child for child in reading.children[verb] if reading.deps[child] in SUBJECTS), None)
    if subject is None or subject > verb:
        return None
    owner = words.owner.get(subject)
    link = (subject if owner is None else words.bounds[owner.start][0]) - 1
    if link < 1 or reading.lowered[link] not in ("where", "which"):
        return None
    before = link - 1 - (reading.lowered[link] == "which")
    if before < 1 or (reading.lowered[link] == "which" and reading.lowered[link - 1] not in PLACING):
        return None
    return words.body_at(before - (reading.words[before] == ","))


def body_of_row(words: Words, phrase: TitlePhrase) -> int | None:
    """The body of a bare post in a row of officers: "Dana Poole (chair of Acme) and Lee Ortiz (treasurer)"."""
    reading = words.reading
    is_bare = reading.words[phrase.first - 1] in ROW and reading.words[phrase.last : phrase.last + 1] in ROW_ENDS
    if not is_bare or not is_post(words, phrase):
        return None
    listed = _of_list(words, phrase)
    body = words.only_body(phrase.first) if listed is None else listed
    near = range(words.sentence_start(phrase.first), phrase.first - 1)
    named = next((t for t in near if words.body_at(t) == body and t in words.owner), None)
    link = None if named is None else words.bounds[words.owner[named].start][0] - 1
    link = link if link is None or reading.words[link].lower() != "the" else link - 1
    is_held = (
        link is not None and reading.words[link] in ("of", "at") and words.lexicon.is_title_end(reading.words[link - 1])
    )
    return body if listed is not None or (body is not None and is_held) else None


def body_of_next(words: Words, phrase: TitlePhrase) -> int | None:
    """The body behind the last of a row of officers: "Dana Poole, the chairman, and Lee Ortiz, secretary of | Acme"."""
    found, limit = phrase, words.sentence_end(phrase.first)
    for _ in range(MOST_OFFICERS):
        place = _next_officer(words, found.last, limit)
        following = None if place is None else words.title_at(place, limit)
        if following is None or not is_post(words, found):
            return None
        found, body = words.follow(following)
        if body is not None:
            return body
    return None


def _next_officer(words: Words, comma: int, limit: int) -> int | None:
    """Where the post of whoever is named next stands: behind a comma, "and", a name, a comma and "the"."""
    texts = words.reading.words
    name = comma + 1 + (texts[comma + 1 : comma + 2] == ["and"])
    if texts[comma : comma + 1] != [","] or name >= limit or not words.is_person(name):
        return None
    end = words.bounds[words.owner[name].start][1]
    place = end + 1 + (texts[end + 1 : end + 2] == ["the"])
    return place if texts[end : end + 1] == [","] and place < limit else None
