"""What is said to have a seat or a home as only organizations do: "Orvane, which is registered in Fenwick".

The tests are those of conduct.py's sort: each looks at one place of a name and tells an organization by itself.
"""

from __future__ import annotations

from transforms.lexicon import Lexicon
from transforms.names.splits import POSSESSIVES
from transforms.names.words import Name
from transforms.reading.reading import Reading

BEING = frozenset(("is", "was", "are"))
FORMALLY = frozenset(("registered", "headquartered", "incorporated", "domiciled"))  # what people and towns are not
OFFICES = (["head", "office"], ["main", "office"])
CLAUSE = frozenset(("which", "whose", "with", "has", "its", "is", "was", "are", ",", "global", "main", "corporate"))
LONGEST_CLAUSE = 6  # words from a name to "headquarters"
LEADS = [[word, "in"] for word in ("Founded", "Headquartered", "Established", "Incorporated", "Registered")]
LONGEST_LEAD = 9  # words before a name that such a lead takes
LONGEST = 7  # words from a country to the noun
WITHIN = frozenset(("JJ", "JJR", "JJS", "RB", "RBS", "NN", "HYPH", "VBG", "VBN", "NNP", "CD"))


def is_registered(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the name is registered somewhere or the like: ", which is incorporated in", " is headquartered in"."""
    words, token = reading.words, name.last
    while token < len(words) and token < name.last + LONGEST_CLAUSE and words[token] in CLAUSE:
        token += 1
    if token == name.last:
        return False
    is_formal = words[token : token + 1] and words[token] in FORMALLY and words[token + 1 : token + 2] == ["in"]
    has_offices = words[token : token + 2] in OFFICES or words[token : token + 1] == ["headquarters"]
    return bool(is_formal) or (has_offices and "in" in words[token + 1 : token + 4])


def is_based(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the name is based or listed somewhere: "Orvane, which is based in", "Orvane is based in"."""
    words, token = reading.words, name.last
    if words[token : token + 2] == [",", "which"]:
        token += 2
    elif words[token : token + 1] == [","]:
        return words[token + 1 : token + 3] == ["listed", "in"]
    return words[token : token + 1] in (["is"], ["was"]) and words[token + 1 : token + 3] in (
        ["based", "in"],
        ["listed", "in"],
    )


def is_of_land(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a comma and a noun for what a country has stand behind the name: "Orvane, Fenwick's largest grocer"."""
    words, token = reading.words, name.last + 1
    if words[name.last : token] not in ([","], ["is"], ["was"]):
        return False
    people = " ".join(words[token + 1 : token + 2]).lower()  # empty where the text ends
    if words[token : token + 1] == ["the"] and lexicon.place_names.get(people) == "nationality":
        return _ends_in_business(reading, token + 2, False, lexicon)  # "Orvane, the Dutch telecoms operator,"
    is_one = words[token : token + 3] == ["one", "of", "the"]
    if words[token : token + 2] == ["one", "of"] and POSSESSIVES.intersection(words[token + 3 : token + 4]):
        return _ends_in_business(reading, token + 4, True, lexicon)
    token += 3 if is_one else 0
    while not is_one and token < name.last + 4 and token < len(words) and words[token][0].isupper():
        token += 1
    is_owned = is_one or (token > name.last + 1 and words[token : token + 1] and words[token] in POSSESSIVES)
    return bool(is_owned) and _ends_in_business(reading, token + (not is_one), is_one, lexicon)


def _ends_in_business(reading: Reading, first: int, is_plural: bool, lexicon: Lexicon) -> bool:
    """Whether the noun phrase that goes on at a token ends in a noun for businesses alone: "second-largest grocer"."""
    for token in range(first, min(first + LONGEST, len(reading))):
        tag, behind = reading.tags[token], reading.tags[token + 1 : token + 2]
        if tag in ("NN", "NNS") and behind not in (["NN"], ["NNS"], ["POS"]):
            lemma = reading.lemmas[token].lower()
            is_body = lexicon.is_descriptor(lemma) or lemma in lexicon.organization_nouns
            return is_body and (tag == "NNS") == is_plural and lemma not in lexicon.words["either_noun"]
        if tag not in WITHIN:
            return False
    return False


def is_founded_before(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the sentence begins with where the name was founded: "Founded in Fenwick in 1950, Orvane makes"."""
    first = reading.sentences[reading.token_sentence[name.first]][0]
    is_led = reading.words[first : first + 2] in LEADS and name.first - first < LONGEST_LEAD
    return is_led and reading.words[name.first - 1] == ","


SEATED = (is_registered, is_based, is_of_land, is_founded_before)
