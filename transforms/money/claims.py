"""Monetary claims: each amount with what it measures, which way, how certain, by when, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from transforms.money.amounts import find_amounts
from transforms.money.claimants import Claimant, ClaimantReader
from transforms.money.deadlines import DeadlineReader, assign_deadlines
from transforms.money.measures import Measured
from transforms.money.modality import ModalityReader, Operator
from transforms.money.prices import is_price
from transforms.money.subjects import SubjectReader
from transforms.money.syntax import Site
from transforms.money.tokens import fold
from transforms.money.usd import UsdConverter
from transforms.money.vocabulary import MoneyLexicon
from transforms.reading.bounds import bearable_parts
from transforms.reading.reading import ANNOTATED_KINDS, Reading
from transforms.records import Amount, ArticleEntities, ArticleHints, Claim, Quote

GLOSS_MARKS = frozenset({"(", ";", "/", ",", "or", "about", "some", "around", "roughly"})


def extract_claims(
    reading: Reading,
    entities: ArticleEntities,
    quotes: list[Quote],
    hints: ArticleHints,
    lexicon: MoneyLexicon,
    usd: UsdConverter,
) -> list[Claim]:
    """The monetary claims of an article, in text order: those of headline, captions and body."""
    sites = [Site(reading, a) for a in read_amounts(reading, lexicon)]
    maker = ClaimMaker(reading, entities, quotes, hints, lexicon, usd)
    return [claim for _, group in groupby(sites, key=lambda s: s.sentence) for claim in maker.make(list(group))]


def read_amounts(reading: Reading, lexicon: MoneyLexicon) -> Iterator[Amount]:
    """The amounts of the segments that are annotated."""
    folded = fold(reading.text)
    for segment in reading.segments:
        if segment.kind in ANNOTATED_KINDS:
            for start, end in bearable_parts(reading.text, segment.start, segment.end):
                yield from find_amounts(reading.text, start, end, lexicon, folded)


class ClaimMaker:
    """Makes the claims of one article, a sentence at a time."""

    def __init__(
        self,
        reading: Reading,
        entities: ArticleEntities,
        quotes: list[Quote],
        hints: ArticleHints,
        lexicon: MoneyLexicon,
        usd: UsdConverter,
    ) -> None:
        self.reading = reading
        self.published = hints.published_on
        self.subjects = SubjectReader(reading, lexicon)
        self.modality = ModalityReader(reading, lexicon)
        self.deadlines = DeadlineReader.over(reading, lexicon, hints.published_on)
        self.claimants = ClaimantReader(reading, entities, quotes, lexicon.words["telling_verb"])
        self.usd = usd
        self.shares = lexicon.confidence

    def make(self, sites: list[Site]) -> list[Claim]:
        """The claims of one sentence's amounts; an amount said again in another currency repeats the one before."""
        left, right = sites[0].left, sites[0].right
        dates = assign_deadlines(
            self.reading, self.deadlines.find(left, right), [(s.first, s.last) for s in sites], (left, right)
        )
        glossed = [False, *(self._is_gloss(before, site) for before, site in pairwise(sites))]
        later = _dates_of_glosses(glossed, dates)
        claims: list[Claim] = []
        measured: Measured | None = None
        operator = Operator("asserted", None)
        claimant = Claimant(None, None, None)
        deadline: str | None = None
        for n, site in enumerate(sites):
            if not glossed[n] or measured is None:
                measured, before = self.subjects.measure(site, measured), measured
                if before is not None and self.subjects.is_echo(site):
                    claims.append(self._claim(site, measured, operator, deadline, claimant))
                    continue
                operator = self.modality.judge(site, measured.governor, self.subjects.is_existing(site, measured))
                claimant = self.claimants.find(site, operator)
                deadline = self._due(dates[n] or later[n], operator)
            claims.append(self._claim(site, measured, operator, deadline, claimant))
        return claims

    def _is_gloss(self, before: Site, site: Site) -> bool:
        """Whether the amount only repeats the one before it in another currency."""
        if before.amount.currency == site.amount.currency:
            return False
        between = [self.reading.words[t].lower() for t in range(before.last, site.first)]
        return 0 < len(between) <= 3 and all(w in GLOSS_MARKS for w in between)

    def _due(self, value: str | None, operator: Operator) -> str | None:
        """A deadline only where the amount is still to come: a past sum "by the end of June" has none."""
        return None if operator.modality == "asserted" else value

    def _confidence(self, site: Site, measured: Measured, operator: Operator, claimant: Claimant) -> float:
        """The probability that the whole row is right: the product of what each part's rule had right."""
        voice = (
            "claimant.none"
            if claimant.span is None
            else "claimant.quote"
            if claimant.quote is not None
            else "claimant.agent"
        )
        product = 1.0
        for rule in (site.amount.rule, measured.rule, f"modality.{operator.modality}", voice):
            product *= self.shares.get(rule, self.shares["other"])
        return round(product, 3)

    def _claim(
        self, site: Site, measured: Measured, operator: Operator, deadline: str | None, claimant: Claimant
    ) -> Claim:
        amount = replace(site.amount, rule=f"{site.amount.rule}+{measured.rule}")
        dollars = self.usd.convert(amount.low, amount.high, amount.currency, self.published)
        return Claim(
            amount=amount,
            subject=measured.span,
            is_price=is_price(self.reading, site),
            direction=measured.direction,
            modality=operator.modality,
            deadline=deadline,
            claimant_span=claimant.span,
            claimant=claimant.entity,
            quote=claimant.quote,
            usd_low=dollars.low if dollars else None,
            usd_high=dollars.high if dollars else None,
            fx_rate=dollars.rate if dollars else None,
            fx_date=dollars.day if dollars else None,
            confidence=self._confidence(site, measured, operator, claimant),
        )


def _dates_of_glosses(glossed: list[bool], dates: list[str | None]) -> list[str | None]:
    """For each amount that a gloss follows, the date of the first later gloss that has one.

    >>> _dates_of_glosses([False, True, True, False], [None, None, "2030", None])
    ['2030', '2030', None, None]
    """
    found: list[str | None] = [None] * len(dates)
    later: str | None = None
    for n in range(len(dates) - 1, 0, -1):
        if glossed[n]:
            later = dates[n] or later
            found[n - 1] = later
    return found
