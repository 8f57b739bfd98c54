"""What an officer is in charge of: "Planning and International Cooperation" after "Minister of", which is no name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from transforms.grammar import APOSTROPHES, HYPHENS
from transforms.lexicon import Lexicon
from transforms.names.splits import Span3
from transforms.reading.reading import Reading

INTRODUCING = frozenset(("of", "for", "on"))
LINKING = frozenset(("and", "&", ",", "of", "the", "for"))
CLOSED_BY = {",": ",", "(": ")"}  # signs that a portfolio may stand between
OPENING = INTRODUCING | CLOSED_BY.keys()
LONGEST = 14  # words of a portfolio
LONGEST_RANK = 4  # letters for a rank: "DSP"
Spans = dict[int, int]  # first token to the end


def find_portfolios(reading: Reading, lexicon: Lexicon) -> Spans:
    """The portfolios of an article: capitalised words of what offices are for, right behind an office and "of".

    A body's name is none ("President of Power Bank"), nor is what goes on as one. Right before an office they are two
    words: "Public Works Director".
    """
    found: Spans = {}
    for token, word in enumerate(reading.words[1:], 1):
        if word in OPENING:
            first, end = _portfolio_behind(reading.words, lexicon, token)
        elif not word[0].isupper():  # most words
            continue
        elif _is_holder(reading.words, lexicon, token):
            first, end = _portfolio_start(reading, lexicon, token), token
            first = first if end - first > 1 else end
        else:
            first, end = token, token + _is_bare_field(reading, lexicon, token)
        if end > first:
            found[first] = end
    return found


def _is_holder(words: list[str], lexicon: Lexicon, token: int) -> bool:
    """Whether a token is an office right behind what it is for: "Public Works | Director"."""
    is_office = _is_field(words[token], "portfolio_holder", lexicon)
    return is_office and _is_field(words[token - 1], "portfolio", lexicon)


def _portfolio_behind(words: list[str], lexicon: Lexicon, token: int) -> tuple[int, int]:
    """The portfolio that an office opens with a token, "of" or a comma; empty where there is none."""
    if not _is_office_before(words, token, lexicon):
        return token, token
    first = token + 1 + (words[token + 1 : token + 2] == ["the"])
    end = portfolio_end(words, lexicon, first)
    return first, end if _is_closed(words, token, end) else first


def _is_office_before(words: list[str], token: int, lexicon: Lexicon) -> bool:
    """Whether an office stands before a token, "in charge" left out: "Deputy Director in charge | of Operations"."""
    place = token - 2 if [word.lower() for word in words[max(0, token - 2) : token]] == ["in", "charge"] else token
    if words[token] in CLOSED_BY and not words[place - 1][0].isupper():
        return False
    return place > 0 and _is_office(words[place - 1], lexicon)


def _is_closed(words: list[str], opener: int, end: int) -> bool:
    """Whether a portfolio between signs ends at the second of them: "Director, Audit and Compliance, Dana Poole"."""
    closer = CLOSED_BY.get(words[opener])
    follows = words[end : end + 2]
    return closer is None or (len(follows) == 2 and follows[0] == closer and follows[1][0].isupper())


def _is_bare_field(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether what an officer is for stands between letters for the rank and a name: "SP | Traffic | Poole"."""
    words = reading.words
    rank = words[token - 1]
    is_rank = rank.isupper() and 1 < len(rank) <= LONGEST_RANK and lexicon.is_title(rank)
    follows = words[token + 1 : token + 2]
    is_before = is_rank and bool(follows) and follows[0].istitle() and reading.tags[token + 1] == "NNP"
    return (
        is_before and _is_field(words[token], "portfolio", lexicon) and not _is_field(follows[0], "portfolio", lexicon)
    )


def _is_office(word: str, lexicon: Lexicon) -> bool:
    is_body = lexicon.name_words.get(word.lower()) == "organization" and not lexicon.is_title(word)  # "Board for Tea"
    is_end = lexicon.is_title_end(word) and not is_body
    return is_end or (word.endswith("isters") and lexicon.is_plural_title(word))


def _is_field(word: str, use: str, lexicon: Lexicon) -> bool:
    return word[0].isupper() and word.lower() in lexicon.words[use]


def portfolio_end(words: list[str], lexicon: Lexicon, first: int) -> int:
    """One past the last word of a portfolio that begins at the token; the token itself where none does."""
    limit = min(len(words), first + LONGEST)
    end = token = first
    before_comma = None
    while token < limit:
        if _is_field(words[token], "portfolio", lexicon):
            end = token = token + 1
        elif _is_field(words[token], "portfolio_adjective", lexicon):
            token += 1
        elif words[token] in LINKING and token > first:
            before_comma = end if words[token] == "," else before_comma
            token += 1
        else:
            break
    follows = words[end] if end < len(words) else "."
    if before_comma is not None and lexicon.is_title(follows):
        return before_comma  # "Minister of Finance, Foreign Minister ..."
    return first if _goes_on_as_body(words, lexicon, end) else end


def _portfolio_start(reading: Reading, lexicon: Lexicon, end: int) -> int:
    """The first word of the portfolio that ends at a token, with what a hyphen binds to it: "River-Coastal Affairs"."""
    words = reading.words
    first, floor = end, reading.sentences[reading.token_sentence[end]][0]
    while first > floor and any(
        _is_field(words[first - 1], use, lexicon) for use in ("portfolio", "portfolio_adjective")
    ):
        first -= 1
    is_bound = first - 2 >= floor and words[first - 1] in HYPHENS and words[first - 2][0].isupper()
    return first - 2 if is_bound else first


def _goes_on_as_body(words: list[str], lexicon: Lexicon, token: int) -> bool:
    """Whether the capitalised words from the token on end as bodies' names do: "National | Dairy Council"."""
    for word in words[token : token + LONGEST]:
        if not word[0].isupper() and word not in APOSTROPHES:
            return False
        if lexicon.name_words.get(word.lower()) == "organization":
            return True
    return False


def cut_portfolios(reading: Reading, spans: Sequence[Span3], portfolios: Spans) -> Iterator[Span3]:
    """The spans without the words of portfolios; whoever is named right behind one is a person."""
    inside = {token for first, end in portfolios.items() for token in range(first, end)}
    for first, last, label in spans:
        if inside.isdisjoint(range(first, last)):
            yield first, last, label
            continue
        for begin, end in _parts_outside(first, last, inside):
            is_holder = begin - 1 in inside and end - begin > 1 and reading.words[begin][0].isupper()
            if any(word[0].isupper() for word in reading.words[begin:end]):
                yield begin, end, "PERSON" if is_holder else label


def _parts_outside(first: int, last: int, inside: Set[int]) -> Iterator[tuple[int, int]]:
    begin = first
    for token in range(first, last + 1):
        if token == last or token in inside:
            if token > begin:
                yield begin, token
            begin = token + 1
