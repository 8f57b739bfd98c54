"""Of whom the rest of a party's list is asked: whoever the action itself names and the party asks elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.demands.parties import PartyFinder
from transforms.records import Demand, Mention, Span

OWN = frozenset({"pobj", "poss", "nsubj", "dobj"})
WHERE = frozenset({"in", "at", "near", "across", "throughout", "around"})


def address_rest(demands: Sequence[Demand], parties: PartyFinder) -> list[Demand]:
    """The demands; one without an addressee has the one its demander asks in this article, if its action names them.

    "Norway wants Denmark to open its harbours. It also seeks a cut in Denmark's quota": both are asked of Denmark.
    """
    asked: dict[int | None, set[int]] = {}
    for demand in demands:
        if demand.demander is not None and demand.addressee is not None:
            asked.setdefault(demand.demander, set()).add(demand.addressee)
    return [_addressed(demand, asked.get(demand.demander, set()), parties) for demand in demands]


def _addressed(demand: Demand, asked: set[int], parties: PartyFinder) -> Demand:
    if demand.addressee_span is not None or not asked:
        return demand
    named = [(m, parties.state(m.entity)) for m in parties.entities.mentions_in(demand.start, demand.end)]
    named = [(m, e) for m, e in named if e in asked and e != demand.demander and _is_noun(m, parties)]
    if len({entity for _, entity in named}) != 1:
        return demand
    mention, entity = named[0]
    return replace(demand, addressee_span=Span(mention.start, mention.end), addressee=entity)


def _is_noun(mention: Mention, parties: PartyFinder) -> bool:
    """Whether the name stands for itself and does not only describe a noun: "with Norway", not "Norwegian ships".

    Nor does it only say where: "in Norway".
    """
    reading = parties.reading
    first, last = reading.tokens_in(mention.start, mention.end)
    if first == last:
        return False
    root = reading.root(first, last)
    is_where = reading.words[reading.heads[root]].lower() in WHERE
    return reading.deps[root] in OWN and not is_where
