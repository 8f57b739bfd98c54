"""What a later phrase that counts says of the names before it: "Orvan was fined. Tilva settled. Neither company ...".

The names need not stand in a row. As many as are counted must be open to it in the sentences before, and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from transforms.lexicon import Lexicon
from transforms.names.words import LANDS, Name
from transforms.reading.reading import Reading

Key = tuple[str, ...]
KindOf = Callable[[int], str]

TWO = frozenset(("both", "neither", "either"))
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
OPENING = frozenset(("the", "all", "these", "those", "both"))
INNER = frozenset(("JJ", "JJR", "JJS", "NN", "VBN", "VBG", "HYPH"))
PARTIES = frozenset(("parties", "party", "sides", "side"))
NOUNS = frozenset(("NN", "NNS"))
LONGEST = 4  # words from the number to the noun
FARTHEST = 3  # sentences before the phrase
WHERE = frozenset(("in", "near", "at", "through", "around", "across"))
NAMES = frozenset(("ORG", "PERSON", "GPE", "PRODUCT"))
TITLED = frozenset(("honorific", "office"))


def tell_counted(
    reading: Reading, groups: Mapping[Key, list[Name]], lexicon: Lexicon, kind_of: KindOf
) -> dict[Key, str]:
    """The kind that such phrases tell of the names they count; `kind_of` gives that of a noun at a token."""
    phrases = list(_find_phrases(reading))
    if not phrases:
        return {}
    places = sorted(
        ((n.first, key) for key, names in groups.items() for n in names if _is_open(reading, n, key, lexicon))
    )
    told: dict[Key, str] = {}
    for first, count, noun in phrases:
        kind = "" if _is_vague(reading, noun, lexicon) else kind_of(noun)
        keys = _counted(reading, places, first, count) if kind else []
        if kind == "place":
            keys = [key for key in keys if all(name.label != "ORG" for name in groups[key])]
        told |= dict.fromkeys(keys, kind)
    return told


def _find_phrases(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """The first token, the number and the noun of each phrase that counts."""
    for token, word in enumerate(reading.lowered):
        if word in TWO:
            noun = _noun_from(reading, token + 1)
            if noun is not None and reading.words[noun - 1] != "of":
                yield token, 2, noun
        elif word in NUMBERS and token and reading.lowered[token - 1] in OPENING:
            noun = _noun_from(reading, token + 1)
            if noun is not None and reading.tags[noun] == "NNS":
                yield token - 1, NUMBERS[word], noun


def _noun_from(reading: Reading, first: int) -> int | None:
    """The noun that ends the phrase which goes on at a token; none where a name does."""
    for token in range(first, min(first + LONGEST, len(reading))):
        behind = "".join(reading.tags[token + 1 : token + 2])
        if reading.tags[token] in NOUNS and behind not in NOUNS | {"NNP", "HYPH", "POS"}:
            return token
        if reading.tags[token] not in INNER:
            return None
    return None


def _is_vague(reading: Reading, noun: int, lexicon: Lexicon) -> bool:
    """Whether a noun may count something else: people, "investors", sites, "stations", or others, "new companies"."""
    lemma = reading.lemmas[noun]
    is_other = not lexicon.words["another"].isdisjoint(reading.lowered[max(0, noun - LONGEST) : noun])
    is_site = any(lemma in lexicon.words[use] for use in ("town_building", "either_noun"))
    return is_site or is_other or reading.words[noun - 1] == "new" or _are_signers(reading, noun)


def _are_signers(reading: Reading, noun: int) -> bool:
    """Whether nothing but the number stands before "parties", who may be two people with a contract."""
    return reading.words[noun] in PARTIES and reading.lowered[noun - 1] in TWO | NUMBERS.keys()


def _is_open(reading: Reading, name: Name, key: Key, lexicon: Lexicon) -> bool:
    """Whether a name may be one of those that are counted: no land, no place, and nobody by a title or in full."""
    if name.title is not None and name.title.sort in TITLED:
        return False
    is_full = len(key) > 1 and (
        name.label == "PERSON" or (lexicon.is_given_name(key[0]) and key[-1] in lexicon.surnames)
    )
    is_where = name.first > 0 and reading.lowered[name.first - 1] in WHERE
    is_name = name.first in reading.strange or (name.label in NAMES and reading.tags[name.last - 1] == "NNP")
    is_bound = reading.words[name.last : name.last + 1] == ["-"]
    is_land = lexicon.place_names.get(" ".join(key)) in LANDS | {"city"}
    return is_name and not (is_full or is_where or is_bound or is_land)


def _counted(reading: Reading, places: list[tuple[int, Key]], first: int, count: int) -> list[Key]:
    """The names in the nearest sentences before a token that are as many as are counted; none where they are more."""
    sentence = reading.token_sentence[first]
    for begin in range(sentence, max(sentence - FARTHEST, 0) - 1, -1):
        floor = reading.sentences[begin][0]
        keys = list(dict.fromkeys(key for token, key in places if floor <= token < first))
        if len(keys) >= count:
            return keys if len(keys) == count else []
    return []
