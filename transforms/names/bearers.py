"""Who an unknown name is by what only people have, do or are told, by the words around one place of it.

"The death of Orvane", "Orvane's wife", "wrote to Orvane", "Orvane and I". Bodies and places have such neighbours too
seldom to matter; where the name itself or its surroundings tell of a place, as_bearer says nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from transforms.grammar import APOSTROPHES, HYPHENS, SUBJECTS
from transforms.lexicon import Lexicon
from transforms.names.body_rules import OPEN_TO_BODIES, OPEN_TO_PEOPLE
from transforms.names.repairs import is_elided
from transforms.names.splits import INITIALLED, POSSESSIVES
from transforms.names.standing import is_plural
from transforms.names.survey import Key, Named
from transforms.names.words import Name
from transforms.reading.reading import Reading

EXCLAIMING = frozenset(("my", "oh", "good", "thank"))  # before God
EXCLAIMED = frozenset(("forbid", "knows", "willing", "bless", "-"))  # after God
LONGEST = 2  # words of such a name
SHORTEST = 3  # letters of its first word
PLACED = frozenset(("in", "at", "near", "into", "through"))
HOME = frozenset(("of", "in", "from", "at", "near", ",", "("))  # before where somebody is at home
ME = frozenset(("I", "me", "myself"))
GOES_ON = ("NN", "NNS", "NNP", "NNPS", "JJ", "POS", "HYPH", "CD")  # tags behind a word that only stands before a noun
PAST = frozenset(("VBD", "VBZ"))
OPEN = frozenset(("place", "none", "organization"))  # what somebody unknown may be weighed as

SHORTEST_SURNAME = 4  # letters behind an initial
POINTS = frozenset("NSEW")  # letters of the compass
READ_SO = frozenset(("PERSON", "GPE", "LOC"))  # the reader's labels of somebody with an initial

Test = Callable[[Reading, Name, Lexicon], bool]


def is_spoken_to(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody speaks or writes to whoever bears the name, or letters go there: "wrote to Orvane"."""
    link, is_bound = name.first - 1, reading.tags[name.last : name.last + 1] and reading.tags[name.last] in GOES_ON
    if link < 1 or reading.words[link] not in ("to", "from") or is_bound:
        return False
    if reading.lemmas[link - 1].lower() in lexicon.words["sent_noun"]:
        return True
    is_to = reading.words[link] == "to" and reading.heads[link] == link - 1
    return is_to and reading.lemmas[link - 1] in lexicon.words["addressing_verb"]


def is_beside_speaker(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether "and" joins the name with "I" or "me": "Orvane and I"; not "in Orvane and I left"."""
    words, last = reading.words, name.last
    before = words[name.first - 1].lower() if name.first else ""
    behind = words[last : last + 2]
    return len(behind) == 2 and behind[0] == "and" and behind[1] in ME and before not in PLACED


def is_lived(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a noun for what only a life has stands before "of" and the name: "the death of Orvane"."""
    words, link = reading.words, name.first - 1
    if link < 1 or words[link] != "of" or reading.lemmas[link - 1].lower() not in lexicon.words["life_noun"]:
        return False
    return reading.tags[name.last : name.last + 1] == [] or reading.tags[name.last] not in GOES_ON


def is_credited(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether words or works are said to be somebody's: "a quote attributed to Orvane", "a waltz of Orvane's,"."""
    words, link, last = reading.words, name.first - 1, name.last
    if words[max(0, link - 1) : link + 1] == ["attributed", "to"]:
        return reading.lemmas[link - 2].lower() in lexicon.words["saying_noun"]
    is_doubled = link > 0 and words[link] == "of" and not POSSESSIVES.isdisjoint(words[last : last + 1])
    return is_doubled and words[last + 1 : last + 2] in ([","], ["."], [")"], [";"])


def has_body(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a part of the body or a relative stands behind a possessive: "Orvane's hand", "Orvane's late wife".

    Ships have sisters and places hearts, so "Orvane's sister ship" tells nothing.
    """
    words, noun = reading.words, name.last + 1
    if words[name.last : noun] == [] or words[name.last] not in POSSESSIVES | APOSTROPHES:
        return False
    noun += reading.tags[noun : noun + 1] == ["JJ"]
    word = words[noun].lower() if noun < len(words) else ""
    is_head = reading.tags[noun + 1 : noun + 2] not in (["NN"], ["NNS"])
    return is_head and any(word in lexicon.words[use] for use in ("body_part", "man", "woman"))


def is_alive(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the name is the subject of what only people do: "Orvane shrugged"."""
    verb = reading.heads[name.last - 1]
    is_subject = reading.deps[name.last - 1] in SUBJECTS and reading.tags[verb] in PAST
    return is_subject and reading.lemmas[verb] in lexicon.words["bodily_verb"]


def is_who(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether "who" goes on about a name read as a person's, or its possessive: "at Orvane's, who had stood there".

    Of several who have and were it tells nothing: a side or a people.
    """
    words, last = reading.words, name.last
    is_owner = not POSSESSIVES.isdisjoint(words[last : last + 1])
    last += is_owner
    last += words[last : last + 1] == [","]
    before = words[name.first - 1].lower() if name.first else ""
    is_read_so = is_owner or (name.label == "PERSON" and before not in HOME)
    is_many = reading.tags[last + 1 : last + 2] == ["VBP"] or words[last + 1 : last + 2] == ["were"]
    is_said_of = words[last : last + 1] == ["who"] and not is_many
    return is_said_of and is_read_so and reading.tags[name.last - 1] != "NNPS"


def is_told(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether who somebody is stands behind a comma: "Orvane, the butler,"; not "Dana Poole of Orvane, a lawyer"."""
    root, before = name.last - 1, reading.words[name.first - 1].lower() if name.first else ""
    is_home = name.label != "PERSON" and (before in HOME or before in HYPHENS)
    if is_home or reading.words[root + 1 : root + 2] != [","]:
        return False
    nouns = [c for c in reading.children[root] if reading.deps[c] == "appos"]
    return any(_tells_person(reading, noun, lexicon) for noun in nouns)


def _tells_person(reading: Reading, noun: int, lexicon: Lexicon) -> bool:
    """Whether a noun says who somebody is: "the butler", "her companion", "Sultan of Fenwick"."""
    lemma = reading.lemmas[noun].lower()
    if reading.tags[noun] == "NNP":
        return lexicon.is_title(lemma) and reading.words[noun + 1 : noun + 2] == ["of"]
    is_kin = any(lemma in lexicon.words[use] for use in ("kin", "man", "woman"))
    return reading.tags[noun] == "NN" and (is_kin or lexicon.means_human(lemma) or lexicon.is_title(lemma))


ANYWHERE: tuple[Test, ...] = (is_beside_speaker, is_alive, is_lived, is_credited)
UNSEEN: tuple[Test, ...] = (has_body, is_spoken_to, is_who, is_told)  # organizations are told and described so, too


def as_bearer(key: Key, weighed: str, named: Named) -> str | None:
    """Somebody unknown whom the reader took for a place or an organization, or for nothing: "the death of Orvane"."""
    lexicon = named.lexicon
    if weighed not in OPEN or len(key) > LONGEST or len(key[0]) < SHORTEST or named.is_known(key):
        return None
    names = named.groups[key]
    is_read_so = all(name.label == "PERSON" for name in names)
    is_town = " ".join(key) in lexicon.place_names and not is_read_so
    is_other = key[-1] in lexicon.facilities or lexicon.is_body_word(key[-1]) or key[0] in lexicon.words["compass"]
    is_word = named.facts[key].get("also_lower") or not any(name.label for name in names)
    if is_town or is_other or is_word or key[0] in named.fronts:
        return None
    tests = ANYWHERE if weighed == "organization" and not is_read_so else ANYWHERE + UNSEEN
    told = [name for name in names if any(test(named.reading, name, lexicon) for test in tests)]
    is_placed = weighed == "place" and any(_is_placed(named.reading, name) for name in names if name not in told)
    return "person" if told and not is_placed else None


def _is_placed(reading: Reading, name: Name) -> bool:
    """Whether what mostly stands before places stands before a name: "at Orvane"."""
    return name.first > 0 and reading.words[name.first - 1].lower() in PLACED


def as_reversed(key: Key, weighed: str, named: Named) -> str | None:
    """Somebody named in full elsewhere with the surname at the other end: "Natsu Hoshino", "Hoshino Natsu"."""
    is_open = len(key) > 1 and weighed in OPEN_TO_PEOPLE and not named.is_known(key)
    if not is_open or any(name.label == "ORG" for name in named.groups[key]):
        return None
    other = (*key[1:], key[0])
    return "person" if other in named.groups and other[-1] in named.lasts and other[0] in named.firsts else None


def as_relative(key: Key, weighed: str, named: Named) -> str | None:
    """Somebody by a given name that is a place's, too, first named as somebody's: "his son, Jordan"."""
    if weighed != "place" or len(key) > 1 or not named.lexicon.is_given_name(key[0]):
        return None
    names, reading = named.groups[key], named.reading
    kin = names[0].first - 1
    kin -= kin > 0 and reading.words[kin] == ","
    is_relative = kin >= 0 and reading.words[kin].lower() in named.lexicon.words["kin"]
    return "person" if is_relative and not any(_is_placed(reading, name) for name in names) else None


def as_family(key: Key, weighed: str, named: Named) -> str | None:
    """A surname and an "s", in the plural or after "the": "the Pooles"."""
    singulars = {key[0].removesuffix("s"), key[0].removesuffix("es")} - {key[0]}
    if len(key) > 1 or not any(_is_surname_here(word, weighed, named) for word in singulars):
        return None
    names, words = named.groups[key], named.reading.words
    before = [words[name.first - 1].lower() for name in names if name.first]
    is_family = is_plural(names, named.reading) or (len(before) == len(names) and set(before) == {"the"})
    return "group" if is_family else None


def _is_surname_here(word: str, weighed: str, named: Named) -> bool:
    """Whether somebody is named by a surname: in full, or where a family is open to doubt, with a title or alone."""
    if word in named.surnames:
        return True
    alone = named.groups.get((word,), [])
    is_titled = any(name.title is not None and name.title.sort == "honorific" for name in alone)
    is_read_so = bool(alone) and weighed != "place" and all(name.label == "PERSON" for name in alone)
    return weighed in OPEN | OPEN_TO_BODIES and (is_titled or is_read_so)  # mountains and towns end in "s", too


def as_initialled(key: Key, weighed: str, named: Named) -> str | None:
    """Somebody with an initial, glued to the surname, "S.Poole", or without a stop before it: "S Poole".

    "T Orvane" may be a firm's: the name is known as a person's, or it was taken for a person or a place, which no name
    of a letter and a word is, save "N Orvane" and the like.
    """
    names = named.groups[key]
    words = names[0].words(named.reading)
    if weighed not in OPEN_TO_PEOPLE or len(words) > LONGEST:
        return None
    if len(words) == 1:
        return "person" if INITIALLED.match(words[0]) is not None else None
    lexicon, word = named.lexicon, key[-1]
    is_letter = len(words[0]) == 1 and words[0].isupper() and words[0] not in POINTS and words[1].istitle()
    is_other = lexicon.is_body_word(word) or word in lexicon.facilities or len(word) < SHORTEST_SURNAME
    if not is_letter or is_other or named.is_known(key):
        return None
    is_borne = weighed == "place" or word in lexicon.surnames or lexicon.is_given_name(word)
    return "person" if is_borne or all(name.label in READ_SO for name in names) else None


def as_elided(key: Key, weighed: str, named: Named) -> str | None:
    """A surname alone that begins with half a particle: "d'Orville"."""
    names = named.groups[key]
    alone = len(key) == 1 and weighed == "organization" and not named.is_known(key)
    return "person" if alone and is_elided(names[0].words(named.reading)[0]) else None


def as_god(key: Key, weighed: str, named: Named) -> str | None:
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
