"""Organizations whose names a reader sees in parts, put together by what binds the parts.

"Alyansa ng mga Pastol" is bound by small words of its language, "Orten Growers' Council" by a possessive, "Parti Suara
Orten (PSO)" and "Office of Tides and Weights, or OTW," by the letters behind them,
and "Koperasi Ladang Orten Bhd" by its legal form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from transforms.grammar import ACTOR_LABELS, APOSTROPHES, HYPHENS
from transforms.lexicon import Lexicon
from transforms.names.branches import find_branches
from transforms.names.causes import find_causes
from transforms.names.conduct import has_staff
from transforms.names.legal_forms import is_form
from transforms.names.portfolios import portfolio_end
from transforms.names.societies import find_societies
from transforms.names.sorted_bodies import find_sorted
from transforms.names.splits import FEWEST_LETTERS, POSSESSIVES, Span3
from transforms.names.words import find_spelt
from transforms.reading.reading import Reading

LONGEST = 12  # words of a name
LONGEST_REST = 4  # words behind a possessive
CALLED = frozenset(("of", "from", "with", "by"))  # before a society that is called "Voices for Orten"
AIMS = frozenset(("for", "against"))
SIGNS = frozenset((",", "—", "–", "-"))  # between a name and its letters
SMALL = frozenset(("of", "the", "and", "for", "in", "on", "against", "&", "de", "la", "del", "y", "e"))


def join_wholes(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3]) -> list[Span3]:
    """The spans with such names in place of their parts, in text order."""
    wholes: list[Span3] = []
    longer = [(first, last) for first, last, label in spans if label == "ORG"]
    for first, last in sorted(_find_wholes(reading, lexicon, spans)):
        is_within = any(begin <= first and last < end for begin, end in longer)
        if not is_within and (not wholes or wholes[-1][1] <= first):
            wholes.append((first, last, "ORG"))
    held = {token for first, last, _ in wholes for token in range(first, last)}
    kept = [span for span in spans if held.isdisjoint(range(span[0], span[1]))] if wholes else list(spans)
    return sorted(kept + wholes)


def _find_wholes(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    binding = lexicon.binding_words
    for token in [token for token, word in enumerate(reading.words) if word in binding]:
        word = reading.words[token]
        if word == "(":
            yield from _defined(reading, lexicon, token, spans)
        elif word in lexicon.words["foreign_link"]:
            yield from _linked(reading, lexicon, token)
        elif word in APOSTROPHES or (word in POSSESSIVES and _is_of_many(reading, lexicon, token)):
            yield from _owned(reading, lexicon, token, spans)
        elif word == "-":
            yield from _prefixed(reading, lexicon, token, spans)
        elif word == "for":
            yield from _headed(reading, lexicon, token, spans)
        elif word == "&":
            yield from _partners(reading, lexicon, token, spans)
        elif reading.tags[token] in ("NN", "JJ"):
            yield from _introduced(reading, lexicon, token + 1, spans)
            yield from _employing(reading, lexicon, token, spans)
    for token in [token for token, word in enumerate(reading.words) if len(word) >= FEWEST_LETTERS and word.isupper()]:
        yield from _abbreviated(reading, lexicon, token, spans)
    yield from _with_form(reading, lexicon, spans)
    yield from _with_partners(reading, lexicon)
    yield from find_branches(reading, lexicon, spans)
    yield from find_causes(reading, lexicon, spans)
    yield from find_societies(reading, lexicon, spans)
    yield from find_sorted(reading, lexicon, spans)


def _defined(reading: Reading, lexicon: Lexicon, opening: int, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """The words before a bracket whose letters stand in it: "Parti Suara Orten (PSO)", not an office's."""
    words = reading.words
    letters, closing = ("".join(words[t : t + 1]) for t in (opening + 1, opening + 2))
    if closing != ")" or len(letters) < FEWEST_LETTERS or not (letters.isalpha() and letters.isupper()):
        return
    floor = max(reading.sentences[reading.token_sentence[opening]][0], opening - LONGEST)
    place = find_spelt(words[floor:opening], letters, SMALL)
    if place is None:
        return
    first = floor + place
    is_office = lexicon.title_of(words[first:opening]) is not None or lexicon.is_title(letters)
    inside = [span for span in spans if span[1] > first and span[0] < opening]
    if not is_office and inside and not _is_whole(reading, inside[-1], first, opening):
        yield first, opening


def _abbreviated(reading: Reading, lexicon: Lexicon, token: int, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """The words whose letters stand behind them or before: "Office of Weights and Tides, or OWT,", "OWT, the ..."."""
    words, letters = reading.words, reading.words[token]
    floor, limit = reading.sentences[reading.token_sentence[token]]
    if not letters.isalpha() or lexicon.is_title(letters):
        return
    link = token - 1
    while link > floor and words[link].lower() in lexicon.words["defining"]:
        link -= 1
    if link > floor and words[link] in SIGNS:
        begin = max(floor, link - LONGEST)
        place = find_spelt(words[begin:link], letters, SMALL)
        first = link if place is None else begin + place
        is_after = first > floor and words[first - 1].lower() == "the"
        if first < link and _is_parted(first - is_after, link, spans, token + 1):
            yield first, link
    first = token + 2 + (words[token + 2 : token + 3] == ["the"])
    if token + 1 < limit and words[token + 1] in SIGNS:
        last = _spelt_from(words, first, min(limit, first + LONGEST), letters)
        if last is not None and _is_parted(token + 2, last, spans):
            yield first, last


def _spelt_from(words: Sequence[str], first: int, limit: int, letters: str) -> int | None:
    """Where the words end that begin at a token and have these letters first, small words between them."""
    missing = letters
    for token in range(first, limit):
        if words[token][0] == missing[0]:
            missing = missing[1:]
        elif token == first or words[token] not in SMALL:
            return None
        if not missing:
            return None if words[token + 1 : token + 2] and words[token + 1][0].isupper() else token + 1
    return None


def _is_whole(reading: Reading, span: Span3, first: int, last: int) -> bool:
    """Whether the last span within a name is all of it, or a place at its end: "North Africa (MENA)"."""
    begin = span[0] + (reading.words[span[0]].lower() == "the")
    is_led = all(word[0].isupper() for word in reading.words[begin:first])  # "FIFA | Talent Scheme (TS)"
    is_place = span[1] == last and span[2] in ("GPE", "LOC")
    return is_place or (span[0] <= first and span[1] >= last and is_led)


def is_short_for(short: str, words: Sequence[str]) -> bool:
    """Whether a word in capitals is made of a name's letters, in order and from the first: "SORA", "Fonhar"."""
    letters = iter("".join(words).lower())
    is_word = short.isalpha() and short[0].isupper() and len(short) >= FEWEST_LETTERS and short[:1] == words[0][:1]
    return is_word and sum(c.isupper() for c in short) > 1 and all(letter in letters for letter in short.lower())


def _prefixed(reading: Reading, lexicon: Lexicon, hyphen: int, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """An organization whose name has a prefix with a hyphen: "Anti-Hunger Court", "Orten Anti-Graft Bureau"."""
    words, prefix = reading.words, hyphen - 1
    floor, limit = reading.sentences[reading.token_sentence[hyphen]]
    is_own = prefix >= floor and words[prefix].istitle() and words[prefix].lower() in lexicon.words["prefix"]
    if not is_own or hyphen + 2 >= limit or words[hyphen + 1].lower() in lexicon.place_names:
        return
    first = _run_before(reading, lexicon, prefix, floor)
    if (first < prefix and words[prefix].lower() == "post") or lexicon.is_given_name(words[hyphen + 1]):
        return  # "Washington Post-Orten News", "the Anti-Dana Poole Campaign"
    end = _run_behind(reading, lexicon, hyphen + 1, limit)
    last = next((t + 1 for t in range(end - 1, hyphen + 1, -1) if _ends_body(words[t], lexicon)), hyphen)
    if last > hyphen and not any(span[0] <= first and last <= span[1] for span in spans):
        yield first, last


def _linked(reading: Reading, lexicon: Lexicon, link: int) -> Iterator[tuple[int, int]]:
    """The capitalised words on both sides of a small word of another language."""
    words, links = reading.words, lexicon.words["foreign_link"]
    floor, limit = reading.sentences[reading.token_sentence[link]]
    behind = link + 1
    while behind < limit and words[behind] in links:
        behind += 1
    first, last = _run_before(reading, lexicon, link, floor), _run_behind(reading, lexicon, behind, limit)
    is_own = words[link] not in lexicon.words["person_link"] or words[first].lower() in lexicon.words["foreign_body"]
    if first < link and last > behind and is_own:
        yield first, last


def _headed(reading: Reading, lexicon: Lexicon, link: int, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """What an office is for, with its head before "for": "Agency for | Coastal Safety", "Orten Forum | for Ports"."""
    words, head = reading.words, reading.words[link - 1] if link else ""
    offices = lexicon.words["office_name"]
    is_many = head.istitle() and head.endswith("s")
    is_called = is_many and link > 1 and words[link - 2] in CALLED and reading.tags[link - 1] in ("NNS", "NNPS")
    is_head = head.istitle() and not is_many and (_ends_body(head, lexicon) or head.lower() in offices)
    if not is_head and not is_called:  # "Dana Poole, of Voices for Orten,"
        return
    floor, limit = reading.sentences[reading.token_sentence[link]]
    first = link - 1 if is_called else _run_before(reading, lexicon, link, floor)
    last = _field_end(reading, lexicon, link + 1, limit)
    while first < link and words[first].lower() in lexicon.words["sentence_adverb"]:
        first += 1
    is_bound = first > floor and words[first - 1] in HYPHENS  # "Asia-Pacific Forum for Ports"
    first -= first > floor and words[first - 1].lower() == "the"  # as spans have it
    inside = [span for span in spans if first <= span[0] and span[1] <= last]
    is_told = head.lower() in offices and any(word.islower() and word not in SMALL for word in words[last:limit])
    goes_on = words[last : last + 1] in (["and"], ["&"]) and not any(span[1] == last for span in inside)
    is_ended = reading.tags[last : last + 1] not in (["NN"], ["NNS"])
    is_ended = is_ended and not (goes_on and "".join(words[last + 1 : last + 2])[:1].isupper())
    is_whole = first < link < last - 1 and is_ended and not is_bound
    if is_whole and (inside or is_told) and _is_parted(first, last, spans):
        yield first, last


def _field_end(reading: Reading, lexicon: Lexicon, first: int, limit: int) -> int:
    """Where what an office is for ends, with hyphens, possessives and rows of fields: "Women's Cross-Ferry Rights"."""
    words, last = reading.words, _run_behind(reading, lexicon, first, limit)
    while first < last < limit - 1 and (words[last] in HYPHENS or words[last] in (*POSSESSIVES, *APOSTROPHES)):
        if not words[last + 1][0].isupper() and words[last] not in HYPHENS:
            break
        last = max(last + 2, _run_behind(reading, lexicon, last + 1, limit))
    if words[last : last + 2] == ["and", "the"] and " ".join(words[first:last]).lower() in lexicon.place_names:
        end = _run_behind(reading, lexicon, last + 2, limit)  # "Commission for Fenwick and the Ortens"
        behind = " ".join(words[last + 2 : end]).lower()
        last = end if not lexicon.place_names.keys().isdisjoint((behind, f"the {behind}")) else last
    return max(last, min(limit, portfolio_end(words, lexicon, first)))  # "Office for Roads and Ports"


def _partners(reading: Reading, lexicon: Lexicon, sign: int, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """The names on both sides of a firm's "&" that a reader saw apart: "Nandra & | Orten"; no letters ("R & D")."""
    floor, limit = reading.sentences[reading.token_sentence[sign]]
    first, last = _run_before(reading, lexicon, sign, floor), _run_behind(reading, lexicon, sign + 1, limit)
    while first < sign and reading.words[first].lower() in lexicon.words["sentence_adverb"]:
        first += 1
    sides = (reading.words[sign - 1], "".join(reading.words[sign + 1 : sign + 2]))
    are_names = first < sign < last - 1 and all(len(side) > 1 for side in sides)
    are_names = are_names and not all(map(lexicon.is_given_name, sides))  # "Jim & Sarah"
    labels = {span[2] for span in spans if span[1] > first and span[0] < last}
    if are_names and labels and labels <= ACTOR_LABELS and _is_parted(first, last, spans):
        yield first, last


def _with_partners(reading: Reading, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """A firm that is called after somebody and what others of it are: "Dana Poole and Sons"."""
    words = reading.words
    for token in [token for token, word in enumerate(words[:-2]) if word == "and"] if "and" in words else ():
        tail = words[token + 1]
        first = _run_before(reading, lexicon, token, reading.sentences[reading.token_sentence[token]][0])
        is_firm = tail.istitle() and tail.lower() in lexicon.words["partnership"] and first < token
        if is_firm and not words[token + 2][0].isupper():
            yield first, token + 2


def _is_of_many(reading: Reading, lexicon: Lexicon, possessive: int) -> bool:
    """Whether a plural without an "s" stands before a possessive within a name: "Orten Children | 's Clinic"."""
    word = reading.words[possessive - 1] if possessive else ""
    return word.istitle() and word.lower() in lexicon.words["plural_owner"]


def _owned(reading: Reading, lexicon: Lexicon, apostrophe: int, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """An organization of many: "Orten Growers' Council"."""
    words = reading.words
    floor, limit = reading.sentences[reading.token_sentence[apostrophe]]
    first = _run_before(reading, lexicon, apostrophe, floor)
    if first - floor > 1 and words[first - 1] in ("and", "&") and words[first - 2] in APOSTROPHES:
        first = _run_before(reading, lexicon, first - 2, floor)  # "Orten Growers' and | Millers' Council"
    is_known = _is_of_many(reading, lexicon, apostrophe)
    is_many = apostrophe - first > 1 and not lexicon.is_given_name(words[first]) and words[apostrophe - 1].endswith("s")
    if first == apostrophe or not (is_many or is_known or reading.tags[apostrophe - 1] in ("NNPS", "NNS")):
        return
    end = min(_run_behind(reading, lexicon, apostrophe + 1, limit), apostrophe + 1 + LONGEST_REST)
    nouns = lexicon.organization_nouns if is_known else frozenset()  # "Children's | Clinic"
    ends = (t + 1 for t in range(end - 1, apostrophe, -1) if _ends_body(words[t], lexicon) or words[t].lower() in nouns)
    last = next(ends, apostrophe)
    if last > apostrophe and not any(span[0] <= first and last <= span[1] for span in spans):
        yield first, last


def _introduced(reading: Reading, lexicon: Lexicon, first: int, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """The words behind a noun for organizations that a reader saw as several names: "the group Jaringan Hutan"."""
    limit = reading.sentences[reading.token_sentence[first - 1]][1]
    if (
        first == limit
        or not reading.words[first][0].isupper()
        or reading.words[first - 1] not in lexicon.organization_nouns
    ):
        return
    last = _run_behind(reading, lexicon, first, limit)
    is_aim = last + 1 < limit and reading.words[last] in AIMS and reading.words[last + 1][0].isupper()
    is_place = is_aim and reading.words[last + 1].lower() in lexicon.place_names  # "the oil giant Orvane for Fenwick's"
    if is_aim and not is_place and reading.words[first - 1] not in lexicon.words["any_business"]:
        last = max(last + 2, _run_behind(reading, lexicon, last + 1, limit))  # "the charity Bread for All"
    if last - first > 1 and _is_parted(first, last, spans):
        yield first, last


def _employing(reading: Reading, lexicon: Lexicon, title: int, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """The words before a post and its holder that a reader saw as several names: "Himali Manch chair Dana Poole"."""
    if not has_staff(reading, title, lexicon):
        return
    first = _run_before(reading, lexicon, title, reading.sentences[reading.token_sentence[title]][0])
    while first < title and reading.words[first].lower() in lexicon.words["sentence_adverb"]:
        first += 1
    plain = [word.lower() for word in reading.words[first:title]]
    is_land = any(lexicon.place_names.get(word) == "nationality" for word in plain)
    is_person = any(word in lexicon.known_people or word in lexicon.words["former"] for word in plain)
    if len(plain) > 1 and not is_land and not is_person and _is_parted(first, title, spans):
        yield first, title


def _is_parted(first: int, last: int, spans: Sequence[Span3], limit: int = 0) -> bool:
    """Whether the words are no single span and the spans among them reach not beyond them, or not beyond `limit`."""
    inside = [span for span in spans if span[1] > first and span[0] < last]
    is_one = len(inside) == 1 and (inside[0][0], inside[0][1]) == (first, last)
    return not is_one and all(first <= span[0] and span[1] <= max(last, limit) for span in inside)


def _ends_body(word: str, lexicon: Lexicon) -> bool:
    plain = word.lower()
    return lexicon.name_words.get(plain) == "organization" or plain in lexicon.words["foreign_body"]


def _with_form(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3]) -> Iterator[tuple[int, int]]:
    """What spans that touch make up where a legal form ends the last: "Koperasi | Ladang | Orten Bhd"."""
    first = -1
    for left, right in pairwise((*spans, (len(reading) + 1, len(reading) + 1, ""))):
        first = left[0] if first < 0 else first
        if right[0] == left[1] and reading.token_sentence[left[0]] == reading.token_sentence[right[0]]:
            continue
        if first < left[0] and is_form(reading, lexicon, left[1] - 1):
            yield first, left[1]
        first = -1


def _run_before(reading: Reading, lexicon: Lexicon, last: int, floor: int) -> int:
    """Where the capitalised words begin that end at a token."""
    first = last
    while first > floor and last - first < LONGEST and _is_own(reading, lexicon, first - 1):
        first -= 1
    return first


def _run_behind(reading: Reading, lexicon: Lexicon, first: int, limit: int) -> int:
    """Where the capitalised words end that begin at a token."""
    last = first
    while last < limit and last - first < LONGEST and _is_own(reading, lexicon, last):
        last += 1
    return last


def _is_own(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a word is a capitalised one of a name, and no article, title or possessive."""
    word = reading.words[token]
    is_small = word.lower() in SMALL or word in POSSESSIVES or reading.tags[token] in ("PRP", "PRP$", "DT", "IN", "WRB")
    return word[0].isupper() and not is_small and not lexicon.is_title(word)
