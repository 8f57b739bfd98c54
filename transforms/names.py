"""Where names stand in an article: spaCy's entities put right, and capitalised words that it passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from transforms.lexicon import LONGEST_TITLE, Lexicon, Title
from transforms.reading import Reading
from transforms.repairs import (
    HYPHENS,
    PARTICLES,
    POSSESSIVES,
    SUFFIXES,
    Span3,
    is_epithet,
    over_particles,
    repair_spans,
)

KINDS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
KINDS |= {"EVENT": "event", "WORK_OF_ART": "work", "LAW": "law", "PRODUCT": "product"}
DETERMINERS = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your")
)
EDGE_TAGS = frozenset({"POS", "``", "''", ",", ".", ":", "-LRB-", "-RRB-", "_SP", "HYPH", "NFP"})
EDGE_WORDS = frozenset({"'", "’", "‘", '"', "“", "”", "'s", "’s", "(", ")", "[", "]", "-", "–", "—", "/", "*"})
BREAKS = frozenset(("(", ")", "[", "]", "/", "|", "\n"))
NAME_TAGS = frozenset({"NNP", "NNPS"})
PRONOUNS = frozenset(("i", "we", "you", "they", "he", "she", "it", "that", "there", "what", "who"))
QUOTES = frozenset('"“”‘')  # around a nickname
PARTY_LETTERS = frozenset("DRI")


@dataclass(slots=True)
class Name:
    """Words that may be a name: tokens first to last (half open), and the title words right before them.

    `label` is spaCy's, empty where it saw no entity; `kind` is empty until it is decided.
    """

    first: int
    last: int
    label: str
    title_first: int  # equals `first` where no title stands before the name
    title: Title | None = None
    kind: str = ""
    outside: tuple[int, int] | None = None  # where it stands, for a name in a segment that has no tokens

    def words(self, reading: Reading) -> list[str]:
        """The words of the name."""
        if self.outside is not None:
            return reading.text[slice(*self.outside)].split()
        return reading.words[self.first : self.last]

    def span(self, reading: Reading) -> tuple[int, int]:
        """Where the name stands in the text."""
        return self.outside or reading.span(self.first, self.last)


def name_key(words: list[str]) -> tuple[str, ...]:
    """The words of a name without case, full stops, commas and suffixes; what a hyphen or a possessive binds is one.

    >>> name_key(["J.", "Trevor", "Hood", ",", "Jr."])
    ('j', 'trevor', 'hood')
    >>> name_key(["People", "'s", "Bank", "of", "Asia", "-", "Pacific"])
    ("people's", 'bank', 'of', 'asia-pacific')
    """
    plain: list[str] = []
    bound = False
    for word in words:
        if word in QUOTES:
            continue
        word = word.replace(".", "").replace("’", "'").lower()
        if plain and (bound or word == "'s" or word in HYPHENS):
            plain[-1] += word
        else:
            plain.append(word)
        bound = word in HYPHENS
    kept = [word for word in plain if word and word not in SUFFIXES and word != ","]
    return tuple(kept or plain)


def surname_of(words: Sequence[str]) -> tuple[str, ...]:
    """The last word of a full name, with what is hyphenated to it and the particles before it.

    >>> surname_of(["Dana", "van", "der", "Poole"])
    ('van', 'der', 'Poole')
    """
    first = len(words) - 1
    while first > 1:
        if words[first - 1] in HYPHENS and first > 2:
            first -= 2
        elif words[first - 1].lower() in PARTICLES:
            first -= 1
        else:
            break
    return tuple(words[first:])


def has_suffix(words: list[str]) -> bool:
    """Whether a name ends in Jr., Sr. or a number.

    >>> has_suffix(["Trevor", "Hood", "Jr."])
    True
    """
    return bool(words) and words[-1].replace(".", "").lower() in SUFFIXES


def find_candidates(reading: Reading, lexicon: Lexicon) -> list[Name]:
    """What may be a name, in text order and without overlap: trimmed entities and other capitalised words."""
    covered = bytearray(len(reading))
    found = []
    spans = [(first, last, label) for first, last, label in reading.entities if label in KINDS]
    for first, last, _ in reading.entities:
        covered[first:last] = b"\x01" * (last - first)
    spans = repair_spans(reading, lexicon, spans, covered)
    for span in _join(reading, lexicon, spans):
        span = _with_government(reading, *span)
        for first, last, label in _split(reading, lexicon, *_extend(reading, lexicon, covered, *span)):
            name = trim_name(reading, lexicon, first, last, label)
            if name is not None and not _ends_title(reading, lexicon, name):
                found.append(name)
                covered[name.title_first : name.first] = b"\x01" * (name.first - name.title_first)
    runs = [(first, last, "") for first, last in _capital_runs(reading, covered)]
    for first, last, _ in repair_spans(reading, lexicon, runs, covered):
        name = trim_name(reading, lexicon, first, last, "")
        if name is not None:
            found.append(name)
    return sorted(found, key=lambda n: n.first)


def _join(reading: Reading, lexicon: Lexicon, spans: list[Span3]) -> list[Span3]:
    """The spans with those made one that are parts of one name: a person's two words, a city and its team."""
    joined: list[Span3] = []
    for first, last, label in spans:
        if joined and _is_one(reading, lexicon, joined[-1], (first, last, label)):
            joined[-1] = (joined[-1][0], last, "PERSON" if joined[-1][2] == "PERSON" else label)
        else:
            joined.append((first, last, label))
    return [_before_title(reading, lexicon, span, right) for span, right in zip_longest(joined, joined[1:])]


def _before_title(reading: Reading, lexicon: Lexicon, span: Span3, right: Span3 | None) -> Span3:
    """The body of a span that runs into the title of the person after it ("Acme Director of Safety" Dana Poole)."""
    first, last, label = span
    if label in ("PERSON", "GPE", "NORP") or right is None or right[2] != "PERSON" or right[0] != last:
        return span
    cut = next((t for t in range(first + 1, last) if lexicon.is_title(reading.words[t])), None)
    return span if cut is None else (first, cut, "ORG")


def _is_one(reading: Reading, lexicon: Lexicon, left: Span3, right: Span3) -> bool:
    between = [word.lower() for word in reading.words[left[1] : right[0]]]
    if reading.token_sentence[left[0]] != reading.token_sentence[right[0]]:
        return False
    last_word = reading.words[left[1] - 1]
    if between:
        return False
    if left[2] == "GPE" and right[2] == "ORG":
        return any(right[0] <= reading.heads[t] < right[1] for t in range(left[0], left[1]))
    single = left[1] - left[0] == 1 and right[1] - right[0] == 1
    given = left[2] == "PERSON" or lexicon.is_given_name(last_word)
    given = given and reading.heads[left[0]] == right[0] and reading.tags[right[0]] in NAME_TAGS
    return single and given and right[2] in ("PERSON", "GPE", "ORG") and last_word.lower() not in lexicon.place_names


def _with_government(reading: Reading, first: int, last: int, label: str) -> Span3:
    """A leader's name with the "administration" after it is a body."""
    follows = last < len(reading) and reading.words[last].lower() == "administration"
    return (first, last + 1, "ORG") if follows and label in ("PERSON", "ORG", "GPE") else (first, last, label)


def _extend(reading: Reading, lexicon: Lexicon, covered: bytearray, first: int, last: int, label: str) -> Span3:
    """The span with the capitalised words beside it that belong to the same noun phrase, titles left alone."""
    words = reading.words
    while last < len(reading) and _belongs(reading, covered, last, first, last) and not lexicon.is_title(words[last]):
        covered[last] = 1
        last += 1
    while first > 0 and _belongs(reading, covered, first - 1, first, last):
        if lexicon.is_title(words[first - 1]) or (label == "PERSON" and lexicon.is_plural_title(words[first - 1])):
            break
        first -= 1
        covered[first] = 1
    first, last, label = over_particles(reading, covered, (first, last, label), {})
    covered[first:last] = b"\x01" * (last - first)
    return first, last, label


def _belongs(reading: Reading, covered: bytearray, token: int, first: int, last: int) -> bool:
    if covered[token] or reading.tags[token] not in NAME_TAGS or not reading.words[token][0].isupper():
        return False
    if reading.token_sentence[token] != reading.token_sentence[first]:
        return False
    head = reading.heads[token]
    if first <= head < last and reading.deps[token] in ("compound", "flat", "nmod"):
        return True
    return any(reading.heads[t] == token and reading.deps[t] in ("compound", "flat") for t in (first, last - 1))


def _split(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> list[Span3]:
    """The parts of a span that runs over brackets, or over a lower-case word that no person's name has."""
    cuts = [first - 1]
    for token in range(first + 1, last - 1):
        word = reading.words[token]
        epithet = word == "the" and is_epithet(reading, lexicon, token + 1)
        if word in BREAKS or (label == "PERSON" and _is_no_name(word) and not epithet):
            cuts.append(token)
    cuts.append(last)
    return [(a + 1, b, label) for a, b in pairwise(cuts) if a + 1 < b]


def _is_no_name(word: str) -> bool:
    return word.islower() and word.isalpha() and len(word) > 1 and word not in PARTICLES


def _capital_runs(reading: Reading, covered: bytearray) -> list[tuple[int, int]]:
    """Runs of capitalised proper nouns that no span covers, particles between them included."""
    runs = []
    token, end = 0, len(reading)
    words, tags = reading.words, reading.tags
    while token < end:
        if covered[token] or tags[token] not in NAME_TAGS or not words[token][0].isupper():
            token += 1
            continue
        first, last = token, token + 1
        sentence = reading.token_sentence[token]
        while last < end and not covered[last] and reading.token_sentence[last] == sentence:
            if tags[last] in NAME_TAGS and words[last][0].isupper():
                last += 1
            elif words[last] in PARTICLES and last + 1 < end and tags[last + 1] in NAME_TAGS and not covered[last + 1]:
                last += 2
            else:
                break
        runs.append((first, last))
        token = last
    return runs


def trim_name(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> Name | None:
    """The name within a span: without articles, quotation marks, possessives and, for people, titles.

    None where nothing is left.
    """
    words, tags = reading.words, reading.tags
    while first < last and (words[first].lower() in DETERMINERS or _is_edge(words[first], tags[first])):
        first += 1
    first = _skip_prefix(reading, lexicon, first, last)
    while first < last and (_is_edge(words[last - 1], tags[last - 1]) or _dangles(words[last - 1], tags[last - 1])):
        last -= 1
    if _is_seat(reading, lexicon, first, last):
        first, label = first + 2, "GPE"
    last = _before_office(reading, lexicon, first, last)
    last = _with_own_possessive(reading, lexicon, first, last, label)
    if first == last or not any(c.isalpha() for c in words[first]) or _is_contraction(words[first]):
        return None
    if last - first == 1 and words[first] in PARTY_LETTERS and first and words[first - 1] == "(":
        return None
    if last - first < 4 and _is_address(reading, lexicon, first, last):
        return None
    if last - first == 1 and _is_bare_title(reading, lexicon, first, label):
        return None
    if label in ("PERSON", ""):
        while last - first > 2 and words[last - 1].lower() in lexicon.words["postnominal"]:
            last -= 1
        first = _skip_titles(reading, lexicon, first, last)
        return Name(first, last, label, *read_title(reading, lexicon, first))
    return Name(first, last, label, first)


def _is_seat(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether the words are a party's letter and a member's state or town: "(D-Fenwick)", "Dana Poole, R-Ohio"."""
    words = reading.words[first:last]
    if len(words) < 3 or words[0] not in PARTY_LETTERS or words[1] not in HYPHENS or not first:
        return False
    before, place = reading.words[first - 1], " ".join(words[2:])
    return before == "(" or (before == "," and (place[-1] == "." or lexicon.place_names.get(place.lower()) == "state"))


def _before_office(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int:
    """The end of a name without the first words of the title after it: "Acme Holdings | Vice" before "Chairman"."""
    words = reading.words
    for start in range(max(first + 1, last - 2), last):
        for end in range(last + 1, min(last + 3, len(words) + 1)):
            if words[end - 1][0].isupper() and " ".join(words[start:end]).lower() in lexicon.titles:
                return start
    return last


def _with_own_possessive(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> int:
    """The end of a body's name that is written as a possessive: "Macy's", not that of a person called Macy."""
    words = reading.words
    if last == len(words) or words[last] not in POSSESSIVES or first == last:
        return last
    is_subject = reading.tags[last + 1 : last + 2] in (["VBD"], ["VBZ"], ["MD"])
    if label != "ORG" and not is_subject:
        return last
    return last + 1 if " ".join(name_key(words[first : last + 1])) in lexicon.organization_names else last


def _skip_prefix(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int:
    """Where the name begins after "pro-", "post-" and the like; one with a bracket in it is no name."""
    while first < last:
        word = reading.words[first]
        prefix, hyphen, rest = word.partition("-")
        if prefix in lexicon.words["prefix"] and (rest or reading.words[first + 1 : first + 2] == ["-"]):
            first += 1 if rest else 2
        elif (not prefix and hyphen) or "[" in word or "]" in word:
            first += 1
        else:
            break
    return min(first, last)


def _is_contraction(word: str) -> bool:
    """Whether the word is a pronoun and a verb, which a curly apostrophe may hide from the reader: "I’d"."""
    head, apostrophe, _ = word.partition("’")
    return bool(apostrophe) and head.lower() in PRONOUNS


def _is_address(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether the words are but titles, by which somebody is addressed: "Madam Chair"."""
    before = reading.words[first - 1] if first else ""
    titles = [lexicon.titles.get(word.lower().rstrip(".")) for word in (before, *reading.words[first:last])]
    return None not in titles[1:] and any(title is not None and title.sort == "honorific" for title in titles[:-1])


def _is_bare_title(reading: Reading, lexicon: Lexicon, token: int, label: str) -> bool:
    """Whether the word is a form of address or, as no body, a title of several people or "of" something."""
    word = reading.words[token]
    if lexicon.is_honorific(word):
        return True
    of = reading.words[token + 1 : token + 2] == ["of"] and lexicon.is_title(word)
    return label in ("PERSON", "") and (of or lexicon.is_plural_title(word))


def _dangles(word: str, tag: str) -> bool:
    """Whether no name ends with the word: a preposition in small letters ("Fenwick Institute | for")."""
    return tag in ("IN", "TO", "CC", "DT") and word.islower()


def _is_edge(word: str, tag: str) -> bool:
    return word in EDGE_WORDS or (tag in EDGE_TAGS and not word[0].isalnum())


def _skip_titles(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int:
    """Where the name begins after the titles at the head of a person's span."""
    for token in range(last - 2, first - 1, -1):
        is_title = lexicon.is_title(reading.words[token]) or lexicon.is_plural_title(reading.words[token])
        if is_title and not lexicon.is_given_name(reading.words[first]):
            return token + 1
    if last - first > 2 and reading.words[first].lower() in lexicon.words["royal"]:
        return first + 1  # "Queen Margaret II"; "Prince Henry" alone would be but a given name
    return first


def read_title(reading: Reading, lexicon: Lexicon, first: int) -> tuple[int, Title | None]:
    """The first token of the titles that end right before token `first`, and the title nearest to it."""
    nearest, place = None, first
    floor = reading.sentences[reading.token_sentence[first]][0]
    while place > floor:
        found = _title_before(reading, lexicon, place, floor)
        if found is None:
            break
        place, title = found
        nearest = nearest or title
    return place, nearest


def _title_before(reading: Reading, lexicon: Lexicon, place: int, floor: int) -> tuple[int, Title] | None:
    if not lexicon.is_title_end(reading.words[place - 1]):
        return None
    for first in range(max(floor, place - LONGEST_TITLE), place):
        phrase = " ".join(word.rstrip(".") for word in reading.words[first:place]).lower()
        title = lexicon.titles.get(phrase)
        if title is not None:
            return first, title
    return None


def _ends_title(reading: Reading, lexicon: Lexicon, name: Name) -> bool:
    """Whether the name is but the end of a title: "State" in "secretary of State"."""
    floor = reading.sentences[reading.token_sentence[name.first]][0]
    title = _title_before(reading, lexicon, name.last, floor) if name.label == "ORG" else None
    return title is not None and title[0] < name.first
