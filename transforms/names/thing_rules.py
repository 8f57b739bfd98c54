"""When a name means a thing: a ship, an occasion, a work, a law, or a technique or an illness, which has no kind here.

Each rule gives the kind of a group of names, or None where it cannot tell; kind_rules.py asks them in turn.
"""

from __future__ import annotations

from transforms.grammar import HYPHENS
from transforms.lexicon import Lexicon
from transforms.names.body_rules import OPEN_TO_BODIES
from transforms.names.conduct import is_introduced
from transforms.names.splits import INNER_WORDS
from transforms.names.standing import is_bill, is_craft, is_ship, is_ware, is_work
from transforms.names.survey import Key, Named
from transforms.names.words import Name, find_spelt
from transforms.reading.reading import Reading

SMALL = INNER_WORDS | HYPHENS
LONGEST_SPELT = 12  # words before a bracket in which its letters are looked for


def as_thing(key: Key, weighed: str, named: Named) -> str | None:
    """No name: a technique, an illness or a tax, "AI", where no organization has the letters, and no person the name.

    Nor where the text tells that an organization is meant: "the broadcaster CCTV".
    """
    if len(key) > 1 or weighed not in (*OPEN_TO_BODIES, "organization", "group"):
        return None
    word, reading, lexicon = key[0], named.reading, named.lexicon
    is_other = word in named.body_initials or named.is_short(key) or word in named.lasts or word in named.firsts
    names = named.groups[key]
    if is_other or not is_thing("".join(names[0].words(reading)), lexicon):
        return None
    return None if any(is_introduced(reading, name, lexicon) for name in names) else "none"


def is_thing(word: str, lexicon: Lexicon) -> bool:
    """Whether a word, or what it is the plural of ("SMEs"), names a technique, an illness, a tax or the like."""
    things, stem = lexicon.words["thing_name"], word[:-1]
    return word.lower() in things or (word.endswith("s") and stem[-1:].isupper() and stem.lower() in things)


def as_spelt_thing(key: Key, weighed: str, named: Named) -> str | None:
    """No name: letters in brackets behind what they stand for, which is no organization, and what they stand for.

    "crop insurance levy (CIL)", "Rice Yield Index (RYI)", "Assistant Harbour Officers (AHO)".
    """
    is_open = weighed in (*OPEN_TO_BODIES, "organization", "group")
    is_law = key in named.laws or key[0] in named.initials
    if not is_open or is_law or named.is_known(key) or "(" not in named.reading.words:
        return None
    places = [(named.reading, name, named.lexicon) for name in named.groups[key]]
    if len(key) > 1:
        return "none" if any(_stands_for_thing(*place) for place in places) else None
    told = any(_is_spelt(*place, is_body=key[0] in named.body_initials) for place in places)
    return "none" if told else None


def _is_spelt(reading: Reading, name: Name, lexicon: Lexicon, is_body: bool) -> bool:
    """Whether a name in brackets is the letters of the words before it, which mean a thing or an office."""
    words, opening = reading.words, name.first - 1
    is_bracketed = words[name.last : name.last + 1] == [")"] and opening > 0 and words[opening] == "("
    spelt = _spelt_words(reading, opening, words[name.first]) if is_bracketed else []
    if not spelt:
        return False
    if all(word.islower() for word in spelt):
        head = spelt[-1]
        return not (is_body or lexicon.tells_body(head) or head in lexicon.name_words)
    return _is_thing_head(spelt, lexicon)


def _stands_for_thing(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether letters in brackets stand behind a name that ends in a sort of thing or in an office."""
    words, opening = reading.words, name.last
    is_bracketed = words[opening : opening + 1] == ["("] and words[opening + 2 : opening + 3] == [")"]
    spelt = _spelt_words(reading, opening, words[opening + 1]) if is_bracketed else []
    return bool(spelt) and _is_thing_head(spelt, lexicon)


def _is_thing_head(spelt: list[str], lexicon: Lexicon) -> bool:
    """Whether words with capitals end in a sort of thing or in an office, with nothing that it is of or for."""
    heads = (spelt[-1].lower(), spelt[-1].lower().removesuffix("s"))
    titles = [lexicon.title_of([head]) for head in heads]
    is_office = any(title is not None and title.sort == "office" for title in titles)
    is_sort = any(head in lexicon.words["thing_head"] for head in heads)
    return (is_office or is_sort) and INNER_WORDS.isdisjoint(spelt)


def _spelt_words(reading: Reading, opening: int, short: str) -> list[str]:
    """The words before a bracket whose letters stand in it, small words between them too; none where they do not."""
    letters = short.removesuffix("s").lower()
    floor = max(reading.sentences[reading.token_sentence[opening]][0], opening - LONGEST_SPELT)
    words = reading.words[floor:opening]
    first = find_spelt([word.lower() for word in words], letters, SMALL) if len(letters) > 1 else None
    return [] if first is None else [word for word in words[first:] if word not in HYPHENS]


def as_ship(key: Key, weighed: str, named: Named) -> str | None:
    """A ship by the letters before its name, a craft by its noun, and what it is called later: "MV Harbour Rose"."""
    if weighed in ("group", "event"):
        return None
    if named.holds_mostly(is_ship, key):
        return "product"
    is_unknown = weighed in (*OPEN_TO_BODIES, "person") and not named.is_known(key)
    if is_unknown and (named.holds_mostly(is_craft, key) or _is_end_of_craft(key, named)):
        return "product"
    return None


def _is_end_of_craft(key: Key, named: Named) -> bool:
    """Whether a word is all that is said of a craft that is named in full elsewhere: "Space Shuttle | Endurance"."""
    crafts = named.lexicon.words["craft"]
    wholes = (other for other in named.groups if len(key) == 1 and other[-1] == key[0])
    return any(crafts.intersection(whole[:-1]) for whole in wholes)


def as_ware(key: Key, weighed: str, named: Named) -> str | None:
    """A make by what is sold under it: "the Zorida camera"; not who owns it, "the Poole car", where Poole is named."""
    is_open = weighed in ("person", "place") and len(key) == 1 and key[0] not in named.lexicon.place_names
    names = named.groups[key]
    is_read_so = any(name.label == "PERSON" for name in names)
    is_he = is_read_so and named.facts[key].get("pronoun=he", 0) > 0
    is_other = _is_borne(key[0], named) or key[0] in named.lexicon.known_people or is_he
    if not is_open or is_other or any(name.title is not None for name in names):
        return None
    return "product" if any(is_ware(named.reading, name, named.lexicon) for name in names) else None


def _is_borne(word: str, named: Named) -> bool:
    """Whether a full name ends in the word that does not begin with somebody's surname: not of "Poole Zorida" films."""
    wholes = (key for key in named.groups if len(key) > 1 and key[-1] == word)
    return word in named.lasts and any(whole[0] not in named.surnames for whole in wholes)


def as_make(key: Key, weighed: str, named: Named) -> str | None:
    """What a well-known company makes, by a word behind its name elsewhere, "Acme Zorida", that is read as nobody's."""
    if weighed != "person" or len(key) > 1 or named.is_somebody(key):
        return None
    if any(name.label == "PERSON" or name.title is not None for name in named.groups[key]):
        return None
    makers = (" ".join(other[:-1]) for other in named.groups if len(other) > 1 and other[-1] == key[0])
    return "product" if any(maker in named.lexicon.organization_names for maker in makers) else None


def as_event(key: Key, weighed: str, named: Named) -> str | None:
    """An occasion or a storm, which the survey of the article's names found."""
    return "event" if key in named.events else None


def as_work(key: Key, weighed: str, named: Named) -> str | None:
    """A work by the noun before its name: "the film Annie Poole"."""
    return "work" if weighed in ("person", "place") and named.holds_mostly(is_work, key) else None


def as_law(key: Key, weighed: str, named: Named) -> str | None:
    """A law, a treaty or a plan, "Clean Harbour Act", and one by its initials."""
    if weighed in ("event", "group") or (weighed == "person" and named.lexicon.is_given_name(key[0])):
        return None  # "Nathan Deal" is a person
    initials = len(key) == 1 and key[0] in named.initials and not named.is_known(key)
    return "law" if key in named.laws or initials else None


def as_bill(key: Key, weighed: str, named: Named) -> str | None:
    """What a parliament has before it: "the Bill"."""
    is_it = weighed == "person" and len(key) == 1 and key[0] in named.lexicon.words["bill"]
    return "law" if is_it and key[0] not in named.firsts and named.holds_mostly(is_bill, key) else None
