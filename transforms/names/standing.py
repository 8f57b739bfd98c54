"""What the words around one place of a name say of it: "Senators Poole and Ortiz", "companies like Acme"."""

from __future__ import annotations

from collections.abc import Set

from transforms.grammar import HYPHENS, SUBJECTS
from transforms.lexicon import LONGEST_TITLE, Lexicon
from transforms.names.holders import has_office
from transforms.names.survey import SEPARATORS
from transforms.names.words import Name, read_title
from transforms.reading.reading import Reading

REPLACING = frozenset(("replace", "succeed"))
LONGEST_LIST = 12  # words from the title of several people to one of them


def is_among_titled(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a title of several people stands before the list the name is in: "Senators Poole, Ortiz and Ives"."""
    words, token, floor = reading.words, name.first - 1, _list_floor(reading, name)
    while token > floor and (words[token] in SEPARATORS or words[token][0].isupper()):
        if lexicon.is_plural_title(words[token]):
            break
        token -= 1
    return token >= floor and lexicon.is_plural_title(words[token]) and words[token + 1] not in SEPARATORS


def is_example(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether organizations are said to be such as the name: "companies like Poole", "such bands as Ortiz and Ives"."""
    return is_example_of(reading, name, lexicon.organization_nouns)


def is_example_of(reading: Reading, name: Name, nouns: Set[str]) -> bool:
    """Whether what the nouns mean is said to be such as the name."""
    words, link, floor = reading.words, name.first - 1, _list_floor(reading, name)
    while link > floor and (words[link] in SEPARATORS or words[link] in ("the", "or") or words[link][0].isupper()):
        link -= 1
    noun = _noun_of_examples(reading, link, floor)
    if noun > floor and words[noun] == ",":
        noun -= 1
    return noun >= floor and reading.tags[noun] == "NNS" and reading.lemmas[noun] in nouns


def _noun_of_examples(reading: Reading, link: int, floor: int) -> int:
    """The token before "like", "including" or "such as", or between "such" and "as"; -1 where none of them stands."""
    words = reading.words
    if link <= floor:
        return -1
    if words[link] == "including" or (words[link] == "like" and reading.tags[link] == "IN"):
        return link - 1
    if words[link] != "as":
        return -1
    such = next((token for token in range(link - 1, max(link - 4, floor), -1) if words[token] == "such"), -1)
    return link - 1 if -1 < such < link - 1 else such - 1


def _list_floor(reading: Reading, name: Name) -> int:
    """The first token that is looked at before a name that may be one of a list."""
    return max(reading.sentences[reading.token_sentence[name.first]][0], name.first - LONGEST_LIST)


def is_officer(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a title and a comma stand before the name, and before them whose the title is.

    Or the organization whose officer it is, "secretary of the Harbour Council | Dana Poole", or what gives an office.
    """
    comma = name.first - 1
    if _is_appointed(reading, name, lexicon):
        return True
    is_seat = comma > 0 and reading.words[comma][0].isupper()  # no "the Dutch bank | Orvane"
    if is_seat and lexicon.name_words.get(reading.words[comma].lower()) == "organization":
        return _is_behind_seat(reading, comma, lexicon)
    if comma < 1 or reading.words[comma] != "," or reading.words[name.last : name.last + 1] not in ([","], ["."]):
        return False
    first, title = read_title(reading, lexicon, comma)
    if title is not None:
        return first > 0 and reading.tags[first - 1] in ("PRP$", "POS")
    return _speaks_for(reading, comma, lexicon)


def _is_appointed(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody gets an office or gives it up: "hired Dana Poole as chief, replacing Lee Ortiz"."""
    before, behind = reading.lemmas[name.first - 1 : name.first], reading.words[name.last : name.last + 1]
    if not before:
        return False
    ends = range(name.last + 1, name.last + LONGEST_TITLE)
    posts = [end for end in ends if lexicon.title_of(reading.words[name.last : end]) is not None]
    is_post = bool(posts) and reading.tags[posts[-1] : posts[-1] + 1] != ["NNP"]  # "named Acme analyst Dana Poole"
    is_new = before[0] in lexicon.words["appointing_verb"] and (behind == ["as"] or is_post)
    is_old = before[0] in REPLACING and reading.tags[name.first - 1] == "VBG" and reading.words[name.first - 2] == ","
    return is_new or (is_old and behind in ([","], ["."], ["as"])) or _holds(reading, name, lexicon)


def _holds(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a name is behind an office's noun or the deed of filling it: "over from | Lee Ortiz | as chief"."""
    spelt = [word.lower() for word in reading.words[max(0, name.first - 4) : name.first]]
    is_as = reading.words[name.last : name.last + 1] == ["as"]
    if is_as and spelt[-2:] == ["over", "from"]:
        return True
    is_of = spelt[-1:] == ["of"] and len(spelt) > 1
    if is_of and is_as and spelt[-2] in lexicon.words["appointment_noun"]:
        return True
    return is_of and spelt[0] == "under" and spelt[-2] in lexicon.words["office_noun"]


def _is_behind_seat(reading: Reading, last: int, lexicon: Lexicon) -> bool:
    """Whether a name that ends with a token is that of the organization of an office: "chair of the Harbour Board"."""
    words, first = reading.words, last
    floor = max(reading.sentences[reading.token_sentence[last]][0], last - LONGEST_LIST)
    while first > floor and words[first - 1][0].isupper():
        first -= 1
    return has_office(reading, lexicon, first)


def _speaks_for(reading: Reading, comma: int, lexicon: Lexicon) -> bool:
    """Whether a title and whom it is held for stand before a comma: "A spokeswoman for Acme Mills, [Dana Poole,]"."""
    words, token = reading.words, comma - 1
    while token > max(0, comma - LONGEST_LIST) and (words[token][0].isupper() or words[token] in ("the", "of")):
        if words[token] == "of" and read_title(reading, lexicon, token)[1] is not None:
            break
        token -= 1
    return (
        token < comma - 1 and words[token] in ("for", "of", "to") and read_title(reading, lexicon, token)[1] is not None
    )


def is_bound(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a country or the state bound to a participle stands before the name: "Dutch-owned Orvane"."""
    if name.first < 3:
        return False
    land, hyphen, participle = (word.lower() for word in reading.words[name.first - 3 : name.first])
    is_hyphenated = hyphen in HYPHENS and participle in lexicon.words["bound_participle"]
    return is_hyphenated and (land in lexicon.place_names or land in lexicon.words["bound_owner"])


def is_called(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a man or a woman is said to be called so: "a man known as El Ruso"."""
    link = name.first - 1
    link -= link > 0 and reading.words[link] == "as"
    link -= link > 0 and reading.words[link] == "only"
    noun = link - 1
    if noun < 0 or reading.words[link] not in ("known", "called", "named", "nicknamed"):
        return False
    return any(reading.words[noun].lower() in lexicon.words[use] for use in ("man", "woman", "human"))


def is_ship(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether letters that ships have stand before the name or begin it: "MV Harbour Rose"."""
    near = reading.words[max(name.first - 1, 0) : min(name.first + 1, name.last - 1)]
    return any(word.isupper() and word.lower() in lexicon.words["ship_prefix"] for word in near)


def is_craft(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the noun of a craft is beside a name: "the trawler Harland Rose", "the Tycho spacecraft"."""
    words, crafts, before = reading.words, lexicon.words["craft"], name.first - 1
    if any(word.lower() in crafts for word in words[name.first : min(name.first + 2, name.last - 1)]):
        return True  # "Space Shuttle Endurance"
    root = reading.root(name.first, name.last)
    head, dep = reading.heads[root], reading.deps[root]
    if head >= name.last and dep == "compound":
        return reading.lemmas[head] in lexicon.words["spacecraft"]
    if before < 1 or not words[before].islower() or reading.lemmas[before] not in crafts:
        return False
    is_beside = reading.heads[before] == root or (head == before and dep in ("appos", "compound"))
    is_twice = head == reading.heads[before] and dep in SUBJECTS and reading.deps[before] in SUBJECTS
    verbs = [tag in ("VBD", "VBZ", "MD") for tag in reading.tags[name.last : name.last + 2]]
    return (is_beside or is_twice) and verbs != [True, True]  # "the boat Dana Poole built sank"


def is_ware(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a name narrows the noun of a ware, behind an article or a possessive: "the Zorida camera"."""
    root, before = reading.root(name.first, name.last), name.first - 1
    is_noun = name.last < len(reading) and reading.lemmas[name.last] in lexicon.words["ware"]
    is_told = before >= 0 and reading.tags[before] in ("DT", "PRP$", "JJ", "IN", "CD")
    return is_noun and is_told and reading.heads[root] == name.last and reading.deps[root] in ("compound", "nmod")


def is_bill(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether "the" or "this" stands before a name that nothing goes on behind: "the Bill"."""
    before = reading.words[name.first - 1].lower() if name.first else ""
    follows = reading.words[name.last : name.last + 1]
    return before in ("the", "this") and not (follows and follows[0][0].isupper())


def has_shares(reading: Reading, name: Name) -> bool:
    """Whether the name stands before "shares" or after "shares of"."""
    head = reading.heads[name.last - 1]
    before = head == name.last and reading.words[head].lower() == "shares" and reading.tags[head] == "NNS"
    noun = reading.words[reading.heads[head]].lower()
    return before or (head == name.first - 1 and reading.words[head] in ("of", "in") and noun == "shares")


def is_inside(reading: Reading, name: Name) -> bool:
    """Whether "in" or "at" stands before a name that nothing goes on behind."""
    before = reading.words[name.first - 1].lower() if name.first else ""
    follows = reading.words[name.last : name.last + 1]
    return before in ("in", "at") and not (follows and follows[0][0].isupper())


def is_within(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether "in" stands before a name, or whoever governs the place behind it: "South Orten Gov. Dana Poole"."""
    behind = "".join(reading.words[name.last : name.last + 1]).lower().rstrip(".")
    is_in = is_inside(reading, name) and reading.words[name.first - 1].lower() == "in"
    return is_in or behind in lexicon.words["town_post"]


def has_property(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a possessive and what only places have stand behind the name."""
    behind = reading.words[name.last : name.last + 2]
    return len(behind) == 2 and behind[0] in ("'s", "’s") and behind[1] in lexicon.words["place_property"]


def is_work(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the noun before the name says that it is a work: "the film Annie Poole", not "in his film Poole asks"."""
    noun = name.first - 1
    named = noun >= 0 and reading.tags[noun] == "NN" and reading.lemmas[noun] in lexicon.words["work"]
    return named and reading.deps[name.last - 1] not in ("nsubj", "nsubjpass")


def is_plural(names: list[Name], reading: Reading) -> bool:
    """Whether most places of the words end in a name's plural ("Greens")."""
    return sum(reading.tags[name.last - 1] == "NNPS" for name in names) * 2 > len(names)
