"""Where things are, go and lead to, by the words around one place of a name: "flights to Orten", "born in Orten".

The tests are those of place_rules.py's sort: each tells that an unknown name is a place's.
"""

from __future__ import annotations

from transforms.grammar import SUBJECTS
from transforms.lexicon import Lexicon
from transforms.names.words import Name
from transforms.reading.reading import Reading

LONGEST_ROUTE = 6  # words from the noun of a route to its end
LONGEST_WEATHER = 6  # words from the verb to what the weather was
BOUND = frozenset(("to", "towards", "toward", "into"))
AS_FAR_AS = ["as", "far", "as"]
ENDS = frozenset((".", ",", ";", ")", "on", "in", "for", "with", "after", "before", "when", "and", "from", "by", "at"))


def is_goal(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody moves there, a route leads there, or things go as far: "moved to Orten", "flights to Orten"."""
    words, link = reading.words, name.first - 1
    if link < 1:
        return False
    if words[max(0, link - 2) : link + 1] == AS_FAR_AS:
        return True
    noun = link - 1
    is_to = words[link] in BOUND and _is_route(reading, noun, lexicon)
    return is_to or _is_moved_to(reading, link, lexicon) or is_route_end(reading, name, lexicon)


def _is_moved_to(reading: Reading, link: int, lexicon: Lexicon) -> bool:
    """Whether a preposition hangs on a verb of moving, with nothing moved: "moved to", not "moved the case to"."""
    verb = reading.heads[link]
    is_verb = reading.lemmas[verb] in lexicon.words["moving_verb"] and reading.tags[verb][:2] == "VB"
    return (
        is_verb and reading.words[link] in BOUND and not any(reading.deps[c] == "dobj" for c in reading.children[verb])
    )


def _is_route(reading: Reading, token: int, lexicon: Lexicon) -> bool:
    return reading.tags[token] in ("NN", "NNS") and reading.lemmas[token].lower() in lexicon.words["route"]


def is_route_end(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a route stands before two ends and the name is one: "the road from Orten to Kessan", "trains between"."""
    words, first = reading.words, name.first
    floor = max(reading.sentences[reading.token_sentence[first]][0], first - LONGEST_ROUTE)
    opener = next((t for t in range(first - 1, floor, -1) if words[t] in ("from", "between")), None)
    if opener is None or not _is_route(reading, opener - 1, lexicon):
        return False
    middle = {"from": ("to", "towards"), "between": ("and",)}[words[opener]]
    if opener == first - 1:
        return any(word in middle for word in words[name.last : name.last + 1])
    return words[first - 1] in middle and all(word[0].isupper() for word in words[opener + 1 : first - 1])


def is_site(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a building stands before "at" and one unknown word: "the barracks at Orten"."""
    link = name.first - 1
    is_at = link > 0 and reading.words[link] == "at" and name.first in reading.strange and name.last - name.first == 1
    nouns = {reading.lowered[link - 1], reading.lemmas[link - 1].lower()} if link > 0 else set()
    is_building = not nouns.isdisjoint(lexicon.facilities) and nouns.isdisjoint(lexicon.words["business_site"])
    return is_at and reading.tags[link - 1] in ("NN", "NNS") and is_building


def is_birthplace(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody was born, raised, buried or jailed there: "born in Orten"."""
    words, link = reading.words, name.first - 1
    return link > 0 and words[link] in ("in", "at") and words[link - 1].lower() in lexicon.words["settled"]


def is_visited(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether what is done to places is done to the name: "toured Orten", "evacuated Orten"."""
    root = reading.root(name.first, name.last)
    if reading.deps[root] == "conj":
        root = reading.heads[root]
    return reading.deps[root] == "dobj" and reading.lemmas[reading.heads[root]] in lexicon.words["visiting_verb"]


def has_weather(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether weather is recorded there, in words: "Orten recorded its highest rainfall"."""
    words, verb = reading.words, name.last
    if verb >= len(words) or reading.lemmas[verb] not in lexicon.words["measuring_verb"]:
        return False
    return any(word in lexicon.words["weather"] for word in words[verb + 1 : verb + 1 + LONGEST_WEATHER])


def has_people(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a number of people live there: "Orten has 3,000 inhabitants"."""
    root = reading.root(name.first, name.last)
    verb = reading.heads[root]
    if reading.deps[root] not in SUBJECTS or reading.lemmas[verb] != "have":
        return False
    nouns = (child for child in reading.children[verb] if reading.deps[child] == "dobj")
    return any(reading.words[noun] in lexicon.words["place_dweller"] for noun in nouns)


def is_called_place(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a comma, "a" and a sort of place stand behind the name: "Orten, a village of 300 people,"."""
    words, last = reading.words, name.last
    if words[last : last + 1] != [","] or words[last + 1 : last + 2] not in (["a"], ["an"]):
        return False
    noun = last + 2
    while noun < len(words) - 1 and reading.tags[noun] in ("JJ", "NN", "VBN", "RB", "HYPH", "JJS"):
        noun += 1
    return words[noun - 1] in lexicon.words["place_noun"] and (words[noun] in ENDS or words[noun] in ("of", "near"))


def is_policed(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether "police" or a building of a town stands right behind the name: "Orten police", "at Orten hospital"."""
    words, last = reading.words, name.last
    if last >= len(words) or not words[last].islower():
        return False
    follows = reading.tags[last + 1 : last + 2]
    is_end = not follows or follows[0] not in ("NN", "NNS", "NNP")
    return is_end and words[last] in lexicon.words["town_building"]


def is_seated(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether whoever governs or sits for a town stands behind the name, and is named: "Orten governor Dana Poole"."""
    words, last = reading.words, name.last
    post = words[last].lower() if last < len(words) else ""
    is_named = last + 1 < len(words) and reading.tags[last + 1] == "NNP" and words[last + 1].istitle()
    return is_named and post in lexicon.words["town_post"]


WHEREABOUTS = (
    is_goal,
    is_birthplace,
    is_visited,
    has_weather,
    has_people,
    is_called_place,
    is_policed,
    is_seated,
    is_site,
)
SURELY = (
    has_weather,
    has_people,
    is_called_place,
    is_route_end,
    is_site,
)  # what tells so of a name that may be an organization's, too
