"""When a name means an organization by the office that somebody has there: "the chief executive of Acme Ingredients".

What is an officer's is an organization whatever its last word is, and though "he" stands behind the officer's name.
"""

from __future__ import annotations

from transforms.grammar import OFFICE_LINKS
from transforms.lexicon import LONGEST_TITLE, Lexicon
from transforms.names.body_rules import OPEN_TO_BODIES, TITLED
from transforms.names.conduct import Test, has_staff
from transforms.names.standing import is_inside
from transforms.names.survey import Key, Named
from transforms.names.words import Name
from transforms.reading.reading import Reading

WORKING = frozenset(("at", "with"))
LONGEST_POST = 2  # words of a post in a team
LONGEST_FIELD = 4  # words of what somebody is in charge of


def as_headed(key: Key, weighed: str, named: Named) -> str | None:
    """What somebody is said to be an officer of, where nobody is called so and no place is well known by the name.

    What the reader took for a person or a place in one place must have been an organization in another, or one whose
    office only organizations have.
    """
    if weighed not in OPEN_TO_BODIES or named.is_known(key) or named.is_listed_people(key) or _is_person(key, named):
        return None
    names, reading, lexicon = named.groups[key], named.reading, named.lexicon
    if key[0] in lexicon.words["former"] or any(name.label in TITLED for name in names):
        return None
    tests: tuple[Test, ...] = (is_company_seat,)
    if all(name.label == "ORG" for name in names):
        tests = (is_seat, is_staffed)
    elif weighed in ("none", "other"):
        tests = (is_office_seat, is_staffed)
    if weighed == "place" and any(is_inside(reading, name) for name in names):
        return None
    tests += (is_coached,)
    return "organization" if any(test(reading, name, lexicon) for test in tests for name in names) else None


def _is_person(key: Key, named: Named) -> bool:
    """Whether the words are somebody's by a form of address, a well-known or full name, or a surname told elsewhere."""
    lexicon = named.lexicon
    is_titled = any(name.title is not None and name.title.sort != "job" for name in named.groups[key])
    is_given = lexicon.is_given_name(key[0]) and (len(key) == 1 or key[-1] in lexicon.surnames)
    is_surname = key[-1:] in named.groups and key[-1] in named.lasts
    return is_titled or is_given or is_surname or _is_known(key, lexicon)


def _is_known(key: Key, lexicon: Lexicon) -> bool:
    return " ".join(key) in lexicon.known_people or lexicon.is_title(key[-1])


def is_seat(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether an office and "of" stand before a name, or a job and "at": "secretary of Acme", "an analyst at Acme"."""
    return _has_post(reading, name, lexicon, ("company_post", "society_post"))


def is_office_seat(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether such an office stands there that is none of a department's: "chairman of Acme", not "head of Sales"."""
    return _has_post(reading, name, lexicon, ("company_post",))


def is_company_seat(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether an office that companies alone have stands there: "chief executive of Acme", not "a spokesman for"."""
    return _has_post(reading, name, lexicon, ("chief_post",))


def _has_post(reading: Reading, name: Name, lexicon: Lexicon, uses: tuple[str, ...]) -> bool:
    words = reading.words
    link = name.first - 1
    link -= link > 0 and words[link].lower() == "the"
    is_field = words[name.last : name.last + 1] in (["at"], ["for"]) and words[link] == "of"  # "head of Sales at"
    if link < 1 or words[link] not in OFFICE_LINKS or is_field:
        return False
    end = _before_field(reading, link)
    civic = lexicon.words["civic"]
    if any(word.lower() in civic for word in words[max(0, end - LONGEST_TITLE) : end]):
        return False  # "the Municipal Chief Executive for Kessan"
    posts = [" ".join(words[first:end]).lower() for first in range(max(0, end - LONGEST_TITLE), end)]
    is_named = any(post in lexicon.words[use] for post in posts for use in uses)
    title = lexicon.title_of(words[end - 1 : end]) if words[link] in WORKING else None
    return is_named or (title is not None and title.sort == "job" and "society_post" in uses)


def _before_field(reading: Reading, link: int) -> int:
    """Where a post ends before what it is in charge of: "director | of bond research | at"."""
    tags, words = reading.tags, reading.words
    token = link
    while token > max(1, link - LONGEST_FIELD) and tags[token - 1] in ("NN", "NNS", "JJ"):
        token -= 1
    return token - 1 if token < link and words[token - 1] in ("of", "for") else link


def is_coached(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether whom only a side has stands behind it and is named: "Orten coach Dana Poole"."""
    words, last = reading.words, name.last
    ends = range(last + 1, min(last + LONGEST_POST, len(words) - 1) + 1)
    end = next((end for end in ends if " ".join(words[last:end]) in lexicon.words["team_post"]), None)
    return end is not None and reading.tags[end] == "NNP" and words[end][0].isupper()


def is_staffed(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether whom only organizations have stands behind it and is named: "Acme Asset Sales analyst Dana Poole"."""
    return has_staff(reading, name.last, lexicon)
