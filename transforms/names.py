"""The names in an article: which words are a name, where it begins and ends, and what kind of thing it means."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.lexicon import LONGEST_TITLE, Lexicon, Title
from transforms.reading import Reading

KINDS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
KINDS |= {"EVENT": "event", "WORK_OF_ART": "work", "LAW": "law", "PRODUCT": "product"}
DETERMINERS = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"]
)
EDGE_TAGS = frozenset({"POS", "``", "''", ",", ".", ":", "-LRB-", "-RRB-", "_SP", "HYPH", "NFP"})
EDGE_WORDS = frozenset({"'", "’", "‘", '"', "“", "”", "'s", "’s", "(", ")", "[", "]", "-", "–", "—", "/", "*"})


@dataclass(slots=True)
class Name:
    """A name in the text: tokens first to last (half open), its kind, and the title words right before it."""

    first: int
    last: int
    kind: str
    title_first: int  # equals `first` where no title stands before the name
    title: Title | None = None

    def words(self, reading: Reading) -> list[str]:
        """The words of the name."""
        return reading.words[self.first : self.last]


def find_names(reading: Reading, lexicon: Lexicon) -> list[Name]:
    """The names of the article in text order, titles and possessives off."""
    names = []
    taken = 0
    for first, last, label in reading.entities:
        kind = KINDS.get(label)
        if kind is None:
            continue
        name = trim_name(reading, lexicon, max(first, taken), last, kind)
        if name is not None:
            names.append(name)
            taken = name.last
    return names


def trim_name(reading: Reading, lexicon: Lexicon, first: int, last: int, kind: str) -> Name | None:
    """The name within a span: without articles, quotation marks, possessives and, for people, titles.

    None where nothing is left.
    """
    words, tags = reading.words, reading.tags
    while first < last and (words[first].lower() in DETERMINERS or _is_edge(words[first], tags[first])):
        first += 1
    while first < last and _is_edge(words[last - 1], tags[last - 1]):
        last -= 1
    if first == last:
        return None
    if kind == "person":
        first = _skip_titles(reading, lexicon, first, last)
        title_first, title = read_title(reading, lexicon, first)
        return Name(first, last, kind, title_first, title)
    return Name(first, last, kind, first)


def _is_edge(word: str, tag: str) -> bool:
    return word in EDGE_WORDS or (tag in EDGE_TAGS and not word[0].isalnum())


def _skip_titles(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int:
    """Where the name begins after the titles at the head of a person's span."""
    for token in range(last - 2, first - 1, -1):
        word = reading.words[token]
        if lexicon.is_title(word) and not lexicon.is_given_name(reading.words[first]):
            return token + 1
    return first


def read_title(reading: Reading, lexicon: Lexicon, first: int) -> tuple[int, Title | None]:
    """The first token of the titles that end right before token `first`, and the title nearest to it."""
    nearest, place = None, first
    floor = reading.sentences[reading.token_sentence[first]][0]
    while place > floor:
        found = _title_before(reading, lexicon, place, floor)
        if found is None:
            break
        place, title = found
        nearest = nearest or title
    return place, nearest


def _title_before(reading: Reading, lexicon: Lexicon, place: int, floor: int) -> tuple[int, Title] | None:
    for first in range(max(floor, place - LONGEST_TITLE), place):
        phrase = " ".join(word.rstrip(".") for word in reading.words[first:place]).lower()
        title = lexicon.titles.get(phrase)
        if title is not None:
            return first, title
    return None
