"""What the steps of a reading hand to one another: spans, entities, quotes and claims of one article.

Entities are known by their place in `ArticleEntities.entities`; ids are made only when rows are written (`rows.py`).
All offsets are code points into the article's text, half open.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

ELLIPSIS = " … "


class Span(NamedTuple):
    """A stretch of the article's text."""

    start: int
    end: int


class Segment(NamedTuple):
    """A stretch of the text and what it is; kinds as in the segments table."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleHints:
    """What the source said of an article beside its text; every field may be missing."""

    headline: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    url: str | None = None
    dateline: str | None = None
    home_currency: str | None = None  # what a bare sign means, where the source or a setting says so


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named, described or meant by a pronoun."""

    start: int
    end: int
    kind: str
    form: str  # name | nominal | pronoun
    entity: int  # place in ArticleEntities.entities


@dataclass(slots=True)
class Entity:
    """A person, organization, place, ... as one article speaks of it."""

    kind: str
    name: str
    names: list[str] = field(default_factory=list)
    is_named: bool = True
    gender: str | None = None
    country_code: str | None = None
    external_id: str | None = None


@dataclass
class ArticleEntities:
    """The entities of an article and their mentions, in text order."""

    entities: list[Entity]
    mentions: list[Mention]

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _furthest(self) -> list[int]:
        """How far each mention and those before it reach."""
        return list(accumulate((mention.end for mention in self.mentions), max))

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie wholly in [start, end), in text order."""
        first, last = (bisect_left(self._starts, place) for place in (start, end))
        return [mention for mention in self.mentions[first:last] if mention.end <= end]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a mention shares a character with [start, end)."""
        before = bisect_left(self._starts, end)
        return before > 0 and start < self._furthest[before - 1]


@dataclass(frozen=True, slots=True)
class Role:
    """What the article says someone is; the title's words are text[start:end]."""

    person: int
    organization: int | None
    start: int
    end: int
    is_former: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One attributed statement."""

    kind: str  # direct | mixed | indirect
    act: str
    parts: tuple[Span, ...]  # in text order, quotation marks included
    cue: Span | None
    speaker_span: Span | None
    speaker: int | None
    addressee_span: Span | None
    addressee: int | None
    rule: str
    confidence: float
    speaker_confidence: float | None = None  # that `speaker` is right, None with it
    is_negated: bool = False  # the text says that it was not said, or by nobody

    @property
    def start(self) -> int:
        """First code point of the first part."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the last part."""
        return self.parts[-1].end

    def words(self, text: str) -> str:
        """What may be printed, of the text that was read: the parts, an ellipsis where words between are left out."""
        words = text[self.parts[0].start : self.parts[0].end]
        for before, part in pairwise(self.parts):
            between = text[before.end : part.start]
            words += (ELLIPSIS if any(map(str.isalnum, between)) else between) + text[part.start : part.end]
        return words


@dataclass(frozen=True, slots=True)
class Amount:
    """A monetary amount as the grammar reads it: the span leaves modifier and period words out."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    currency: str
    modifier: str
    period: str | None
    rule: str
    currency_from: str = "stated"  # stated | sign | home | default


@dataclass(frozen=True, slots=True)
class Claim:
    """An amount with what the text says of it."""

    amount: Amount
    subject: Span | None
    is_price: bool
    restates: int | None  # place of the claim whose sum it says again in another currency
    direction: str
    modality: str
    deadline: str | None
    claimant_span: Span | None
    claimant: int | None
    quote: int | None  # place in the article's list of quotes
    usd_low: Decimal | None
    usd_high: Decimal | None
    fx_rate: float | None
    fx_date: date | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Demand:
    """One action that one party asks another to do, stop or grant."""

    span: Span  # of the action
    cue: Span
    demander_span: Span | None
    demander: int | None
    addressee_span: Span | None
    addressee: int | None
    status: str  # demanded | proposed | accepted | refused
    deadline: str | None
    claim: int | None  # place in the article's list of claims
    quote: int | None  # place in the article's list of quotes
    rule: str
    confidence: float

    @property
    def start(self) -> int:
        """First code point of the action."""
        return self.span.start

    @property
    def end(self) -> int:
        """One past its last code point."""
        return self.span.end
