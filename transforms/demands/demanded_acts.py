"""What demands tell of the statements they stand in: their act, and to whom they are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.records import Demand, Quote


def follow_demands(quotes: Sequence[Quote], demands: Sequence[Demand]) -> list[Quote]:
    """The statements; one whose own cue asks for an action is a demand, said to whoever is to act."""
    found = list(quotes)
    for demand in reversed(demands):  # so that the first action of a list decides
        if demand.quote is None or demand.status == "proposed":
            continue
        quote = found[demand.quote]
        if quote.cue is not None and quote.cue.start <= demand.cue.start < quote.cue.end:
            found[demand.quote] = _as_demand(quote, demand)
    return found


def _as_demand(quote: Quote, demand: Demand) -> Quote:
    if demand.addressee_span is None or quote.addressee is not None:
        return replace(quote, act="demanded")
    addressee = None if demand.addressee == quote.speaker else demand.addressee
    return replace(quote, act="demanded", addressee_span=demand.addressee_span, addressee=addressee)
