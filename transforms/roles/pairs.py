"""Several people and what each of them is, in the same order: "Poole and Ortiz, president and treasurer of Acme"."""

from __future__ import annotations

from transforms.lexicon import LONGEST_TITLE
from transforms.records import Mention, Role
from transforms.roles.phrases import Words
from transforms.roles.role_makers import make_role
from transforms.roles.title_reader import TitlePhrase

MOST = 5  # people of a list
JOINTS = frozenset((",", "and", "&"))
ALL = frozenset(("both", "all", "former", "two", "three"))  # before what several people are


def find_pairs(words: Words, mention: Mention, first: int, last: int) -> list[Role]:
    """What somebody of a list is, where as many titles as people stand behind it."""
    if last >= words.sentence_end(last - 1) or words.reading.words[last] not in JOINTS:
        return []
    people, end = _people(words, first)
    if len(people) < 2 or words.reading.words[end : end + 1] != [","]:
        return []
    joint = _joint_title(words, end + 1)
    if joint is not None:
        wide, body = words.follow(words.widen(joint, end + 1))
        return [make_role(words, mention, wide, words.body_before(wide) if body is None else body, "apposition")]
    titles = _titles(words, end + 1, len(people))
    if len(titles) != len(people):
        return []
    over = _over_respectively(words, titles[-1])
    last_title, body = words.follow(over)
    if words.is_person(last_title.last):
        return []
    last_title = last_title if over is titles[-1] else titles[-1]
    number = people.index(first)
    own = last_title if number == len(people) - 1 else titles[number]
    return [make_role(words, mention, own, body, "apposition")]


def _over_respectively(words: Words, title: TitlePhrase) -> TitlePhrase:
    """The last title with the word behind it that says whose each is: "president and treasurer, respectively, | of"."""
    texts, limit = words.reading.words, words.sentence_end(title.first)
    token = title.last + (texts[title.last : title.last + 1] == [","])
    if token >= limit or texts[token] != "respectively":
        return title
    token += 1 + (texts[token + 1 : token + 2] == [","] and token + 1 < limit)
    return TitlePhrase(title.first, token, title.head, title.title)


def _joint_title(words: Words, first: int) -> TitlePhrase | None:
    """What all of a list are, behind it: "both directors of Acme", "former editors of the Orten Mail"."""
    reading, limit = words.reading, words.sentence_end(first - 1)
    token = first
    while token < limit and (reading.words[token].lower() in ALL or reading.tags[token] in ("JJ", "CD", "DT")):
        token += 1
    for last in range(token + 1, min(token + LONGEST_TITLE, limit) + 1):
        phrase = words.plural_title(last, token)
        if phrase is not None and phrase.first == token:
            return phrase if reading.words[last : last + 1] in (["of"], ["at"], ["with"], [","]) else None
    return None


def _people(words: Words, first: int) -> tuple[list[int], int]:
    """Where the names of a list of people begin that holds the one at a token, and where the list ends."""
    begins = [first]
    while len(begins) < MOST and (before := _name_before(words, begins[0])) is not None:
        begins.insert(0, before)
    end = words.bounds[words.owner[first].start][1]
    while len(begins) < MOST and (behind := _name_behind(words, end)) is not None:
        begins.append(behind)
        end = words.bounds[words.owner[behind].start][1]
    is_joined = any(words.reading.words[token] in ("and", "&") for token in range(begins[0], end))
    return (begins if is_joined else []), end


def _name_before(words: Words, first: int) -> int | None:
    """Where the name of the person begins who stands before another and a comma or "and"."""
    joint = first - 1
    if joint < 1 or words.reading.words[joint] not in JOINTS or not words.is_person(joint - 1):
        return None
    return words.bounds[words.owner[joint - 1].start][0]


def _name_behind(words: Words, end: int) -> int | None:
    """Where the name of the person begins who stands behind another and a comma or "and"."""
    limit = words.sentence_end(end - 1)
    is_joined = end + 1 < limit and words.reading.words[end] in JOINTS and words.is_person(end + 1)
    return end + 1 if is_joined else None


def _titles(words: Words, first: int, number: int) -> list[TitlePhrase]:
    """The titles from a token on, a comma or "and" between each two."""
    found: list[TitlePhrase] = []
    limit, token = words.sentence_end(first - 1), first
    while len(found) < number and token < limit:
        token += words.reading.words[token].lower() == "the"
        phrase = words.title_at(token, limit) if token < limit else None
        if phrase is None:
            return []
        found.append(phrase)
        token = phrase.last
        while len(found) < number and token < limit and words.reading.words[token] in JOINTS:
            token += 1
    return found
