"""What an article names as a whole: what the rules of kind_rules.py need to know beside one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from transforms.lexicon import Lexicon
from transforms.names.counted import tell_counted
from transforms.names.match_rows import find_matches
from transforms.names.other_names import find_defined, find_known_as
from transforms.names.parallels import find_parallels
from transforms.names.rows_of_names import Series, find_series
from transforms.names.series import kind_of_noun, tell_series
from transforms.names.splits import INNER_WORDS
from transforms.names.words import Name, family_names, surname_of
from transforms.reading.reading import Reading

Key = tuple[str, ...]  # the words of a name, as name_key makes them
Facts = dict[str, float]  # what holds, and for what share of the places
SEPARATORS = frozenset((",", "and", "&"))
LINKS = INNER_WORDS | {"against"}
LEAST_PAIRS = 3  # people with their clubs that make a team sheet
LEAST_LISTED = 3  # names in a row that make a list
SURE_LISTED = 2  # neighbours of one class
FEWEST_WHERE = {"in": 2, "across": 2, "at": LEAST_LISTED, "around": LEAST_LISTED}  # names in a row that are places
LANDS = frozenset(("country", "state", "city"))
SHORTEST_FRONT = 2  # words of a company's short name
MANY = 3  # words of a name that has initials


@dataclass(frozen=True, slots=True)
class Named:
    """All that an article names."""

    reading: Reading
    lexicon: Lexicon
    groups: Mapping[Key, list[Name]]
    facts: Mapping[Key, Facts]
    surnames: Set[str]  # of people named in full
    firsts: Set[str]  # first words of people
    lasts: Set[str]  # last words of people
    with_particles: Set[Key]  # such surnames of more than one word
    bodies: Set[Key]  # organizations of several words
    fronts: Set[str]  # first words of them
    company_fronts: Set[Key]  # first words of companies
    nicknames: Set[str]  # of teams
    events: Set[Key]
    laws: Set[Key]
    initials: Set[str]  # of laws
    body_initials: Set[str]  # of organizations
    owners: Set[Key]  # what organizations are called after: "St. Brigid" of "St. Brigid's Hospital"
    lands: Set[Key]  # countries behind other words of a name: "Namibia" of "Acme Namibia"
    series: Sequence[Series]
    sides: Set[Key]  # of matches in rows: "Orten Stars v Tilva"
    parallels: Sequence[Sequence[Key]]  # names of which a sentence says the same without a verb: "Orvan 52, Tilva 31"
    told: Mapping[Key, str]  # the kind that a noun beside a series says of the names in it
    listed: Mapping[Key, str]  # the class that all neighbours in lists share
    defined: Mapping[Key, Key]  # what stands in brackets behind a name of several words, and that name
    known_as: Mapping[Key, Key]  # what something is said to be known as, and its name
    players: Set[Key]  # whoever stands before such a bracket in a row of people and their clubs
    clubs: Set[Key]  # what stands in the brackets of such a row

    def is_known(self, key: Key) -> bool:
        """Whether the words alone mean a body or a large place to any reader."""
        plain = " ".join(key)
        return plain in self.lexicon.organization_names or self.lexicon.place_names.get(plain, "town") != "town"

    def is_short(self, key: Key) -> bool:
        """Whether an organization is said to be called so for short, or known as it."""
        return self.defined.get(key) in self.bodies or self.known_as.get(key) in self.bodies

    def is_listed_people(self, key: Key) -> bool:
        """Whether the words are what believers, a party or a nation are called."""
        plain, lexicon = " ".join(key), self.lexicon
        return plain in lexicon.faiths or plain in lexicon.parties or lexicon.place_names.get(key[-1]) == "nationality"

    def is_somebody(self, key: Key, by_pronoun: bool = True) -> bool:
        """Whether anything tells that the words are a person's name: a title, a given name, he or she, a full name."""
        lexicon = self.lexicon
        is_titled = any(name.title is not None and name.title.sort != "job" for name in self.groups[key])
        is_given = len(key) == 1 and lexicon.is_given_name(key[0])
        is_full = len(key) > 1 and lexicon.is_given_name(key[0]) and key[-1] in lexicon.surnames
        is_other = (len(key) == 1 and key[0] in self.lasts) or " ".join(key) in lexicon.known_people
        return (
            is_titled or is_given or is_full or is_other or (by_pronoun and self.facts[key].get("pronoun=he", 0.0) > 0)
        )

    def holds_mostly(self, test: Callable[[Reading, Name, Lexicon], bool], key: Key) -> bool:
        """Whether the test holds for at least half of the places of a name."""
        names = self.groups[key]
        return sum(test(self.reading, name, self.lexicon) for name in names) * 2 >= len(names)


def survey_names(
    reading: Reading,
    groups: Mapping[Key, list[Name]],
    facts: Mapping[Key, Facts],
    classes: Mapping[Key, str],
    lexicon: Lexicon,
) -> Named:
    """What the rules need to know of an article's names, their groups, facts and weighed classes given."""
    clubs_of = {key for key in classes if len(key) > 1 and key[0] in lexicon.words["club_start"]}
    people = [key for key, kind in classes.items() if kind == "person" and len(key) > 1 and key not in clubs_of]
    full = [key for key in people if key[1] != "of" and lexicon.is_given_name(key[0])]
    bodies = [key for key, kind in classes.items() if kind == "organization" and len(key) > 1]
    laws = _find_laws(reading, groups, lexicon)
    series = list(find_series(reading, groups, lexicon))
    players, clubs = _find_members(reading, groups, lexicon)
    return Named(
        reading=reading,
        lexicon=lexicon,
        groups=groups,
        facts=facts,
        surnames={name for key in full for name in family_names(key)},
        firsts={key[0] for key in people},
        lasts={key[-1] for key in people},
        with_particles={surname_of(key, lexicon) for key in full if len(key) > 2},
        bodies=set(bodies),
        fronts={key[0] for key in bodies},
        company_fronts={front for key in bodies for front in _company_fronts(key, lexicon)},
        nicknames={key[-1] for key in bodies if " ".join(key[:-1]) in lexicon.place_names}
        | {key[-1] for key in clubs_of}
        | _find_plurals(reading, groups, bodies),
        events=_find_events(groups, lexicon),
        laws=laws,
        initials={_initials(key) for key in laws if len(key) >= MANY},
        body_initials={_initials(key) for key in bodies if len(key) >= MANY},
        owners={owner for key in bodies if (owner := _owner_of(key, lexicon))},
        lands=_find_lands(groups, lexicon),
        series=series,
        sides=_find_sides(reading, groups, lexicon),
        parallels=list(find_parallels(reading, groups)),
        told=tell_counted(reading, groups, lexicon, lambda noun: kind_of_noun(reading, noun, lexicon))
        | tell_series(reading, series, lexicon),
        listed=_find_listed(reading, groups, classes, lexicon),
        defined=find_defined(reading, groups),
        known_as=find_known_as(reading, groups, lexicon),
        players=players,
        clubs=clubs,
    )


def _find_sides(reading: Reading, groups: Mapping[Key, list[Name]], lexicon: Lexicon) -> set[Key]:
    """The names that are sides of matches, and nobody in brackets behind them."""
    sides = {(first, last) for first, last, label in find_matches(reading, lexicon) if label == "ORG"}
    return {key for key, names in groups.items() if sides and any((n.first, n.last) in sides for n in names)}


def _find_plurals(reading: Reading, groups: Mapping[Key, list[Name]], bodies: Collection[Key]) -> set[str]:
    """The last words of organizations' names that are plurals, as teams go by them: "Warblers"."""
    return {key[-1] for key in bodies if all(reading.tags[name.last - 1] == "NNPS" for name in groups[key])}


def _find_listed(
    reading: Reading, groups: Mapping[Key, list[Name]], classes: Mapping[Key, str], lexicon: Lexicon
) -> dict[Key, str]:
    """For each name that stands in lists ("Fenwick, Harland and Oslo") the class that its neighbours there have.

    All of them, or two of three where most are places, or half where these are known towns and countries: lists of
    towns hold some that no list knows.
    """
    names = sorted(((name, key) for key, found in groups.items() for name in found), key=lambda item: item[0].first)
    beside: dict[Key, Counter[str]] = {}
    of_places: set[Key] = set()
    for first, last, row in _lists(reading, names):
        counts = Counter(classes[key] for key in row)
        for key in row if len(row) >= LEAST_LISTED else ():
            beside.setdefault(key, Counter()).update(counts - Counter([classes[key]]))
        if any(len(key) > 1 and classes[key] == "person" and _is_full(key, lexicon) for key in row):
            beside |= {key: beside.get(key, Counter()) + Counter(["person"] * len(row)) for key in row}
            continue  # "Orvane, Tilva, Kessan and Dana Poole have until June" tells of no places
        known = [key for key in row if lexicon.place_names.get(" ".join(key)) in LANDS]
        if (len(known) >= SURE_LISTED and 2 * len(known) >= len(row)) or (
            counts["place"] and _is_where(reading, first, last, row)
        ):
            of_places.update(row)
    found = {key: kind for key, counts in beside.items() if (kind := _sure_class(counts))}
    return found | dict.fromkeys(sorted(of_places), "place")


def _is_full(key: Key, lexicon: Lexicon) -> bool:
    """Whether a given name that is no particle begins a name: no "Al Tarfa"."""
    return lexicon.is_given_name(key[0]) and not lexicon.is_particle(key[0])


def _is_where(reading: Reading, first: int, last: int, row: list[Key]) -> bool:
    """Whether a list tells where something is: "in Kessan, Orten and Tilva", not "In Kessan, Orten said"."""
    before = reading.words[first - 1].lower() if first else ""
    return len(row) >= FEWEST_WHERE.get(before, len(row) + 1) and "and" in reading.words[first:last]


def _sure_class(counts: Counter[str]) -> str:
    """The class that a name's neighbours in lists share; empty where they do not, or are too few."""
    if len(counts) == 1 and counts.total() >= SURE_LISTED:
        return next(iter(counts))
    places = counts["place"]
    return "place" if places >= SURE_LISTED and places >= 2 * (counts.total() - places) else ""


def _lists(reading: Reading, names: list[tuple[Name, Key]]) -> Iterator[tuple[int, int, list[Key]]]:
    """The rows of names with nothing but commas and "and" between them, and the tokens of each, half open."""
    row: list[Key] = []
    first, end = 0, -1
    for name, key in names:
        between = reading.words[end : name.title_first] if row and 0 < name.title_first - end < 3 else ["."]
        parted = row and reading.token_sentence[name.first] != reading.token_sentence[end]
        if parted or not all(word in SEPARATORS for word in between):
            yield first, end, row
            row = []
        first = first if row else name.first
        row.append(key)
        end = name.last
    yield first, end, row


def _owner_of(key: Key, lexicon: Lexicon) -> Key:
    """The possessive with which an organization's name begins, without its "s"; empty where there is none."""
    end = next((place for place, word in enumerate(key[:-1], start=1) if word.endswith("'s")), 0)
    if not end or lexicon.name_words.get(key[-1]) != "organization":
        return ()
    return (*key[: end - 1], key[end - 1].removesuffix("'s"))


def _company_fronts(key: Key, lexicon: Lexicon) -> Iterator[Key]:
    """What a company may be called for short: its first words before a legal form, all of them before a trade."""
    if key[-1].rstrip(".") in lexicon.words["legal_form"]:
        yield from (key[:size] for size in range(1, len(key)))
    elif key[-1] in lexicon.words["sector"] and len(key) > SHORTEST_FRONT:
        yield key[:-1]


def _initials(key: Key) -> str:
    return "".join(word[0] for word in key if word not in LINKS)


def _find_members(reading: Reading, groups: Mapping[Key, list[Name]], lexicon: Lexicon) -> tuple[set[Key], set[Key]]:
    """The people and the clubs of rows such as "Dana Poole (Olimpira), Lee Ortiz (Fenwick FC), ..."; no countries."""
    words = reading.words
    if "(" not in words:
        return set(), set()
    names = sorted(((name, key) for key, found in groups.items() for name in found), key=lambda item: item[0].first)
    rows: list[list[tuple[Key, Key]]] = [[]]
    end = -1
    for (left, person), (right, club) in pairwise(names):
        if words[left.last : right.first] == ["("] and words[right.last : right.last + 1] == [")"]:
            if not all(word in SEPARATORS for word in words[end : left.title_first]) or left.title_first - end > 2:
                rows.append([])
            rows[-1].append((person, club))
            end = right.last + 1
    pairs = [pair for row in rows if len(row) >= LEAST_PAIRS for pair in row]
    lands = [club for _, club in pairs if lexicon.place_names.get(" ".join(club)) in ("country", "state")]
    if 2 * len(lands) >= len(pairs):
        return set(), set()
    return {person for person, _ in pairs}, {club for _, club in pairs} - set(lands)


def _find_lands(names: Collection[Key], lexicon: Lexicon) -> set[Key]:
    """The countries with which names end that have other words before: "Namibia" of "Acme Namibia"."""
    ends = (key[-size:] for key in names for size in range(1, min(len(key), MANY + 1)))
    return {end for end in ends if " ".join(end) in lexicon.country_codes}


def _find_events(names: Collection[Key], lexicon: Lexicon) -> set[Key]:
    """The names that mean occasions ("Harland Book Fair", "Festival of Kites") and storms, a storm's name alone too."""
    heads, storms, known, days = (lexicon.words[use] for use in ("event", "storm", "event_name", "event_day"))
    events = {
        key
        for key in names
        if _event_head(key) in heads
        or (len(key) > 1 and key[0] in storms)
        or " ".join(key) in known
        or (len(key) > 1 and key[-1] in days and "of" not in key and not lexicon.is_given_name(key[0]))
    }
    return events | {key[1:] for key in events if len(key) == 2 and key[0] in storms}


def _find_laws(reading: Reading, groups: Mapping[Key, list[Name]], lexicon: Lexicon) -> set[Key]:
    """The names that end as laws and treaties do, not what somebody well known asks for ("Poole Plan").

    What stands behind another name and "of" is but the end of a law's name ("Freedom of Speech Act").
    """
    words, found = reading.words, set()
    for key, names in groups.items():
        if len(key) < 2 or lexicon.name_words.get(key[-1]) != "law" or key[0] in lexicon.known_people:
            continue
        ends = (n.first > 1 and words[n.first - 1] in LINKS and words[n.first - 2][0].isupper() for n in names)
        if not any(ends):
            found.add(key)
    return found


def _event_head(key: Key) -> str:
    """The word before the first preposition of a longer name, else its last word; years at the end do not count."""
    words = key[:-1] if key[-1].isdigit() else key
    end = next((place for place, word in enumerate(words) if place and word in ("of", "on", "for", "in", "at")), None)
    return words[:end][-1] if len(words) > 1 else ""
