"""What a name means that no list knows, by all that the article says of it: "Orvane lost the case".

A linear model weighs the facts of evidence.py and clues.py over all places of the name. Its weights are the
table `seeds/name_cue_weights.csv`, fitted on texts in which known names were replaced by made ones
(`training/name_cues.py`). Where the article says too little, the kind stays what it was.
"""

from __future__ import annotations

from math import exp
from operator import mul

from transforms.lexicon import Lexicon
from transforms.names.clues import find_cues
from transforms.names.survey import Facts, Key, Named

CLASSES = ("person", "organization", "place", "other")
ORGANIZATION, OTHER = CLASSES.index("organization"), CLASSES.index("other")
LONGEST = 2  # words
SITES = frozenset(("FAC", "LOC"))  # spaCy's labels of what stands somewhere, as owners and workplaces do
OF_PEOPLES = ("an", "ese", "ish")  # how adjectives of places end, which stand before nouns as organizations do
SHARED = ("label", "only")  # facts that count with the share of places they hold for; others hold once for all
# the chance of an organization from which a name that was weighed so is one; few that stand like places are
SURE = {"person": 0.7, "place": 0.9}
SURE_OF_TWO = 0.95  # the same for two words read as somebody's: hardly any that no list knows are a body's
SURELY_OTHER = 0.8  # the chance of a work or a product from which what was weighed as a person is none


def as_weighed(key: Key, weighed: str, named: Named) -> str | None:
    """An organization, where the facts of an unknown name tell so; none, where they tell a work or a product."""
    if weighed not in SURE or (weighed == "place" and _is_where(key, named)) or not is_unknown(key, named):
        return None
    chances = weigh_cues(gather_facts(key, weighed, named), named.lexicon)
    is_full = weighed == "person" and len(key) > 1
    if chances[ORGANIZATION] > (SURE_OF_TWO if is_full else SURE[weighed]):
        return "organization"
    is_alone = weighed == "person" and len(key) == 1 and key[0] not in named.lasts and key[0] not in named.firsts
    return "none" if is_alone and chances[OTHER] > SURELY_OTHER else None


def _is_where(key: Key, named: Named) -> bool:
    """Whether a seeming place is a site or a landscape, or what a people is called by: "Kessanese officials"."""
    return key[-1].endswith(OF_PEOPLES) or any(name.label in SITES for name in named.groups[key])


def is_unknown(key: Key, named: Named) -> bool:
    """Whether nothing but the article can tell what a name of one or two capitalised words means."""
    lexicon, names = named.lexicon, named.groups[key]
    if len(key) > LONGEST or _is_listed(key, named) or any(name.title is not None for name in names):
        return False
    if len(key) > 1 and (lexicon.is_body_word(key[-1]) or key[-1] in lexicon.facilities):
        return False
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
    if len(key) > 1:
        facts |= {f"{part}_alone": 1.0 for part, own in (("first", key[:1]), ("last", key[-1:])) if own in named.groups}
    elif key[0] in named.lasts:
        facts["ends_longer"] = 1.0
    elif key[0] in named.firsts or key[0] in named.fronts:
        facts["begins_longer"] = 1.0
    return facts


def weigh_cues(facts: Facts, lexicon: Lexicon) -> list[float]:
    """The chance of each class by the facts that have weights."""
    weights = lexicon.cue_weights
    known = [fact for fact in facts if fact in weights]
    values = [facts[fact] for fact in known]
    totals = [sum(map(mul, values, column)) for column in zip(*[weights[fact] for fact in known], strict=True)]
    highest = max(totals)
    raised = [exp(total - highest) for total in totals]
    return [value / sum(raised) for value in raised]
