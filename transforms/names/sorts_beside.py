"""What tells an unknown name by the noun or verb beside it: "a gang known as Orvane", "Orvane have won".

The tests are those of conduct.py's sort: each looks at one place of a name and tells an organization by itself.
"""

from __future__ import annotations

from transforms.grammar import SUBJECTS
from transforms.lexicon import Lexicon
from transforms.names.clues import CALLING, is_many
from transforms.names.parallels import HOMES
from transforms.names.words import Name
from transforms.reading.reading import Reading

NOUNS = frozenset(("NN", "NNP"))
WITHIN = frozenset(("JJ", "NN", "NNP", "VBN", "VBG", "CD", "HYPH"))
ARTICLES = frozenset(("the", "a", "an"))
FARTHEST = 5  # words of whoever is of it
PEOPLES = ("i", "ese", "ish", "an", "ans")


def is_called_body(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether an organization is said to be called so: "a gang known as Orvane", "a choir called Orvane"."""
    link = name.first - 1
    link -= link > 0 and reading.words[link] in ('"', "“")
    link -= link > 0 and reading.words[link] == "as"
    if link < 1 or reading.words[link] not in CALLING or reading.tags[link - 1] not in NOUNS:
        return False
    noun = reading.words[link - 1]
    if reading.words[link] == "named" and not _is_any(reading, link - 1):
        return False  # "the board named Dana Poole chairman"
    is_other = any(noun in lexicon.words[use] for use in ("either_noun", "product_noun"))
    return lexicon.tells_body(noun) and not is_other


def _is_any(reading: Reading, noun: int) -> bool:
    """Whether "a" stands before the phrase of a noun: "a gang named"."""
    first = noun
    while first > 0 and reading.tags[first - 1] in WITHIN:
        first -= 1
    return first > 0 and reading.lowered[first - 1] in ("a", "an")


def acts_as_many(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether one word that no list knows is the subject of a verb of several, as clubs are: "Orvane have won"."""
    root = reading.root(name.first, name.last)
    is_open = name.last - name.first == 1 and name.first in reading.strange and name.label != "NORP"
    is_people = reading.lowered[name.first].endswith(PEOPLES)
    return is_open and not is_people and reading.deps[root] in SUBJECTS and is_many(reading, root)


def has_players(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether whom teams have stands behind the name in an article on sport: "the Orvane captain"."""
    words, last = reading.words, name.last
    is_led = name.first > 0 and reading.lowered[name.first - 1] in ARTICLES and name.first in reading.strange
    if not is_led or last >= len(words) or words[last] not in lexicon.words["team_post"]:
        return False
    return not lexicon.words["sport_noun"].isdisjoint(reading.vocabulary)


def has_analyst(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody whose trade companies have is of the name: "Analyst Dana Poole of Orvane"."""
    words, link = reading.words, name.first - 1
    if link < 2 or words[link] not in HOMES or name.first not in reading.strange:
        return False
    last = first = link - (words[link - 1] == ",")
    floor = max(reading.sentences[reading.token_sentence[name.first]][0], last - FARTHEST)
    while (
        first > floor and words[first - 1][0].isupper() and reading.lowered[first - 1] not in lexicon.words["desk_post"]
    ):
        first -= 1
    return last - first > 1 and first > 0 and reading.lowered[first - 1] in lexicon.words["desk_post"]


def is_headed_one(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody heads what stands behind "of the" and is one word that no list knows: "head of the Orvane"."""
    first = name.first
    is_one = name.last - first == 1 and first > 2 and reading.lowered[first] not in lexicon.place_names
    is_one = is_one and reading.tags[first] == "NNP" and name.label != "NORP"
    is_of = is_one and reading.lowered[first - 2 : first] == ["of", "the"]
    return is_of and reading.lowered[first - 3] in lexicon.words["party_post"]


def is_relegated(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether what seems a town, or one beside it, goes up or down in a league: "Orten Town were relegated"."""
    root = reading.root(name.first, name.last)
    while reading.deps[root] == "conj" and reading.heads[root] != root:
        root = reading.heads[root]
    return reading.deps[root] == "nsubjpass" and reading.lemmas[reading.heads[root]] in lexicon.words["league_verb"]


BESIDE = (is_headed_one, is_called_body, acts_as_many, has_players, has_analyst)
