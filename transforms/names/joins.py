"""Joins names that are parts of one person's name, and cuts off what a person only owns.

"Poole, Dana. Tides" at the head of a line is a name put in order for a list; "Dana" and "Poole" side by side are one
name that was read as two.
"""

from __future__ import annotations

from dataclasses import replace

from transforms.grammar import ACTORS, APOSTROPHES, HYPHENS
from transforms.lexicon import Lexicon
from transforms.names.splits import INNER_WORDS, POSSESSIVES
from transforms.names.words import QUOTES, Name, name_key
from transforms.reading.reading import Reading

LISTED = frozenset((".", ":", ";", "(", "–", "—"))  # what follows a name that is put in order for a list
NICKNAME = (2, 3)  # words from mark to mark
LONGEST_NICKNAMED = 8  # words of a name with a nickname and its marks
LONGEST_PERSON = 4  # words of two names that are one
HYPHENATED = 3  # tokens of two syllables and their hyphen
OTHER_TAGS = frozenset(("RB", "JJ", "NN", "VB", "UH", "IN"))  # what such a word may be taken for
LONGEST_GIVEN = 3  # words after the comma


def join_people(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names with those of one person joined, in text order."""
    joined: list[Name] = []
    for name in (_without_property(reading, name) for name in names):
        if len(joined) > 1 and _is_nicknamed(reading, joined[-2], name):
            joined.pop()  # the nickname itself, read as a name
        is_one = joined and (
            _is_nicknamed(reading, joined[-1], name) or _is_one_person(reading, joined[-1], name, lexicon)
        )
        if is_one:
            joined[-1] = replace(joined[-1], last=name.last, label="PERSON", kind="person")
        else:
            joined.append(name)
    return joined


def _without_property(reading: Reading, name: Name) -> Name:
    """A person's name without what the person owns: "Poole's Diary"."""
    if name.kind != "person":
        return name
    end = next((t for t in range(name.first + 1, name.last) if reading.words[t] in POSSESSIVES), name.last)
    return replace(name, last=end)


def _is_nicknamed(reading: Reading, left: Name, right: Name) -> bool:
    """Whether two people's names have a nickname in quotation marks between them: Wade "Bunny" Orten."""
    if not left.kind == right.kind == "person" or right.last - left.first > LONGEST_NICKNAMED:
        return False
    words = reading.words[left.first : right.last]
    marks = [place for place, word in enumerate(words) if word in QUOTES or word in APOSTROPHES]
    gap = words[left.last - left.first : right.first - left.first]
    if len(marks) != 2 or marks[1] - marks[0] not in NICKNAME:
        return False
    inside = all(word in QUOTES or word in APOSTROPHES or word[0].isupper() for word in gap)
    return (
        inside
        and bool(gap)
        and (gap[0] in QUOTES or gap[0] in APOSTROPHES)
        and marks[0] > 0
        and marks[1] < len(words) - 1
    )


def _is_one_person(reading: Reading, left: Name, right: Name, lexicon: Lexicon) -> bool:
    if "\n" in reading.text[reading.ends[left.last - 1] : reading.starts[right.first]]:
        return False  # where sentences part is not asked: the reader parts them within names, too
    single = left.last - left.first == 1
    if single and right.first - left.last == 1 and reading.words[left.last] == ",":
        return _is_listed(reading, left, right, lexicon)
    if not left.kind == right.kind == "person":
        return False
    if right.first - left.last == 1 and _is_inner_word(reading, left.last):
        return True
    return right.title_first == left.last and _are_parts(reading, left, right, lexicon)


def _are_parts(reading: Reading, left: Name, right: Name, lexicon: Lexicon) -> bool:
    """Whether two names side by side are a given name and a surname, or hang together as a full name does."""
    sizes = tuple(len(name_key(name.words(reading))) for name in (left, right))
    if left.last - left.first == right.last - right.first == 1:
        return len(reading.words[left.first]) > 1
    if 1 in sizes and sum(sizes) <= LONGEST_PERSON and _goes_on(reading, left, right, lexicon):
        return True
    if _is_syllables(reading.words[right.first : right.last]):
        return True
    if _is_syllables(reading.words[left.first : left.last]) and right.last - right.first == 1:
        return True
    bound = all(right.first <= reading.heads[token] < right.last for token in range(left.first, left.last))
    whole = name_key(reading.words[left.first : right.last])
    return bound and len(whole) <= LONGEST_PERSON and lexicon.is_given_name(reading.words[left.first])


def _goes_on(reading: Reading, left: Name, right: Name, lexicon: Lexicon) -> bool:
    """Whether a title or a given name begins somebody's name that goes on: "Datuk Noraini | Mat Isa"."""
    single = left.last - left.first == 1
    is_titled = single and left.title is not None and left.title.sort != "job"
    is_begun = is_titled or lexicon.is_given_name(reading.words[left.first])
    is_beside = right.title is None and reading.token_sentence[left.first] == reading.token_sentence[right.first]
    is_double = right.last - right.first > 1  # "Noboa-Ruiz"
    return is_begun and is_beside and (single or is_double or _is_last(reading.words[right.first], lexicon))


def _is_last(word: str, lexicon: Lexicon) -> bool:
    """Whether a word behind a full name is its second surname, and nobody whom a headline's verb is about."""
    plain = word.lower()
    is_other = plain in lexicon.known_people or lexicon.is_given_name(plain)
    return not is_other and plain in lexicon.surnames


def _is_syllables(words: list[str]) -> bool:
    """Whether the words are a given name of two syllables as it follows a surname: "Kam-wai"."""
    return len(words) == HYPHENATED and words[1] in HYPHENS and words[0].istitle() and words[2].islower()


def _is_inner_word(reading: Reading, token: int) -> bool:
    """Whether a word between two names is one that the reader took for another word: "Gregory | So | Kam-leung"."""
    word, start = reading.words[token], reading.starts[token]
    capital = word[0].isupper() and word[1:].islower() and word.lower() not in INNER_WORDS
    return capital and reading.tags[token] in OTHER_TAGS and reading.text[start - 1 : start] == " "


def _is_listed(reading: Reading, left: Name, right: Name, lexicon: Lexicon) -> bool:
    """Whether two names with a comma between are a surname and given names, at a line's head or after such a name."""
    given = reading.words[right.first : right.last]
    if right.kind != "person" or len(given) > LONGEST_GIVEN or not lexicon.is_given_name(given[0]):
        return False
    if left.kind != "person" and not all(lexicon.is_given_name(word) or word.endswith(".") for word in given):
        return False  # "Oslo, Dana Poole"
    follows = reading.words[right.last] if right.last < len(reading) else "."
    start = reading.starts[left.first]
    heads_line = not reading.text[reading.text.rfind("\n", 0, start) + 1 : start].strip()
    in_row = left.first > 0 and reading.words[left.first - 1] in ("and", "&", ";")
    return (heads_line and (follows in LISTED or follows in ("and", "&"))) or (in_row and follows in LISTED)


def join_organizations(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names with those made one that are an organization's between them, in text order.

    Such are names side by side of which the last ends as organizations' names do ("Ram Kessen" | "Dharma College"),
    and one with the place it is of or the further fields it is for ("Department of Education" and "Sport").
    """
    joined: list[Name] = []
    for name in names:
        if joined and _is_one_organization(reading, joined[-1], name, lexicon):
            whole = replace(joined[-1], last=name.last, label="ORG", kind="organization")
            joined[-1] = replace(whole, title_first=whole.first, title=None)
        else:
            joined.append(name)
    return joined


def _is_one_organization(reading: Reading, left: Name, right: Name, lexicon: Lexicon) -> bool:
    if reading.token_sentence[left.first] != reading.token_sentence[right.first] or left.title is not None:
        return False
    between = [word.lower() for word in reading.words[left.last : right.first]]
    ends = lexicon.name_words.get(reading.words[right.last - 1].lower()) == "organization"
    if not between:
        return _are_side_by_side(reading, left, right, lexicon) or (
            right.kind == "organization" and ends and left.kind in ACTORS
        )
    words = [word.lower() for word in left.words(reading)]
    if left.kind != "organization":
        return False
    if between == ["of"]:
        is_sort = words[-1] in lexicon.generic_words or lexicon.name_words.get(words[-1]) == "organization"
        is_closed = words[-1].replace(".", "") in lexicon.words["closing_form"]  # "Acme Ltd | of Oslo"
        return is_sort and not is_closed and right.kind == "place" and not {"of", "for"} & set(words)
    has_sort = any(lexicon.name_words.get(word) == "organization" for word in words) and bool(
        {"of", "for"} & set(words)
    )
    others = right.words(reading)
    is_field = others[-1].lower() in lexicon.words["portfolio"] and not ends and {"of", "for"}.isdisjoint(others)
    return between == ["and"] and right.kind == "organization" and is_field and has_sort


def _are_side_by_side(reading: Reading, left: Name, right: Name, lexicon: Lexicon) -> bool:
    """Whether a country and what is named in its tongue are one: "Pakistan | Kisan Ittehad", "Bursa | Malaysia"."""
    foreign = lexicon.words["foreign_body"]
    names = [" ".join(name.words(reading)).lower() for name in (left, right)]
    lands = [name in lexicon.country_codes for name in names]
    if lands == [True, False]:
        return right.kind == "organization" and names[1].rpartition(" ")[2] in foreign and " " in names[1]
    return lands == [False, True] and names[0] in foreign and left.last - left.first == 1
