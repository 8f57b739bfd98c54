"""Spans of names put right by what English spells out: hyphens, suffixes, "of" and "for" in bodies, countries.

A statistical reader cuts names where a token looks unlike a name. These rules join or cut such spans again; each looks
at words and word lists alone and knows nothing of any one name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.lexicon import HYPHENS, Lexicon
from transforms.names.splits import LONGEST_COUNTRY, SUFFIXES, Span3, are_two_places, cut_span, place_word
from transforms.reading.reading import Reading

REGNAL = frozenset(("I", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI"))
COMPOUND_TAGS = frozenset(("NNP", "NNPS", "NN", "VB", "DT"))  # what a capitalised part of a compound may be taken for
SYLLABLE = 6  # letters of one in a Korean given name
BODIES = frozenset(("ORG", "FAC", ""))
OBJECTS = frozenset(("ORG", "NORP", "WORK_OF_ART", "PRODUCT"))  # spans that may be what a body is of or for


def repair_spans(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3], taken: bytearray) -> list[Span3]:
    """The spans with the repairs of this module, in text order and without overlap.

    `taken` tells of each token whether some name holds it already; the tokens that spans gain are marked there.
    """
    repaired: list[Span3] = []
    joined = _join_countries(reading, lexicon, spans)
    objects = {first: last for first, last, label in joined if label in OBJECTS}
    ends = {first: last for first, last, _ in joined}
    for span in joined:
        for part in cut_span(reading, lexicon, span):
            grown = _grow(reading, lexicon, taken, over_particles(reading, lexicon, taken, part, ends), objects)
            if repaired and repaired[-1][1] > grown[0]:
                continue  # the span before has taken these words in
            repaired.append(grown)
    return repaired


def _grow(reading: Reading, lexicon: Lexicon, taken: bytearray, span: Span3, objects: Mapping[int, int]) -> Span3:
    first, last, label = _with_rank(reading, lexicon, taken, *span)
    first, last = _over_hyphens(reading, lexicon, taken, first, last, label)
    if label == "PERSON":
        first = _before_epithet(reading, lexicon, taken, first, last)
        last = _over_suffix(reading, lexicon, first, last)
    elif label != "GPE":
        first, last, label = _over_known(reading, lexicon, taken, first, last, label)
    if label in BODIES:
        last = _over_tail(reading, lexicon, taken, first, last, objects)
    taken[first:last] = b"\x01" * (last - first)
    return first, last, label


def _with_rank(reading: Reading, lexicon: Lexicon, taken: bytearray, first: int, last: int, label: str) -> Span3:
    """A place with the rank of somebody who is called after it: "Duke of" | "Fenwick", not "a Duke of Fenwick"."""
    start = first - 2
    if start < 0 or any(taken[start:first]) or not is_rank(reading, lexicon, start):
        return first, last, label
    return (first, last, label) if start and reading.words[start - 1].lower() == "a" else (start, last, "PERSON")


def is_rank(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a rank and "of" stand at the token, by which people go: "Duke of"."""
    words = reading.words[token : token + 2]
    return len(words) == 2 and words[0][0].isupper() and words[0].lower() in lexicon.words["noble"] and words[1] == "of"


def _over_known(reading: Reading, lexicon: Lexicon, taken: bytearray, first: int, last: int, label: str) -> Span3:
    """The span with a word or two on one side that no name holds, where together they are a well-known body's name."""
    floor, limit = reading.sentences[reading.token_sentence[first]]
    for size in (2, 1):
        left, right = first - size, last + size
        if left >= floor and not any(taken[left:first]) and _is_known_body(reading, lexicon, left, last):
            return left, last, "ORG"
        if right <= limit and not any(taken[last:right]) and _is_known_body(reading, lexicon, first, right):
            return first, right, "ORG"
    return first, last, label


def _is_known_body(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    words = reading.words[first:last]
    if not (words[0][0].isupper() and words[-1][0].isupper()):
        return False
    return " ".join(words).lower().replace(".", "") in lexicon.organization_names


def over_particles(reading: Reading, lexicon: Lexicon, taken: bytearray, span: Span3, ends: Mapping[int, int]) -> Span3:
    """A person's span with what particles join to it ("Dana van" | "der" | "Poole"), and those before a surname alone.

    `ends` gives the end of each span by its first token: what follows a particle may have been seen as a name itself.
    """
    first, last, label = span
    floor, limit = reading.sentences[reading.token_sentence[first]]
    while label == "PERSON" and last < limit:
        if is_elided(reading.words[last]) and not taken[last]:
            last += 1
            break
        place = _skip_particles(reading, lexicon, last, limit)
        if place == last and not lexicon.is_particle(reading.words[last - 1]):
            break
        seen = next((token for token in range(last, min(place + 1, limit)) if token in ends), None)
        if seen is None and not _is_surname(reading, taken, place, limit):
            break
        last = place + 1 if seen is None else ends[seen]
    begin = first
    while begin > floor and lexicon.is_particle(reading.words[begin - 1]) and not taken[begin - 1]:
        begin -= 1
    if label in ("PERSON", "ORG", "") and begin < first and lexicon.begins_surname(reading.words[begin]):
        first = begin
    return first, last, label


def is_elided(word: str) -> bool:
    """Whether the word is a surname with a particle that lost its vowel: "d'Orville"."""
    return word[:2] in ("d'", "d’") and word[2:3].isupper()


def _is_surname(reading: Reading, taken: bytearray, token: int, limit: int) -> bool:
    free = token < limit and not taken[token] and reading.words[token][0].isupper()
    return free and reading.tags[token] in ("NNP", "NNPS")


def _skip_particles(reading: Reading, lexicon: Lexicon, token: int, limit: int) -> int:
    while token < limit and lexicon.is_particle(reading.words[token]):
        token += 1
    return token


def _over_hyphens(
    reading: Reading, lexicon: Lexicon, taken: bytearray, first: int, last: int, label: str
) -> tuple[int, int]:
    """The span with the parts hyphenated to it: "Dun-le-Roi" where only "Dun" was seen.

    A part that is a name of its own stays one ("Seoul-Tokyo"), as does a word in small letters that ends the compound
    ("Paris-based"), unless it is the second half of a Korean given name ("Moon Jae-in").
    """
    while last - first > 1 and reading.words[last - 1] in HYPHENS:
        last -= 1
    if label == "PERSON" and last - first > 1 and _is_second_half(reading, lexicon, taken, last):
        last += 2
    while (end := _hyphenated_end(reading, taken, last)) is not None:
        if end - last == 2 and are_two_places(reading.words[last - 1 : end], lexicon):
            break
        last = end
    while first >= 2 and _is_bound(reading, first - 1) and not taken[first - 2]:
        if not (reading.words[first - 2][0].isupper() and reading.tags[first - 2] in COMPOUND_TAGS):
            break
        if are_two_places(reading.words[first - 2 : first + 1], lexicon):
            break
        first -= 2
    return first, last


def _is_second_half(reading: Reading, lexicon: Lexicon, taken: bytearray, last: int) -> bool:
    """Whether a hyphen and a short word in small letters stand after token `last`, as in a Korean given name."""
    if last + 1 >= len(reading) or not _is_bound(reading, last) or taken[last + 1] > taken[last]:
        return False
    half = reading.words[last + 1]
    short = len(half) <= SYLLABLE and len(reading.words[last - 1]) <= SYLLABLE
    return short and half.isalpha() and half.islower() and half not in lexicon.words["compound_end"]


def _hyphenated_end(reading: Reading, taken: bytearray, last: int) -> int | None:
    """Where the compound ends that goes on at token `last` with a hyphen; null where no name goes on there."""
    token = last
    while token + 1 < len(reading) and _is_bound(reading, token):
        part = token + 1
        if taken[part] or not reading.words[part][0].isalpha():
            return None
        if reading.words[part][0].isupper():
            return part + 1 if reading.tags[part] in ("NNP", "NNPS") else None
        token = part + 1
    return None


def _is_bound(reading: Reading, token: int) -> bool:
    """Whether the token is a hyphen with letters right on both sides."""
    if reading.words[token] not in HYPHENS or token + 1 >= len(reading):
        return False
    return reading.ends[token - 1] == reading.starts[token] and reading.ends[token] == reading.starts[token + 1]


def _over_suffix(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int:
    """The end of a person's name with what parts him from others: "Lee Ortiz, Jr.", "Rowan VI", "Rowan the Bold"."""
    words, limit = reading.words, reading.sentences[reading.token_sentence[first]][1]
    comma = last < limit and words[last] == ","
    place = last + comma
    if place >= limit:
        return last
    if words[place].rstrip(".").lower() in SUFFIXES and words[place][0].isupper() and (last - first > 1 or not comma):
        return place + 1
    if words[place] in REGNAL and not comma and reading.tags[place] != "PRP":
        return place + 1
    if words[place] == "the" and place + 1 < limit and is_epithet(reading, lexicon, place + 1):
        return place + 2
    return last


def is_epithet(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether the token is a ruler's epithet: "Great"."""
    word = reading.words[token]
    return word[0].isupper() and word.lower() in lexicon.words["epithet"]


def _before_epithet(reading: Reading, lexicon: Lexicon, taken: bytearray, first: int, last: int) -> int:
    """Where a ruler's name begins of which the epithet alone was seen: "Rowan the" | "Great"."""
    words, floor = reading.words, reading.sentences[reading.token_sentence[first]][0]
    if last - first > 1 or first - 2 < floor or words[first - 1] != "the" or taken[first - 2]:
        return first
    is_name = reading.tags[first - 2] in ("NNP", "NNPS") and words[first - 2][0].isupper()
    return first - 2 if is_name and is_epithet(reading, lexicon, first) else first


def _over_tail(
    reading: Reading, lexicon: Lexicon, taken: bytearray, first: int, last: int, objects: Mapping[int, int]
) -> int:
    """The end of a body's name with what it is of or for: "Museum of Rail", "Committee for a Fair Budget and Growth".

    Words that no name holds, or another name that is one of `objects` (first token to last). "Of" and "on" only where
    at most two words stand before, so that "Fenwick Motor Company of Ohio" stays as it is.
    """
    words, end = reading.words, reading.sentences[reading.token_sentence[first]][1]
    link = last - 1 if words[last - 1] == "for" else last
    if not first < link < end - 1 or lexicon.name_words.get(words[link - 1].lower()) != "organization":
        return last
    if words[link] != "for" and (words[link] not in ("of", "on") or link - first > 2):
        return last

    def is_free(token: int) -> bool:
        return token < end and not taken[token] and words[token][0].isupper()

    begin = link + 1 if link + 1 in objects else link + 1 + (words[link + 1] in ("a", "an", "the"))
    token = begin
    while is_free(token) or (token in objects and token < end):
        token = objects.get(token, token + 1)
        if token < end and words[token] == "and" and is_free(token + 1):
            token += 1
    return token if token > begin else last


def _with_republic(reading: Reading, lexicon: Lexicon, span: Span3) -> Span3:
    """A country with what it is called in its own name: "Republic of | Fenwick", "United Kingdom of | Harland"."""
    first, last, label = span
    words, floor = reading.words, reading.sentences[reading.token_sentence[first]][0]
    begin = first - (words[first - 1 : first] == ["the"])
    is_country = place_word(" ".join(words[first:last])) in lexicon.country_codes
    if label != "GPE" or not is_country or begin - 2 < floor or words[begin - 1] != "of":
        return span
    begin -= 2
    if not (words[begin][0].isupper() and words[begin].lower() in lexicon.words["state_noun"]):
        return span
    while (
        begin > floor and words[begin - 1].lower() in lexicon.words["state_adjective"] and words[begin - 1][0].isupper()
    ):
        begin -= 1
    return begin, last, label


def _join_countries(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3]) -> list[Span3]:
    """The spans with those made one that spell a country between them: "Democratic Republic of the Congo"."""
    joined: list[Span3] = []
    for span in spans:
        first, last, label = _with_republic(reading, lexicon, span)
        while joined and joined[-1][0] >= first:
            joined.pop()  # "Republic", seen as a place of its own
        if joined and joined[-1][1] > first:
            first = span[0]
        if joined and first - joined[-1][1] <= 2 and last - joined[-1][0] <= LONGEST_COUNTRY:
            words = [word.lower() for word in reading.words[joined[-1][0] : last]]
            if words[0] == "the":
                words = words[1:]
            if " ".join(words).replace(".", "") in lexicon.country_codes:
                joined[-1] = (joined[-1][0], last, "GPE")
                continue
        joined.append((first, last, label))
    return joined
