"""Names in a series, "Orvan, Tilva and Kessan", and the noun beside them that says what they all are.

The noun stands before the series ("three operators, Orvan, Tilva and Kessan", "lenders such as Orvan and Tilva"),
behind it ("Orvan and Tilva, both of them brewers", "Orvan, Tilva and other carriers") or opens the next sentence
("The two companies ..."). Whoever is surely of another kind in the series speaks against the noun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from transforms.grammar import HYPHENS, SUBJECTS, SUFFIXES
from transforms.lexicon import Lexicon
from transforms.names.hyphens import DASHES
from transforms.names.joint_deeds import are_several, tell_deeds
from transforms.names.rows_of_names import LONGEST_GAP, SEPARATORS, Key, Series
from transforms.names.splits import Span3
from transforms.names.words import Name
from transforms.reading.reading import Reading

JOINED = frozenset(("ORG", "WORK_OF_ART", "PRODUCT", "FAC", "PERSON"))  # what several names may be read as
SEAMS = frozenset((",", "and"))  # in a span of several names
BREAKS = frozenset((",", "—", "–", "-", "(", ":"))  # before a series that says which ones, or behind it
CLOSING = BREAKS | frozenset((")", ".", ";", "?", "!", "”", '"'))
OPENING = frozenset(("both", "either", "namely", "notably", "particularly", "especially", "mainly", "the"))
ALL = frozenset(("both", "all", "each", "either", "neither"))
INNER = frozenset(("JJ", "JJR", "JJS", "RBS", "NN", "NNP", "HYPH", "VBN", "VBG", "RB", "CD", "DT", "PDT", "POS"))
QUALIFYING = INNER - {"DT", "PDT"}  # between "other" and the noun
BEING = frozenset(("be", "remain", "become"))
NAMING = frozenset(("include", "be"))  # between a noun and a series: "The bidders are Orvan and Tilva"
WHERE = frozenset(("in", "near", "across", "around", "through", "throughout", "outside", "on"))
LONGEST_BEING = 3  # words from a noun to "are"
LONGEST = 8  # words from a series to the noun behind it
PLURALS = frozenset(("NNS", "NNPS"))


def tell_series(reading: Reading, rows: Sequence[Series], lexicon: Lexicon) -> dict[Key, str]:
    """The kind that a noun, or what they do, says of each name in a series of two or more."""
    told: dict[Key, str] = {}
    for series in rows:
        kind = ""
        if len(series.keys) > 1:
            kind = tell_kind(reading, series, lexicon) or _tell_deeds(reading, series, lexicon)
        pairs = zip(series.names, series.keys, strict=True)
        is_other = kind and any(_speaks_against(name, key, kind, lexicon) for name, key in pairs)
        if kind and not is_other and not (kind == "organization" and _may_be_people(reading, series, lexicon)):
            told |= dict.fromkeys(series.keys, kind)
    return told


def _tell_deeds(reading: Reading, series: Series, lexicon: Lexicon) -> str:
    """The kind of the names of a series by what they do together; commas alone may part a name and what it is."""
    if not series.is_joined(reading):
        return ""
    is_full, end = 2 * _count_full(series, lexicon) >= len(series.keys), series.last
    if reading.words[end : end + 1] == ["("] and ")" in reading.words[end : end + LONGEST_GAP]:
        end = reading.words.index(")", end) + 1  # "Orvan (up 3 percent) and Tilva | (down 2 percent)"
    whole = Name(series.names[0].first, end, "", series.names[0].first)
    return tell_deeds(reading, whole, is_full, lexicon)


def _count_full(series: Series, lexicon: Lexicon) -> int:
    """How many names of a series the reader took for somebody's full name."""
    pairs = zip(series.names, series.keys, strict=True)
    return sum(n.label == "PERSON" and len(key) > 1 and not is_sure_body(key, lexicon) for n, key in pairs)


def _may_be_people(reading: Reading, series: Series, lexicon: Lexicon) -> bool:
    """Whether a series may name people whom the noun means as well, "investors", as a reader saw somebody in full."""
    first, limit = reading.sentences[reading.token_sentence[series.first]]
    lemmas = {reading.lemmas[token].lower() for token in range(first, limit)}
    if not lexicon.words["member_noun"].isdisjoint(lemmas):
        return any(name.label == "PERSON" for name in series.names)
    if lexicon.words["either_noun"].isdisjoint(lemmas):
        return False
    is_full = 2 * _count_full(series, lexicon) >= len(series.keys)
    return is_full and not any(is_sure_body(key, lexicon) for key in series.keys)


def is_sure_body(key: Key, lexicon: Lexicon) -> bool:
    """Whether the words alone are an organization's: a known one, a legal form or its sort at the end."""
    if " ".join(key) in lexicon.organization_names:
        return " ".join(key) not in lexicon.place_names
    last = key[-1].rstrip(".")
    return len(key) > 1 and (last in lexicon.words["legal_form"] or lexicon.name_words.get(last) == "organization")


def kind_of_noun(reading: Reading, noun: int, lexicon: Lexicon) -> str:
    """What a common noun says that those it means are, in the singular too: "neither company"."""
    return _kind_of(reading, noun, lexicon, PLURALS | {"NN"})


def tell_kind(reading: Reading, series: Series, lexicon: Lexicon) -> str:
    """The kind that a noun beside a series says of its names; empty where none does."""
    return next((kind for teller in TELLERS if (kind := teller(reading, series, lexicon))), "")


def _speaks_against(name: Name, key: Key, kind: str, lexicon: Lexicon) -> bool:
    """Whether a name is surely somebody's, a country's or a body's where a noun says that it is of another kind."""
    is_given = lexicon.is_given_name(key[0])
    is_full = is_given and len(key) > 1 and (key[-1] in lexicon.surnames or name.label == "PERSON")
    is_titled = name.title is not None and name.title.sort in ("honorific", "office")
    if kind != "person" and (is_titled or is_full or (is_given and len(key) == 1 and kind == "organization")):
        return True
    if kind == "organization":
        return lexicon.place_names.get(" ".join(key)) in ("country", "state")
    if kind == "person":
        return is_sure_body(key, lexicon) or lexicon.place_names.get(" ".join(key)) in ("country", "state")
    return len(key) > 1 and lexicon.name_words.get(key[-1]) == "organization"


def part_series(reading: Reading, lexicon: Lexicon, spans: Sequence[Span3]) -> list[Span3]:
    """The spans, those parted that a reader took for one name and are several in a series.

    Where a noun says so, "brands including Orvan | and | Tilva", or the series goes on, "Kessan Ltd, Orvan | and |
    Tilva Plc". What a reader took for a language is a name where a noun says so.
    """
    parted: list[Span3] = []
    bodies = {last for _, last, label in spans if label == "ORG"}
    for first, last, label in [*spans, *_find_misread(reading, lexicon)]:
        is_row = reading.words[last - 1] == "and" and "," in reading.words[first:last]
        is_row = is_row and not _is_firm(reading, first, lexicon)
        if is_row and _are_capitalised(reading, first, last):
            parted += _part_at_seams(reading, first, last)  # "Orvan, Tilva and | Kessan"
            continue
        tokens = range(first + 1, last - 1) if label in JOINED else ()
        seams = [token for token in tokens if reading.words[token] in SEAMS]
        if label == "PERSON" and reading.words[last : last + 1] != ["and"]:
            seams = []  # "Poole, Dana"
        is_behind = label == "ORG" and first - 1 in bodies and reading.words[first - 1] == ","
        kind = _row_label(reading, lexicon, (first, last), seams, is_behind) if seams else None
        if kind is None:
            parted.append((first, last, label))
        else:
            begins = [first, *(token + 1 for token in seams)]
            parted += [(a, b, kind) for a, b in zip(begins, [*seams, last], strict=True) if a < b]
    return sorted(parted)


def _is_firm(reading: Reading, first: int, lexicon: Lexicon) -> bool:
    """Whether "of" and one organization stand before the names of its partners: "the law firm of Poole, Ortiz and"."""
    is_behind = first > 1 and reading.words[first - 1] == "of" and reading.tags[first - 2] == "NN"
    return is_behind and lexicon.tells_body(reading.words[first - 2])


def _are_capitalised(reading: Reading, first: int, last: int) -> bool:
    """Whether nothing but words with capitals, commas and "and" stands in a span."""
    return all(word in SEAMS or word[0].isupper() for word in reading.words[first:last])


def _part_at_seams(reading: Reading, first: int, last: int) -> Iterator[Span3]:
    """What stands between the commas of a span that ends in "and"; it is no one name."""
    begin = first
    for token in range(first, last):
        if reading.words[token] in SEAMS:
            if begin < token:
                yield begin, token, ""
            begin = token + 1


def _find_misread(reading: Reading, lexicon: Lexicon) -> Iterator[Span3]:
    """Single words that a reader took for languages in a series of which a noun says what the names are."""
    for first, last, label in reading.entities:
        beside = {*reading.words[max(0, first - 1) : first], *reading.words[last : last + 1]}
        if (
            label == "LANGUAGE"
            and not beside.isdisjoint(SEPARATORS)
            and reading.words[first].lower() not in lexicon.place_names
        ):
            name = Name(first, last, label, first)
            begin, end = _run_of(reading, first, last)
            if tell_kind(reading, Series([name], [()], begin, end), lexicon):
                yield first, last, "ORG"


def _run_of(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """The tokens of the names with capitals that a name stands in a series with, half open."""
    words = reading.words
    floor, limit = reading.sentences[reading.token_sentence[first]]
    while first - 1 > floor and (words[first - 1] in SEAMS or words[first - 1][0].isupper()):
        first -= 1
    while last < limit and (words[last] in SEAMS or words[last][0].isupper()):
        last += 1
    while words[first] in SEAMS:
        first += 1
    while words[last - 1] in SEAMS:
        last -= 1
    return first, last


def _row_label(
    reading: Reading, lexicon: Lexicon, span: tuple[int, int], seams: list[int], is_behind: bool
) -> str | None:
    """The label of the names that "and" and commas part within a span; None where they part the words of one name.

    `is_behind` tells whether a comma and before it another organization stand before the span.
    """
    first, last = span
    words = [word.lower().rstrip(".") for word in reading.words[first:last]]
    is_known = " ".join(words) in lexicon.organization_names or " ".join(words) in lexicon.place_names
    is_plain = _are_capitalised(reading, first, last)
    if is_known or not is_plain or words[-1] in lexicon.words["partnership"]:
        return None
    begin, end = _run_of(reading, first, last)
    whole = Name(first, last, "", first)
    if tell_kind(reading, Series([whole], [()], begin, end), lexicon) or are_several(reading, whole, lexicon):
        return "ORG"
    before, behind = reading.words[first - 1 : first], reading.words[last : last + 2]
    ends = (lexicon.place_names, lexicon.words["legal_form"], SUFFIXES)  # "Poole, Jr."
    are_single = last - first == 2 * len(seams) + 1 and not any(word in known for word in words[2::2] for known in ends)
    if are_single and all(reading.words[seam] == "," for seam in seams):
        goes_on = behind[:1] in (["and"], [","], [";"]) and behind[-1][0].isupper()
        return "" if goes_on or before in ([","], [";"]) else None
    is_last = reading.words[seams[-1]] == "and" and behind[:1] not in ([","], ["and"])
    return "ORG" if is_last and is_behind and len(seams) == 1 else None


def _before(reading: Reading, series: Series, lexicon: Lexicon) -> str:
    """By the noun before the series: "three operators, Orvan and Tilva", "lenders such as Orvan and Tilva"."""
    words = reading.words
    floor, link = reading.sentences[reading.token_sentence[series.first]][0], series.first - 1
    while link > floor and words[link].lower() in OPENING:
        link -= 1
    if link < floor:
        return ""
    example = _before_example(words, link, floor)
    if example < link:
        noun = example - (example > floor and words[example] == ",")
        return _kind_of(reading, noun, lexicon) or _kind_of(reading, _head_above(reading, link), lexicon)
    if words[link] == "of" and link > floor:
        kind = _kind_of(reading, link - 1, lexicon)  # "the towns of Orten and Kessan", "shares of Orvan and Tilva"
        return kind if kind == "place" else ""
    if words[link] in BREAKS and link > floor:
        is_apart = _is_closed(reading, series, link)
        return _kind_of(reading, link - 1, lexicon) if is_apart else ""
    if reading.lemmas[link] in NAMING and reading.tags[link][:2] == "VB":
        subjects = [child for child in reading.children[link] if reading.deps[child] in SUBJECTS and child < link]
        nouns = (*subjects[:1], _noun_of_being(reading, link, floor))
        return next((kind for noun in nouns if (kind := _kind_of(reading, noun, lexicon))), "")
    is_noun = link == floor or words[link].islower()
    return _kind_of(reading, link, lexicon) if is_noun else ""


def _noun_of_being(reading: Reading, verb: int, floor: int) -> int:
    """The plural before "are" where a series stands behind it: "Among the bidders are", "The towns hit are"."""
    near = range(verb - 1, max(floor, verb - LONGEST_BEING) - 1, -1)
    return next((token for token in near if reading.tags[token] == "NNS"), verb)


def _before_example(words: Sequence[str], link: int, floor: int) -> int:
    """The token before "such as", "including" or the like that ends at a token; the token itself where none does."""
    if words[link] in ("including", "like"):
        return link - 1
    ends = (words[link - 1] if link > floor else "", words[link])
    return link - 2 if ends in (("such", "as"), ("among", "them"), ("including", "by"), ("led", "by")) else link


def _head_above(reading: Reading, link: int) -> int:
    """The token that "as" or "including" hangs on."""
    head = reading.heads[link]
    return reading.heads[head] if reading.words[head] == "such" else head


def _is_closed(reading: Reading, series: Series, link: int) -> bool:
    """Whether a series behind a comma or the like is an aside of its own and not the subject of what comes."""
    behind = reading.words[series.last : series.last + 1]
    if reading.words[link] in ("(", ":"):
        return True
    root = reading.root(series.names[0].first, series.names[0].last)
    is_counted = _is_counted(reading, link - 1)
    is_subject = reading.deps[root] in SUBJECTS and reading.heads[root] > link
    return (not behind or behind[0] in CLOSING) and (is_counted or not is_subject)


def _is_counted(reading: Reading, noun: int) -> bool:
    """Whether a number or "both" stands before a noun: "two regional airlines"."""
    token = noun - 1
    while token >= 0 and reading.tags[token] in QUALIFYING - {"CD"}:
        token -= 1
    return token >= 0 and (reading.tags[token] == "CD" or reading.words[token].lower() in ALL)


def _behind(reading: Reading, series: Series, lexicon: Lexicon) -> str:
    """By the noun behind the series: ", both of them brewers", "and other carriers", "are the largest banks"."""
    words, last = reading.words, series.last
    limit = reading.sentences[reading.token_sentence[series.first]][1]
    if last + 1 >= limit:
        return ""
    token = last + (words[last] == ",")
    if words[token] in ("and", "or"):
        near = range(token + 1, min(token + 3, limit))
        others = lexicon.words["another"]
        other = next((t for t in near if words[t] in others or reading.tags[t] == "JJR"), None)
        return _kind_behind(reading, other + 1, limit, QUALIFYING, lexicon) if other else ""
    if words[last] in BREAKS:
        return _in_apposition(reading, series, limit, lexicon)
    if reading.lemmas[last] in BEING and reading.tags[last] in ("VBP", "VBD", "VB"):
        first = last + 1 + (words[last + 1] in ("among", "both", "all"))
        return _kind_behind(reading, first, limit, INNER, lexicon)
    return ""


def _in_apposition(reading: Reading, series: Series, limit: int, lexicon: Lexicon) -> str:
    """By the noun of an aside behind the series: ", two of the largest shippers", ", which are both lenders"."""
    words, token = reading.words, series.last + 1
    while token < limit and (words[token] in ("which", "are", "were", "among", "of", "them") or words[token] in ALL):
        token += 1
    is_sure = token > series.last + 1 or reading.tags[token : token + 1] in (["CD"], ["DT"])
    while token < limit and (reading.tags[token] in ("CD", "DT") or words[token] in ("of", "which", "them")):
        token += 1
    noun = _noun_behind(reading, token, limit, INNER)
    if noun is None or words[token - 1] in ("a", "an"):
        return ""
    is_own = reading.deps[noun] == "appos" and series.first <= reading.heads[noun] < series.last
    is_own = is_own or (words[series.last] in DASHES and reading.deps[noun] in ("appos", "conj", "dep"))
    return _kind_of(reading, noun, lexicon) if is_sure or is_own else ""


def _kind_behind(reading: Reading, first: int, limit: int, inner: frozenset[str], lexicon: Lexicon) -> str:
    noun = _noun_behind(reading, first, limit, inner)
    return "" if noun is None else _kind_of(reading, noun, lexicon)


def _noun_behind(reading: Reading, first: int, limit: int, inner: frozenset[str]) -> int | None:
    """The plural that ends the noun phrase of which a token is the first; None where no phrase goes on so far."""
    for token in range(first, min(first + LONGEST, limit)):
        behind = reading.tags[token + 1 : token + 2]
        if reading.tags[token] == "NNS" and behind not in (["NN"], ["NNS"], ["POS"]):
            return token
        is_within = reading.tags[token] == "NNS" and behind == ["NNS"]  # "the telecoms groups"
        if not is_within and reading.tags[token] not in inner and reading.words[token] not in HYPHENS:
            return None
    return None


def _speaking(reading: Reading, series: Series, lexicon: Lexicon) -> str:
    """By who speaks at the end of the sentence: "Orvan and Tilva will merge, the two companies said"."""
    limit = reading.sentences[reading.token_sentence[series.first]][1]
    for token in range(series.last, limit - 2):
        if reading.words[token] != "," or reading.words[token + 1] != "the":
            continue
        noun = _noun_behind(reading, token + 2, limit, QUALIFYING)
        is_told = noun is not None and noun + 1 < limit and reading.lemmas[noun + 1] in lexicon.speech_verbs
        if noun is not None and is_told and reading.heads[noun] == noun + 1:
            return _kind_of(reading, noun, lexicon)
    return ""


def _next_sentence(reading: Reading, series: Series, lexicon: Lexicon) -> str:
    """By the subject of the next sentence: "The three companies ...", "Neither lender ..."."""
    sentence = reading.token_sentence[series.first]
    before = reading.words[series.first - 1].lower() if series.first else ""
    is_last = sentence + 1 == len(reading.sentences)
    if is_last or before in WHERE or reading.token_segment[series.first] != reading.token_segment[series.last - 1]:
        return ""
    first, limit = reading.sentences[sentence + 1]
    first += reading.tags[first] == "RB" and first + 1 < limit  # "Together the firms"
    opening = reading.words[first].lower()
    if opening in ("neither", "each", "either"):
        noun = first + 1
        return _kind_of(reading, noun, lexicon, frozenset(("NN",))) if noun < limit else ""
    if opening not in ("the", "both", "all", "these"):
        return ""
    found = _noun_behind(reading, first + 1, limit, QUALIFYING)
    is_subject = found is not None and reading.deps[found] in SUBJECTS
    return _kind_of(reading, found, lexicon) if found is not None and is_subject else ""


def _kind_of(reading: Reading, noun: int, lexicon: Lexicon, tags: frozenset[str] = PLURALS) -> str:
    """What a common noun says that those it means are: organization or place; empty for another, and a singular."""
    is_first = tags is PLURALS and reading.sentences[reading.token_sentence[noun]][0] == noun
    is_plural = reading.tags[noun] in tags or (is_first and reading.words[noun].endswith("s"))  # "Lenders Orvan and"
    if not is_plural or reading.words[noun].isupper():
        return ""
    lemma = reading.lemmas[noun].lower()
    singular = lemma if lemma != reading.words[noun].lower() else lemma.removesuffix("s")
    if singular in lexicon.words["place_noun"]:
        return "place"
    if singular in lexicon.words["product_noun"]:
        return ""
    is_body = any(singular in lexicon.words[use] for use in ("any_business", "bodies_noun"))
    pair = f"{reading.words[noun - 1].lower()} {singular}" if noun else singular  # "think tanks"
    is_body = is_body or lexicon.tells_body(singular) or pair in lexicon.organization_nouns
    return "organization" if is_body and singular not in lexicon.words["kin"] else ""


TELLERS: tuple[Callable[[Reading, Series, Lexicon], str], ...] = (_before, _behind, _speaking, _next_sentence)
