"""Bodies called after several fields: "Institute of Aqueducts and Sewers", "Ministry of Roads, Ports and Airports".

A reader ends such a name at the first comma or "and".
"""

from __future__ import annotations

from collections.abc import Sequence

from transforms.lexicon import Lexicon
from transforms.reading.reading import Reading


def end_of_fields(reading: Reading, lexicon: Lexicon, taken: Sequence[int], first: int, last: int) -> int:
    """Where a name ends with the fields behind it; `taken` tells of each token whether a name holds it already."""
    if _goes_on(reading, lexicon, taken, first, last):
        return last + 2
    return _over_row(reading, lexicon, first, last)


def _sort_of(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int | None:
    """The "of" or "for" of a body's name, behind its sort."""
    link = next((token for token in range(first + 1, last) if reading.words[token] in ("of", "for")), None)
    is_sort = link is not None and lexicon.name_words.get(reading.words[link - 1].lower()) == "organization"
    return link if is_sort else None


def _goes_on(reading: Reading, lexicon: Lexicon, taken: Sequence[int], first: int, last: int) -> bool:
    """Whether a name with "of" has one word more behind "and": "Institute of Aqueducts | and Sewers"."""
    words, limit = reading.words, reading.sentences[reading.token_sentence[first]][1]
    if last + 1 >= limit or words[last] not in ("and", "&"):
        return False
    are_fields = words[last - 1].endswith("s") and words[last + 1].endswith("s")
    if taken[last + 1] and (not are_fields or words[last + 1].lower() in lexicon.organization_names):
        return False
    is_single = words[last + 1][0].isupper() and not (last + 2 < limit and words[last + 2][0].isupper())
    is_noun = reading.tags[last + 1] in ("NNP", "NNPS", "NNS") and not lexicon.is_title(words[last + 1])
    is_field = is_single and is_noun and words[last + 1].lower() not in lexicon.place_names
    return is_field and _sort_of(reading, lexicon, first, last) is not None


def _over_row(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int:
    """The end of a row of fields: "Ministry of Roads | , Ports and Airports"; each is one word of English."""
    words, token, limit = reading.words, last, reading.sentences[reading.token_sentence[first]][1]
    link = _sort_of(reading, lexicon, first, last) if words[last : last + 1] == [","] else None
    if link is None or last - link != 2:
        return last
    while token + 2 < limit and words[token] == "," and words[token + 1].istitle():
        token += 2
    is_row = token > last and token + 1 < limit and words[token] == "and" and words[token + 1].istitle()
    is_end = is_row and token + 2 < len(words) and not words[token + 2][0].isupper()
    are_plain = is_end and all(_is_field(reading, lexicon, field) for field in range(last + 1, token + 2, 2))
    return token + 2 if are_plain else last


def _is_field(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a word is one of English that no list has for a name."""
    word = reading.words[token].lower()
    known = (lexicon.place_names, lexicon.organization_names, lexicon.surnames)
    return (
        token not in reading.strange and not lexicon.is_given_name(word) and not any(word in table for table in known)
    )
