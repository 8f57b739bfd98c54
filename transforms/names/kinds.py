"""What kind of thing each name of an article means, decided for all places of the same words at once.

A linear model weighs plain facts: what spaCy called the words, what stands around them, what other names of the
article contain them, and what the word lists say. Its weights are the table `seeds/name_kind_weights.csv`. What needs
no weighing is in kind_rules.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from transforms.lexicon import Lexicon
from transforms.names.kind_rules import Facts, Key, apply_rules, is_among_titled, survey_names
from transforms.names.repairs import is_elided
from transforms.names.words import KINDS, Name, name_key
from transforms.reading.reading import Reading

CLASSES = ("person", "organization", "place", "group", "event", "other", "none")
KEPT_LABELS = {"WORK_OF_ART": "work", "LAW": "law", "PRODUCT": "product", "EVENT": "event"}
Weights = Mapping[str, tuple[float, ...]]


class _Around(NamedTuple):
    """What is known of an article's sentences and tokens when its names are described."""

    title_lines: list[bool]  # by sentence
    labels: list[str]  # by token


def decide_kinds(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The candidates that are names, each with its kind."""
    groups = group_names(reading, names)
    described = describe_names(reading, groups, lexicon)
    classes = {key: CLASSES[best_class(facts, lexicon.kind_weights)] for key, facts in described.items()}
    named = survey_names(reading, groups, described, classes, lexicon)
    kept = []
    for key, chosen in apply_rules(classes, named).items():
        for name in groups[key]:
            name.kind = KEPT_LABELS.get(name.label, "") if chosen == "other" else chosen
            if name.kind and name.kind != "none":
                kept.append(name)
    return sorted(kept, key=lambda n: n.first)


def group_names(reading: Reading, names: list[Name]) -> dict[Key, list[Name]]:
    """The names by their words."""
    groups: dict[Key, list[Name]] = {}
    for name in names:
        groups.setdefault(name_key(name.words(reading)), []).append(name)
    return groups


def best_class(facts: Facts, weights: Weights) -> int:
    """The number of the class with the highest weighted sum."""
    totals = [0.0] * len(CLASSES)
    for fact, value in facts.items():
        row = weights.get(fact)
        if row is not None:
            totals = [total + value * weight for total, weight in zip(totals, row, strict=True)]
    return max(range(len(totals)), key=totals.__getitem__)


def describe_names(reading: Reading, groups: Mapping[Key, list[Name]], lexicon: Lexicon) -> dict[Key, Facts]:
    """The facts that hold of each group of names, such as "label=ORG" or "before=in", with the share of its places."""
    within = _names_within(groups)
    lower = {word for word in reading.words if word.islower()}
    around = _Around(_title_lines(reading), _token_labels(reading))
    described: dict[Key, Facts] = {}
    for key, names in groups.items():
        facts = dict.fromkeys(_shape(key, names, reading, lexicon), 1.0)
        facts |= dict.fromkeys([f"within={kind}" for kind in sorted(within.get(key, ()))], 1.0)
        if len(key) == 1 and key[0] in lower:
            facts["also_lower"] = 1.0
        facts |= _places_of(reading, names, around, lexicon)
        described[key] = facts
    return described


def _names_within(groups: Mapping[Key, list[Name]]) -> dict[Key, set[str]]:
    """For a one-word name, what the longer names that begin or end with it are called by spaCy."""
    found: dict[Key, set[str]] = defaultdict(set)
    for key, names in groups.items():
        if len(key) > 1:
            label = Counter(n.label for n in names).most_common(1)[0][0]
            found[key[-1:]].add(f"last_{label}")
            found[key[:1]].add(f"first_{label}")
    return found


def _token_labels(reading: Reading) -> list[str]:
    """For each token, spaCy's label of the entity it is in; empty where there is none."""
    labels = [""] * len(reading)
    for first, last, label in reading.entities:
        labels[first:last] = [label] * (last - first)
    return labels


def _title_lines(reading: Reading) -> list[bool]:
    """For each sentence, whether most of its longer words are capitalised, as in headlines and headings."""
    flags = []
    for first, last in reading.sentences:
        words = [w for w in reading.words[first:last] if w[0].isalpha() and len(w) > 3]
        flags.append(sum(w[0].isupper() for w in words) * 3 >= len(words) * 2)
    return flags


def _shape(key: Key, names: list[Name], reading: Reading, lexicon: Lexicon) -> list[str]:
    words = names[0].words(reading)
    text = " ".join(words)
    facts = ["bias", f"words={min(len(key), 4)}"]
    if text.isupper():
        facts.append("capitals=short" if len(text) <= 5 else "capitals=long")
    if any(c.isdigit() for c in text):
        facts.append("digits")
    if len(key) > 1 and lexicon.is_given_name(key[0]):
        facts.append("given_first")
    if len(key) == 1 and lexicon.is_given_name(key[0]):
        facts.append("given_alone")
    if " " in text and ("of" in words or "for" in words or "and" in words or "&" in words):
        facts.append("joined")
    for place, word in (("last", key[-1]), ("first", key[0])):
        kind = lexicon.name_words.get(word)
        if kind is not None:
            facts.append(f"{place}_word={kind}{'_alone' if len(key) == 1 else ''}")
    inner = {*words[:-1], *(word.lower() for word in words[1:-1])}
    if any(map(lexicon.begins_surname, inner)) or any(map(is_elided, words)):
        facts.append("particle")
    if any(word in lexicon.name_words for word in key[1:-1]):
        facts.append("inner_word=" + next(lexicon.name_words[w] for w in key[1:-1] if w in lexicon.name_words))
    plain = " ".join(key)
    if plain in lexicon.place_names:
        facts.append(f"known={lexicon.place_names[plain]}")
    if plain in lexicon.organization_names:
        facts.append("known=organization")
    if plain in lexicon.known_people:
        facts.append("known=person")
    if key[-1] in lexicon.titles:
        facts.append("title_word")
    last = key[-1]
    facts += [f"tail={last[-3:]}", f"tail={last[-4:]}", f"head={key[0][:3]}"] if len(last) > 4 else []
    return facts


def _places_of(reading: Reading, names: list[Name], around: _Around, lexicon: Lexicon) -> Facts:
    """The facts of where the names stand, each with the share of the places it holds for."""
    counts: Counter[str] = Counter()
    for name in names:
        # in order, not as a set: sums of weights that tie would fall out differently from process to process
        counts.update(list(dict.fromkeys(_describe_place(reading, name, around, lexicon))))
    scale = 1.0 / len(names)
    facts = {fact: count * scale for fact, count in counts.items()}
    labels = {n.label for n in names}
    if len(labels) == 1:
        facts[f"only={next(iter(labels))}"] = 1.0
    return facts


def _describe_place(reading: Reading, name: Name, around: _Around, lexicon: Lexicon) -> list[str]:
    """The facts of one place in the text where a name stands."""
    words, first, last = reading.words, name.first, name.last
    facts = [f"label={name.label}"]
    sentence = reading.token_sentence[first]
    start, end = reading.sentences[sentence]
    if around.title_lines[sentence]:
        facts.append("title_line")
    if first == start:
        facts.append("starts")
    if name.title is not None:
        facts.append(f"title={name.title.sort}")
    before = words[first - 1].lower() if first > start else ""
    before_that = words[first - 2].lower() if first - 2 >= start else ""
    facts.append(f"before={before}")
    if before == "the":
        facts.append(f"before={before_that}_the")
    elif before == "," and around.labels[first - 2] == "GPE":
        facts.append("after_place")
    elif before == "," and lexicon.is_title_end(before_that):
        facts.append("after_title")
    elif (before_that if before == "," else before) in lexicon.words["kin"]:
        facts.append("after_kin")
    elif len(before) > 4 and reading.tags[first - 1] == "NN":
        facts.append(f"before_tail={before[-3:]}")
    if is_among_titled(reading, name, lexicon):
        facts.append("title=plural")
    facts.append(f"after={words[last].lower().replace('’', chr(39))}" if last < end else "ends")
    facts += _syntax(reading, name, around.labels, lexicon)
    if reading.tags[last - 1] == "NNPS":
        facts.append("plural" if last - first > 1 else "plural_alone")
    if not name.label and reading.tags[last - 1] not in ("NNP", "NNPS"):
        facts.append("no_noun")
    return facts


def _syntax(reading: Reading, name: Name, labels: list[str], lexicon: Lexicon) -> list[str]:
    root = name.last - 1
    for token in range(name.first, name.last):
        if not name.first <= reading.heads[token] < name.last:
            root = token
            break
    dep, head = reading.deps[root], reading.heads[root]
    facts = [f"dep={dep}", f"dep={dep}:{reading.lemmas[head].lower()}"]
    if dep == "compound":
        facts.append(f"modifies={_head_sort(reading, name, head, lexicon)}" + ("" if name.label else "_unseen"))
    if dep == "conj":
        facts += [f"conj={reading.deps[head]}", f"beside={labels[head]}"]
    for child in reading.children[root]:
        child_dep = reading.deps[child]
        if child_dep == "appos":
            facts += ["has_apposition", f"appos:{reading.lemmas[child].lower()}"]
        elif child_dep == "conj":
            facts.append(f"beside={labels[child]}")
        elif child_dep in ("amod", "relcl"):
            facts += [f"{child_dep}", f"{child_dep}:{reading.lemmas[child].lower()}"]
    return facts


def _head_sort(reading: Reading, name: Name, head: int, lexicon: Lexicon) -> str:
    """What a name stands before: an "office" or a "job" ("Acme boss"), another "name" or a "noun".

    A word that makes a title with its head is part of it: "home secretary".
    """
    title = lexicon.title_of((reading.lemmas[head],))
    if title is not None:
        whole = lexicon.title_of(reading.words[name.first : head + 1])
        return title.sort if whole is None else "noun"
    return "name" if reading.tags[head] in ("NNP", "NNPS") else "noun"


def known_kinds() -> frozenset[str]:
    """The kinds a name may have."""
    return frozenset(KINDS.values())
