"""What is known of each name of an article, as plain facts: "label=ORG", "before=in", "pronoun=it".

Facts of the words themselves hold or do not; facts of where the name stands hold for a share of its places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from transforms.folding import strip_marks
from transforms.lexicon import Lexicon
from transforms.names.repairs import is_elided
from transforms.names.standing import is_among_titled
from transforms.names.survey import Facts, Key
from transforms.names.words import Name, has_inner_capital, name_key
from transforms.reading.reading import Reading

NEAR = 12  # words after a name in which a pronoun may be its own
PRONOUNS = dict.fromkeys(("he", "she", "him", "his", "her", "himself", "herself"), "he")
PRONOUNS |= dict.fromkeys(("it", "its", "itself"), "it")


class _Around(NamedTuple):
    """What is known of an article's sentences and tokens when its names are described."""

    title_lines: list[bool]  # by sentence
    labels: list[str]  # by token


def group_names(reading: Reading, names: list[Name]) -> dict[Key, list[Name]]:
    """The names by their words."""
    groups: dict[Key, list[Name]] = {}
    for name in names:
        groups.setdefault(name_key(name.words(reading)), []).append(name)
    return groups


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
    """The facts of the words themselves."""
    words = names[0].words(reading)
    facts = ["bias", f"words={min(len(key), 4)}", *_letters(key, words), *_given(key, lexicon)]
    inner = {*words[:-1], *(word.lower() for word in words[1:-1])}
    if any(map(lexicon.begins_surname, inner)) or any(map(is_elided, words)):
        facts.append("particle")
    facts += _kinds_of_words(key, lexicon)
    plain = " ".join(key)
    if plain in lexicon.place_names:
        facts.append(f"known={lexicon.place_names[plain]}")
    elif f"the {plain}" in lexicon.place_names:
        facts.append("known=the_place")
    if plain in lexicon.organization_names:
        facts.append("known=organization")
    if lexicon.generic_words.get(plain) == "country":
        facts.append("known=seat")
    if plain in lexicon.known_people:
        facts.append("known=person")
    if key[-1] in lexicon.titles:
        facts.append("title_word")
    return facts


def _letters(key: Key, words: list[str]) -> list[str]:
    """The facts of how the words are written."""
    text, last = " ".join(words), key[-1]
    facts = []
    if text.isupper():
        facts.append("capitals=short" if len(text) <= 5 else "capitals=long")
    elif any(has_inner_capital(word) for word in words):
        facts.append("inner_capital" if len(key) > 1 else "inner_capital_alone")
    if any(c.isdigit() for c in text):
        facts.append("digits")
    if " " in text and ("of" in words or "for" in words or "and" in words or "&" in words):
        facts.append("joined")
    facts += [f"tail={last[-3:]}", f"tail={last[-4:]}", f"head={key[0][:3]}"] if len(last) > 4 else []
    return facts


def _given(key: Key, lexicon: Lexicon) -> list[str]:
    """The facts that tell of given names and surnames."""
    if not lexicon.is_given_name(key[0]):
        return ["surname_last"] if len(key) in (2, 3) and _is_surname(key[-1], lexicon) else []
    if len(key) == 1:
        return ["given_alone"]
    return ["given_first", "surname_last"] if _is_surname(key[-1], lexicon) else ["given_first"]


def _is_surname(word: str, lexicon: Lexicon) -> bool:
    return strip_marks(word).rpartition("-")[2] in lexicon.surnames


def _kinds_of_words(key: Key, lexicon: Lexicon) -> list[str]:
    """The facts that tell of words which end or begin names of one kind."""
    facts = []
    alone = "_alone" if len(key) == 1 else ""
    for place, word in (("last", key[-1]), ("first", key[0])):
        if (kind := lexicon.name_words.get(word)) is not None:
            facts.append(f"{place}_word={kind}{alone}")
        facts += [f"{place}_word={use}{alone}" for use in ("sector", "foreign_body") if word in lexicon.words[use]]
    inner = next((lexicon.name_words[word] for word in key[1:-1] if word in lexicon.name_words), None)
    return facts if inner is None else [*facts, f"inner_word={inner}"]


def _places_of(reading: Reading, names: list[Name], around: _Around, lexicon: Lexicon) -> Facts:
    """The facts of where the names stand, each with the share of the places it holds for."""
    counts: dict[str, int] = {}
    for name in names:
        # in order, not as a set: sums of weights that tie would fall out differently from process to process
        for fact in dict.fromkeys(_describe_place(reading, name, around, lexicon)):
            counts[fact] = counts.get(fact, 0) + 1
    scale = 1.0 / len(names)
    facts = {fact: count * scale for fact, count in counts.items()}
    labels = {n.label for n in names}
    if len(labels) == 1:
        facts[f"only={next(iter(labels))}"] = 1.0
    return facts


def _describe_place(reading: Reading, name: Name, around: _Around, lexicon: Lexicon) -> list[str]:
    """The facts of one place in the text where a name stands."""
    words, first, last = reading.words, name.first, name.last
    sentence = reading.token_sentence[first]
    start, end = reading.sentences[sentence]
    facts = [f"label={name.label}", f"label={name.label}:{min(last - first, 3)}"]
    if around.title_lines[sentence]:
        facts.append("title_line")
    if first == start:
        facts.append("starts")
    if name.title is not None:
        facts.append(f"title={name.title.sort}")
    if is_among_titled(reading, name, lexicon):
        facts.append("title=plural")
    facts += _words_before(reading, name, start, around.labels, lexicon)
    facts += _words_after(reading, name, end, lexicon)
    facts += _syntax(reading, name, around.labels, lexicon)
    if reading.tags[last - 1] == "NNPS":
        facts.append("plural" if last - first > 1 else "plural_alone")
    if not name.label and reading.tags[last - 1] not in ("NNP", "NNPS"):
        facts.append("no_noun")
    pronoun = _pronoun_after(words, last, min(end, last + NEAR))
    if pronoun:
        facts.append(f"pronoun={pronoun}")
    elif sentence + 1 < len(reading.sentences) and words[first].lower() != "the":
        facts += [f"next={sort}" for sort in _opening_pronoun(reading, sentence + 1)]
    return facts


def _words_before(reading: Reading, name: Name, start: int, labels: list[str], lexicon: Lexicon) -> list[str]:
    """The facts of the words before a name."""
    words, first = reading.words, name.first
    before = words[first - 1].lower() if first > start else ""
    before_that = words[lexicon.before_suffix(words, first - 1) - 1].lower() if first - 2 >= start else ""
    facts = [f"before={before}"]
    if before == "the":
        facts.append(f"before={before_that}_the")
    elif before == "," and labels[first - 2] == "GPE":
        facts.append("after_place")
    elif before == "," and lexicon.is_title_end(before_that):
        facts.append("after_title")
    elif (before_that if before == "," else before) in lexicon.words["kin"]:
        facts.append("after_kin")
    elif len(before) > 4 and reading.tags[first - 1] == "NN":
        facts.append(f"before_tail={before[-3:]}")
    noun = before_that if before in ("of", "in", "at", ",") else before
    facts += [f"before_{sort}{'_' + before if noun == before_that else ''}" for sort in _noun_sorts(noun, lexicon)]
    return facts


def _words_after(reading: Reading, name: Name, end: int, lexicon: Lexicon) -> list[str]:
    """The facts of the words after a name."""
    words, last = reading.words, name.last
    if last >= end:
        return ["ends"]
    after = words[last].lower().replace("’", "'")
    after_that = words[last + 1].lower() if last + 1 < end else ""
    facts = [f"after={after}"]
    if after in (",", "who", "which", "where", "whose"):
        relative = after_that if after == "," else after
        facts += [f"relative={relative}"] if relative in ("who", "which", "where", "whose") else []
    noun = after_that if after == "'s" else after
    facts += [f"after_{sort}{'_owned' if after == chr(39) + 's' else ''}" for sort in _noun_sorts(noun, lexicon)]
    if after == "(" and last + 2 < end and words[last + 2] == ")":
        facts.append("brackets=capitals" if words[last + 1].isupper() else "brackets=word")
    elif after == ")" and words[name.first - 1 : name.first] == ["("]:
        facts.append("bracketed")
    return facts


def _noun_sorts(word: str, lexicon: Lexicon) -> list[str]:
    """What a common noun beside a name says the name may be: an organization, a place, a person by office or job."""
    sorts = []
    if lexicon.tells_body(word):
        sorts.append("body")
    if word in lexicon.words["place_noun"]:
        sorts.append("place_noun")
    elif word in lexicon.facilities:
        sorts.append("facility")
    title = lexicon.titles.get(word)
    return sorts if title is None else [*sorts, title.sort]


def _pronoun_after(words: list[str], first: int, last: int) -> str:
    """The sort of the first pronoun of the third person among the tokens: who or what a name before it may be."""
    return next((PRONOUNS[word] for word in (w.lower() for w in words[first:last]) if word in PRONOUNS), "")


def _opening_pronoun(reading: Reading, sentence: int) -> list[str]:
    """The sort of the pronoun that begins a sentence, if one does."""
    first, last = reading.sentences[sentence]
    found = next(
        (PRONOUNS[w] for w in (w.lower() for w in reading.words[first : min(last, first + 2)]) if w in PRONOUNS), None
    )
    return [] if found is None else [found]


def _syntax(reading: Reading, name: Name, labels: list[str], lexicon: Lexicon) -> list[str]:
    """The facts of the name's place in its clause."""
    root = reading.root(name.first, name.last)
    dep, head = reading.deps[root], reading.heads[root]
    facts = [f"dep={dep}", f"dep={dep}:{reading.lemmas[head].lower()}"]
    if dep == "compound":
        facts.append(f"modifies={_head_sort(reading, name, head, lexicon)}" + ("" if name.label else "_unseen"))
    elif dep == "conj":
        facts += [f"conj={reading.deps[head]}", f"beside={labels[head]}"]
    elif dep == "appos":
        facts += [f"appos_of={sort}" for sort in _noun_sorts(reading.lemmas[head].lower(), lexicon)]
    elif dep == "nsubj" and reading.lemmas[head] == "be":
        attributes = (child for child in reading.children[head] if reading.deps[child] == "attr")
        facts += [f"is={sort}" for child in attributes for sort in _noun_sorts(reading.lemmas[child].lower(), lexicon)]
    for child in reading.children[root]:
        facts += _facts_of_child(reading, child, labels, lexicon)
    return facts


def _facts_of_child(reading: Reading, child: int, labels: list[str], lexicon: Lexicon) -> list[str]:
    """The facts of a word that hangs on a name."""
    dep, lemma = reading.deps[child], reading.lemmas[child].lower()
    if dep == "appos":
        return ["has_apposition", f"appos:{lemma}", *(f"appos={sort}" for sort in _noun_sorts(lemma, lexicon))]
    if dep == "conj":
        return [f"beside={labels[child]}"]
    return [dep, f"{dep}:{lemma}"] if dep in ("amod", "relcl") else []


def _head_sort(reading: Reading, name: Name, head: int, lexicon: Lexicon) -> str:
    """What a name stands before: an "office" or a "job" ("Acme boss"), another "name" or a "noun".

    A word that makes a title with its head is part of it: "home secretary".
    """
    title = lexicon.title_of((reading.lemmas[head],))
    if title is not None:
        whole = lexicon.title_of(reading.words[name.first : head + 1])
        return title.sort if whole is None else "noun"
    return "name" if reading.tags[head] in ("NNP", "NNPS") else "noun"
