"""Cuts a person's span down to the name: no titles and small words before it, no letters for a rank behind it."""

from __future__ import annotations

from transforms.grammar import HYPHENS
from transforms.lexicon import LONGEST_TITLE, Lexicon
from transforms.names.repairs import is_rank
from transforms.names.words import Name, read_title
from transforms.reading.reading import Reading

FULL = 2  # words of somebody addressed
SHORTEST_WORD = 4  # letters of one that stands behind a name in small letters: "Esq"


def trim_person(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> Name | None:
    """Somebody's name without the titles and small words before it and the letters behind it."""
    words = reading.words
    while (
        first < last - 1 and words[first].islower() and words[first].isalpha() and not lexicon.is_particle(words[first])
    ):
        first += 1  # "née Poole"
    fewest = 1 if first and lexicon.is_title(words[first - 1]) else 2  # "Lord Justice Poole KC"
    while last - first > fewest and _is_postnominal(words[last - 1], lexicon):
        last -= 1
    is_credit = words[last : last + 1] == ["by"] and words[last - 1].lower() in lexicon.words["byline_verb"]
    last -= is_credit and last - first > 1  # "Dana Poole | Writing by Lee Ortiz"
    first = _skip_titles(reading, lexicon, _skip_adverb(reading, lexicon, first, last), last)
    if words[first] in HYPHENS or words[first] == ".":
        return None  # what is left of "Secretary-General" or "Rev. Sr."
    if last - first == 1 and _is_of_title(reading, lexicon, first):
        return None
    return Name(first, last, label, *read_title(reading, lexicon, first))


def is_decorated(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether a full name with a listed given name has letters for a rank or an order behind it: "Dana Poole OBE"."""
    words = reading.words[first:last]
    return len(words) > 2 and lexicon.is_given_name(words[0]) and _is_postnominal(words[-1], lexicon)


def is_addressed(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> bool:
    """Whether a form of address and names make up what a reader took for a place, a people or an event: "Ratu Semi".

    Or such a form, or a short title, stands right before: "Rev. Fr. | Ibo Poole". Nothing in the names is a word for
    bodies, sites or lands, and no list has the whole.
    """
    words = reading.words[first:last]
    if label in ("", "PERSON", "ORG", "WORK_OF_ART") or not words or not words[0][0].isupper():
        return False
    sizes = (size for size in (2, 1) if size < len(words) and lexicon.honorific_behind(words[:size]) == size)
    size = next(sizes, 0)
    if not (size or (len(words) >= FULL and _is_titled(reading, lexicon, first))):
        return False
    return all(map(_is_given, words[size:])) and not _is_placed(words, words[size:], lexicon)


def _is_titled(reading: Reading, lexicon: Lexicon, first: int) -> bool:
    """Whether a form of address, or a title with its stop, stands right before a token: "Fr.", "Smt"."""
    title = read_title(reading, lexicon, first)[1] if first else None
    if title is None or not reading.words[first - 1][0].isupper():
        return False
    return title.sort == "honorific" or reading.words[first - 1].endswith(".")


def _is_given(word: str) -> bool:
    return word.istitle() and word.isalpha()


def _is_placed(words: list[str], rest: list[str], lexicon: Lexicon) -> bool:
    """Whether a list has the words for a place's, or one of them is what bodies and sites are called."""
    uses = (lexicon.facilities, lexicon.name_words, lexicon.words["landform"], lexicon.words["event"])
    is_sort = any(word.lower() in table for word in rest for table in uses)
    return is_sort or any(" ".join(part).lower() in lexicon.place_names for part in (words, words[1:]))


def _is_postnominal(word: str, lexicon: Lexicon) -> bool:
    """Whether the word is what is written behind a name for a rank, a degree or an order."""
    is_written = word.isupper() or len(word) > SHORTEST_WORD
    return is_written and word.lower().replace(".", "") in lexicon.words["postnominal"]


def _is_of_title(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a word that nobody is known to be called is part of a title."""
    word = reading.words[token]
    if lexicon.is_given_name(word) or word.lower() in lexicon.surnames:
        return False
    return _is_left_of_title(reading, lexicon, token) or _is_within_title(reading, lexicon, token)


def _is_left_of_title(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a word is but the end of a title that others before it begin, or a title right before a name.

    As in "Municipal Chief | Executive", and in "Datuk | Dr | Siti Poole", where the title before it was cut off.
    """
    words = reading.words
    if not lexicon.is_title(words[token]):
        return False
    is_before_name = reading.tags[token + 1 : token + 2] == ["NNP"] and words[token + 1][0].isupper()
    return is_before_name or lexicon.title_of(words[max(0, token - 1) : token + 1]) is not None


def _is_within_title(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a longer title holds the word and no name: "Ambassador | Extraordinary | and Plenipotentiary"."""
    words = reading.words
    for first in range(max(0, token - LONGEST_TITLE + 1), token):
        if words[first].lower() in lexicon.title_starts and words[first][0].isupper():
            ends = range(token + 1, first + LONGEST_TITLE + 1)
            if any(end - first > 2 and lexicon.title_of(words[first:end]) is not None for end in ends):
                return True
    return False


def _skip_adverb(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int:
    """Where a name begins behind the adverb that begins its sentence: "Fortunately | Dana Poole", not "Emily Poole"."""
    word = reading.words[first].lower()
    begins = reading.sentences[reading.token_sentence[first]][0] == first
    if not begins or last - first < 2 or lexicon.is_given_name(word):
        return first
    is_adverb = word in lexicon.words["sentence_adverb"] or (last - first > 2 and word.endswith("ly") and len(word) > 6)
    return first + (is_adverb and word not in lexicon.surnames)


def _skip_titles(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int:
    """Where the name begins after the titles at the head of a person's span."""
    if is_rank(reading, lexicon, first):
        return first
    first = _skip_end_of_title(reading, lexicon, first, last)
    first = _skip_leading_titles(reading, lexicon, first, last)
    for token in range(last - 2, first - 1, -1):
        word = reading.words[token]
        is_title = (lexicon.is_title(word) and not lexicon.is_honorific(word)) or lexicon.is_plural_title(word)
        is_title = is_title and not _are_initials(word, last - 1 - token, lexicon)
        is_title = is_title and not _is_bound(reading, token, lexicon)
        is_letters = is_title and word.isupper() and len(word) > 1  # "Orten MP Dana Poole"
        if is_letters or (is_title and not lexicon.is_given_name(reading.words[first])):
            return token + 1
    if last - first > 2 and reading.words[first].lower() in lexicon.words["royal"]:
        return first + 1  # "Queen Margaret II"; "Prince Henry" alone would be but a given name
    return first


def _skip_end_of_title(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int:
    """Where the name begins behind the end of a title whose beginning stands before: "Member of | Parliament Poole"."""
    for start in range(max(0, first - LONGEST_TITLE), first):
        if reading.words[start].lower() not in lexicon.title_starts:
            continue
        for end in range(first + 1, min(last, start + LONGEST_TITLE + 1)):
            title = lexicon.title_of(reading.words[start:end])
            if title is not None and reading.words[start][0].isupper():
                return end
    return first


def _skip_leading_titles(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int:
    """The first token behind the whole titles with which a span begins: "Tan Sri | Rashid Omar"."""
    while True:
        for end in range(min(last - 1, first + LONGEST_TITLE), first, -1):
            title = lexicon.title_of(reading.words[first:end])
            single = end - first == 1 and (title is None or title.sort != "honorific")
            may_be_name = single and _may_be_name(reading.words[first], last - end, lexicon)
            if title is not None and not may_be_name:
                first = end
                break
        else:
            return first


def _is_bound(reading: Reading, token: int, lexicon: Lexicon) -> bool:
    """Whether a hyphen binds a title to a surname: "Dana Duke-Poole", not "Pol Maj-General"."""
    behind = reading.words[token + 1 : token + 3]
    return len(behind) == 2 and behind[0] in HYPHENS and not lexicon.is_title(behind[1])


def _may_be_name(title: str, words: int, lexicon: Lexicon) -> bool:
    """Whether a title before so many words may be part of a name: a given name, or initials."""
    return lexicon.is_given_name(title) or _are_initials(title, words, lexicon)


def _are_initials(title: str, words: int, lexicon: Lexicon) -> bool:
    """Whether a title before so many words may be initials before a surname: "CP Poole"."""
    return words == 1 and title.lower() in lexicon.words["title_or_initials"]
