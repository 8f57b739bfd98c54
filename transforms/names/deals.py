"""Two companies that a hyphen binds before what they do together: "the Orvane-Kessan merger"."""

from __future__ import annotations

from collections import Counter

from transforms.grammar import HYPHENS
from transforms.lexicon import Lexicon
from transforms.names.words import Name
from transforms.reading.reading import Reading

BOUND = 3  # tokens of two words and their hyphen


def part_deals(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names with two for each such pair, where the article names both elsewhere, in text order."""
    words = reading.words
    starts = [t - 1 for t, word in enumerate(words) if word in HYPHENS and is_deal(reading, t - 1, lexicon)]
    if not starts:
        return names
    counts = Counter(words)
    bound = Counter(word for first in starts for word in (words[first], words[first + 2]))
    starts = [t for t in starts if all(counts[word] > bound[word] for word in (words[t], words[t + 2]))]
    held = {token for first in starts for token in range(first, first + BOUND)}
    kept = [name for name in names if held.isdisjoint(range(name.first, name.last))]
    parts = [Name(first, first + 1, "ORG", first) for start in starts for first in (start, start + 2)]
    return sorted([*kept, *parts], key=lambda name: name.first)


def is_deal(reading: Reading, first: int, lexicon: Lexicon) -> bool:
    """Whether two words with capitals, a hyphen and a noun for what companies do together begin at a token."""
    words, end = reading.words, first + BOUND
    if first < 0 or end >= len(words) or words[first + 1] not in HYPHENS:
        return False
    if words[end] not in lexicon.words["deal_noun"]:
        return False
    is_glued = reading.ends[first] == reading.starts[first + 1] and reading.ends[first + 1] == reading.starts[first + 2]
    halves = (words[first], words[first + 2])
    is_known = "-".join(halves).lower() in lexicon.organization_names
    are_names = all(half[0].isupper() and half.lower() not in lexicon.place_names for half in halves)
    return is_glued and are_names and not is_known


def is_party(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a name is one of two companies in a deal, or the half of one."""
    is_half = name.last - name.first == 1
    return is_half and any(is_deal(reading, first, lexicon) for first in (name.first, name.first - 2))
