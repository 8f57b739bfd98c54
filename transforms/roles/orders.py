"""Offices in orders that many countries use: "President of Fenwick Dana Poole", "Three judges – Poole and Ortiz"."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.lexicon import LONGEST_TITLE
from transforms.records import Mention
from transforms.roles.phrases import Words
from transforms.roles.role_makers import body_of_second
from transforms.roles.title_reader import MODIFIER_TAGS, TitlePhrase

Found = tuple[TitlePhrase, int | None, str]  # the title, the organization it is held at, the rule
WHERE = frozenset(("of", "at", "for", "in", "with", "to"))
OPENERS = frozenset(("–", "—", "-", "--", ":", ",", "("))
GIVEN = frozenset(("VBD", "VBZ", "VBN"))  # tags of a verb that tells what was done
WITHIN = frozenset(("NN", "NNP", "JJ", "DT", "PRP$"))  # before a name or a post, in its noun phrase
ONE_OF = 4  # words of "one of her former" before a title
LONGEST_LINK = 4  # tokens from one name of a list to the next
LONGEST_LIST = 40  # words from the title of several people to one of them


def offices_before(words: Words, place: int, floor: int) -> Iterator[Found]:
    """The office whose organization, country or field stands between it and the name that begins at a token."""
    end = _without_brackets(words, place, floor)
    if end < place and (phrase := words.title_before(end, floor)) is not None:
        wide = words.widen(phrase, floor)
        yield wide, words.body_before(wide), "title_before"
        return
    for reader in (_of_field, _of_name, _of_republic):
        found = reader(words, end, floor)
        if found is not None:
            yield found
            return


def _without_brackets(words: Words, place: int, floor: int) -> int:
    """Where the words before a name end without an abbreviation in brackets: "chief executive officer (CEO)"."""
    texts = words.reading.words
    short = place - 3 >= floor and texts[place - 1] == ")" and texts[place - 3] == "("
    return place - 3 if short else place


def _of_field(words: Words, end: int, floor: int) -> Found | None:
    """As in "Minister of Mines and Energy Dana Poole"."""
    first = words.field_before.get(end)
    if first is None or first <= floor:
        return None
    office = words.title_before(_before_preposition(words, first), floor)
    if office is None:
        return None
    phrase = words.widen(office, floor)
    return TitlePhrase(phrase.first, end, phrase.head, phrase.title), words.body_before(phrase), "office_of"


def _before_preposition(words: Words, first: int) -> int:
    """Where the words before "of the", "in charge of" or a sign end that stands before a token; else the token."""
    texts = words.reading.words
    place = first - (texts[first - 1].lower() == "the")
    if texts[place - 1].lower() not in WHERE:
        return place - 1 if texts[place - 1] in (",", "(") else first
    is_charge = [word.lower() for word in texts[max(0, place - 3) : place - 1]] == ["in", "charge"]
    return place - 3 if is_charge else place - 1


def _of_name(words: Words, end: int, floor: int) -> Found | None:
    """As in "President of the Republic of Fenwick Dana Poole" and "the chief of Acme Holdings, Dana Poole"."""
    mention = words.owner.get(end - 1)
    if mention is None or mention.kind not in ("organization", "place"):
        return None
    first = words.bounds[mention.start][0]
    last = _before_preposition(words, first)
    office = words.title_before(_without_brackets(words, last, floor), floor) if floor < last < first else None
    if office is None:
        return None
    phrase = words.widen(office, floor)
    is_field = words.reading.words[office.head].lower() in words.lexicon.words["minister"]
    is_field = is_field and words.reading.words[last].lower() in ("of", "for")
    if words.reading.words[last] == "to" and mention.kind == "place":  # "ambassador to Fenwick | Dana Poole"
        return TitlePhrase(phrase.first, end, phrase.head, phrase.title), words.body_before(phrase), "office_of"
    if is_field and mention.kind == "organization":  # "Minister of Cabinet Affairs | Dana Poole"
        return TitlePhrase(phrase.first, end, phrase.head, phrase.title), None, "office_of"
    at = mention.entity if mention.kind == "organization" else words.body_before(phrase)
    return phrase, at, "office_of"


def _of_republic(words: Words, end: int, floor: int) -> Found | None:
    """As in "the President of the Republic, Dana Poole"."""
    texts = words.reading.words
    if end - 1 <= floor or texts[end - 1].lower() not in words.lexicon.words["state_noun"] or texts[end - 1].islower():
        return None
    last = _before_preposition(words, end - 1)
    office = words.title_before(last, floor) if floor < last < end - 1 else None
    if office is None:
        return None
    phrase = words.widen(office, floor)
    return TitlePhrase(phrase.first, end, phrase.head, phrase.title), None, "office_of"


def titles_of_many(words: Words, mention: Mention, first: int) -> Iterator[Found]:
    """What each of several people is whose title stands before the list of them: "Three judges – Poole and Ortiz"."""
    floor = max(words.sentence_start(first), first - LONGEST_LIST)
    token = first - 1
    while token > floor and _is_in_list(words, token):
        token -= 1
    opener = token + 1
    is_opened = opener < first and words.reading.words[opener] in OPENERS
    if not is_opened and (opener < first and opener not in words.owner):
        return
    phrase = words.plural_title(opener, floor)
    is_told = is_opened and words.reading.words[opener] != ","  # "with editors: Poole"
    is_alone = opener + is_opened == first and not is_told and not _is_followed(words, mention)
    if phrase is None or (is_alone and not _is_one_of(words, phrase)):
        return  # "pressed by the moderators, Poole said"
    if is_opened or _is_plain(words, phrase, floor):
        wide = words.widen(phrase, floor)
        yield wide, words.body_before(wide), "title_of_many"


def _is_one_of(words: Words, phrase: TitlePhrase) -> bool:
    """Whether one of those is told apart: "one of her editors, Dana Poole"."""
    before = [word.lower() for word in words.reading.words[max(0, phrase.first - ONE_OF) : phrase.first]]
    return "of" in before and before[: before.index("of")][-1:] == ["one"]


def _is_followed(words: Words, mention: Mention) -> bool:
    """Whether somebody else is named behind a name and a comma or "and"."""
    last = words.bounds[mention.start][1]
    limit = min(words.sentence_end(last - 1), last + LONGEST_LINK)
    joints = [token for token in range(last, limit) if words.reading.words[token] in (",", "and", "&")]
    return joints[:1] == [last] and any(
        token in words.owner and words.owner[token].kind == "person" for token in range(last + 1, limit)
    )


def _is_plain(words: Words, phrase: TitlePhrase, floor: int) -> bool:
    """Whether a title right before people is no end of a name and tells no kin: "Justices Poole and Ortiz"."""
    texts = words.reading.words
    before = texts[phrase.first - 1] if phrase.first > floor else ""
    is_name = before[:1].isupper() and before.lower() not in words.lexicon.words["former"]
    return not is_name and texts[phrase.head].lower().removesuffix("s") not in words.lexicon.words["kin"]


def _is_in_list(words: Words, token: int) -> bool:
    """Whether a token belongs to a list of people: their names, commas, "and", the sign that opens it."""
    owner = words.owner.get(token)
    if owner is not None:
        return owner.kind == "person"
    word = words.reading.words[token].lower()
    return word in OPENERS or word in ("and", "&") or words.lexicon.is_honorific(word)


def title_given(words: Words, first: int, last: int) -> Iterator[Found]:
    """What somebody is made, right behind the name: "named trainer Dana Poole chief executive of Acme"."""
    reading, limit = words.reading, words.sentence_end(last - 1)
    verb, floor = first - 1, max(words.sentence_start(first) - 1, first - LONGEST_LINK - 2)
    while verb > floor and reading.tags[verb] in WITHIN:
        verb -= 1
    is_given = verb > floor and reading.lemmas[verb] in words.lexicon.words["appointing_verb"]
    if not is_given or reading.tags[verb] not in GIVEN:
        return
    for token in range(last, min(limit, last + LONGEST_TITLE)):
        phrase = words.title_at(token, limit)
        if phrase is not None and phrase.title.sort != "loose":
            wide, at = words.follow(words.widen(phrase, last))
            if not words.is_person(wide.last):  # "hired Cruz spokeswoman Dana Poole"
                at = words.body_before(wide) if at is None else at
                yield wide, body_of_second(words, wide.last) if at is None else at, "appointed"
            return
        if token in words.owner or reading.tags[token] not in WITHIN:
            return


def title_behind(words: Words, last: int) -> Iterator[Found]:
    """What somebody formerly was, right behind the name without a comma: "Dana Poole former justice minister"."""
    limit = words.sentence_end(last - 1)
    spelt = words.reading.words[last] if last < limit else ""
    if spelt.isupper() and spelt.lower() in words.lexicon.words["seat_holder"] and last not in words.owner:
        phrase = words.title_at(last, limit)
        yield from () if phrase is None else [(phrase, None, "title_behind")]
        return
    if spelt.lower() not in words.lexicon.words["former"]:
        return
    for token in range(last + 1, min(limit, last + LONGEST_TITLE)):
        phrase = words.title_at(token, limit)
        if phrase is not None:
            wide, at = words.follow(words.widen(phrase, last + 1))
            yield wide, words.body_before(wide) if at is None else at, "title_behind"
            return
        owner = words.owner.get(token)
        if words.reading.tags[token] not in MODIFIER_TAGS or (owner is not None and owner.kind == "person"):
            return
