"""Spans of names put right by what English spells out: hyphens, suffixes, "of" and "for" in bodies, countries.

A statistical reader cuts names where a token looks unlike a name. These rules join or cut such spans again; each looks
at words and word lists alone and knows nothing of any one name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from transforms.grammar import HYPHENS, REGNAL, SUFFIXES
from transforms.lexicon import LONGEST_TITLE, Lexicon
from transforms.names.body_fields import end_of_fields
from transforms.names.hyphens import are_two_names, place_word
from transforms.names.splits import LONGEST_COUNTRY, Span3, cut_span
from transforms.reading.reading import Reading

COMPOUND_TAGS = frozenset(("NNP", "NNPS", "NN", "VB", "DT"))  # what a capitalised part of a compound may be taken for
LONGEST_HALF = 3  # words of a name behind a hyphen
SYLLABLES = 3  # tokens of a given name with a hyphen
SYLLABLE = 6  # letters of one in a Korean given name
FOR = frozenset(("for", "against"))  # what a body is for or against, behind any number of words
BODIES = frozenset(("ORG", "FAC", ""))
OBJECTS = frozenset(("ORG", "NORP", "WORK_OF_ART", "PRODUCT"))  # spans that may be what a body is of or for


class Ground(NamedTuple):
    """An article while its spans are put right; `taken` tells of each token whether some name holds it already."""

    reading: Reading
    lexicon: Lexicon
    taken: bytearray

    def bounds(self, token: int) -> tuple[int, int]:
        """The tokens of the token's sentence, half open."""
        return self.reading.sentences[self.reading.token_sentence[token]]

    def take(self, first: int, last: int) -> None:
        """Let the tokens be held by a name."""
        self.taken[first:last] = b"\x01" * (last - first)


def repair_spans(ground: Ground, spans: Sequence[Span3]) -> list[Span3]:
    """The spans with the repairs of this module, in text order and without overlap; what they gain is taken."""
    reading, lexicon = ground.reading, ground.lexicon
    repaired: list[Span3] = []
    joined = _join_countries(reading, lexicon, spans)
    objects = {first: last for first, last, label in joined if label in OBJECTS}
    ends = {first: last for first, last, _ in joined}
    for span in joined:
        for part in cut_span(reading, lexicon, span):
            grown = _grow(ground, over_particles(ground, part, ends), objects)
            if repaired and repaired[-1][1] > grown[0]:
                continue  # the span before has taken these words in
            repaired.append(grown)
    return repaired


def _grow(ground: Ground, span: Span3, objects: Mapping[int, int]) -> Span3:
    first, last, label = _with_rank(ground, *span)
    first, last = _over_hyphens(ground, first, last, label)
    if label == "PERSON":
        last = _over_articles(ground, last)
        first = _before_epithet(ground, first, last)
        last = _over_suffix(ground, first, last)
    elif label != "GPE":
        first, last, label = _over_known(ground, first, last, label)
    if label in BODIES:
        last = _over_tail(ground, first, last, objects)
    ground.take(first, last)
    return first, last, label


def _with_rank(ground: Ground, first: int, last: int, label: str) -> Span3:
    """A place with the rank of somebody who is called after it: "Duke of" | "Fenwick", not "a Duke of Fenwick"."""
    start = first - 2
    if start < 0 or any(ground.taken[start:first]) or not is_rank(ground.reading, ground.lexicon, start):
        return first, last, label
    is_some = start > 0 and ground.reading.words[start - 1].lower() == "a"
    return (first, last, label) if is_some else (start, last, "PERSON")


def is_rank(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a rank and "of" stand at the token, by which people go: "Duke of"."""
    words = reading.words[token : token + 2]
    return len(words) == 2 and words[0][0].isupper() and words[0].lower() in lexicon.words["noble"] and words[1] == "of"


def _over_known(ground: Ground, first: int, last: int, label: str) -> Span3:
    """The span with a word or two on one side that no name holds, where together they are a well-known body's name."""
    floor, limit = ground.bounds(first)
    for size in (2, 1):
        left, right = first - size, last + size
        if left >= floor and not any(ground.taken[left:first]) and _is_known_body(ground, left, last):
            return left, last, "ORG"
        if right <= limit and not any(ground.taken[last:right]) and _is_known_body(ground, first, right):
            return first, right, "ORG"
    return first, last, label


def _is_known_body(ground: Ground, first: int, last: int) -> bool:
    words = ground.reading.words[first:last]
    if not (words[0][0].isupper() and words[-1][0].isupper()):
        return False
    return " ".join(words).lower().replace(".", "") in ground.lexicon.organization_names


def over_particles(ground: Ground, span: Span3, ends: Mapping[int, int]) -> Span3:
    """A person's span with what particles join to it ("Dana van" | "der" | "Poole"), and those before a surname alone.

    `ends` gives the end of each span by its first token: what follows a particle may have been seen as a name itself.
    """
    first, last, label = span
    words, lexicon = ground.reading.words, ground.lexicon
    floor, limit = ground.bounds(first)
    while label == "PERSON" and last < limit:
        if is_elided(words[last]) and not ground.taken[last]:
            last += 1
            break
        place = _skip_particles(ground, last, limit)
        is_bound = lexicon.is_binder(words[last - 1]) and words[last][0].isupper() and not ground.taken[last]
        if place == last and not is_bound and not lexicon.is_particle(words[last - 1]):
            break
        seen = next((token for token in range(last, min(place + 1, limit)) if token in ends), None)
        if seen is None and not is_bound and not _is_surname(ground, place, limit):
            break
        last = place + 1 if seen is None else ends[seen]
    return _from_particle(ground, (first, last, label), floor)


def _from_particle(ground: Ground, span: Span3, floor: int) -> Span3:
    """The span with the particles right before it, where they begin a surname."""
    first, last, label = span
    words, lexicon = ground.reading.words, ground.lexicon
    begin = first
    while begin > floor and lexicon.is_particle(words[begin - 1]) and not ground.taken[begin - 1]:
        begin -= 1
    is_surname = label in ("PERSON", "ORG", "") and begin < first and lexicon.begins_surname(words[begin])
    return (begin if is_surname else first), last, label


def is_elided(word: str) -> bool:
    """Whether the word is a surname with a particle that lost its vowel: "d'Orville"."""
    return word[:2] in ("d'", "d’") and word[2:3].isupper()


def _is_surname(ground: Ground, token: int, limit: int) -> bool:
    free = token < limit and not ground.taken[token] and ground.reading.words[token][0].isupper()
    return free and ground.reading.tags[token] in ("NNP", "NNPS")


def _skip_particles(ground: Ground, token: int, limit: int) -> int:
    while token < limit and ground.lexicon.is_particle(ground.reading.words[token]):
        token += 1
    return token


def _over_hyphens(ground: Ground, first: int, last: int, label: str) -> tuple[int, int]:
    """The span with the parts hyphenated to it: "Dun-le-Roi" where only "Dun" was seen.

    A part that is a name of its own stays one ("Seoul-Tokyo"), as does a word in small letters that ends the compound
    ("Paris-based"), unless it is the second half of a Korean given name ("Moon Jae-in").
    """
    words = ground.reading.words
    while last - first > 1 and words[last - 1] in HYPHENS:
        last -= 1
    if label == "PERSON" and _is_second_half(ground, last) and (last - first > 1 or _is_name(ground, last + 2)):
        last += 2
    while (end := _hyphenated_end(ground, last)) is not None:
        if end - last == 2 and any(_are_apart(ground, begin, last) for begin in (last - 1, first)):
            break
        last = end
    while first >= 2 and _begins_compound(ground, first - 2):
        first -= 2
    if label == "PERSON" and first >= SYLLABLES and _is_given(ground, first - SYLLABLES):
        first -= SYLLABLES
    if label == "PERSON" and _is_behind_surname(ground, first, last):
        first -= 1
    return first, last


def _over_articles(ground: Ground, last: int) -> int:
    """The end of a name that goes on with an Arabic article: "Haji | ad-Dabiri", "Imad | ad-Din Zangin"."""
    reading, lexicon = ground.reading, ground.lexicon
    end, limit = last, ground.bounds(last - 1)[1]
    while end + 2 < limit and reading.words[end] in lexicon.words["bound_article"] and _is_bound(reading, end + 1):
        if not reading.words[end + 2][0].isupper():
            break
        end += 3
        while end < limit and _is_name(ground, end) and not ground.taken[end] and end > last:
            end += 1
    return end


def _is_given(ground: Ground, token: int) -> bool:
    """Whether a given name of two syllables stands at the token, before a surname: "Ha-eun | Hwang"."""
    head = ground.reading.words[token]
    is_head = head.istitle() and len(head) <= SYLLABLE and not ground.taken[token] and _is_name(ground, token)
    return is_head and ground.bounds(token) == ground.bounds(token + SYLLABLES) and _is_second_half(ground, token + 1)


def _is_behind_surname(ground: Ground, first: int, last: int) -> bool:
    """Whether a given name of two syllables follows a surname that was read as another word: "that So | Kam-leung".

    Not the word with which a sentence begins, nor the second of two names: "Gregory | So | Kam-leung".
    """
    reading, floor = ground.reading, ground.bounds(first)[0]
    if (
        last - first != SYLLABLES
        or first - 1 <= floor
        or ground.taken[first - 1]
        or not _is_second_half(ground, first + 1)
    ):
        return False
    word, before = reading.words[first - 1], reading.words[first - 2]
    is_surname = word.istitle() and word.isalpha() and len(word) <= SYLLABLE and not ground.lexicon.is_title(word)
    return is_surname and not before[0].isupper() and before not in HYPHENS and before[0] not in "\"“‘'."


def _is_name(ground: Ground, token: int) -> bool:
    """Whether a capitalised proper noun stands at the token."""
    reading = ground.reading
    return token < len(reading) and reading.tags[token] in ("NNP", "NNPS") and reading.words[token][0].isupper()


def _begins_compound(ground: Ground, token: int) -> bool:
    """Whether a capitalised word is bound by a hyphen to the word behind it, and the two are no two places."""
    reading = ground.reading
    is_free = _is_bound(reading, token + 1) and not ground.taken[token]
    if not is_free or not reading.words[token][0].isupper() or reading.tags[token] not in COMPOUND_TAGS:
        return False
    floor = max(ground.bounds(token)[0], token - LONGEST_HALF + 1)
    return not any(_are_apart(ground, begin, token + 1) for begin in range(token, floor - 1, -1))


def _are_apart(ground: Ground, first: int, hyphen: int) -> bool:
    """Whether the words up to a hyphen and the one, two or three behind it are two names: "EU-New Fenwick"."""
    words, limit = ground.reading.words, ground.bounds(first)[1]
    left, ends = " ".join(words[first:hyphen]), range(hyphen + 2, min(hyphen + 2 + LONGEST_HALF, limit + 1))
    return any(are_two_names([left, words[hyphen], " ".join(words[hyphen + 1 : end])], ground.lexicon) for end in ends)


def _is_second_half(ground: Ground, last: int) -> bool:
    """Whether a hyphen and a short word in small letters stand after token `last`, as in a Korean given name."""
    reading, taken = ground.reading, ground.taken
    if last + 1 >= len(reading) or not _is_bound(reading, last) or taken[last + 1] > taken[last]:
        return False
    half = reading.words[last + 1]
    short = len(half) <= SYLLABLE and len(reading.words[last - 1]) <= SYLLABLE
    return short and half.isalpha() and half.islower() and half not in ground.lexicon.words["compound_end"]


def _hyphenated_end(ground: Ground, last: int) -> int | None:
    """Where the compound ends that goes on at token `last` with a hyphen; null where no name goes on there."""
    reading = ground.reading
    token = last
    while token + 1 < len(reading) and _is_bound(reading, token):
        part = token + 1
        if ground.taken[part] or not reading.words[part][0].isalpha():
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


def _over_suffix(ground: Ground, first: int, last: int) -> int:
    """The end of a person's name with what parts him from others: "Lee Ortiz, Jr.", "Rowan VI", "Rowan the Bold"."""
    reading, limit = ground.reading, ground.bounds(first)[1]
    words = reading.words
    comma = last < limit and words[last] == ","
    place = last + comma
    if place >= limit:
        return last
    if words[place].rstrip(".").lower() in SUFFIXES and words[place][0].isupper() and (last - first > 1 or not comma):
        return place + 1
    if words[place] in ground.lexicon.words["patronymic_end"] and not comma:
        return place + 1
    if words[place] in REGNAL and not comma and reading.tags[place] != "PRP":
        return place + 1
    if words[place] == "the" and place + 1 < limit and is_epithet(reading, ground.lexicon, place + 1):
        return place + 2
    return last


def is_epithet(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether the token is a ruler's epithet: "Great"."""
    word = reading.words[token]
    return word[0].isupper() and word.lower() in lexicon.words["epithet"]


def _before_epithet(ground: Ground, first: int, last: int) -> int:
    """Where a ruler's name begins of which the epithet alone was seen: "Rowan the" | "Great"."""
    reading, floor = ground.reading, ground.bounds(first)[0]
    words = reading.words
    if last - first > 1 or first - 2 < floor or words[first - 1] != "the" or ground.taken[first - 2]:
        return first
    is_name = reading.tags[first - 2] in ("NNP", "NNPS") and words[first - 2][0].isupper()
    return first - 2 if is_name and is_epithet(reading, ground.lexicon, first) else first


def _over_tail(ground: Ground, first: int, last: int, objects: Mapping[int, int]) -> int:
    """The end of a body's name with what it is of or for: "Museum of Rail", "Committee for a Fair Budget and Growth".

    Words that no name holds, or another name that is one of `objects` (first token to last). "Of" and "on" only where
    at most two words stand before, so that "Fenwick Motor Company of Ohio" stays as it is.
    """
    words, end = ground.reading.words, ground.bounds(first)[1]
    fields = end_of_fields(*ground, first, last)
    if fields > last:
        return fields
    if _ends_title(ground, first, last):
        return last  # "Member of Parliament | for Orten"
    link = last - 1 if words[last - 1] == "for" else last
    if not first < link < end - 1 or ground.lexicon.name_words.get(words[link - 1].lower()) != "organization":
        return last
    if words[link] not in FOR and (words[link] not in ("of", "on") or link - first > 2):
        return last

    def is_free(token: int) -> bool:
        return token < end and not ground.taken[token] and words[token][0].isupper()

    begin = link + 1 if link + 1 in objects else link + 1 + (words[link + 1] in ("a", "an", "the"))
    token = begin
    while is_free(token) or (token in objects and token < end):
        token = objects.get(token, token + 1)
        if token < end and words[token] == "and" and is_free(token + 1):
            token += 1
    return token if token > begin else last


def _ends_title(ground: Ground, first: int, last: int) -> bool:
    """Whether the words are but the end of a title: "Member of | Parliament"."""
    words = ground.reading.words
    begins = range(max(ground.bounds(first)[0], last - LONGEST_TITLE), first)
    return any(ground.lexicon.title_of(words[begin:last]) is not None for begin in begins)


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
