"""What the names of one series tell of one another: "Orvan Ltd, Tilva and Kessan Bank" are three organizations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.names.body_rules import OPEN_TO_PEOPLE
from transforms.names.rows_of_names import Key, Series
from transforms.names.series import WHERE, is_sure_body
from transforms.names.survey import LEAST_LISTED, Named
from transforms.names.unknown_names import ORGANIZATION, PLACE, is_unknown, may_change, weigh_jointly
from transforms.names.words import LANDS

OPEN = frozenset(("person", "place", "other"))  # what an unknown name may be weighed as, and be an organization
UNTOLD = OPEN | {"none", "organization"}
SURE_TOGETHER = 0.6  # the chance from which the single words of a series are organizations, weighed as one
SURE_ALONE = 0.9  # the chance from which what others of a series are tells nothing of a name
LEAST_PEOPLE = 4  # names in a series of which most are people's
LEAST_SHARE = 3  # one in so many names is a person's for certain where most may be surnames
LONGEST_SHORT = 2  # words of a player's name in a team sheet: "Poole", "S Poole"


def with_mates(weighed: Mapping[Key, str], ruled: Mapping[Key, str], named: Named) -> dict[Key, str]:
    """The classes where the rest of a series says what an unknown name is: an organization, or somebody.

    It stands among three with a sure organization, or among four or more of whom most are people, and nothing of
    another kind stands with them.
    """
    found = dict(ruled)
    for series in named.series:
        fewest = 2 if any(ruled[key] == "organization" != weighed[key] for key in series.keys) else LEAST_LISTED
        is_joined = series.is_joined(named.reading)  # no "Acme, Dana Poole,"
        if is_joined and len(series.keys) >= fewest and _are_bodies(series, weighed, ruled, named):
            found |= {key: "organization" for key in series.keys if _may_be_body(key, ruled[key], named)}
        elif len(series.keys) >= LEAST_LISTED and _are_people(series, ruled, named):
            found |= {key: "person" for key in series.keys if _may_be_somebody(key, ruled[key], named)}
        else:
            found |= _weigh_together(series.keys, weighed, found, named)
        found |= _beside_full_names(series, weighed, found, named)
    for keys in named.parallels:
        found |= _beside_bodies(keys, weighed, found, named) or _weigh_together(keys, weighed, found, named)
    return found | _of_people(weighed, found, named)


def _beside_bodies(
    keys: Sequence[Key], weighed: Mapping[Key, str], ruled: Mapping[Key, str], named: Named
) -> dict[Key, str]:
    """The names of several words of which a sentence says the same as of a sure organization: "the Sunrise Bloc 38"."""
    sure = any(ruled[key] == "organization" and len(key) > 1 for key in keys)
    several = [key for key in keys if len(key) > 1 and not any(word.isdigit() for word in key)]  # no "Studio 54"
    open_ones = [key for key in several if _may_be_body(key, ruled[key], named)] if sure else []
    return {key: "organization" for key in open_ones if ruled[key] != "organization"}


def _of_people(weighed: Mapping[Key, str], ruled: Mapping[Key, str], named: Named) -> dict[Key, str]:
    """What seem towns behind people where others of the sentence are of organizations: "Poole of Orvane Ltd, ..."."""
    words, sentences = named.reading.words, named.reading.token_sentence
    ends = {n.last for key, names in named.groups.items() if ruled[key] == "person" and len(key) > 1 for n in names}
    homes: dict[int, list[Key]] = {}
    for key, names in named.groups.items():
        for name in names if ends else ():
            if words[name.first - 1 : name.first] == ["of"] and name.first - 1 in ends:
                homes.setdefault(sentences[name.first], []).append(key)
    found: dict[Key, str] = {}
    for keys in homes.values():
        unknown = [key for key in keys if ruled[key] == "place" and is_unknown(key, named)]
        others = [key for key in keys if key not in unknown]
        if others and all(ruled[key] == "organization" for key in others):
            found |= {key: "organization" for key in unknown if may_change(key, weighed[key], named)}
    return found


def _beside_full_names(
    series: Series, weighed: Mapping[Key, str], ruled: Mapping[Key, str], named: Named
) -> dict[Key, str]:
    """The single words that no list knows beside people named in full: who is named so is named in full, too."""
    people = [key for key in series.keys if ruled[key] == "person"]
    lists = named.lexicon
    is_full = any(len(key) > 1 and (lists.is_given_name(key[0]) or key[-1] in lists.surnames) for key in people)
    if not is_full or not series.is_joined(named.reading):
        return {}
    single = [key for key in people if len(key) == 1]
    if 2 * len(single) > len(people) or any(not is_unknown(key, named) for key in single):
        return {}
    return {key: "organization" for key in single if may_change(key, weighed[key], named)}


def _weigh_together(
    keys: Sequence[Key], weighed: Mapping[Key, str], ruled: Mapping[Key, str], named: Named
) -> dict[Key, str]:
    """The single words of a series that no list knows as organizations, where all that is said of them tells so.

    They are of one kind, so what is said of one counts for each other one.
    """
    are_surnames = any(len(key) == 1 and ruled[key] == "person" and not is_unknown(key, named) for key in keys)
    keys = [key for key in dict.fromkeys(keys) if len(key) == 1 and ruled[key] in UNTOLD]
    if are_surnames or len(keys) < 2 or all(ruled[key] == "organization" for key in keys):
        return {}
    keys = [key for key in keys if is_unknown(key, named)]
    if len(keys) < 2 or weigh_jointly(keys, weighed, named)[ORGANIZATION] < SURE_TOGETHER:
        return {}
    if any(max(_chances(key, weighed, named)) > SURE_ALONE for key in keys):
        return {}  # "Orvane and Orten", where all tells that one is a town
    open_ones = (key for key in keys if ruled[key] == weighed[key] and may_change(key, weighed[key], named, True))
    return dict.fromkeys(open_ones, "organization")


def _chances(key: Key, weighed: Mapping[Key, str], named: Named) -> list[float]:
    """The chances of a name by itself to be anything but an organization."""
    chances = weigh_jointly([key], weighed, named)
    return [chance for kind, chance in enumerate(chances) if kind != ORGANIZATION]


def _are_bodies(series: Series, weighed: Mapping[Key, str], ruled: Mapping[Key, str], named: Named) -> bool:
    """Whether one name of a series is surely an organization's, as a rule or its words tell, and each other may be."""
    bodies = {key for key in series.keys if ruled[key] == "organization"}
    sure = {key for key in bodies if weighed[key] != "organization" or is_sure_body(key, named.lexicon)}
    sure |= {key for key in bodies if all(name.label == "ORG" for name in named.groups[key])}
    others = (key for key in series.keys if key not in sure)
    return bool(sure) and all(ruled[key] == "organization" or _may_be_body(key, ruled[key], named) for key in others)


def _may_be_body(key: Key, kind: str, named: Named) -> bool:
    """Whether a name is nobody's and no known place's, as far as anything tells."""
    lexicon = named.lexicon
    is_open = kind in OPEN and not named.is_known(key) and not named.is_somebody(key)
    is_given = lexicon.is_given_name(key[0]) or (len(key) == 1 and key[0] in lexicon.surnames)
    is_place = lexicon.place_names.get(" ".join(key)) in LANDS or key[-1] in lexicon.name_words
    labels = {name.label for name in named.groups[key]} - {""}
    is_full = len(key) > 1 and labels == {"PERSON"}
    if kind == "place" and is_unknown(key, named) and weigh_jointly([key], {key: kind}, named)[PLACE] > SURE_ALONE:
        return False
    return is_open and not is_given and not is_place and bool(labels) and not (is_full and kind == "person")


def _are_people(series: Series, ruled: Mapping[Key, str], named: Named) -> bool:
    """Whether most names of a series are people's or surnames, and each other one may be somebody's."""
    before = named.reading.words[series.first - 1].lower() if series.first else ""
    people = [key for key in series.keys if ruled[key] == "person"]
    others = [key for key in series.keys if ruled[key] != "person"]
    if len(series.keys) < LEAST_PEOPLE:
        return before not in WHERE and len(others) == 1 < len(people) and _is_read_so(others[0], named)
    surnames = [key for key in others if len(key) == 1 and key[0] in named.lexicon.surnames]
    share, size = len(people) + len(surnames), len(series.keys)
    if before in WHERE or 2 * share <= size or LEAST_SHARE * len(people) <= size:
        return False
    return LEAST_SHARE * share >= 2 * size or all(_may_be_somebody(key, ruled[key], named) for key in others)


def _is_read_so(key: Key, named: Named) -> bool:
    """Whether a full name was read as somebody's at each of its places, or a given name begins what a town seemed.

    No list knows a word of it.
    """
    lexicon = named.lexicon
    is_other = " ".join(key) in lexicon.place_names or any(lexicon.is_body_word(word) for word in key)
    is_other = is_other or key[-1] in lexicon.facilities or not all(word.isalpha() for word in key)
    labels = {name.label for name in named.groups[key]}
    is_borne = lexicon.is_given_name(key[0]) and labels <= {"PERSON", "GPE"}
    return len(key) == LONGEST_SHORT and not is_other and (is_borne or labels == {"PERSON"})


def _may_be_somebody(key: Key, kind: str, named: Named) -> bool:
    """Whether a name is a single word, an initial before it, that means no organization and no large place."""
    lexicon, plain = named.lexicon, " ".join(key)
    is_short = len(key) == 1 or (len(key) == LONGEST_SHORT and len(key[0]) == 1) or _is_read_so(key, named)
    is_word = len(key[-1]) > 1 and key[-1].isalpha() and not lexicon.is_body_word(key[-1])
    is_known = plain in lexicon.organization_names or lexicon.place_names.get(plain) in (
        "country",
        "state",
        "nationality",
    )
    is_shouted = len(key) == 1 and all(name.words(named.reading)[0].isupper() for name in named.groups[key])
    return kind in OPEN_TO_PEOPLE and is_short and is_word and not is_known and not is_shouted
