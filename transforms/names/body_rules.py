"""When a name means an organization by what the text says that it is, has and does; no name alone decides.

Each rule gives the kind of a group of names, or None where it cannot tell; kind_rules.py asks them in turn.
"""

from __future__ import annotations

import re
from itertools import islice

from transforms.grammar import HYPHENS
from transforms.lexicon import LONGEST_TITLE, Lexicon
from transforms.names.conduct import TESTS, is_apposed, is_counterpart, is_described, is_made, is_parent, match_of
from transforms.names.societies import HEADS
from transforms.names.splits import is_defined
from transforms.names.standing import has_shares, is_bound, is_example, is_inside
from transforms.names.survey import MANY, Key, Named
from transforms.names.words import LANDS, Name, has_inner_capital
from transforms.reading.reading import Reading

SHORTEST = 4  # letters of initials that mean something by themselves
SHORTEST_STAFFED = 3  # letters of initials before whom they employ
AND = frozenset(("&", "&amp;"))  # within the name of a firm; a text may hold marks of pages
TITLED = frozenset(("LAW", "WORK_OF_ART", "EVENT"))  # what is named by a title
WINGED = re.compile(r"[A-Z]{2,6}[-–][A-Z]{1,3}\.?$")  # "ODP-K"
RELATED = (is_parent, is_counterpart, is_made)
UNSURE = frozenset(("none", "other", "group"))
OPEN_TO_BODIES = frozenset(("person", "place", "other", "none"))  # what a name may be weighed as, and be one after all
OPEN_TO_PEOPLE = frozenset(("organization", "place", "other", "none"))


def as_firm(key: Key, weighed: str, named: Named) -> str | None:
    """What "&" joins, "Harland & Sons", or "and" and what partners are called: "Dana Poole and Brothers"."""
    is_joined = not AND.isdisjoint(key[1:-1]) or (
        key[-2:-1] == ("and",) and key[-1] in named.lexicon.words["partnership"]
    )
    is_firm = weighed in OPEN_TO_BODIES and len(key) > 2 and is_joined
    return "organization" if is_firm else None


def as_cause(key: Key, weighed: str, named: Named) -> str | None:
    """A campaign by who is for or against what, as causes.py puts them together: "Voices for Orten"."""
    links = named.lexicon.words["cause_link"]
    link = next((place for place, word in enumerate(key[:-1]) if place and word in links), 0)
    is_led = link > 0 and key[link - 1].endswith(("s", "men"))
    is_led = is_led and key[link - 1].removesuffix("s") not in named.lexicon.words["event"]
    return "organization" if is_led and all(_is_caused(name, named) for name in named.groups[key]) else None


def _is_caused(name: Name, named: Named) -> bool:
    """Whether a reader took a name for an organization's, and no verb is in it: "Dana Poole Votes Against"."""
    return name.label == "ORG" and not any(tag == "VBZ" for tag in named.reading.tags[name.first : name.last])


def as_company(key: Key, weighed: str, named: Named) -> str | None:
    """What has shares: "Havn Nord shares fell", not "Mr. Poole's shares"."""
    if weighed not in OPEN_TO_BODIES or named.is_known(key):
        return None
    names, reading = named.groups[key], named.reading
    is_titled = any(name.title is not None and name.title.sort in ("honorific", "office") for name in names)
    is_person = is_titled or " ".join(key) in named.lexicon.known_people
    return "organization" if not is_person and any(has_shares(reading, name) for name in names) else None


def as_spelt_out(key: Key, weighed: str, named: Named) -> str | None:
    """What a reader took for an organization, with its letters in brackets: "Young Growers for Peace (YGP)"."""
    if weighed not in OPEN_TO_BODIES:
        return None
    names, reading = named.groups[key], named.reading
    return "organization" if any(n.label == "ORG" and is_defined(reading, n.first, n.last) for n in names) else None


def as_short_body(key: Key, weighed: str, named: Named) -> str | None:
    """A body by the first word of its name, where nobody of that name is there and no title: "Zenith"."""
    if len(key) > 1 or key[0] not in named.fronts or weighed not in ("person", "place"):
        return None
    names, lexicon = named.groups[key], named.lexicon
    unknown = key[0] not in lexicon.place_names and not lexicon.is_given_name(key[0])
    is_person = key[0] in named.lasts or key[0] in lexicon.known_people or any(name.title for name in names)
    is_place = sum(name.label in ("GPE", "LOC", "FAC") for name in names) * 2 >= len(names)
    is_place = is_place or (weighed == "place" and any(is_inside(named.reading, name) for name in names))
    return "organization" if unknown and not is_person and not is_place else None


def as_short_company(key: Key, weighed: str, named: Named) -> str | None:
    """A company by the first words of its name: "Swift Heron" of "Swift Heron Ltd", "Orvane" of "Orvane Bhd".

    Where a given name is the first, a reader must have seen an organization somewhere.
    """
    if key not in named.company_fronts or weighed not in OPEN_TO_BODIES or named.is_somebody(key):
        return None
    names = named.groups[key]
    if len(key) == 1 and (key[0] in named.lexicon.place_names or any(name.title for name in names)):
        return None
    is_place = weighed == "place" and any(is_inside(named.reading, name) for name in names)
    is_person = named.lexicon.is_given_name(key[0]) and all(name.label != "ORG" for name in names)
    is_site = any(key[-1] in named.lexicon.words[use] for use in ("place_noun", "landform"))  # "Harland Basin"
    is_person = is_person and not is_site
    return None if is_place or is_person or named.is_known(key) else "organization"


def as_whole(key: Key, weighed: str, named: Named) -> str | None:
    """What has a branch, by a country behind its name or what is its own: "Acme Namibia", "Acme's Dutch arm"."""
    if weighed not in OPEN_TO_BODIES:
        return None
    has_branch = any(key + land in named.groups for land in named.lands)
    if not has_branch and not any(has_arm(named.reading, name, named.lexicon) for name in named.groups[key]):
        return None
    is_other = named.is_known(key) or named.is_somebody(key) or key[-1] in named.lexicon.surnames
    return None if is_other else "organization"


def has_arm(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether behind a name and its possessive stand a people's adjective and a part of a company: "'s Dutch arm".

    Or before "of" and the name: "the Dutch arm of Acme".
    """
    words, last = reading.words, name.last
    of = name.first - 1 - (name.first > 0 and words[name.first - 1] == "the")
    parts = lexicon.words["abroad"] | lexicon.words["company_part"]
    if of > 1 and words[of] == "of" and words[of - 1] in parts:
        return lexicon.place_names.get(words[of - 2].lower()) == "nationality"
    is_owner = words[last : last + 1] in (["'s"], ["’s"]) and last + 2 < len(words)
    is_land = is_owner and lexicon.place_names.get(words[last + 1].lower()) == "nationality"
    return is_land and words[last + 2] in lexicon.words["abroad"]


def as_bound(key: Key, weighed: str, named: Named) -> str | None:
    """What belongs to somebody of a country: "Dutch-owned Orvane"."""
    is_open = weighed in OPEN_TO_BODIES and not named.is_known(key)
    return "organization" if is_open and named.holds_mostly(is_bound, key) else None


def as_example(key: Key, weighed: str, named: Named) -> str | None:
    """What organizations are said to be such as: "companies like Poole", not a large town that is named so."""
    is_open = weighed in ("person", "organization", "other", "none") or (weighed == "place" and not named.is_known(key))
    return "organization" if is_open and named.holds_mostly(is_example, key) else None


def as_told(key: Key, weighed: str, named: Named) -> str | None:
    """What a noun beside a series says of all its names: "three operators, Orvan, Tilva and Kessan"."""
    kind = named.told.get(key)
    is_open = kind is not None and weighed != "event" and (weighed != "group" or not named.is_listed_people(key))
    if not is_open or named.is_known(key) or named.is_somebody(key):
        return None
    is_other = named.lexicon.name_words.get(key[-1], kind) not in (kind, "place")  # "Silver Ridge" may be a company
    return None if is_other else kind


def as_called(key: Key, weighed: str, named: Named) -> str | None:
    """What is called a body, or has a chief, "the Sun newspaper", "Azul CEO"; an unknown people may be one."""
    if weighed not in UNSURE or named.is_listed_people(key):
        return None
    after = (*named.lexicon.words["body_noun"], *named.lexicon.words["company_head"])
    return "organization" if any(f"after={word}" in named.facts[key] for word in after) else None


def as_lettered_body(key: Key, weighed: str, named: Named) -> str | None:
    """Initials that the reader took for an organization everywhere, "NHIF", or for whom somebody works."""
    names = named.groups[key]
    words = names[0].words(named.reading)
    is_initials = len(words) == 1 and len(key[0]) >= SHORTEST_STAFFED and words[0].isupper() and words[0].isalpha()
    if not is_initials or weighed != "none" or named.lexicon.is_title(key[0]):
        return None
    is_body = len(key[0]) >= SHORTEST and "only=ORG" in named.facts[key]
    return "organization" if is_body or named.holds_mostly(is_employer, key) else None


def as_lettered_actor(key: Key, weighed: str, named: Named) -> str | None:
    """Initials that do or have what only organizations do and have: "OTWA cut its fares"."""
    names = named.groups[key]
    words = names[0].words(named.reading)
    is_initials = len(words) == 1 and len(key[0]) >= SHORTEST_STAFFED and words[0].isupper() and words[0].isalpha()
    if not is_initials or weighed not in ("none", "other") or named.is_known(key) or named.lexicon.is_title(key[0]):
        return None
    places = [(named.reading, name, named.lexicon) for name in names]
    return "organization" if any(test(*place) for test in TESTS["person"] for place in places) else None


def as_traded(key: Key, weighed: str, named: Named) -> str | None:
    """What the reader took for an organization everywhere, with its trade at the end: "Satpura Cements"."""
    is_open = weighed in UNSURE and len(key) > 1 and "only=ORG" in named.facts[key]
    words = named.groups[key][0].words(named.reading)
    is_trade = is_open and key[-1] in named.lexicon.words["sector"] and all(word.istitle() for word in words)
    return "organization" if is_trade and not named.lexicon.is_body_word(key[0]) else None


def as_letters_with_tail(key: Key, weighed: str, named: Named) -> str | None:
    """A party by its letters and those of its wing, which the reader saw as an organization: "ODP-K"."""
    names = named.groups[key]
    is_open = weighed in OPEN_TO_BODIES and any(name.label == "ORG" for name in names)
    return "organization" if is_open and WINGED.match("".join(names[0].words(named.reading))) else None


def as_read_body(key: Key, weighed: str, named: Named) -> str | None:
    """What the reader took for an organization everywhere, with a word that many share: "Orten Court of Law".

    Or with those who sit in it: "Orten House of Representatives".
    """
    lexicon = named.lexicon
    if weighed != "none" or len(key) < MANY or "only=ORG" not in named.facts[key]:
        return None
    end = next((place for place, word in enumerate(key) if word in ("of", "for")), len(key))
    has_members = key[-2] == "of" and lexicon.is_plural_title(key[-1])
    return "organization" if has_members or lexicon.name_words.get(key[end - 1]) == "organization" else None


def is_employer(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a title and its holder stand behind initials, or what somebody is to them: "THA-backed"."""
    words, last = reading.words, name.last
    if words[last : last + 1] and words[last] in HYPHENS:
        return "".join(words[last + 1 : last + 2]) in lexicon.words["siding"]
    ends = range(last + 1, min(last + LONGEST_TITLE, len(words) - 1) + 1)
    end = next((end for end in reversed(ends) if lexicon.title_of(words[last:end]) is not None), None)
    return end is not None and reading.tags[end] == "NNP" and words[end][0].isupper()


def as_brand(key: Key, weighed: str, named: Named) -> str | None:
    """An unknown word with a capital inside, as brands and offices have: "MinHarbour", not "McPoole" nor a person."""
    word = named.groups[key][0].words(named.reading)[0]
    if len(key) > 1 or weighed not in ("person", "place") or not has_inner_capital(word):
        return None
    is_other = named.is_somebody(key) or named.is_known(key) or key[0] in named.lexicon.surnames
    return None if is_other or named.facts[key].get("relative=who", 0.0) > 0 else "organization"


def as_employer(key: Key, weighed: str, named: Named) -> str | None:
    """Whom somebody works for: "Acme boss Dana Poole"."""
    is_employer = {"only=ORG", "modifies=job"} <= named.facts[key].keys()
    return "organization" if weighed == "none" and is_employer else None


def as_related(key: Key, weighed: str, named: Named) -> str | None:
    """What has a subsidiary or is the rival of one that has it, whatever else is called so: "its rival Zamin"."""
    lexicon = named.lexicon
    is_last = len(key) == 1 and key[0] in named.lasts
    is_somebody = is_last or any(name.title is not None for name in named.groups[key])
    is_land = lexicon.place_names.get(" ".join(key)) in LANDS
    if weighed not in OPEN_TO_BODIES or is_somebody or is_land or named.facts[key].get("pronoun=he", 0.0) > 0:
        return None
    told = (test(named.reading, name, lexicon) for name in named.groups[key] for test in RELATED)
    return "organization" if any(told) else None


def as_society(key: Key, weighed: str, named: Named) -> str | None:
    """A society by who is of what: "Mothers of Kessan", "Action for Kessan"."""
    is_society = len(key) > 2 and key[1] in HEADS and key[0] in named.lexicon.words[HEADS[key[1]]]
    return "organization" if is_society and weighed in OPEN_TO_BODIES | {"event"} else None


def as_match_side(key: Key, weighed: str, named: Named) -> str | None:
    """A side of a match in a row of them: "Orten Stars v Tilva, Kessan v ..."; no player, and no land's team."""
    is_open = key in named.sides and weighed in OPEN_TO_BODIES and not named.is_known(key)
    is_open = is_open and not (len(key) == 1 and key[0] in named.lexicon.surnames and weighed == "person")
    return "organization" if is_open and not named.is_somebody(key) else None


def as_side(key: Key, weighed: str, named: Named) -> str | None:
    """A club by the match that it plays: "Orvan beat Tilva 2-0"; no player, nor whoever plays somebody."""
    is_open = weighed in ("person", "none", "other", "group") and len(key) < MANY
    if weighed == "place" and len(key) < MANY:
        return _as_town_side(key, named)
    if not is_open or named.is_known(key) or named.is_listed_people(key) or named.is_somebody(key):
        return None
    if key[-1] in named.surnames or (len(key) > 1 and key[-1] in named.lexicon.surnames):
        return None
    return "organization" if all(_plays(name, named) for name in named.groups[key]) else None


def _as_town_side(key: Key, named: Named) -> str | None:
    """A club by the town whose name it has, where nothing is in the town: "Orten beat Harland 2-0"."""
    is_land = named.lexicon.place_names.get(" ".join(key)) in LANDS
    names, reading = named.groups[key], named.reading
    is_plain = all(word.isalpha() for word in names[0].words(reading))  # "N.J."
    if is_land or not is_plain or any(is_inside(reading, name) for name in names):
        return None
    return "organization" if any(_plays(name, named) for name in names) else None


def _plays(name: Name, named: Named) -> bool:
    """Whether a name plays a match, and none of those who play it is somebody the article names in full."""
    reading = named.reading
    verb = match_of(reading, name, named.lexicon)
    return verb is not None and not any(reading.words[c].lower() in named.lasts for c in reading.children[verb])


def as_conducted(key: Key, weighed: str, named: Named) -> str | None:
    """What is, has or does what only organizations do, and is nobody known: "Acme, a Dutch subsidiary of ...".

    Where the first word is a given name, two things must tell so, or the reader never saw a person.
    """
    tests = () if weighed == "other" and _is_titled(key, named) else TESTS.get(weighed, ())
    is_somebody = named.is_somebody(key, weighed != "place") or named.facts[key].get("relative=who", 0.0) > 0
    if not tests or named.is_known(key) or is_somebody or _is_common(key, named):
        return None
    is_given = len(key) > 1 and named.lexicon.is_given_name(key[0])
    is_read_so = is_given and "only=ORG" in named.facts[key] and key[-1] not in named.lexicon.surnames
    if is_read_so:
        tests = tuple(test for test in tests if test is not is_described)  # a "developer" may be somebody
    places = [(named.reading, name, named.lexicon) for name in named.groups[key]]
    needed = 1 + (is_given and not is_read_so and not any(is_apposed(*place) for place in places))
    told = islice((test for test in tests if any(test(*place) for place in places)), needed)
    return "organization" if len(list(told)) == needed else None


def _is_titled(key: Key, named: Named) -> bool:
    """Whether the reader took a name for a work's or a law's, or a number is in it: "Acme Flight 204"."""
    is_numbered = any(c.isdigit() for word in key for c in word)
    return is_numbered or any(name.label in TITLED for name in named.groups[key])


def _is_common(key: Key, named: Named) -> bool:
    """Whether the last word is one of many organizations, an office, or a plural that is no trade: "Cyclones"."""
    lexicon, name = named.lexicon, named.groups[key][0]
    if "for" in key[1:-1]:
        return False  # "Programme for Young Growers" is no plural
    is_trade = len(key) > 1 and key[-1] in lexicon.words["sector"]
    is_plural = named.reading.tags[name.last - 1] in ("NNPS", "NNS") and not is_trade
    return is_plural or lexicon.is_title(key[-1]) or (len(key) == 1 and lexicon.is_body_word(key[0]))
