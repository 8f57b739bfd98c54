"""The law that an amount is that of its own words, where these leave no doubt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.laws.rows_of_articles import Frame

SIGN, WHOLE, PART = r"^[A-Z]{0,3}[$£€¥₹]\s?", r"[1-9]\d{0,2}(?:,\d{3})*|\d+", r"(?:\.\d\d?)?"
MAGNITUDES = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
BEHIND = "|".join(filter(None, MAGNITUDES))
BY_HAND, SHARED = "by_hand", "amount.shared"  # rules: what a reader put right, and what has its figure from elsewhere
FACTOR = 999.0


@dataclass(frozen=True, slots=True)
class OfItsWords:
    """No amount is off the figure its own words give by a factor of a thousand."""

    table: str = "money_claims"

    def sql(self) -> str:
        """See `warehouse.laws.law.Part`."""
        cases = "".join(f"\n            WHEN '{word}' THEN {factor:g}" for word, factor in MAGNITUDES.items() if word)
        return f"""SELECT claim_id, text, amount_low, amount_high, figure
FROM (
    SELECT claim_id, text, amount_low, amount_high,
        CAST(replace(said.whole, ',', '') || said.part AS DOUBLE) * CASE said.magnitude{cases}
            ELSE 1
        END AS figure
    FROM (
        SELECT claim_id, text, amount_low, amount_high,
            regexp_extract(
                text,
                '{SIGN}({WHOLE})({PART})\\s?-?({BEHIND}|)$',
                ['whole', 'part', 'magnitude']
            ) AS said
        FROM money_claims
        WHERE rule NOT LIKE '{SHARED}%' AND rule <> '{BY_HAND}'
    )
    WHERE said.whole <> ''
)
WHERE figure > 0
    AND NOT abs(CAST(coalesce(amount_high, amount_low) AS DOUBLE))
        BETWEEN figure / {FACTOR:g} AND figure * {FACTOR:g}"""

    def find(self, frame: Frame) -> Collection[str]:
        """See `warehouse.laws.law.Part`."""
        said = pc.extract_regex(
            frame["text"], f"{SIGN}(?P<whole>{WHOLE})(?P<part>{PART})\\s?-?(?P<magnitude>{BEHIND}|)$"
        )
        rule = frame["rule"]
        is_read = pc.and_(pc.invert(pc.starts_with(rule, SHARED)), pc.not_equal(rule, BY_HAND))
        rows = pa.table({
            "article_id": frame["article_id"],
            "said": said,
            "amount": pc.abs(pc.coalesce(frame["amount_high"], frame["amount_low"]).cast(pa.float64())),
        }).filter(pc.and_(is_read, pc.is_valid(said)))  # fmt: skip
        return [row["article_id"] for row in rows.to_pylist() if _is_off(row["amount"], **row["said"])]


def _is_off(amount: float | None, whole: str, part: str, magnitude: str) -> bool:
    figure = float(whole.replace(",", "") + part) * MAGNITUDES[magnitude]
    return amount is not None and figure > 0 and not figure / FACTOR <= amount <= figure * FACTOR
