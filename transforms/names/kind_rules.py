"""What kind of thing a name means where no weighing is needed: "Poole" is who "Dana Poole" is, a film a work.

Each rule looks at the words, at where they stand in the article and at what else is named there. The first that knows
the kind decides; where none does, the kind stays what kinds.py weighed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import dataclass

from transforms.lexicon import Lexicon
from transforms.names.repairs import is_elided
from transforms.names.splits import INNER_WORDS
from transforms.names.words import Name, read_title, surname_of
from transforms.reading.reading import Reading

Key = tuple[str, ...]  # the words of a name, as name_key makes them
Facts = dict[str, float]  # what holds, and for what share of the places
SEPARATORS = frozenset((",", "and", "&"))
LINKS = INNER_WORDS | {"against"}
UNSURE = frozenset(("none", "other", "group"))
WHERE = frozenset(("in", "at", "near", "from", "to", "into"))
EXCLAIMING = frozenset(("my", "oh", "good", "thank"))  # before God
EXCLAIMED = frozenset(("forbid", "knows", "willing", "bless", "-"))  # after God
LONGEST_LIST = 12  # words from the title of several people to one of them
FULL = (2, 3)  # words of a full name
MANY = 3  # words of a name that is no person's when its last word is a body's


@dataclass(frozen=True, slots=True)
class Named:
    """All that an article names."""

    reading: Reading
    lexicon: Lexicon
    groups: Mapping[Key, list[Name]]
    facts: Mapping[Key, Facts]
    surnames: Set[str]  # of people named in full
    lasts: Set[str]  # last words of people
    with_particles: Set[Key]  # such surnames of more than one word
    fronts: Set[str]  # first words of bodies
    nicknames: Set[str]  # of teams
    events: Set[Key]
    laws: Set[Key]
    initials: Set[str]  # of laws
    body_initials: Set[str]  # of organizations
    owners: Set[Key]  # what organizations are called after: "St. Brigid" of "St. Brigid's Hospital"
    bracketed: Set[Key]  # what stands in brackets behind an organization's name


def survey_names(
    reading: Reading,
    groups: Mapping[Key, list[Name]],
    facts: Mapping[Key, Facts],
    classes: Mapping[Key, str],
    lexicon: Lexicon,
) -> Named:
    """What the rules need to know of an article's names, their groups, facts and weighed classes given."""
    people = [key for key, kind in classes.items() if kind == "person" and len(key) > 1]
    full = [key for key in people if key[1] != "of" and lexicon.is_given_name(key[0])]
    bodies = [key for key, kind in classes.items() if kind == "organization" and len(key) > 1]
    laws = _find_laws(reading, groups, lexicon)
    return Named(
        reading=reading,
        lexicon=lexicon,
        groups=groups,
        facts=facts,
        surnames={key[-1] for key in full},
        lasts={key[-1] for key in people},
        with_particles={surname_of(key, lexicon) for key in full if len(key) > 2},
        fronts={key[0] for key in bodies},
        nicknames={key[-1] for key in bodies if " ".join(key[:-1]) in lexicon.place_names},
        events=_find_events(groups, lexicon),
        laws=laws,
        initials={_initials(key) for key in laws if len(key) >= MANY},
        body_initials={_initials(key) for key in bodies if len(key) >= MANY},
        owners={owner for key in bodies if (owner := _owner_of(key, lexicon))},
        bracketed=_find_bracketed(reading, groups, set(bodies)),
    )


def _owner_of(key: Key, lexicon: Lexicon) -> Key:
    """The possessive with which an organization's name begins, without its "s"; empty where there is none."""
    end = next((place for place, word in enumerate(key[:-1], start=1) if word.endswith("'s")), 0)
    if not end or lexicon.name_words.get(key[-1]) != "organization":
        return ()
    return (*key[: end - 1], key[end - 1].removesuffix("'s"))


def _initials(key: Key) -> str:
    return "".join(word[0] for word in key if word not in LINKS)


def _find_bracketed(reading: Reading, groups: Mapping[Key, list[Name]], bodies: Set[Key]) -> set[Key]:
    """The single words that stand in brackets right behind an organization's name: "Harland Fund (Fonhar)"."""
    ends = {name.last for key in bodies for name in groups[key]}
    words = reading.words
    return {
        key
        for key, names in groups.items()
        if len(key) == 1
        for name in names
        if name.first - 1 in ends and words[name.first - 1] == "(" and words[name.last : name.last + 1] == [")"]
    }


def apply_rules(classes: Mapping[Key, str], named: Named) -> dict[Key, str]:
    """The class of each group of names: that of the first rule that knows it, else the weighed one in `classes`."""
    found = {}
    for key, weighed in classes.items():
        ruled = (rule(key, weighed, named) for rule in RULES)
        found[key] = next((kind for kind in ruled if kind is not None), weighed)
    return found


def _as_surname(key: Key, weighed: str, named: Named) -> str | None:
    """Whoever is named in full elsewhere: "Poole", "van der Poole"."""
    single = len(key) == 1 and key[0] in named.surnames and not _is_known(key, named.lexicon)
    return "person" if single or (len(key) > 1 and key in named.with_particles) else None


def _as_family(key: Key, weighed: str, named: Named) -> str | None:
    """A surname and an "s", in the plural or after "the": "the Pooles"."""
    if len(key) > 1 or not {key[0].removesuffix("s"), key[0].removesuffix("es")} & named.surnames:
        return None
    names, words = named.groups[key], named.reading.words
    before = [words[name.first - 1].lower() for name in names if name.first]
    is_family = _is_plural(names, named.reading) or (len(before) == len(names) and set(before) == {"the"})
    return "group" if is_family else None


def _as_short_body(key: Key, weighed: str, named: Named) -> str | None:
    """A body by the first word of its name, where nobody of that name is there and no title: "Zenith"."""
    if len(key) > 1 or key[0] not in named.fronts or weighed not in ("person", "place"):
        return None
    names, lexicon = named.groups[key], named.lexicon
    unknown = key[0] not in lexicon.place_names and not lexicon.is_given_name(key[0])
    is_person = key[0] in named.lasts or key[0] in lexicon.known_people or any(name.title for name in names)
    is_place = sum(name.label in ("GPE", "LOC", "FAC") for name in names) * 2 >= len(names)
    return "organization" if unknown and not is_person and not is_place else None


def _as_team(key: Key, weighed: str, named: Named) -> str | None:
    """A team by what follows its town's name, where that is no name of anybody's: "Glory" of "Perth Glory"."""
    if len(key) > 1 or key[0] not in named.nicknames or weighed not in ("person", "place", "other", "none"):
        return None
    lexicon, word = named.lexicon, key[0]
    tables = (lexicon.place_names, lexicon.titles, named.lasts)
    is_other = any(word in table for table in tables) or lexicon.is_given_name(word) or lexicon.is_body_word(word)
    return None if is_other else "organization"


def _as_known_body(key: Key, weighed: str, named: Named) -> str | None:
    return "organization" if len(key) > 1 and " ".join(key) in named.lexicon.organization_names else None


def _as_short_form(key: Key, weighed: str, named: Named) -> str | None:
    """An organization by its initials, or by what stands in brackets behind its full name."""
    if len(key) > 1 or weighed in ("organization", "event", "group", "law") or key[0] in named.lexicon.place_names:
        return None
    names = named.groups[key]
    in_capitals = len(key[0]) > 1 and all(name.words(named.reading)[0].isupper() for name in names)
    by_initials = in_capitals and key[0] in named.body_initials
    return "organization" if by_initials or key in named.bracketed else None


def _as_owner(key: Key, weighed: str, named: Named) -> str | None:
    """An organization by whom it is called after, where nobody else is called so."""
    if key not in named.owners or weighed not in ("person", "place", "none", "other"):
        return None
    is_somebody = key[-1] in named.surnames or named.lexicon.is_given_name(key[0])
    return None if is_somebody or any(name.title for name in named.groups[key]) else "organization"


def _as_well_known(key: Key, weighed: str, named: Named) -> str | None:
    """Somebody whom any reader knows by the surname, which is no place's."""
    lexicon = named.lexicon
    is_known = " ".join(key) in lexicon.known_people and not _is_known(key, lexicon)
    is_other = key[-1] in lexicon.place_names or lexicon.is_body_word(key[-1]) or key[0] in named.fronts
    return "person" if is_known and not is_other and weighed in ("place", "none", "other") else None


def _as_governed(key: Key, weighed: str, named: Named) -> str | None:
    """A place by what it has: "Fenwick's mayor"."""
    is_open = weighed in ("person", "none", "other") and key[-1] not in named.lasts | named.surnames
    if not is_open or named.lexicon.is_given_name(key[0]) or any(name.title for name in named.groups[key]):
        return None
    return "place" if _holds_mostly(_has_property, key, named) else None


def _as_titled(key: Key, weighed: str, named: Named) -> str | None:
    """Who is addressed, "Mlle. du Parc", has a rank or is one of many of a title, "Senators Poole, Ortiz and Ives"."""
    names = named.groups[key]
    if len(key) > 2 and key[0] in named.lexicon.words["noble"] and key[1] == "of":
        return "person"
    addressed = sum(name.title is not None and name.title.sort == "honorific" for name in names)
    if addressed * 2 > len(names):
        return "person"
    listed = named.facts[key].get("title=plural", 0.0) > 0.5 and not _is_known(key, named.lexicon)
    return "person" if listed and weighed in ("organization", "place", "other", "none") else None


def _as_elided(key: Key, weighed: str, named: Named) -> str | None:
    """A surname alone that begins with half a particle: "d'Orville"."""
    names = named.groups[key]
    alone = len(key) == 1 and weighed == "organization" and not _is_known(key, named.lexicon)
    return "person" if alone and is_elided(names[0].words(named.reading)[0]) else None


def _as_god(key: Key, weighed: str, named: Named) -> str | None:
    """Whom believers pray to, not the exclamation ("my God")."""
    if len(key) > 1 or key[0] not in named.lexicon.words["god"]:
        return None
    words, names = named.reading.words, named.groups[key]
    cries = sum(
        (name.first > 0 and words[name.first - 1].lower() in EXCLAIMING)
        or (name.last < len(words) and words[name.last].lower() in EXCLAIMED)
        for name in names
    )
    return "person" if cries < len(names) else None


def _as_kin(key: Key, weighed: str, named: Named) -> str | None:
    """Whose name follows what they are to somebody: "her friend, Ines"."""
    is_kin = named.facts[key].get("after_kin", 0.0) > 0.5 and not _is_known(key, named.lexicon)
    return "person" if is_kin and weighed in ("place", "other", "none") else None


def _as_people(key: Key, weighed: str, named: Named) -> str | None:
    """What spaCy calls a nationality, a religion or a party nearly everywhere."""
    names = named.groups[key]
    if sum(name.label == "NORP" for name in names) * 2 <= len(names):
        return None
    plural = _is_plural(names, named.reading)
    many = plural and key[-1].endswith("s")
    if (weighed == "place" or (weighed in UNSURE and not many)) and _is_where(key, names, named):
        return "place"
    return "group" if plural or weighed in UNSURE else None


def _is_where(key: Key, names: list[Name], named: Named) -> bool:
    """Whether a people that no list knows is rather a place, where things mostly are: "moved to Fenwickia"."""
    lexicon, reading = named.lexicon, named.reading
    if _is_listed_people(key, lexicon) or key[-1].endswith(("ism", "ity")):
        return False
    heads = (name.first > 0 and reading.heads[name.last - 1] == name.first - 1 for name in names)
    where = sum(
        stands and reading.words[name.first - 1].lower() in WHERE for stands, name in zip(heads, names, strict=True)
    )
    return where * 2 > len(names)


def _as_officer(key: Key, weighed: str, named: Named) -> str | None:
    """Who holds an office of somebody's: "its chief executive, Colm Haverty,"."""
    is_open = len(key) in FULL and weighed in ("organization", "place", "other", "none")
    if not is_open or _is_known(key, named.lexicon) or named.lexicon.name_words.get(key[-1]) == "organization":
        return None
    return "person" if _holds_mostly(_is_officer, key, named) else None


def _as_company(key: Key, weighed: str, named: Named) -> str | None:
    """What has shares: "Havn Nord shares fell", not "Mr. Poole's shares"."""
    if weighed not in ("person", "place", "other", "none") or _is_known(key, named.lexicon):
        return None
    names, reading = named.groups[key], named.reading
    is_titled = any(name.title is not None and name.title.sort in ("honorific", "office") for name in names)
    is_person = is_titled or " ".join(key) in named.lexicon.known_people
    return "organization" if not is_person and any(_has_shares(reading, name) for name in names) else None


def _as_no_person(key: Key, weighed: str, named: Named) -> str | None:
    """A body called after somebody, "Dana Poole Foundation", or a club; no person's name has a number."""
    if weighed != "person":
        return None
    is_body = len(key) >= MANY and named.lexicon.name_words.get(key[-1]) == "organization"
    if is_body or (len(key) > 1 and key[-1] in named.lexicon.words["body_end"]):
        return "organization"
    return "none" if key[0][0].isdigit() or any(word.isdigit() for word in key) else None


def _as_law(key: Key, weighed: str, named: Named) -> str | None:
    """A law, a treaty or a plan, "Clean Harbour Act", and one by its initials."""
    if weighed in ("event", "group") or (weighed == "person" and named.lexicon.is_given_name(key[0])):
        return None  # "Nathan Deal" is a person
    initials = len(key) == 1 and key[0] in named.initials and not _is_known(key, named.lexicon)
    return "law" if key in named.laws or initials else None


def _as_event(key: Key, weighed: str, named: Named) -> str | None:
    return "event" if key in named.events else None


def _as_example(key: Key, weighed: str, named: Named) -> str | None:
    """What bodies are said to be such as: "companies like Poole"."""
    is_open = weighed in ("person", "other", "none")
    return "organization" if is_open and _holds_mostly(_is_example, key, named) else None


def _as_work(key: Key, weighed: str, named: Named) -> str | None:
    return "work" if weighed in ("person", "place") and _holds_mostly(_is_work, key, named) else None


def _as_called(key: Key, weighed: str, named: Named) -> str | None:
    """What is called a body, or has a chief, "the Sun newspaper", "Azul CEO"; an unknown people may be one."""
    if weighed not in UNSURE or _is_listed_people(key, named.lexicon):
        return None
    after = (*named.lexicon.words["body_noun"], *named.lexicon.words["company_head"])
    return "organization" if any(f"after={word}" in named.facts[key] for word in after) else None


def _is_listed_people(key: Key, lexicon: Lexicon) -> bool:
    plain = " ".join(key)
    return plain in lexicon.faiths or plain in lexicon.parties or lexicon.place_names.get(key[-1]) == "nationality"


def _as_employer(key: Key, weighed: str, named: Named) -> str | None:
    """Whom somebody works for: "Acme boss Dana Poole"."""
    is_employer = {"only=ORG", "modifies=job"} <= named.facts[key].keys()
    return "organization" if weighed == "none" and is_employer else None


RULES: tuple[Callable[[Key, str, Named], str | None], ...] = (
    _as_surname,
    _as_family,
    _as_short_body,
    _as_team,
    _as_known_body,
    _as_short_form,
    _as_owner,
    _as_well_known,
    _as_governed,
    _as_titled,
    _as_elided,
    _as_god,
    _as_kin,
    _as_called,
    _as_people,
    _as_officer,
    _as_company,
    _as_no_person,
    _as_law,
    _as_event,
    _as_example,
    _as_work,
    _as_employer,
)


def _find_events(names: Collection[Key], lexicon: Lexicon) -> set[Key]:
    """The names that mean occasions ("Harland Book Fair", "Festival of Kites") and storms, a storm's name alone too."""
    heads, storms, known = (lexicon.words[use] for use in ("event", "storm", "event_name"))
    events = {
        key
        for key in names
        if _event_head(key) in heads or (len(key) > 1 and key[0] in storms) or " ".join(key) in known
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


def _holds_mostly(test: Callable[[Reading, Name, Lexicon], bool], key: Key, named: Named) -> bool:
    """Whether the test holds for at least half of the places of a name."""
    names = named.groups[key]
    return sum(test(named.reading, name, named.lexicon) for name in names) * 2 >= len(names)


def _is_plural(names: list[Name], reading: Reading) -> bool:
    """Whether most places of the words end in a name's plural ("Greens")."""
    return sum(reading.tags[name.last - 1] == "NNPS" for name in names) * 2 > len(names)


def _is_known(key: Key, lexicon: Lexicon) -> bool:
    """Whether the words alone mean a body or a large place to any reader."""
    plain = " ".join(key)
    return plain in lexicon.organization_names or lexicon.place_names.get(plain, "town") != "town"


def is_among_titled(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a title of several people stands before the list the name is in: "Senators Poole, Ortiz and Ives"."""
    words, token, floor = reading.words, name.first - 1, _list_floor(reading, name)
    while token > floor and (words[token] in SEPARATORS or words[token][0].isupper()):
        if lexicon.is_plural_title(words[token]):
            break
        token -= 1
    return token >= floor and lexicon.is_plural_title(words[token]) and words[token + 1] not in SEPARATORS


def _is_example(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether bodies are said to be such as the name: "companies like Poole", "such bands as Ortiz and The Pooles"."""
    words, link, floor = reading.words, name.first - 1, _list_floor(reading, name)
    while link > floor and (words[link] in SEPARATORS or words[link] == "the" or words[link][0].isupper()):
        link -= 1
    noun = link - 1 if link > floor and words[link] == "like" and reading.tags[link] == "IN" else None
    if link > floor and words[link] == "as":
        such = next((token for token in range(link - 1, max(link - 4, floor), -1) if words[token] == "such"), None)
        noun = None if such is None else link - 1 if such < link - 1 else such - 1
    if noun is not None and noun > floor and words[noun] == ",":
        noun -= 1
    return noun is not None and reading.tags[noun] == "NNS" and reading.lemmas[noun] in lexicon.collectives


def _list_floor(reading: Reading, name: Name) -> int:
    """The first token that is looked at before a name that may be one of a list."""
    return max(reading.sentences[reading.token_sentence[name.first]][0], name.first - LONGEST_LIST)


def _is_officer(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a title and a comma stand before the name, and before them whose the title is."""
    comma = name.first - 1
    if comma < 1 or reading.words[comma] != "," or reading.words[name.last : name.last + 1] not in ([","], ["."]):
        return False
    first, title = read_title(reading, lexicon, comma)
    return title is not None and first > 0 and reading.tags[first - 1] in ("PRP$", "POS")


def _has_shares(reading: Reading, name: Name) -> bool:
    """Whether the name stands before "shares" or after "shares of"."""
    head = reading.heads[name.last - 1]
    before = head == name.last and reading.words[head].lower() == "shares" and reading.tags[head] == "NNS"
    noun = reading.words[reading.heads[head]].lower()
    return before or (head == name.first - 1 and reading.words[head] in ("of", "in") and noun == "shares")


def _has_property(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a possessive and what only places have stand behind the name."""
    behind = reading.words[name.last : name.last + 2]
    return len(behind) == 2 and behind[0] in ("'s", "’s") and behind[1] in lexicon.words["place_property"]


def _is_work(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the noun before the name says that it is a work: "the film Annie Poole", not "in his film Poole asks"."""
    noun = name.first - 1
    named = noun >= 0 and reading.tags[noun] == "NN" and reading.lemmas[noun] in lexicon.words["work"]
    return named and reading.deps[name.last - 1] not in ("nsubj", "nsubjpass")
