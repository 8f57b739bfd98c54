"""When a name means a place by what stands beside it, and when it only looks like one.

Each rule gives the kind of a group of names, or None where it cannot tell; kind_rules.py asks them in turn.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from transforms.grammar import HYPHENS, PHRASE_ENDS
from transforms.lexicon import Lexicon
from transforms.names.body_rules import OPEN_TO_BODIES, OPEN_TO_PEOPLE
from transforms.names.branches import may_have_branch
from transforms.names.hyphens import place_word
from transforms.names.standing import is_example_of
from transforms.names.survey import Key, Named
from transforms.names.whereabouts import SURELY, WHEREABOUTS
from transforms.names.words import LANDS, Name, read_title
from transforms.reading.reading import Reading

LONGEST_TRADE = 6  # words from the comma to the trade
PARTS = frozenset((",", ";", "."))
AGE = re.compile(r"1?[1-9][0-9]?$")
SITES = frozenset(("at", "in", "on", "around"))
NEAR = frozenset(("near", "outside", "off"))
OF_PEOPLES = ("an", "ans", "ese", "ish", "ic")  # how adjectives of lands and of peoples end: "North African"
LONGEST_PART = 2  # words of a part of a land
LOCATED = frozenset(("person", "none", "other"))  # what an unknown place may be weighed as
PAIRING = ("in", "near", "between", "across")  # before two places; "at Oslo and Orten" may be two firms
LONGEST_MEASURE = 8  # words from the verb to the unit
LETTERED = re.compile(r"([A-Z]{3,})-([A-Z]\w+)$")  # "KIT-Nagpur"
OFTEN = 0.4  # share of a name's places where "he", "she" or "who" goes on about it
FULL = (2, 3)  # words of a full name
OPEN_TO_LANDS = LOCATED | {"organization", "place"}
SIDES_BY_LETTER = {"n": "north", "s": "south", "e": "east", "w": "west"}
SIDES = frozenset(("side", "sides", "shore", "shores"))  # "of the Atlantic"
ACROSS = frozenset(("on", "across", "in", "along", "over", "at", "down", "up", "off", "near"))
LONGEST_COUNTRY = 3  # words of a country's name behind a company's


def as_located(key: Key, weighed: str, named: Named) -> str | None:
    """An unknown place by where things are or who lives there: "near Orten", "a resident of Orten", "Orten district".

    A company may have a plant and a club a ground, so these nouns tell nothing; a district has but a place's name.
    """
    is_open = weighed in LOCATED or weighed == "organization"
    if not is_open or named.is_known(key) or named.is_somebody(key) or _is_body(key, named):
        return None
    test = is_ground if weighed == "organization" else is_located
    return "place" if named.holds_mostly(test, key) else None


def as_called_town(key: Key, weighed: str, named: Named) -> str | None:
    """A town whose name is a given name, too, by what only towns have: "Regina's city council", where nobody has it."""
    is_town = weighed == "person" and len(key) == 1 and named.lexicon.place_names.get(key[0]) in ("city", "town")
    if not is_town or key[0] in named.lasts or named.facts[key].get("pronoun=he", 0.0) > 0:
        return None
    fulls = (names for other, names in named.groups.items() if len(other) > 1 and other[0] == key[0])
    names = named.groups[key]
    if any(name.title is not None for name in names) or any(n.label == "PERSON" for full in fulls for n in full):
        return None
    tests = (has_council, is_dwelt_in)
    return "place" if any(test(named.reading, n, named.lexicon) for test in tests for n in names) else None


def has_council(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether what towns have, and people have not, is said to be its own: "Regina's city council"."""
    behind = [word.lower() for word in reading.words[name.last : name.last + 4]]
    if behind[:1] not in (["'s"], ["’s"]):
        return False
    owned = lexicon.words["place_property"]
    return behind[1:2] != [] and (behind[1] in owned or " ".join(behind[1:3]) in owned)


def as_whereabouts(key: Key, weighed: str, named: Named) -> str | None:
    """An unknown place by where people are born or move to, by routes, police and mayors: "flights to Orten".

    That "her mother" stands behind it tells nothing; a given name or somebody's surname does.
    """
    tests = WHEREABOUTS if weighed in ("person", "none") else SURELY if weighed == "organization" else ()
    lexicon, names = named.lexicon, named.groups[key]
    if not tests or named.is_known(key) or _is_body(key, named) or " ".join(key) in lexicon.known_people:
        return None
    is_given = lexicon.is_given_name(key[0]) and not lexicon.is_particle(key[0])
    is_surname = len(key) == 1 and key[0] in named.lasts
    is_who = named.facts[key].get("relative=who", 0.0) > 0 or any(name.title is not None for name in names)
    if is_given or is_surname or is_who:
        return None
    return "place" if any(test(named.reading, n, lexicon) for test in tests for n in names) else None


def is_dwelt_in(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether people live there, or things lie in a direction from it: "a resident of Orten", "south of Orten"."""
    words, first = reading.words, name.first
    of = first > 1 and words[first - 1] == "of"
    return of and any(words[first - 2].lower() in lexicon.words[use] for use in ("place_dweller", "compass"))


def is_ground(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether people live there, something is measured there, or it is said to be an island or a valley."""
    words, last = reading.words, name.last
    if is_seat(reading, name, lexicon) or is_between(reading, name, lexicon):
        return True
    forms = lexicon.words["landform"]
    is_form = reading.heads[last - 1] == last and words[last] in forms
    is_form = is_form or " ".join(words[last : last + 2]) in forms  # "Orten air base"
    is_form = is_form or is_peopled(reading, name, lexicon) or is_sited(reading, name, lexicon)
    return is_form or is_measured(reading, name, lexicon) or is_dwelt_in(reading, name, lexicon)


def is_between(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a comma stands before a name and a larger town or a country behind it: "the High Court, Orten, Oslo,"."""
    words, last = reading.words, name.last
    is_parted = name.first > 0 and words[name.first - 1] == "," and words[last : last + 1] == [","]
    return is_parted and _is_container(reading, last + 1, lexicon, LANDS)


def is_peopled(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether who lives there, or several parts of a country, stand right behind it: "Orten landowners"."""
    last = name.last
    if last >= len(reading):
        return False
    word, tag = reading.words[last], reading.tags[last]
    is_parts = tag == "NNS" and reading.lemmas[last] in lexicon.words["landform"]
    return tag in ("NN", "NNS") and (is_parts or word in lexicon.words["dweller"])


def is_sited(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a building or a site is there, or somebody lives there: "a plant at Orten", "lives at Orten Rapids"."""
    words, link = reading.words, name.first - 1
    if link < 1 or words[link] not in SITES or name.last - name.first > 2:
        return False
    noun, follows = link - 1, words[name.last : name.last + 1]
    is_end = not follows or not follows[0][0].isupper()
    is_site = reading.tags[noun] in ("NN", "NNS") and reading.lemmas[noun] in lexicon.facilities
    return is_end and (is_site or reading.lemmas[noun] in lexicon.words["dwelling_verb"])


def is_such_place(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether places are said to be such as the name: "towns such as Orten and Kessan"."""
    return is_example_of(reading, name, lexicon.words["place_noun"])


def is_seat(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody sits in a parliament for it or runs it: "the MP for Orten", "Orten South MP Dana Poole"."""
    words, first, last = reading.words, name.first, name.last
    begin, title = read_title(reading, lexicon, first - 1) if first > 1 and words[first - 1] == "for" else (0, None)
    if title is not None:
        is_civic = any(word.lower() in lexicon.words["civic"] for word in words[max(0, begin - 1) : first - 1])
        return is_civic or words[first - 2].lower().rstrip(".") in lexicon.words["seat_holder"]
    is_part = last - first > 1 and words[last - 1].lower() in lexicon.words["compass"]
    return is_part and "".join(words[last : last + 1]).lower() in lexicon.words["seat_holder"]


def as_base(key: Key, weighed: str, named: Named) -> str | None:
    """A town that is a given name too, where something is at home: "Nelson-based Acme"."""
    is_open = weighed == "person" and len(key) == 1 and key[0] not in named.lasts
    return "place" if is_open and named.holds_mostly(is_base, key) else None


def is_base(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a hyphen and a word for being at home stand behind a name."""
    hyphen, home = (*reading.words[name.last : name.last + 2], "", "")[:2]
    return hyphen in HYPHENS and home in lexicon.words["at_home"]


def is_measured(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether its weather stands behind a name: "Orten 19.2°C", "Orten recorded a low of 3.1 mm"."""
    words, first, units = reading.words, name.last, tuple(lexicon.words["weather_unit"])
    if first < len(words) and reading.lemmas[first] in lexicon.words["measuring_verb"]:
        limit = min(len(words) - 1, first + LONGEST_MEASURE)
        return any(reading.tags[t] == "CD" and words[t + 1].startswith(units) for t in range(first, limit))
    return reading.tags[first : first + 1] == ["CD"] and "".join(words[first + 1 : first + 2]).startswith(units)


def is_paired(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a known place and "and" or "to" stand before a name: "in Oslo and Orten", "from Oslo to Orten"."""
    words, link = reading.words, name.first - 1
    if link < 2 or words[link] not in ("and", "to") or lexicon.is_given_name(words[name.first]):
        return False
    wanted = PAIRING if words[link] == "and" else ("from",)
    sizes = range(1, min(LONGEST_COUNTRY, link - 1) + 1)
    return any(
        words[link - size - 1] in wanted and " ".join(words[link - size : link]).lower() in lexicon.place_names
        for size in sizes
    )


def is_located(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the words before a name or behind it say that it is a place."""
    words, first, last = reading.words, name.first, name.last
    before = words[first - 1].lower() if first else ""
    if before == "of" and first > 1:
        return _tells_place(words[first - 2].lower(), lexicon)
    tests = (is_measured, is_paired, is_seat, is_peopled, is_such_place)
    if any(test(reading, name, lexicon) for test in tests):
        return True
    is_behind = reading.heads[last - 1] == last and reading.deps[last - 1] == "compound"
    is_within = words[last : last + 1] == [","] and _is_container(reading, last + 1, lexicon)
    is_back = before == "to" and words[first - 2].lower() == "back" and not lexicon.is_given_name(words[first])
    is_near = before in NEAR and reading.tags[first - 1] != "RP"  # "sent off Dana Poole"
    return is_near or is_back or is_within or (is_behind and words[last] in lexicon.words["place_noun"])


def _is_container(
    reading: Reading, token: int, lexicon: Lexicon, sorts: Collection[str] = ("state", "country")
) -> bool:
    """Whether a state or a country stands at the token and nothing more behind it: "Orten, Oregon"."""
    words = reading.words
    is_land = token < len(words) and lexicon.place_names.get(words[token].lower()) in sorts
    return is_land and (token + 1 == len(words) or words[token + 1] in PHRASE_ENDS)


def _tells_place(noun: str, lexicon: Lexicon) -> bool:
    return any(noun in lexicon.words[use] for use in ("place_noun", "place_dweller", "compass"))


def as_branch(key: Key, weighed: str, named: Named) -> str | None:
    """A company's branch by its name and the country's: "Acme Namibia", not "Northern Namibia" nor "Dana Jordan"."""
    lexicon = named.lexicon
    size = next((size for size in range(LONGEST_COUNTRY, 0, -1) if " ".join(key[-size:]) in lexicon.country_codes), 0)
    rest = key[: len(key) - size]
    is_titled = any(name.title is not None for name in named.groups[key])
    if not size or not rest or weighed not in OPEN_TO_BODIES or named.is_known(key) or is_titled:
        return None
    words = named.groups[key][0].words(named.reading)
    is_plain = all(word[0].isupper() and place_word(word).isalnum() for word in words)
    is_place = " ".join(rest) in lexicon.place_names or " ".join(key) in lexicon.place_names
    is_other = len(key) == FULL[0] and lexicon.is_given_name(rest[0])
    return None if not is_plain or is_place or is_other or not may_have_branch(rest, lexicon) else "organization"


def as_lettered(key: Key, weighed: str, named: Named) -> str | None:
    """A school or an institute by its letters and its town: "KIT-Nagpur", not "NATO-Ukraine"."""
    found = LETTERED.match("".join(named.groups[key][0].words(named.reading)))
    if found is None or weighed == "organization":
        return None
    letters, town = found[1].lower(), found[2].lower()
    lexicon = named.lexicon
    is_known = letters in lexicon.organization_names or letters in lexicon.place_names
    is_land = lexicon.place_names.get(town) in LANDS
    return None if is_known or is_land or weighed not in ("place", "person") else "organization"


def as_full_name(key: Key, weighed: str, named: Named) -> str | None:
    """Somebody with a given name whom the reader saw as a person, where places stand: "drove in Dana Poole"."""
    lexicon, names = named.lexicon, named.groups[key]
    if weighed != "place" or len(key) not in FULL or any(name.label != "PERSON" for name in names):
        return None
    is_place = " ".join(key) in lexicon.place_names or key[-1] in lexicon.name_words or key[-1] in lexicon.facilities
    is_given = lexicon.is_given_name(key[0]) and not lexicon.is_particle(key[0])  # "Al Tarfa"
    is_named = is_given or key[-1] in lexicon.surnames or named.holds_mostly(is_told, key)
    return "person" if is_named and not is_place and not named.holds_mostly(is_located, key) else None


def is_told(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a noun for people stands before a name, a comma between: "his predecessor, Dana Poole,"."""
    noun = name.first - 2
    is_after = noun > 0 and reading.words[noun + 1] == "," and reading.tags[noun] == "NN"
    return is_after and lexicon.means_human(reading.lemmas[noun])


def as_tradesman(key: Key, weighed: str, named: Named) -> str | None:
    """Somebody by the trade behind several words that no organization has: "M.S. Poole, an engineer,"."""
    lexicon = named.lexicon
    is_open = weighed in (*OPEN_TO_PEOPLE, "person") and len(key) > 1 and not named.is_known(key)
    ends = (key[-1], key[-1].removesuffix("s"))  # "Orten Mills, a weaver,"
    tables = (lexicon.name_words, lexicon.words["sector"], lexicon.facilities)
    is_body = lexicon.is_body_word(key[-1]) or any(end in table for end in ends for table in tables)
    is_told = is_open and not is_body and any(has_trade(named.reading, n, lexicon) for n in named.groups[key])
    return "person" if is_told else None


def has_trade(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a comma, "a" and a trade stand behind a name: ", a retired engineer,"; not ", a builder" of houses.

    Or "the" and an office that is held of something: ", the mayor of Orten".
    """
    words, last = reading.words, name.last
    if words[last : last + 2] == [",", "the"] and words[last + 3 : last + 4] == ["of"]:
        office = lexicon.title_of((words[last + 2],))
        return office is not None and office.sort == "office" and words[last + 2].islower()
    if words[last : last + 1] != [","] or words[last + 1 : last + 2] not in (["a"], ["an"]):
        return False
    noun = last + 2
    while noun < min(len(words) - 1, last + LONGEST_TRADE) and reading.tags[noun] in ("JJ", "NN", "VBN", "RB"):
        noun += 1
    word = words[noun - 1].lower()
    title = lexicon.title_of((word,))
    is_trade = lexicon.means_human(word) or (title is not None and title.sort == "job")
    return words[noun : noun + 1] in ([","], ["."]) and is_trade and not lexicon.tells_body(word)


def as_short_land(key: Key, weighed: str, named: Named) -> str | None:
    """A country or a state by a letter for the side where it lies: "N. Ireland", "S. Dakota"."""
    side = SIDES_BY_LETTER.get(key[0]) if len(key) == 2 and weighed in OPEN_TO_LANDS else None
    names = (f"{side}{end} {key[-1]}" for end in ("", "ern"))
    return "place" if side and any(named.lexicon.place_names.get(name) in LANDS for name in names) else None


def as_first_name(key: Key, weighed: str, named: Named) -> str | None:
    """A child by the first name of a full one, where a town is called so too: "Phoenix, who was five"."""
    if len(key) > 1 or key[0] not in named.firsts or weighed != "place":
        return None
    facts = named.facts[key]
    return "person" if facts.get("pronoun=he", 0.0) + facts.get("relative=who", 0.0) >= OFTEN else None


def as_aged(key: Key, weighed: str, named: Named) -> str | None:
    """Somebody whose age stands behind the full name: "Dana Poole, 41; Lee Ortiz, 38"."""
    is_open = weighed in OPEN_TO_PEOPLE and len(key) in FULL
    is_house = key[-1] in named.lexicon.facilities or key[-1] in named.lexicon.words["sector"]
    if not is_open or is_house or named.is_known(key) or _is_body(key, named):
        return None
    return "person" if named.holds_mostly(is_aged, key) else None


def is_aged(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether an age and a sign stand behind a name and a sign, or "year-old" before it: "17-year-old Dana Poole"."""
    if [word.lower() for word in reading.words[max(0, name.first - 3) : name.first]] == ["year", "-", "old"]:
        return True
    behind = reading.words[name.last : name.last + 3]
    return len(behind) == 3 and behind[0] in PARTS and behind[2] in PARTS and AGE.match(behind[1]) is not None


def as_part_of_land(key: Key, weighed: str, named: Named) -> str | None:
    """A place by its direction and a word that no list knows: "North Kessan"."""
    is_open = weighed in ("organization", "group", "none", "person", "other") and len(key) == LONGEST_PART
    if not is_open or key[0] not in named.lexicon.words["compass"] or named.is_known(key):
        return None
    names, strange = named.groups[key], named.reading.strange
    is_bare = all(name.last - 1 in strange and name.title is None for name in names)
    is_sort = named.lexicon.is_body_word(key[1]) or key[1] in named.lexicon.surnames or key[1].endswith(OF_PEOPLES)
    return "place" if is_bare and not is_sort else None


def as_direction(key: Key, weighed: str, named: Named) -> str | None:
    """Nothing that a list of places can hold: "the North"; where North Korea is named, that is one."""
    if len(key) > 1 or weighed != "place" or key[0] not in named.lexicon.words["compass"]:
        return None
    is_land = any(other[:1] == key and " ".join(other) in named.lexicon.country_codes for other in named.groups)
    return None if is_land else "none"


def as_member(key: Key, weighed: str, named: Named) -> str | None:
    """A player or his club in a row of both: "Dana Poole (Olimpira), Lee Ortiz (Real Quillan), ..."."""
    if key in named.players:
        return "person" if len(key) in FULL and not named.is_known(key) else None
    if key not in named.clubs:
        return None
    return "organization" if weighed != "organization" else None


def _is_body(key: Key, named: Named) -> bool:
    """Whether the last word is one that organizations share, or the name is the short form of one."""
    return named.lexicon.name_words.get(key[-1]) == "organization" or (len(key) == 1 and key[0] in named.fronts)


def as_landmark(key: Key, weighed: str, named: Named) -> str | None:
    """A river, a sea or a town with an article, which a body is called after, "on the Amazon"; not "at the UN"."""
    plain, words, lexicon = " ".join(key), named.reading.words, named.lexicon
    kinds = {lexicon.place_names.get(plain), lexicon.place_names.get(f"the {plain}")} - {None, "nationality"}
    is_known = plain in lexicon.organization_names and kinds <= {"town", "city"}
    if not kinds or is_known or weighed != "organization":
        return None
    places = [words[max(0, name.first - 3) : name.first] for name in named.groups[key]]
    is_crossed = any(p[-1:] == ["the"] and len(p) > 1 and p[-2].lower() in ACROSS for p in places)
    has_sides = any(p[1:] == ["of", "the"] and p[0].lower() in SIDES for p in places)
    return "place" if is_crossed or has_sides else None
