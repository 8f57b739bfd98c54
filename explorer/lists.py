"""Lists of rows whose filters, order and page stand in the URL and are carried out in SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

PAGE_SIZE = 50
FIRST_FILTERS = ("text", "speaker", "claimant", "publisher", "since", "until", "stage", "country", "kind")
LAST_PAGE = 100_000
MATCH = "match"  # the order of a search: the rows that hold the words best
MOST_WORDS = 8  # of a search; the rest is left out
WORDS = re.compile(r'"([^"]+)"|(\S+)')
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class UnfitError(ValueError):
    """A URL asks what cannot be; its words say what, for the reader."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list: its name in the URL, and the condition it sets, with `?` for its value (each time)."""

    name: str
    label: str
    condition: str
    kind: str = "text"  # text | words (each has to fit) | choice | date | number | month, key (set by links, not typed)
    choices: tuple[str, ...] = ()
    names: str = ""  # for a key: SQL that says its name
    phrase: str = ""  # the condition for words with a blank between them, where that is another

    def condition_for(self, value: object) -> str:
        """The condition that a value sets."""
        is_phrase = bool(self.phrase) and isinstance(value, str) and any(letter <= " " for letter in value)
        return self.phrase if is_phrase else self.condition

    @property
    def is_first(self) -> bool:
        """Whether it stands among the few filters shown at once."""
        return self.name in FIRST_FILTERS


@dataclass(frozen=True, slots=True)
class Facet:
    """Values by which a list is counted: the filter that a value sets, and SQL for the value of a row.

    `names` turns values into what filter and page show: `code`, `value`, `label` for a list of codes.
    """

    filter: str
    label: str
    value: str
    names: str = ""
    show: Callable[[str], str] = str  # a value as the page shows it
    give: Callable[[str], str] = str  # a value as the filter takes it


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: where its rows are found, filtered and ordered, and what a shown row has. All SQL is written in code.

    Rows are known by `place`, a number that is the last order of the list. Aliases of `joins` are joined only when a
    filter or the sort speaks of them.
    """

    name: str
    index: str  # FROM ...
    place: str
    joins: Mapping[str, str]
    columns: str
    wide: str  # JOIN ..., from `page.place`, for the rows of one page only
    filters: tuple[Filter, ...]
    sorts: Mapping[str, str]
    sort: str  # the first order, "-" in front for the largest first
    more: str = ""  # columns that files have and pages do not show
    is_foldable: bool = False  # whether rows equal in `n.fold` are shown as one: the first of them
    facets: tuple[Facet, ...] = ()
    dated: str = ""  # true for rows with a date
    choosable: tuple[str, ...] = ()  # the columns a reader may choose, to see the rows as a table of them

    @property
    def takes(self) -> set[str]:
        """The parameters of its URL."""
        return {one.name for one in self.filters} | {"sort", "page", "fold", "columns"}


@dataclass(frozen=True, slots=True)
class State:
    """What the URL asks of a list; where it asks what cannot be, `problems` says so and nothing is shown."""

    values: dict[str, object]
    given: dict[str, str]
    sort: str
    page: int
    is_folded: bool
    problems: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()  # those chosen; none for the list as it is

    @property
    def column(self) -> str:
        """The sort's name without its direction."""
        return self.sort.removeprefix("-")

    @property
    def phrase(self) -> str:
        """The words searched for, as one phrase."""
        return next((" ".join(value) for value in self.values.values() if isinstance(value, tuple)), "")

    def query(self, **changes: object) -> dict[str, object]:
        """The URL's parameters for this state with changes; None takes one out."""
        base: dict[str, object] = {**self.given, "sort": self.sort}
        if not self.is_folded:
            base["fold"] = "no"
        if self.columns:
            base["columns"] = ",".join(self.columns)
        return {name: value for name, value in {**base, **changes}.items() if value not in (None, "")}


def read_state(listing: Listing, query: Mapping[str, str]) -> State:
    """The state a URL's parameters ask for, with a sentence for each that cannot be."""
    values: dict[str, object] = {}
    given: dict[str, str] = {}
    problems = [f"There is no filter “{name[:80]}” here." for name in query if name not in listing.takes]
    for one in listing.filters:
        words = query.get(one.name, "").strip()[:500]
        if not words:
            continue
        given[one.name] = words
        try:
            values[one.name] = read_value(one, words)
        except ValueError as error:
            problems.append(str(error))
    problems += _order_problems(values)
    sort, page, fold = query.get("sort", listing.sort), query.get("page", "1"), query.get("fold", "")
    if sort.removeprefix("-") not in listing.sorts:
        problems.append(f"There is no order “{sort[:80]}”: sort by {', '.join(listing.sorts)}.")
        sort = listing.sort
    if not _is_page(page):
        problems.append(f"“{page[:80]}” is not the number of a page.")
        page = "1"
    if fold not in ("", "no", "yes"):
        problems.append(f"fold is “no” or “yes”, not “{fold[:80]}”.")
    is_folded = listing.is_foldable and fold != "no"
    columns, strange = _read_columns(listing, query.get("columns", ""))
    problems += [f"There is no column “{name[:80]}”; there are {', '.join(listing.choosable)}." for name in strange]
    return State(values, given, sort, int(page), is_folded, tuple(problems), columns)


def _read_columns(listing: Listing, words: str) -> tuple[tuple[str, ...], list[str]]:
    """The columns chosen, in the order given, and the names that are none."""
    asked = dict.fromkeys(name.strip() for name in words.split(",") if name.strip())
    return tuple(n for n in asked if n in listing.choosable), [n for n in asked if n not in listing.choosable]


def _is_page(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) < 9 and 1 <= int(words) <= LAST_PAGE


def _order_problems(values: Mapping[str, object]) -> list[str]:
    problems = []
    for low, high in (("since", "until"), ("least", "most")):
        first, last = values.get(low), values.get(high)
        if first is not None and last is not None and first > last:  # type: ignore[operator]
            problems.append(f"Nothing lies between {first} and {last}: the first is after the last.")
    return problems


def read_value(one: Filter, words: str) -> object:
    """A filter's value from its words. Raises ValueError, in words for the reader, where it cannot be one.

    >>> read_value(Filter("since", "From", "", "date"), "2018-05-04")
    datetime.date(2018, 5, 4)
    """
    if one.kind in READERS:
        return READERS[one.kind](one, words)
    if one.kind == "choice" and one.choices and words not in one.choices:
        raise ValueError(f"{one.label}: there is no “{words}”; there are {', '.join(one.choices)}.")
    return words


def split_words(asked: str) -> tuple[str, ...]:
    """The words of a search; those in quotation marks stay together.

    >>> split_words('levy "Dana Poole"')
    ('levy', 'Dana Poole')
    """
    return tuple(phrase or word for phrase, word in WORDS.findall(asked))[:MOST_WORDS]


def _read_date(one: Filter, words: str) -> date:
    try:
        if not DAY.fullmatch(words):
            raise ValueError
        return date.fromisoformat(words)
    except ValueError:
        raise ValueError(f"{one.label}: “{words}” is not a date like 2018-05-04.") from None


def _read_month(one: Filter, words: str) -> int:
    if not MONTH.fullmatch(words):
        raise ValueError(f"{one.label}: “{words}” is not a month like 2018-05.")
    return int(words.replace("-", ""))


def _read_number(one: Filter, words: str) -> Decimal:
    try:
        value = Decimal(words.replace(",", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > Decimal(10) ** 30:
        raise ValueError(f"{one.label}: “{words}” is not a number.")
    return value


READERS: dict[str, Callable[[Filter, str], object]] = {
    "date": _read_date,
    "month": _read_month,
    "number": _read_number,
    "words": lambda _, words: split_words(words),
}
