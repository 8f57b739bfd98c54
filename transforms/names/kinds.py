"""What kind of thing each name of an article means, decided for all places of the same words at once.

A linear model weighs plain facts: what spaCy called the words, what stands around them, what other names of the
article contain them, and what the word lists say. Its weights are the table `seeds/models/name_kinds.npz`. What needs
no weighing is in kind_rules.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from transforms.lexicon import Lexicon
from transforms.names.evidence import describe_names, group_names
from transforms.names.kind_rules import apply_rules
from transforms.names.mates import with_mates
from transforms.names.sorted_bodies import ends_sort
from transforms.names.survey import Facts, Key, Named, survey_names
from transforms.names.thing_rules import is_thing
from transforms.names.weighing import CLASSES, Weights, score_classes
from transforms.names.words import KINDS, Name
from transforms.reading.reading import Reading

PERSON = CLASSES.index("person")
UNTOLD = frozenset(("person", "organization", "place", "other", "none"))  # what another name of something may seem
LONGEST_PERSON = 4  # words of a full name
KEPT_LABELS = {"WORK_OF_ART": "work", "LAW": "law", "PRODUCT": "product", "EVENT": "event"}


def decide_kinds(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The candidates that are names, each with its kind."""
    groups = group_names(reading, names)
    described = describe_names(reading, groups, lexicon)
    classes = weigh_names(described, lexicon)
    named = survey_names(reading, groups, described, classes, lexicon)
    kept = []
    ruled = with_mates(classes, apply_rules(classes, named), named)
    for key, chosen in _with_parts(classes, _with_defined(ruled, named), lexicon).items():
        for name in groups[key]:
            name.kind = KEPT_LABELS.get(name.label, "") if chosen == "other" else chosen
            if name.kind and name.kind != "none":
                kept.append(name)
    return sorted(kept, key=lambda n: n.first)


def _with_defined(ruled: dict[Key, str], named: Named) -> dict[Key, str]:
    """The classes where a name and what it is called for short are one: "National Programme for Wells (Prorur)"."""
    for short, key in named.defined.items():
        if not all(name.label == "ORG" for name in named.groups[key]) or " ".join(short) in named.lexicon.place_names:
            continue
        is_sort = ends_sort(key[-1], named.lexicon) or key[-1] in named.lexicon.words["topic_end"]
        is_sort = is_sort and ruled[short] in UNTOLD
        if is_sort and ruled[key] in UNTOLD:
            ruled |= {key: "organization", short: "organization"}
        elif ruled[short] == "organization" and ruled[key] in ("other", "none") and len(named.groups[short]) > 1:
            ruled[key] = "organization"
        elif ruled[key] == "organization" and ruled[short] in UNTOLD:
            ruled[short] = "organization"
    for short, key in named.known_as.items():
        kind = _kind_of_both(short, key, ruled, named)
        ruled |= {part: kind for part in (short, key) if kind and ruled[part] in UNTOLD and not named.is_known(part)}
    return ruled


def _kind_of_both(short: Key, key: Key, ruled: Mapping[Key, str], named: Named) -> str:
    """The kind of two names of one thing: somebody's by either, else what the one that tells it says."""
    lexicon = named.lexicon
    people = [part for part in (short, key) if ruled[part] == "person"]
    if any(len(part) > 1 or named.is_somebody(part) for part in people):
        return "person"
    ends = [part[-1] for part in (short, key) if len(part) > 1]
    if any(ends_sort(end, lexicon) or end in lexicon.words["topic_end"] for end in ends):
        return "organization"
    kinds = [ruled[part] for part in (key, short) if ruled[part] in ("person", "organization")]
    return next((kind for kind in kinds if kind == "organization"), kinds[0] if kinds else "")


def _with_parts(weighed: Mapping[Key, str], ruled: dict[Key, str], lexicon: Lexicon) -> dict[Key, str]:
    """The classes where what a rule made a person or an organization is one by a part of the name, too.

    Somebody by the first or the last name; an organization by the first word of a longer name, and the longer by it.
    """
    changed = [key for key, kind in ruled.items() if kind != weighed[key] and "of" not in key]
    for key in changed:
        if ruled[key] == "person" and len(key) > 1:
            for part in (key[:1], key[-1:]):
                is_open = ruled.get(part) in ("organization", "place", "none") and not is_thing(part[0], lexicon)
                if is_open and part[0] not in lexicon.place_names:
                    ruled[part] = "person"
    fronts = {key[0] for key in changed if ruled[key] == "organization" and not _may_be_other(key[0], lexicon)}
    for key in [key for key in ruled if key[0] in fronts and ruled[key] == "person" == weighed[key]]:
        ruled[key] = "organization"
    return ruled


def _may_be_other(word: str, lexicon: Lexicon) -> bool:
    """Whether a word may be a given name, a surname, a place or one that many organizations have."""
    tables = (lexicon.place_names, lexicon.surnames)
    return lexicon.is_given_name(word) or any(word in table for table in tables) or lexicon.is_body_word(word)


def weigh_names(described: Mapping[Key, Facts], lexicon: Lexicon) -> dict[Key, str]:
    """The class of each group of names by its facts; a full name and its last word alone are weighed together."""
    scores = {key: score_classes(facts, lexicon.kind_weights) for key, facts in described.items()}
    both = dict(scores)
    for key, last in _full_names(described, lexicon):
        for one, other in ((key, last), (last, key)):
            both[one] = [a + b for a, b in zip(scores[one], scores[other], strict=True)]
    people = {key for pair in _full_names(described, lexicon) for key in pair if _best(both[key]) == PERSON}
    return {key: CLASSES[PERSON if key in people else _best(own)] for key, own in scores.items()}


def _full_names(described: Mapping[Key, Facts], lexicon: Lexicon) -> list[tuple[Key, Key]]:
    """The names that may be somebody's in full, with their last word where it is a name of its own and of no other."""
    longer: dict[Key, list[Key]] = {}
    for key in described:
        if 2 <= len(key) <= LONGEST_PERSON:
            longer.setdefault(key[-1:], []).append(key)
    known = (lexicon.name_words, lexicon.generic_words, lexicon.place_names)
    return [
        (keys[0], last)
        for last, keys in longer.items()
        if len(keys) == 1 and last in described and not any(last[0] in table for table in known)
    ]


def _best(totals: list[float]) -> int:
    return max(range(len(totals)), key=totals.__getitem__)


def best_class(facts: Facts, weights: Weights) -> int:
    """The number of the class with the highest weighted sum."""
    return _best(score_classes(facts, weights))


def known_kinds() -> frozenset[str]:
    """The kinds a name may have."""
    return frozenset(KINDS.values())
