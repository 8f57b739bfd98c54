"""What a name means that no list knows, by all that the article says of it: "Orvane lost the case".

A linear model weighs the facts of evidence.py and clues.py over all places of the name. Its weights are the
table `seeds/models/name_cues.npz`, fitted on texts in which known names were replaced by made ones
(`training/name_cues.py`). Where the article says too little, the kind stays what it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from transforms.lexicon import Lexicon
from transforms.names.bearers import as_bearer, as_initialled, as_relative
from transforms.names.citations import is_cited, is_learned
from transforms.names.clues import find_cues
from transforms.names.evidence import PRONOUNS
from transforms.names.place_rules import as_aged, as_located, as_whereabouts
from transforms.names.standing import is_called, is_plural
from transforms.names.survey import Facts, Key, Named
from transforms.names.trimming import PLACE_LABELS
from transforms.names.weighing import CLASSES as READ
from transforms.names.weighing import chances_of, score_classes
from transforms.names.words import Name, has_inner_capital
from transforms.reading.reading import Reading

CLASSES = ("person", "organization", "place", "other")
ORGANIZATION, PLACE = CLASSES.index("organization"), CLASSES.index("place")
LONGEST = 2  # words
VOWELS = frozenset("aeiouyáéíóúàèìòùäöüâêîôûãõåæøœ")
SITES = frozenset(("FAC", "LOC"))  # spaCy's labels of what stands somewhere, as owners and workplaces do
OF_PEOPLES = ("an", "ese", "ish")  # how adjectives of places end, which stand before nouns as organizations do
ABSTRACT = ("ism", "phobia", "ology", "itis", "osis")  # how words for ideas and ills end
SHARED = ("label", "only")  # facts that count with the share of places they hold for; others hold once for all
# the chance from which a name that was weighed as the first is the second, of one word and of two
SURE = {
    ("person", "organization"): (0.55, 0.8),
    ("person", "place"): (0.75, 0.9),
    ("person", "other"): (0.6, 0.8),
    ("organization", "person"): (1.1, 0.8),
    ("place", "person"): (0.9, 0.9),
    ("place", "organization"): (0.8, 0.7),
    ("none", "organization"): (0.65, 0.65),
    ("none", "person"): (0.75, 0.8),
    ("none", "place"): (0.9, 0.8),
}
SURE_OF_NONE = (1.1, 1.1)  # no change
OPEN = frozenset(weighed for weighed, _ in SURE)
MANY = frozenset(("NNS", "NNPS"))  # of what a people or a trade is called: "Kessans"
SINGULAR = frozenset(("NN", "NNP", "PRP"))
LOOSE = frozenset(("compound", "amod", "nmod", "conj", "dep"))  # parts of phrases and lists
TEAM = 4  # names in a row that make a team sheet
PLACES = (as_located, as_whereabouts)
PEOPLE = (as_bearer, as_initialled, as_relative, as_aged)
HALF = 0.5
DOUBT = (0.15, 0.04)  # the chance of a person below which what was weighed so is none


def as_weighed(key: Key, weighed: str, named: Named) -> str | None:
    """What the facts of an unknown name tell; none, where they tell a work or a product, or only that it is nobody."""
    if weighed not in OPEN or not is_unknown(key, named) or not _is_open(key, weighed, named):
        return None
    chances = dict(zip(CLASSES, weigh_cues(gather_facts(key, weighed, named), named.lexicon), strict=True))
    if any(_is_neuter(name, named) for name in named.groups[key]):
        rest = 1 - chances["person"]
        chances = {kind: chance / rest if kind != "person" and rest else 0.0 for kind, chance in chances.items()}
    kind = max(chances, key=chances.__getitem__)
    labels = {name.label for name in named.groups[key]}
    is_read_body = kind == "place" and "ORG" in labels and labels.isdisjoint(PLACE_LABELS)
    if not is_read_body and chances[kind] >= SURE.get((weighed, kind), SURE_OF_NONE)[len(key) > 1]:
        if weighed == "person" and (_stands_with_people(key, named) or _is_surely_somebody(key, named)):
            return None
        if weighed == "place" and any(rule(key, "organization", named) == "place" for rule in PLACES):
            return None
        return "none" if kind == "other" else kind
    is_part = key[0] in named.lasts or key[0] in named.firsts
    is_doubted = weighed == "person" and chances[weighed] < DOUBT[len(key) > 1]
    return "none" if is_doubted and not is_part else None


def _is_neuter(name: Name, named: Named) -> bool:
    """Whether "it" begins the next sentence and can mean nothing but the name: "Orvane was banned. Its members"."""
    reading, days = named.reading, named.lexicon.days | named.lexicon.months
    first, last = reading.sentences[reading.token_sentence[name.first]]
    if reading.lowered[last : last + 1] not in (["it"], ["its"]):
        return False
    others = (token for token in range(first, last) if not name.first <= token < name.last)
    return not any(reading.tags[token] in SINGULAR and reading.words[token] not in days for token in others)


def may_change(key: Key, weighed: str, named: Named, is_beside: bool = False) -> bool:
    """Whether what an unknown name was weighed as may be wrong, and nothing tells that it is somebody's.

    `is_beside` says that others like it are there, by which a part of a phrase or list is a name, too.
    """
    is_open = _is_open(key, weighed, named) or (is_beside and weighed == "none" and _is_made(key, named))
    return weighed in OPEN and is_open and not _is_surely_somebody(key, named)


def _is_made(key: Key, named: Named) -> bool:
    """Whether a word is none of English at each of its places."""
    return all(name.first in named.reading.strange for name in named.groups[key])


def _is_open(key: Key, weighed: str, named: Named) -> bool:
    """Whether what a name was weighed as may be wrong: no site for a place, and a name for what was weighed as none."""
    if weighed == "place":
        return not _is_where(key, named)
    names = named.groups[key]
    if weighed == "organization":
        strange = named.reading.strange
        return all(name.label == "PERSON" and {name.first, name.last - 1} <= strange for name in names)
    if weighed == "person":
        return _may_be_nobody(key, named)
    if all(_is_adverb(named.reading, name.first, name.last) for name in names):
        return False
    is_seen = any(map(has_inner_capital, names[0].words(named.reading))) or _is_strange(key, named)
    return is_seen and not any(map(named.lexicon.is_title, key))


def _may_be_nobody(key: Key, named: Named) -> bool:
    """Whether what seems somebody is no author cited, nobody's first or last name, and none of a people."""
    names, reading = named.groups[key], named.reading
    is_borne = len(key) > 1 and named.lexicon.is_given_name(key[-1])  # "Niti Taylor"
    if is_borne or _is_he(key, named) or _ends_full_name(key, named):
        return False
    if any(is_cited(reading, name.first, name.last) for name in names) and is_learned(reading):
        return False
    if any(reading.words[name.last : name.last + 1] == ["whom"] for name in names):
        return False
    return not any(name.label == "NORP" for name in names) and not is_plural(names, reading)


def _is_adverb(reading: Reading, first: int, last: int) -> bool:
    """Whether a word begins a sentence and a comma follows, as with "Moreover,", and says nothing of it: ", which"."""
    is_told = reading.words[last + 1 : last + 2] in (["which"], ["whose"], ["who"])
    opens = reading.sentences[reading.token_sentence[first]][0] == first
    return opens and reading.words[last : last + 1] == [","] and not is_told


def _is_surely_somebody(key: Key, named: Named) -> bool:
    """Whether a rule tells that a name is somebody's: what only people do and have, "a man known as Kessan"."""
    is_kin = named.facts[key].get("after_kin", 0.0) > HALF or named.holds_mostly(is_called, key)
    return is_kin or any(rule(key, "none", named) == "person" for rule in PEOPLE)


def _is_strange(key: Key, named: Named) -> bool:
    """Whether one word is none of English and, somewhere, all of a noun phrase: "Kessan fell", no "Kessan rebels"."""
    reading, lexicon = named.reading, named.lexicon
    if len(key) > 1 or lexicon.is_body_word(key[0]) or key[0] in lexicon.place_names or key[0].endswith(ABSTRACT):
        return False
    if VOWELS.isdisjoint(key[0][:-1]):
        return False  # "Brgy. Captain"
    tokens = [name.first for name in named.groups[key]]
    is_whole = any(token in reading.strange and reading.deps[token] not in LOOSE for token in tokens)
    return is_whole and not any(reading.tags[token] in MANY for token in tokens)


def _is_he(key: Key, named: Named) -> bool:
    """Whether "he" or "she" behind the name may mean it, as none before it does: not "he left Orvane when he was"."""
    if not named.facts[key].get("pronoun=he", 0.0):
        return False
    reading = named.reading
    starts = ((reading.sentences[reading.token_sentence[name.first]][0], name) for name in named.groups[key])
    before = (reading.lowered[start : name.first] for start, name in starts)
    return not all(any(PRONOUNS.get(word) == "he" for word in words) for words in before)


def _ends_full_name(key: Key, named: Named) -> bool:
    """Whether the article has a longer name with a given name before the word: "Dana Hill Kessan", "Luis Hill Ruiz"."""
    if len(key) > 1:
        return False
    is_given, surnames = named.lexicon.is_given_name, named.lexicon.surnames
    people = (other for other in named.groups if len(other) > 1 and "of" not in other)
    return any(
        key[0] in other and (is_given(other[0]) if key[0] in other[1:] else other[-1] in surnames) for other in people
    )


def _stands_with_people(key: Key, named: Named) -> bool:
    """Whether "and" joins the name to one that a list has for people: "Holm and Kessan"."""
    found = (series for series in named.series if key in series.keys)
    rows = (series.keys for series in found if len(series.keys) >= TEAM or series.is_joined(named.reading))
    surnames, is_given = named.lexicon.surnames, named.lexicon.is_given_name
    return any(is_given(other[0]) or other[-1] in surnames for keys in rows for other in keys if other != key)


def _is_where(key: Key, named: Named) -> bool:
    """Whether a seeming place is a site or a landscape, or what a people is called by: "Kessanese officials"."""
    return key[-1].endswith(OF_PEOPLES) or any(name.label in SITES for name in named.groups[key])


def is_unknown(key: Key, named: Named) -> bool:
    """Whether nothing but the article can tell what a name of one or two capitalised words means."""
    lexicon, names = named.lexicon, named.groups[key]
    if len(key) > LONGEST or _is_listed(key, named) or any(name.title is not None for name in names):
        return False
    if key[0] in lexicon.words["god"]:
        return False
    if len(key) > 1 and (lexicon.is_body_word(key[-1]) or key[-1] in lexicon.facilities):
        return False
    if len(key) > 1 and lexicon.place_names.get(key[-1], "town") != "town":
        return False  # "Nazi Germany"
    return all(word[0].isupper() and word.isalpha() and not word.isupper() for word in names[0].words(named.reading))


def _is_listed(key: Key, named: Named) -> bool:
    """Whether a list has the name, its first word as a given name or its last as a surname."""
    plain, lexicon = " ".join(key), named.lexicon
    is_whole = plain in lexicon.place_names or plain in lexicon.known_people or named.is_known(key)
    is_part = lexicon.is_given_name(key[0]) or key[-1] in lexicon.surnames
    return is_whole or is_part or named.is_listed_people(key)


def gather_facts(key: Key, weighed: str, named: Named) -> Facts:
    """All that holds of a name, and of its last word where that stands alone."""
    bodies, people = len(named.fronts), len(named.lasts)
    facts: Facts = {"bias": 1.0, f"weighed={weighed}": 1.0, "bodies": bodies / (bodies + people + 1)}
    for own in (key, key[-1:]) if len(key) > 1 else (key,):
        for fact, share in named.facts.get(own, {}).items():
            facts[fact] = share if fact.startswith(SHARED) and own == key else facts.get(fact, 1.0)
        for name in named.groups.get(own, ()):
            facts |= dict.fromkeys(find_cues(named.reading, name), 1.0)
    read = chances_of(score_classes(named.facts[key], named.lexicon.kind_weights))
    facts |= {f"read={kind}": chance for kind, chance in zip(READ, read, strict=True)}
    if len(key) > 1:
        facts |= {f"{part}_alone": 1.0 for part, own in (("first", key[:1]), ("last", key[-1:])) if own in named.groups}
    elif key[0] in named.lasts:
        facts["ends_longer"] = 1.0
    elif key[0] in named.firsts or key[0] in named.fronts:
        facts["begins_longer"] = 1.0
    return facts


def weigh_jointly(keys: Sequence[Key], weighed: Mapping[Key, str], named: Named) -> list[float]:
    """The chance of each class for names of one kind: the sums of all of them together, as far as each adds."""
    weights = named.lexicon.cue_weights
    scores = [score_classes(gather_facts(key, weighed[key], named), weights) for key in keys]
    return chances_of([sum(column) / sqrt(len(keys)) for column in zip(*scores, strict=True)])


def weigh_cues(facts: Facts, lexicon: Lexicon) -> list[float]:
    """The chance of each class by the facts that have weights."""
    return chances_of(score_classes(facts, lexicon.cue_weights))
