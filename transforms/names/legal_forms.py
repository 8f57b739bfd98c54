"""The legal forms behind companies' names: "Melano Jaya | Sdn Bhd", "Toko Lama Tbk".

A reader that knows the forms of few countries takes such a name for a person, leaves the form out, or takes in a sum
behind it. The forms are those of seeds/name_parts.csv.
"""

from __future__ import annotations

from transforms.lexicon import Lexicon
from transforms.names.splits import POSSESSIVES, Span3
from transforms.reading.reading import Reading

FEWEST_STOPS = 2  # in a form in small letters
SPA = "spa"  # behind an unknown town as well
SHORTEST = 2  # letters of a form: "Oy"
SURE = 4  # letters of the forms behind a place: "Texas AG" and "Fenwick Spa" are no companies
MOST_FORMS = 3  # words: "Pvt. Ltd."
PLACES = frozenset({"GPE", "LOC"})
NAMES = frozenset({"NNP", "NNPS"})
OPEN_LABELS = frozenset({"PERSON", "NORP", "PRODUCT", "WORK_OF_ART", "FAC"})  # a town may be a "Spa"


def with_forms(reading: Reading, lexicon: Lexicon, spans: list[Span3]) -> list[Span3]:
    """The spans with the legal forms right behind them; what ends with a form is an organization."""
    whole: list[Span3] = []
    covered = 0
    for first, last, label in spans:
        first = max(first, covered)
        if first >= last:
            continue  # but a form, which the name before it has taken in
        end = _over_forms(reading, lexicon, last)
        is_place = label in PLACES and (
            _is_known_place(reading, lexicon, first, last) or reading.words[end - 1].lower() == SPA
        )
        if is_place and sum(map(len, reading.words[last:end])) < SURE:
            end = last
        is_short = reading.words[end - 1].isupper() or len(reading.words[end - 1]) == SHORTEST
        is_open = label in OPEN_LABELS or (label in PLACES and not is_place and is_short)
        is_company = end - first > 1 and is_open and is_form(reading, lexicon, end - 1)
        whole.append((first, end, "ORG" if is_company or end > last else label))
        covered = end
    return whole


def _is_known_place(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether a list has the place, with a form at its end or without: "Texas AG"."""
    words = reading.words[first:last]
    return any(" ".join(part).lower() in lexicon.place_names for part in (words, words[:-1]))


def is_form(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether the token is a legal form, or what only clubs' names end in, written as part of a name."""
    word = reading.words[token]
    is_written = word[0].isupper() or word.count(".") >= FEWEST_STOPS  # "d.o.o."
    form = word.lower().replace(".", "")
    return is_written and (form in lexicon.words["legal_form"] or form in lexicon.words["club_end"])


def _over_forms(reading: Reading, lexicon: Lexicon, last: int) -> int:
    """Where a name ends with the forms behind it."""
    limit = min(len(reading.words), last + MOST_FORMS)  # where sentences part is not asked: the reader may part a name
    end = last
    while end < limit and _is_beside(reading, end):
        is_parted = reading.words[end] == "." and end + 1 < limit and is_form(reading, lexicon, end + 1)
        is_parted = is_parted and is_form(reading, lexicon, end - 1)
        if not is_parted and not is_form(reading, lexicon, end):
            break
        end += 1 + is_parted  # "Sdn | . | Bhd"
    is_club = end > last and reading.words[end - 1].lower() in lexicon.words["club_end"]
    if not is_club:
        return end
    goes_on = end < len(reading) and reading.tags[end] in NAMES and _is_beside(reading, end)  # "Orten United Front"
    return last if goes_on or reading.words[last - 1] in POSSESSIVES else end


def _is_beside(reading: Reading, token: int) -> bool:
    """Whether the token stands on the line of the one before it."""
    return "\n" not in reading.text[reading.ends[token - 1] : reading.starts[token]]
