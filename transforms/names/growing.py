"""Names of bodies and storms that the reader saw in parts or not at all, put together by what stands round them.

"The Harbour, Dock and Allied Workers Union" is one union, "Fenwick Seafoods chairperson Dana Poole" leads one company,
and what an article's own paper is called means the paper.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set
from dataclasses import replace

from transforms.grammar import OFFICE_LINKS, SINGLE_MARKS
from transforms.lexicon import Lexicon
from transforms.names.words import Name
from transforms.reading.reading import Reading

ARTICLES = frozenset({"the", "The", "THE"})
JOINTS = frozenset({"and", "&"})
LONGEST_LIST = 10  # words before "and" in a body's name
LONGEST_REST = 3  # words between a name and the title behind it
CLIPPED = frozenset({"n", "N"})
MOST_BOUND = 9  # tokens of a name with a clipped "and"
MOST_WORDS = 5  # of a paper's name
TITLED = frozenset({"job", "office"})


def grow_bodies(reading: Reading, names: list[Name], lexicon: Lexicon, paper: str = "") -> list[Name]:
    """The names with those of bodies whole, in text order; `paper` is what the article's publisher is called."""
    grown = _grow_employers(reading, _grow_storms(reading, names, lexicon), lexicon)
    grown = _join_enumerated(reading, _grow_seats(reading, grown, lexicon), lexicon)
    return _name_paper(reading, _bind_with_n(reading, _add_employers(reading, grown, lexicon)), paper)


def _grow_storms(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names with the word for a storm that stands before its name, "Storm | Elke", who is nobody elsewhere."""
    words, storms = reading.words, lexicon.words["storm"]

    def has_storm(name: Name) -> bool:
        before = words[name.first - 1] if name.first else ""
        return name.outside is None and name.title is None and before.istitle() and before.lower() in storms

    grown = [has_storm(name) for name in names]
    called = {tuple(name.words(reading)) for name, is_storm in zip(names, grown, strict=True) if is_storm}
    kinds = [replace(n, kind="event") if called and tuple(n.words(reading)) in called else n for n in names]
    return [
        replace(name, first=name.first - 1, title_first=name.first - 1) if is_storm else name
        for name, is_storm in zip(kinds, grown, strict=True)
    ]


def _bind_with_n(reading: Reading, names: list[Name]) -> list[Name]:
    """One name for two words that a clipped "and" binds: "Push ‘n Go Ltd", "Stop 'n' Shop", "Reeds N’ Rushes"."""
    words, whole = reading.words, []
    for token in [t for t, word in enumerate(words) if word in CLIPPED and 0 < t < len(words) - 1]:
        first = token - 2 if words[token - 1] in SINGLE_MARKS else token - 1
        last = token + 2 if words[token + 1] in SINGLE_MARKS else token + 1
        is_marked = last - first > 2
        if not is_marked or first < 0 or last >= len(words) or not _are_capital(reading, first, last):
            continue
        last += 1
        while last < len(words) and last - first < MOST_BOUND and words[last].istitle():
            last += 1
        whole.append(Name(first, last, "ORG", first, kind="organization"))
    return _put_in(names, whole)


def _are_capital(reading: Reading, *tokens: int) -> bool:
    return all(reading.words[token][0].isupper() for token in tokens)


def _add_employers(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names with those that the reader did not see before a title in small letters: "Orvenko chief Dana Poole"."""
    taken = {t for n in names if n.outside is None for t in range(n.first, n.last)}
    fronts = {n.words(reading)[0] for n in names if n.kind == "organization" and n.last - n.first > 1}
    found = []
    for person in names:
        end = person.title_first
        if person.kind == "person" and person.outside is None and 0 < end < person.first:
            first = end
            floor = max(0, end - LONGEST_REST)
            while first > floor and first - 1 not in taken and _is_own_word(reading, first - 1, lexicon, fronts):
                first -= 1
            if first < end and reading.words[end].islower() and first - 1 not in taken:
                found.append(Name(first, end, "ORG", first, kind="organization"))
    return sorted(names + found, key=lambda n: n.first)


def _is_own_word(reading: Reading, token: int, lexicon: Lexicon, fronts: Set[str]) -> bool:
    """Whether a token is a proper noun, or the first word of a body, that neither a title nor many bodies have."""
    word = reading.words[token]
    plain = word.lower()
    tables = (lexicon.generic_words, lexicon.organization_nouns, lexicon.parties, lexicon.titles)
    is_common = any(plain in table for table in tables)
    is_name = reading.tags[token] in ("NNP", "NNPS") or word in fronts
    return word[0].isupper() and word.isalpha() and is_name and not is_common


def _join_enumerated(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """One name for a body of several fields, where one article or its initials in brackets show that it is one."""
    inner = [n for n in names if n.outside is None]  # in text order
    starts = [n.first for n in inner]
    whole = []
    for place, body in enumerate(inner):
        first = _begin_enumeration(reading, body, lexicon) if body.kind == "organization" else body.first
        fields = inner[bisect_left(starts, first) : place]
        if first < body.first and not any(_stands_alone(reading, n, lexicon) for n in fields):
            whole.append(replace(body, first=first, title_first=first, title=None, label="ORG"))
    return _put_in(names, whole)


def _put_in(names: list[Name], whole: list[Name]) -> list[Name]:
    """The names with some others, each in place of those that it overlaps, in text order."""
    covered = {token for name in whole for token in range(name.first, name.last)}
    kept = [n for n in names if n.outside is not None or covered.isdisjoint(range(n.first, n.last))] if whole else names
    return sorted(kept + whole, key=lambda n: n.first)


def _begin_enumeration(reading: Reading, body: Name, lexicon: Lexicon) -> int:
    """The first token of the fields joined to a body's last words by "and"; its own first where there are none."""
    words = reading.words
    ends = lexicon.name_words.get(words[body.last - 1].lower()) == "organization"
    before = words[body.first - 1] if body.first else ""
    goes_on = before in JOINTS or (before == "," and not JOINTS.isdisjoint(words[body.first : body.last]))
    if not ends or body.first < 2 or not goes_on:
        return body.first
    floor = max(reading.sentences[reading.token_sentence[body.first]][0], body.first - 1 - LONGEST_LIST)
    first = body.first - 1
    while first > floor and _may_be_field(words[first - 1]):
        first -= 1
    while words[first] == "," or words[first] in ARTICLES:
        first += 1
    is_one = (first > 0 and words[first - 1] in ARTICLES) or _has_initials(words, body.last)
    return first if is_one and first < body.first - 1 else body.first


def _may_be_field(word: str) -> bool:
    return word == "," or (word[0].isupper() and word.isalpha() and word not in ARTICLES)


def _has_initials(words: list[str], last: int) -> bool:
    """Whether a short form in brackets follows: "(Lefaso)"."""
    return words[last : last + 1] == ["("] and words[last + 2 : last + 3] == [")"] and words[last + 1][0].isupper()


def _stands_alone(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a name is no mere field: somebody's, a known body's, initials, or one that ends as bodies' names do."""
    words = name.words(reading)
    is_body = lexicon.name_words.get(words[-1].lower()) == "organization"
    is_known = " ".join(words).lower() in lexicon.organization_names
    is_initials = len(words) == 1 and len(words[0]) > 1 and words[0].isupper()
    return name.kind == "person" or name.title is not None or is_body or is_known or is_initials


def _grow_employers(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names with the words up to a title in small letters behind them: "Fenwick | Seafoods chairperson"."""
    starts = {n.first for n in names if n.outside is None}
    return [_grown(reading, n, starts, lexicon) if n.outside is None else n for n in names]


def _grown(reading: Reading, name: Name, starts: set[int], lexicon: Lexicon) -> Name:
    words, last = reading.words, name.last
    while last < min(len(words), name.last + LONGEST_REST) and _is_plain_word(reading, last, starts, lexicon):
        last += 1
    title = lexicon.title_of(words[last : last + 1]) if last < len(words) and words[last].islower() else None
    is_led = title is not None and title.sort in TITLED and last + 1 in starts
    if last == name.last or not is_led or name.kind not in ("place", "organization") or name.title is not None:
        return name
    return replace(name, last=last, label="ORG", kind="organization")


def _is_plain_word(reading: Reading, token: int, starts: set[int], lexicon: Lexicon) -> bool:
    """Whether a token is a word with a capital that begins no name and is no title."""
    word = reading.words[token]
    return word.istitle() and word.isalpha() and token not in starts and not lexicon.is_title(word.lower())


def _grow_seats(reading: Reading, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names with the words between an office and what it is held at: "president of Wildlife | Warriors"."""
    taken = {t for n in names if n.outside is None for t in range(n.first, n.last)}
    return [_grown_back(reading, name, taken, lexicon) for name in names]


def _grown_back(reading: Reading, name: Name, taken: Set[int], lexicon: Lexicon) -> Name:
    first, words = name.first, reading.words
    if name.kind != "organization" or name.outside is not None or name.title is not None:
        return name
    while first > max(0, name.first - LONGEST_REST) and first - 1 not in taken and _is_proper(reading, first - 1):
        first -= 1
    is_more = first < name.first and not lexicon.is_title(words[first].lower())
    return (
        replace(name, first=first, title_first=first, label="ORG")
        if is_more and _has_seat(reading, first, lexicon)
        else name
    )


def _is_proper(reading: Reading, token: int) -> bool:
    """Whether a token is a proper noun with a capital."""
    word = reading.words[token]
    return word.istitle() and word.isalpha() and reading.tags[token] in ("NNP", "NNPS")


def _has_seat(reading: Reading, first: int, lexicon: Lexicon) -> bool:
    """Whether an office in small letters and "of" stand before a token: "head of"."""
    words = reading.words
    link = first - 1 - (first > 0 and words[first - 1].lower() == "the")
    title = lexicon.title_of(words[link - 1 : link]) if link > 0 and words[link] in OFFICE_LINKS else None
    return title is not None and title.sort in TITLED and words[link - 1].islower()


def _name_paper(reading: Reading, names: list[Name], paper: str) -> list[Name]:
    """The names with those of the article's own paper: "told The Fenwickian", which else is a people."""
    wanted = paper.split()
    if not wanted or len(wanted) > MOST_WORDS or not all(word[0].isupper() and word.isalpha() for word in wanted):
        return names
    whole = []
    for first, word in enumerate(reading.words):
        last = first + len(wanted)
        is_it = word in (wanted[0], wanted[0].lower()) and reading.words[first + 1 : last] == wanted[1:]
        if is_it and _is_whole(reading, first, last):
            whole.append(Name(first, last, "ORG", first, kind="organization"))
    return _put_in(names, whole)


def _is_whole(reading: Reading, first: int, last: int) -> bool:
    """Whether the words are a name of their own: nothing with a capital beside them, and no noun that they describe."""
    words, tags = reading.words, reading.tags
    is_name = tags[last - 1].startswith("NNP") or last - first > 1
    before = first > 0 and words[first - 1][0].isupper() and tags[first - 1].startswith("NNP")
    behind = last < len(words) and (tags[last].startswith("NN") and words[last] not in ("'s", "’s"))
    opens = first == reading.sentences[reading.token_sentence[first]][0]
    return is_name and not before and not behind and not (opens and last - first == 1)
