"""What stands beside a name and tells what somebody is: "Dana Poole, a senior adviser to the Fenwick Center,"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from transforms.lexicon import LONGEST_TITLE
from transforms.names.portfolios import portfolio_end
from transforms.reading.reading import Reading
from transforms.records import Mention, Role
from transforms.roles.contexts import body_of_next, body_of_row
from transforms.roles.phrases import BRIDGE_TAGS, Words
from transforms.roles.predicates import who_clause
from transforms.roles.role_makers import make_role
from transforms.roles.title_reader import MODIFIER_TAGS, TitlePhrase

DASHES = frozenset(("-", "–", "—", "--"))
QUOTES = frozenset(('"', "”", "’’", "''"))
APPOSITION_REACH = 10  # words from the comma to the title, or from one title to the next
MOST_APPOSITIONS = 3
LONGEST_PARTY = 3  # letters that stand for it: "R-Norvik", "DFL-Norvik"
PARTY_REACH = 6  # words from the letter to the comma behind the place
UNTIL = frozenset(("until", "till"))
LONGEST_TIME = 6  # tokens of "until May of last year" and the article behind them
SHORT_FORM = 3  # tokens of "(HHO)"
RETIRED = 3  # tokens of "(retd)" and "(Mrs)"


def skip_honorific(words: Words, place: int, floor: int) -> int:
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


def find_appositions(words: Words, mention: Mention, last: int) -> Iterator[Role]:
    """As in "Dana Poole, a senior adviser to the Fenwick Center," and "Dana Poole (R-Ohio), chair of ..."."""
    reading = words.reading
    limit = words.sentence_end(last - 1)
    token = _skip_brackets(words, last, limit)
    if token >= limit or not _opens(reading, token):
        return
    token += 1
    if token + 1 < limit and reading.tags[token] == "CD" and reading.words[token + 1] == ",":
        token += 2  # an age
    token = _skip_party(reading, token, limit)
    begin, token = token, _skip_until(words, token, limit)
    is_over = token > begin and reading.words[begin].lower() != "for"
    for _ in range(MOST_APPOSITIONS):
        phrase = _title_in_apposition(words, token, limit)
        if phrase is None:
            return
        wide, body = words.follow(words.widen(phrase, token))
        if wide.last < limit and _is_subject_of(reading, wide.head, wide.last):
            return
        role = make_role(words, mention, wide, _body_beside(words, wide) if body is None else body, "apposition")
        yield replace(role, is_former=role.is_former or is_over)
        for child in reading.children[wide.head]:
            if child >= wide.last and reading.deps[child] == "relcl":
                yield from who_clause(words, mention, child)
        following = _next_apposition(words, wide.last, limit)
        if following is None:
            return
        token = following


def portfolio_beside(words: Words, mention: Mention, last: int) -> Iterator[Role]:
    """What a minister is for, where a cabinet is spoken of: "Ministers Dana Poole (Finance) and Lee Ortiz (Health)"."""
    reading, limit = words.reading, words.sentence_end(last - 1)
    end = portfolio_in_brackets(words, last, limit)
    if end == last:
        return
    number = reading.token_sentence[last - 1]
    begin = reading.sentences[max(0, number - 1)][0]
    known = words.lexicon.words["cabinet_word"]
    if any(reading.lemmas[token].lower() in known for token in range(begin, limit)):
        start, stop = reading.span(last + 1, end - 1)
        yield Role(mention.entity, None, start, stop, False, "apposition")


def portfolio_in_brackets(words: Words, token: int, limit: int) -> int:
    """Where brackets end that open at a token and hold but a portfolio: "(Mines and Energy)"; else the token."""
    if token + 2 >= limit or words.reading.words[token] != "(":
        return token
    end = portfolio_end(words.reading.words, words.lexicon, token + 1)
    return end + 1 if token + 1 < end < limit and words.reading.words[end] == ")" else token


def _opens(reading: Reading, token: int) -> bool:
    """Whether an apposition may stand behind a token: a comma, a bracket, a dash that is no hyphen.

    None stands behind marks that close: "the death of Dana Poole," Minister for Roads Lee Ortiz said.
    """
    word = reading.words[token]
    is_hyphen = word == "-" and reading.starts[token] == reading.ends[token - 1]
    is_closed = not QUOTES.isdisjoint(reading.words[token + 1 : token + 2])
    return word in (",", "(", *DASHES) and not is_hyphen and not is_closed


def _body_beside(words: Words, phrase: TitlePhrase) -> int | None:
    """The body of a title that is named before it, in its list, or with another of a row of officers."""
    for find in (words.body_before, words.body_listed, partial(body_of_row, words), partial(body_of_next, words)):
        body = find(phrase)
        if body is not None:
            return body
    return None


def _skip_until(words: Words, token: int, limit: int) -> int:
    """Where a post begins behind its time: "until last year | a director at", "once | head of", "for years | the"."""
    reading = words.reading
    word = reading.words[token].lower() if token < limit else ""
    if word in words.lexicon.words["past_adverb"]:
        return token + 1
    if word not in UNTIL and word != "for":
        return token
    behind = next((t for t in range(token + 1, limit) if reading.tags[t] != "RB"), token)
    if word in UNTIL and behind > token + 1:
        return behind  # "until recently | head of"
    ends = range(token + 2, min(limit, token + LONGEST_TIME))
    return next((t for t in ends if reading.tags[t] in ("DT", "PRP$")), token)


def _skip_party(reading: Reading, token: int, limit: int) -> int:
    """The token behind a party and a place between commas: "Rep. Dana Poole, R-Norvik, | the chairwoman"."""
    party, hyphen, _ = reading.words[token].partition("-") if token < limit else ("", "", "")
    is_bound = bool(hyphen) or reading.words[token + 1 : token + 2] == ["-"]
    if not (party.isupper() and len(party) <= LONGEST_PARTY and is_bound):
        return token
    return next((t + 1 for t in range(token, min(limit, token + PARTY_REACH)) if reading.words[t] == ","), token)


def is_in_row_of_offices(words: Words, first: int, last: int) -> bool:
    """Whether offices stand before their holders, so that what follows the name is the next one's.

    As in "The mayor, Dana Poole, the police chief, Lee Ortiz, and ...".
    """
    spelt = words.reading.words
    limit = words.sentence_end(last - 1)
    place = skip_honorific(words, first, words.sentence_start(first))
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
    token, end = start, min(limit, start + APPOSITION_REACH)
    while token < end:
        phrase = None if token in words.owner else words.title_at(token, limit)
        if phrase is not None and not _goes_on(words, phrase, limit):
            return phrase
        if words.is_short_form(token):
            token += SHORT_FORM
            continue
        if token not in words.owner and words.reading.tags[token] not in BRIDGE_TAGS:
            return None
        token += 1
    return None


def _is_subject_of(reading: Reading, noun: int, verb: int) -> bool:
    """Whether a noun is the subject of the verb right after it: "Poole, an adviser said, is ..."."""
    return reading.deps[noun] in ("nsubj", "nsubjpass") and reading.tags[verb].startswith(("VB", "MD"))


def _next_apposition(words: Words, first: int, limit: int) -> int | None:
    """Where a second apposition begins: after the "and" that ends the noun phrase of the first, or after its letters.

    As in "Dana Poole, MP, | Minister for Works, said".
    """
    is_letters = words.reading.words[first - 1].isupper() and words.reading.words[first : first + 1] == [","]
    if is_letters and first + 1 < limit:
        return first + 1
    for token in range(first, min(limit, first + APPOSITION_REACH)):
        mention = words.owner.get(token)
        if words.reading.words[token].lower() == "and" and mention is None:
            return None if _is_next_ones(words, token + 1, limit) else token + 1
        tag = words.reading.tags[token]
        if mention is not None and mention.kind == "person":
            return None
        if mention is None and tag not in BRIDGE_TAGS and tag not in ("IN", "TO", ","):
            return None
    return None


def _is_next_ones(words: Words, first: int, limit: int) -> bool:
    """Whether a post is that of whoever is named behind it and a comma: "and | its treasurer, Lee Ortiz"."""
    if first >= limit or words.reading.tags[first] not in ("DT", "PRP$"):
        return False
    phrase = _title_in_apposition(words, first + 1, limit)
    end = limit if phrase is None else words.follow(phrase)[0].last
    return end + 1 < limit and words.reading.words[end] == "," and words.is_person(end + 1)


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
    tags, owner = words.reading.tags, words.owner.get(token)
    if owner is not None:
        behind = words.bounds[owner.start][1]
        return owner.kind in ("place", "organization") and _is_title_near(words, behind)
    is_adjective = tags[token] == "JJ" and _is_title_near(words, token + 1)
    is_noun = is_adjective or tags[token] in ("NN", "NNS", "POS")
    return is_noun or words.lexicon.is_title_end(words.reading.words[token])


def _is_title_near(words: Words, first: int) -> bool:
    """Whether a title begins at a token or ends the noun phrase that does: "economist", "press secretary"."""
    limit = min(words.sentence_end(first - 1), first + LONGEST_TITLE)
    for token in range(first, limit):
        if words.reading.tags[token] not in ("NN", "JJ") or token in words.owner:
            return False
        if words.title_at(token, limit) is not None:
            return True
    return False


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
