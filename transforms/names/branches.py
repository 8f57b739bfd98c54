"""A company's branch by its name and the country's, of which a reader saw the country alone: "Acme | Namibia"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.grammar import OWNER_DEPS
from transforms.lexicon import Lexicon
from transforms.names.hyphens import place_word
from transforms.names.splits import Span3
from transforms.reading.reading import Reading

PARTS = ("compass", "state_adjective", "land_adjective")  # "Northern Fenwick", "Republican Fenwick"
LONGEST = 3  # words before the country


def find_branches(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """The tokens, half open, of unknown names with a country's right behind them, neither in a headline nor known."""
    bodies = {last: first for first, last, label in spans if label == "ORG"}
    for first, last, label in spans:
        is_country = label == "GPE" and place_word(" ".join(reading.words[first:last])) in lexicon.country_codes
        if not is_country or reading.deps[last - 1] in OWNER_DEPS or _goes_on(reading, last):
            continue
        begin = bodies.get(first, _run_before(reading, lexicon, first, last))
        words = [place_word(word) for word in reading.words[begin:first]]
        is_named = (
            begin < first
            and reading.words[first - 1][0].isupper()
            and reading.segments[reading.token_segment[first]].kind != "headline"
        )
        if is_named and words[0] != "the" and _is_unknown(words, lexicon):
            yield begin, last


def may_have_branch(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether words before a country's name are no part of it and no title: "Acme", not "Northern"."""
    is_part = any(word in lexicon.words[use] for word in words for use in PARTS)
    return not is_part and words[-1] not in lexicon.titles


def _goes_on(reading: Reading, last: int) -> bool:
    """Whether a capitalised word or a hyphen stands behind a token."""
    behind = "".join(reading.words[last : last + 1])
    return behind == "-" or behind[:1].isupper()


def _run_before(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int:
    """Where the proper nouns begin that hang on a country's name as parts of it do."""
    floor, begin = max(reading.sentences[reading.token_sentence[first]][0], first - LONGEST), first
    while begin > floor and reading.tags[begin - 1] == "NNP" and reading.words[begin - 1][0].isupper():
        is_bound = reading.deps[begin - 1] == "compound" and begin <= reading.heads[begin - 1] < last
        if not is_bound or lexicon.is_title(reading.words[begin - 1]):
            return first
        begin -= 1
    return begin


def _is_unknown(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether words in small letters are nobody's, no place's and no union's of states."""
    whole = " ".join(words)
    is_date = any(word.capitalize() in known for word in words for known in (lexicon.days, lexicon.months))
    is_somebody = lexicon.is_given_name(words[0]) or whole in lexicon.known_people
    is_place = any(word in lexicon.place_names for word in (whole, words[-1]))
    is_other = is_date or is_somebody or is_place or whole in lexicon.words["union"]
    return not is_other and may_have_branch(words, lexicon)
