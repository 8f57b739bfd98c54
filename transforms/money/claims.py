"""Monetary claims: each amount with what it measures, which way, how certain, by when, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from transforms.money.amounts import find_amounts
from transforms.money.claimants import ClaimantReader
from transforms.money.deadlines import DeadlineReader, assign_deadlines
from transforms.money.facts import TextFacts
from transforms.money.homes import HomeFinder
from transforms.money.measures import Measured
from transforms.money.modal_cues import Operator
from transforms.money.modality import ModalityReader
from transforms.money.prices import is_price
from transforms.money.rebounds import rebound
from transforms.money.subjects import SubjectReader
from transforms.money.syntax import VERBS, Site
from transforms.money.tellers import Claimant
from transforms.money.usd import Rates, UsdConverter
from transforms.money.vocabulary import MoneyLexicon, SeedTables
from transforms.places.gazetteer import Gazetteer
from transforms.reading.limits import bearable_parts
from transforms.reading.reading import ANNOTATED_KINDS, Reading
from transforms.records import Amount, ArticleEntities, ArticleHints, Claim, Quote

PRESENT = frozenset({"VBZ", "VBP"})
GLOSS_MARKS = frozenset({"(", ";", "/", ",", "or", "about", "some", "around", "roughly"})


@dataclass(frozen=True)
class MoneyTools:
    """What is loaded once: the words of money, the rates of dollars, and where papers are at home."""

    lexicon: MoneyLexicon
    usd: UsdConverter
    homes: HomeFinder

    @classmethod
    def from_seeds(cls, seeds: SeedTables, gazetteer: Gazetteer, rates: Rates | None) -> MoneyTools:
        """Build from the tables of `seeds/` and a source of rates (None: pegs alone)."""
        lexicon = MoneyLexicon.from_seeds(seeds)
        return cls(lexicon, UsdConverter.from_seeds(seeds["currency_pegs"], rates), HomeFinder(seeds, gazetteer))


def extract_claims(
    reading: Reading, entities: ArticleEntities, quotes: list[Quote], hints: ArticleHints, tools: MoneyTools
) -> list[Claim]:
    """The monetary claims of an article, in text order: those of headline, captions and body."""
    if not reading.words:  # a text that is not parsed, since it is in another language
        return []
    facts = TextFacts(reading.text, tools.lexicon, tools.homes.find(hints, entities, reading.text))
    amounts = read_amounts(reading, tools.lexicon, facts)
    sites = [Site(reading, amount, number) for number, amount in enumerate(amounts)]
    sums = {token: site.last for site in sites for token in range(site.first, site.last)}
    maker = ClaimMaker(reading, ArticleContext(entities, quotes, hints.published_on, sums), tools)
    return [claim for _, group in groupby(sites, key=lambda s: s.sentence) for claim in maker.make(list(group))]


def read_amounts(reading: Reading, lexicon: MoneyLexicon, facts: TextFacts) -> Iterator[Amount]:
    """The amounts of the segments that are annotated."""
    for segment in reading.segments:
        if segment.kind in ANNOTATED_KINDS:
            for start, end in bearable_parts(reading.text, segment.start, segment.end):
                yield from find_amounts(reading.text, start, end, lexicon, facts)


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """What is known of an article when its claims are made."""

    entities: ArticleEntities
    quotes: list[Quote]
    published: date | None
    sums: Mapping[int, int]  # the tokens of amounts, each with the token behind its amount


@dataclass(frozen=True, slots=True)
class Said:
    """What the text says of one amount: what it measures, how certain it is, by when, and who says so."""

    measured: Measured
    operator: Operator
    deadline: str | None
    claimant: Claimant


class ClaimMaker:
    """Makes the claims of one article, a sentence at a time."""

    def __init__(self, reading: Reading, context: ArticleContext, tools: MoneyTools) -> None:
        lexicon = tools.lexicon
        self.reading = reading
        self.lexicon = lexicon
        self.published = context.published
        self.subjects = SubjectReader(reading, lexicon, context.sums)
        self.modality = ModalityReader(reading, lexicon)
        self.deadlines = DeadlineReader.over(reading, lexicon, context.published)
        self.claimants = ClaimantReader(reading, context.entities, context.quotes, lexicon)
        self.usd = tools.usd
        self.shares = lexicon.confidence

    def make(self, sites: list[Site]) -> list[Claim]:
        """The claims of one sentence's amounts; an amount said again in another currency repeats the one before."""
        left, right = sites[0].left, sites[0].right
        spans = [(site.first, site.last) for site in sites]
        dates = assign_deadlines(self.reading, self.deadlines.find(left, right), spans, (left, right))
        glossed = [n > 0 and self._is_gloss(sites[n - 1], site) for n, site in enumerate(sites)]
        claims: list[Claim] = []
        said: Said | None = None
        first = 0
        for n, site in enumerate(sites):
            if said is None or not glossed[n]:
                said = self._read(site, said, next(iter(_dates_of(n, glossed, dates)), None))
                first = site.number
            claims.append(self._claim(site, said, restates=first if glossed[n] else None))
        return claims

    def _read(self, site: Site, before: Said | None, date: str | None) -> Said:
        """What the text says of an amount; a comment on the amount before it says the same of another figure."""
        measured = self.subjects.measure(site, before.measured if before else None)
        if before is not None and self.subjects.is_echo(site):
            return replace(before, measured=measured)
        operator = self.modality.judge(site, measured, self.subjects.is_existing(site, measured))
        return Said(measured, operator, self._due(date, site, operator), self.claimants.find(site, operator))

    def _is_gloss(self, before: Site, site: Site) -> bool:
        """Whether the amount only repeats the one before it in another currency."""
        if before.amount.currency == site.amount.currency:
            return False
        between = [self.reading.words[t].lower() for t in range(before.last, site.first)]
        return 0 < len(between) <= 3 and all(w in GLOSS_MARKS for w in between)

    def _due(self, value: str | None, site: Site, operator: Operator) -> str | None:
        """A deadline only where the amount is still to come: a past sum "by the end of June" has none.

        What is stated of today is still to come where its date is: "The club owes $3 million by Friday", "She put the
        gap at $5 million by 2031".
        """
        if value is None or operator.modality != "asserted":
            return value
        verb = next((token for token in site.climb() if self.reading.pos[token] in VERBS), None)
        is_ahead = self.published is not None and value > self.published.isoformat()
        if not is_ahead or verb is None:
            return None
        puts = self.reading.lemmas[verb].lower() in self.lexicon.words["putting_verb"]
        return value if puts or self.reading.tags[verb] in PRESENT else None

    def _confidence(self, site: Site, said: Said) -> float:
        """The probability that the whole row is right: the product of what each part's rule had right."""
        product = 1.0
        for rule in (
            site.amount.rule,
            f"currency.{site.amount.currency_from}",
            said.measured.rule,
            f"modality.{said.operator.modality}",
            _voice_of(said.claimant),
        ):
            product *= self.shares.get(rule, self.shares["other"])
        return round(product, 3)

    def _claim(self, site: Site, said: Said, restates: int | None) -> Claim:
        amount = replace(rebound(site, self.lexicon), rule=f"{site.amount.rule}+{said.measured.rule}")
        dollars = self.usd.convert(amount.low, amount.high, amount.currency, self.published)
        return Claim(
            amount=amount,
            subject=said.measured.span,
            is_price=is_price(self.reading, site, said.measured, self.lexicon),
            restates=restates,
            direction=said.measured.direction,
            modality=said.operator.modality,
            deadline=said.deadline,
            claimant_span=said.claimant.span,
            claimant=said.claimant.entity,
            quote=said.claimant.quote,
            usd_low=dollars.low if dollars else None,
            usd_high=dollars.high if dollars else None,
            fx_rate=dollars.rate if dollars else None,
            fx_date=dollars.day if dollars else None,
            confidence=self._confidence(site, said),
        )


def _dates_of(n: int, glossed: list[bool], dates: list[str | None]) -> Iterator[str]:
    """The dates of an amount and of those that say it again: "200 million pounds ($250 million) by 2030"."""
    for k in range(n, len(glossed)):
        if k > n and not glossed[k]:
            return
        if dates[k]:
            yield str(dates[k])


def _voice_of(claimant: Claimant) -> str:
    """The rule that found a claimant, as `claim_confidence.csv` names it."""
    if claimant.span is None:
        return "claimant.none"
    return "claimant.quote" if claimant.quote is not None else "claimant.agent"
