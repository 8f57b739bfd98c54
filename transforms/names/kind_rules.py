"""What kind of thing a name means where no weighing is needed: "Poole" is who "Dana Poole" is, a film a work.

Each rule looks at the words, at where they stand in the article and at what else is named there. The first that knows
the kind decides; where none does, the kind stays what kinds.py weighed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from transforms.names.bearers import (
    as_bearer,
    as_elided,
    as_family,
    as_god,
    as_initialled,
    as_relative,
    as_reversed,
)
from transforms.names.body_rules import (
    OPEN_TO_BODIES,
    OPEN_TO_PEOPLE,
    UNSURE,
    as_bound,
    as_brand,
    as_called,
    as_cause,
    as_company,
    as_conducted,
    as_employer,
    as_example,
    as_firm,
    as_lettered_actor,
    as_lettered_body,
    as_letters_with_tail,
    as_match_side,
    as_read_body,
    as_related,
    as_short_body,
    as_short_company,
    as_side,
    as_society,
    as_spelt_out,
    as_told,
    as_traded,
    as_whole,
)
from transforms.names.citations import as_cited
from transforms.names.ending_rules import (
    as_bare_post,
    as_bound_body,
    as_first_word,
    as_headline_words,
    as_no_person,
    as_no_place,
    as_sorted,
)
from transforms.names.no_people import as_nobody
from transforms.names.numbered import as_numbered
from transforms.names.office_rules import as_headed
from transforms.names.place_rules import (
    as_aged,
    as_base,
    as_branch,
    as_called_town,
    as_direction,
    as_first_name,
    as_full_name,
    as_landmark,
    as_lettered,
    as_located,
    as_member,
    as_part_of_land,
    as_short_land,
    as_tradesman,
    as_whereabouts,
)
from transforms.names.plain_words import as_plain_word
from transforms.names.posts_beside import as_post_holder
from transforms.names.standing import has_property, is_called, is_inside, is_officer, is_plural, is_within
from transforms.names.survey import Key, Named
from transforms.names.thing_rules import (
    as_bill,
    as_event,
    as_law,
    as_make,
    as_ship,
    as_spelt_thing,
    as_thing,
    as_ware,
    as_work,
)
from transforms.names.unknown_names import as_weighed
from transforms.names.whole_people import as_whole_person
from transforms.names.words import Name

WHERE = frozenset(("in", "at", "near", "from", "to", "into"))
FULL = (2, 3)  # words of a full name


def apply_rules(classes: Mapping[Key, str], named: Named) -> dict[Key, str]:
    """The class of each group of names: that of the first rule that knows it, else the weighed one in `classes`."""
    return {key: _ruled(key, weighed, named) for key, weighed in classes.items()}


def _ruled(key: Key, weighed: str, named: Named) -> str:
    for rule in RULES:
        kind = rule(key, weighed, named)
        if kind is not None:
            return kind
    return weighed


def _as_surname(key: Key, weighed: str, named: Named) -> str | None:
    """Whoever is named in full elsewhere: "Poole", "van der Poole"."""
    single = len(key) == 1 and key[0] in named.surnames and not named.is_known(key)
    return "person" if single or (len(key) > 1 and key in named.with_particles) else None


def _as_team(key: Key, weighed: str, named: Named) -> str | None:
    """A team by what follows its town's name, where that is no name of anybody's: "Glory" of "Perth Glory"."""
    if len(key) > 1 or key[0] not in named.nicknames or weighed not in OPEN_TO_BODIES:
        return None
    lexicon, word = named.lexicon, key[0]
    tables = (lexicon.place_names, lexicon.titles, named.lasts)
    is_other = any(word in table for table in tables) or lexicon.is_given_name(word) or lexicon.is_body_word(word)
    return None if is_other else "organization"


def _as_known_body(key: Key, weighed: str, named: Named) -> str | None:
    return "organization" if len(key) > 1 and " ".join(key) in named.lexicon.organization_names else None


def _as_union(key: Key, weighed: str, named: Named) -> str | None:
    """A union of states by its letters: "SADC"."""
    is_union = len(key) == 1 and key[0] in named.lexicon.words["union"] and weighed in OPEN_TO_BODIES - {"none"}
    return "organization" if is_union and named.groups[key][0].words(named.reading)[0].isupper() else None


def _as_short_form(key: Key, weighed: str, named: Named) -> str | None:
    """An organization by its initials, or by what it is said to be called for short."""
    if weighed in ("organization", "event", "group", "law") or " ".join(key) in named.lexicon.place_names:
        return None
    if named.is_short(key):
        return "organization"
    names = named.groups[key]
    in_capitals = len(key[0]) > 1 and all(name.words(named.reading)[0].isupper() for name in names)
    return "organization" if len(key) == 1 and in_capitals and key[0] in named.body_initials else None


def _as_club(key: Key, weighed: str, named: Named) -> str | None:
    """A club or a paper by the letters or the word with which its name begins or ends: "FC Kessan", "Daily Kessan"."""
    words, lists = named.groups[key][0].words(named.reading), named.lexicon.words
    is_led = key[0] in lists["club_start"] or (key[0] in lists["body_start"] and words[0].isupper())
    is_led = is_led or key[-1] in lists["club_end"] or key[0] in lists["press_start"]
    return "organization" if is_led and words[-1].istitle() and len(key) > 1 and weighed in OPEN_TO_BODIES else None


def _as_owner(key: Key, weighed: str, named: Named) -> str | None:
    """An organization by whom it is called after, where nobody else is called so."""
    if key not in named.owners or weighed not in OPEN_TO_BODIES:
        return None
    is_somebody = key[-1] in named.surnames or named.lexicon.is_given_name(key[0])
    return None if is_somebody or any(name.title for name in named.groups[key]) else "organization"


def _as_well_known(key: Key, weighed: str, named: Named) -> str | None:
    """Somebody whom any reader knows by the surname, which is no place's."""
    lexicon = named.lexicon
    is_known = " ".join(key) in lexicon.known_people and not named.is_known(key)
    is_other = key[-1] in lexicon.place_names or lexicon.is_body_word(key[-1]) or key[0] in named.fronts
    return "person" if is_known and not is_other and weighed in ("place", "none", "other") else None


def _as_governed(key: Key, weighed: str, named: Named) -> str | None:
    """A place by what it has: "Fenwick's mayor"."""
    is_part = len(key) == 1 and (key[0] in named.lasts or key[0] in named.firsts)
    is_somebody = is_part or (len(key) > 1 and named.lexicon.is_given_name(key[0]))
    is_somebody = is_somebody or any(name.title for name in named.groups[key])
    if is_somebody or weighed not in ("person", "none", "other"):
        return None
    return "place" if named.holds_mostly(has_property, key) else None


def _as_listed(key: Key, weighed: str, named: Named) -> str | None:
    """A place or an organization among others in a list, which no given name and no other place makes somebody."""
    found = named.listed.get(key)
    if found not in ("place", "organization") or weighed == found or len(named.groups[key]) > 1:
        return None
    if named.lexicon.name_words.get(key[-1], found) != found:
        return None
    is_full = named.lexicon.is_given_name(key[0]) or key[-1] in named.surnames
    is_full = is_full and not (len(key) > 1 and named.lexicon.is_particle(key[0]))  # "Al Tarfa"
    is_somebody = is_full or key[-1] in named.lexicon.surnames
    is_known = named.is_known(key) or " ".join(key) in named.lexicon.known_people
    return None if is_somebody or is_known or named.groups[key][0].title else found


def _as_town(key: Key, weighed: str, named: Named) -> str | None:
    """A larger town that is a given name too, where things are in it: "in Florence"; or a seeming body, mostly so."""
    lexicon, plain, names = named.lexicon, " ".join(key), named.groups[key]
    is_town = lexicon.place_names.get(plain) in ("city", "state", "country")
    if not is_town or key[-1] in named.lasts or key[0] in named.firsts:
        return None
    if weighed == "organization":
        if plain in lexicon.organization_names:
            return None
        if len(key) == 1 and names[0].words(named.reading)[0].isupper():
            return "place" if lexicon.place_names[plain] == "country" else None  # "DRC"
        return "place" if named.holds_mostly(is_within, key) else None
    is_inner = any(is_inside(named.reading, name) for name in names)
    is_he = named.facts[key].get("pronoun=he", 0.0) > 0 or any(name.title is not None for name in names)
    is_inner = is_inner or (not is_he and 2 * sum(name.label == "GPE" for name in names) >= len(names))
    return "place" if is_inner and weighed in ("person", "none", "other") else None


def _as_dateline(key: Key, weighed: str, named: Named) -> str | None:
    """A known town from which the article was sent: "TIJUANA, Mexico - ... Tijuana had seen"."""
    is_open = weighed in ("person", "none", "other") and " ".join(key) in named.lexicon.place_names
    if not is_open or key[-1] in named.lasts:
        return None
    reading = named.reading
    lines = (reading.text[s.start : s.end].lower() for s in reading.segments if s.kind == "dateline")
    return "place" if any(line.lstrip().startswith(" ".join(key)) for line in lines) else None


def _as_division(key: Key, weighed: str, named: Named) -> str | None:
    """A part of a country, by what its name ends in, "Fenwick State", or begins with, "Co Fenwick"."""
    words = named.lexicon.words
    if any(name.title is not None and name.title.sort == "office" for name in named.groups[key]):
        return None  # "council leader John Ward"
    is_led = len(key) == 2 and key[0] in words["division_start"] and not named.lexicon.is_body_word(key[1])
    is_division = len(key) > 1 and key[-1] in words["division"] and weighed in ("person", "none", "other")
    return "place" if is_led or is_division else None


def _as_masthead(key: Key, weighed: str, named: Named) -> str | None:
    """A paper called as a sea is, where its article has a capital within a sentence: "told The Atlantic"."""
    if weighed != "place" or " ".join(key) not in named.lexicon.organization_names:
        return None
    words = named.reading.words
    fronts = [words[name.first - 2 : name.first] for name in named.groups[key] if name.first > 1]
    return "organization" if fronts and all(f[1] == "The" and f[0].islower() for f in fronts) else None


def _as_titled(key: Key, weighed: str, named: Named) -> str | None:
    """Who is addressed, "Mlle. du Parc", has a rank or is one of many of a title, "Senators Poole, Ortiz and Ives"."""
    names = named.groups[key]
    is_body = named.lexicon.name_words.get(key[-1]) == "organization"  # "Prince of Fenwick Heritage Centre"
    if len(key) > 2 and key[0] in named.lexicon.words["noble"] and key[1] == "of" and not is_body:
        return "person"
    addressed = sum(name.title is not None and name.title.sort == "honorific" for name in names)
    is_land = named.lexicon.place_names.get(" ".join(key)) == "country"  # "Miss Fenwick" is a contest's winner
    if addressed * 2 > len(names) and not (is_land and weighed == "place"):
        return "person"
    listed = named.facts[key].get("title=plural", 0.0) > 0.5 and not named.is_known(key)
    return "person" if listed and weighed in OPEN_TO_PEOPLE else None


def _as_kin(key: Key, weighed: str, named: Named) -> str | None:
    """Whose name follows what they are to somebody, "her friend, Ines", or a man called so."""
    if named.is_known(key) or weighed not in OPEN_TO_PEOPLE:
        return None
    is_kin = named.facts[key].get("after_kin", 0.0) > 0.5 and weighed != "organization"
    return "person" if is_kin or named.holds_mostly(is_called, key) else None


def _as_people(key: Key, weighed: str, named: Named) -> str | None:
    """What spaCy calls a nationality, a religion or a party nearly everywhere."""
    names = named.groups[key]
    if sum(name.label == "NORP" for name in names) * 2 <= len(names):
        return None
    plural = is_plural(names, named.reading)
    many = plural and key[-1].endswith("s")
    if (weighed == "place" or (weighed in UNSURE and not many)) and _is_where(key, names, named):
        return "place"
    return "group" if plural or weighed in UNSURE else None


def _as_nation(key: Key, weighed: str, named: Named) -> str | None:
    """A people by its country's adjective, which was taken for a place or once for nothing: "the Kazakh president"."""
    is_nation = weighed in ("place", "none", "other") and named.lexicon.place_names.get(" ".join(key)) == "nationality"
    is_seen = weighed == "place" or any(name.label == "NORP" for name in named.groups[key])
    return "group" if is_nation and is_seen else None


def _is_where(key: Key, names: list[Name], named: Named) -> bool:
    """Whether a people that no list knows is rather a place, where things mostly are: "moved to Fenwickia"."""
    reading = named.reading
    if named.is_listed_people(key) or key[-1].endswith(("ism", "ity")):
        return False
    heads = (name.first > 0 and reading.heads[name.last - 1] == name.first - 1 for name in names)
    where = sum(
        stands and reading.words[name.first - 1].lower() in WHERE for stands, name in zip(heads, names, strict=True)
    )
    return where * 2 > len(names)


def _as_officer(key: Key, weighed: str, named: Named) -> str | None:
    """Who holds an office of somebody's: "its chief executive, Colm Haverty,"."""
    is_open = len(key) in FULL and weighed in OPEN_TO_PEOPLE
    if not is_open or named.is_known(key) or named.lexicon.name_words.get(key[-1]) == "organization":
        return None
    return "person" if named.holds_mostly(is_officer, key) else None


RULES: tuple[Callable[[Key, str, Named], str | None], ...] = (
    as_whole_person,
    as_numbered,
    as_ship,
    as_thing,
    as_spelt_thing,
    as_firm,
    as_cause,
    as_society,
    as_cited,
    _as_surname,
    as_family,
    as_short_body,
    as_short_company,
    _as_team,
    _as_known_body,
    _as_union,
    _as_short_form,
    _as_club,
    _as_owner,
    _as_well_known,
    _as_governed,
    as_short_land,
    as_branch,
    as_whole,
    as_lettered,
    as_member,
    as_located,
    as_called_town,
    as_whereabouts,
    as_base,
    as_full_name,
    as_bearer,
    as_post_holder,
    as_reversed,
    as_tradesman,
    as_aged,
    as_first_name,
    as_relative,
    as_part_of_land,
    as_direction,
    _as_town,
    _as_dateline,
    _as_division,
    as_landmark,
    _as_masthead,
    as_example,
    as_bound,
    as_told,
    _as_listed,
    _as_titled,
    as_elided,
    as_initialled,
    as_god,
    _as_kin,
    as_called,
    _as_people,
    _as_nation,
    _as_officer,
    as_company,
    as_related,
    as_match_side,
    as_side,
    as_conducted,
    as_headed,
    as_brand,
    as_ware,
    as_make,
    as_no_person,
    as_headline_words,
    as_no_place,
    as_sorted,
    as_bound_body,
    as_bare_post,
    as_first_word,
    as_law,
    as_bill,
    as_event,
    as_work,
    as_employer,
    as_spelt_out,
    as_lettered_body,
    as_lettered_actor,
    as_letters_with_tail,
    as_traded,
    as_read_body,
    as_nobody,
    as_plain_word,
    as_weighed,
)
