"""Monetary claims: each amount with what it measures, which way, how certain, by when, and who says so."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.money.amounts import find_amounts
from transforms.money.lexicon import MoneyLexicon
from transforms.money.tokens import fold
from transforms.money.usd import UsdConverter
from transforms.reading import ANNOTATED_KINDS, Reading
from transforms.records import Amount, ArticleEntities, ArticleHints, Claim, Quote


def extract_claims(
    reading: Reading,
    entities: ArticleEntities,
    quotes: list[Quote],
    hints: ArticleHints,
    lexicon: MoneyLexicon,
    usd: UsdConverter,
) -> list[Claim]:
    """The monetary claims of an article, in text order: those of headline, captions and body."""
    claims = []
    for amount in read_amounts(reading, lexicon):
        dollars = usd.convert(amount.low, amount.high, amount.currency, hints.published_on)
        claims.append(
            Claim(
                amount=amount,
                subject=None,
                direction="level",
                modality="asserted",
                deadline=None,
                claimant_span=None,
                claimant=None,
                quote=None,
                usd_low=dollars.low if dollars else None,
                usd_high=dollars.high if dollars else None,
                fx_rate=dollars.rate if dollars else None,
                fx_date=dollars.day if dollars else None,
                confidence=0.5,
            )
        )
    return claims


def read_amounts(reading: Reading, lexicon: MoneyLexicon) -> Iterator[Amount]:
    """The amounts of the segments that are annotated."""
    folded = fold(reading.text)
    for segment in reading.segments:
        if segment.kind in ANNOTATED_KINDS:
            yield from find_amounts(reading.text, segment.start, segment.end, lexicon, folded)
