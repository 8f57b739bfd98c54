"""Who demands what of whom: two parties' lists side by side, and the newest (parties: see `prepared.py`)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from explorer.database import Reader, Row
from explorer.lists import UnfitError
from explorer.prepared import UNDATED, day_of_minute
from explorer.queries import add_sentences

MOST_OF_A_PART = 100  # demands
PARTIES = """
SELECT party, sum(made) AS made, sum(received) AS received FROM (
    SELECT from_party AS party, count(*) AS made, 0 AS received FROM made.asked WHERE from_party IS NOT NULL GROUP BY 1
    UNION ALL SELECT to_party, 0, count(*) FROM made.asked WHERE to_party IS NOT NULL GROUP BY 1
) GROUP BY party ORDER BY sum(made) + sum(received) DESC, party LIMIT 100
"""
PARTY = "SELECT 1 AS found FROM made.asked WHERE from_party = $1 OR to_party = $1 OR list_contains(names, $1) LIMIT 1"
# demands between two parties count twice what demands that only name the other count
MOST_OPPOSED = """
SELECT least(from_party, other) AS one, greatest(from_party, other) AS other, sum(weight) AS weight FROM (
    SELECT from_party, to_party AS other, 2 AS weight FROM made.asked
    UNION ALL SELECT from_party, unnest(names), 1 FROM made.asked
) WHERE from_party <> other GROUP BY 1, 2 ORDER BY weight DESC, 1, 2 LIMIT 1
"""
PARTY_NAMES = """
SELECT p.party, any_value(e.name ORDER BY (e.entity_id = p.party OR e.external_id = p.party) DESC,
    (e.kind = 'place') DESC, e.article_count DESC, e.name) AS name
FROM (SELECT unnest(?) AS party) p JOIN made.parties m ON m.party = p.party JOIN entities e ON e.entity_id = m.entity_id
GROUP BY p.party
"""
DEMAND = """
SELECT d.*, q.demand_group, q.from_party, q.to_party, q.names, fe.name AS demander, te.name AS addressee,
    a.publisher, a.headline, a.source_id, a.published_at::DATE AS published_on,
    c.amount_low, c.amount_high, c.currency, c.modifier, c.period
FROM made.asked q JOIN demands d ON d.row_number = q.demand JOIN articles a ON a.row_number = q.article
    LEFT JOIN money_claims c ON c.claim_id = d.claim_id
    LEFT JOIN entities fe ON fe.entity_id = d.demander_id LEFT JOIN entities te ON te.entity_id = d.addressee_id
"""
# The demands of two parties, and those that nobody makes who is known; of each part so many. Repeats of a demand are
# one demand, shown where it stood first, with what last became of it. Found on few columns first.
BETWEEN = f"""
WITH chosen AS (
    SELECT demand, coalesce(from_party, '') AS part, demand_group, status, start, outlet, article,
        {day_of_minute("minute")} AS published_on
    FROM made.asked
    WHERE (from_party = $1 AND (to_party = $2 OR to_party IS NULL))
        OR (from_party = $2 AND (to_party = $1 OR to_party IS NULL))
        OR (from_party IS NULL AND (list_has_any(names, [$1, $2]) OR to_party IN ($1, $2)))
), told AS (
    SELECT *, count(*) OVER same AS repeats, count(DISTINCT outlet) OVER same AS outlets,
        min(published_on) OVER same AS first_seen, max(published_on) OVER same AS last_seen,
        first_value(status) OVER (same ORDER BY status = 'demanded', published_on DESC) AS outcome
    FROM chosen WINDOW same AS (PARTITION BY part, demand_group)
    QUALIFY row_number() OVER (same ORDER BY published_on, article, start) = 1
), first_of_part AS (
    SELECT *, count(*) OVER (PARTITION BY part) AS in_part FROM told
    QUALIFY row_number() OVER (PARTITION BY part ORDER BY published_on, article, start) <= {MOST_OF_A_PART}
)
SELECT w.*, f.repeats, f.outlets, f.first_seen, f.last_seen, f.outcome, f.in_part
FROM ({DEMAND} WHERE q.demand IN (SELECT demand FROM first_of_part)) w JOIN first_of_part f ON f.demand = w.row_number
ORDER BY w.published_on, f.article, w.start
"""
NEWEST = f"""
WITH newest AS (
    SELECT demand, nullif(minute, {UNDATED}) AS seen FROM made.asked WHERE demander_text IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY demand_group ORDER BY seen DESC, demand) = 1
    ORDER BY seen DESC NULLS LAST, article, start LIMIT ?
)
{DEMAND} WHERE q.demand IN (SELECT demand FROM newest)
ORDER BY a.published_at DESC NULLS LAST, q.article, d.start
"""


@dataclass(frozen=True, slots=True)
class Side:
    """One party's demands: of the other by name, those that name the other, and those that name neither."""

    party: str
    name: str
    other_name: str
    demands: list[Row] = field(default_factory=list)
    naming: list[Row] = field(default_factory=list)
    unaddressed: list[Row] = field(default_factory=list)
    total: int = 0  # of all demands, with those that are not shown

    @property
    def shown(self) -> int:
        """How many are shown."""
        return len(self.demands) + len(self.naming) + len(self.unaddressed)


@dataclass(frozen=True, slots=True)
class Demands:
    """Two sides, the demands that name one of them but whose speaker is not known, and every party there is."""

    sides: list[Side]
    unattributed: list[Row]
    parties: list[Row]


def read_demands(reader: Reader, one: str | None, other: str | None) -> Demands:
    """The demands between two parties, by default the pair with the most between them, which are kept."""
    if not one and not other:
        return reader.keep("demands", lambda: _read_between(reader, None, None))
    return _read_between(reader, one, other)


def _read_between(reader: Reader, one: str | None, other: str | None) -> Demands:
    parties = reader.keep("parties", lambda: reader.rows(PARTIES))
    listed = [row["party"] for row in parties]
    if not one and not other:
        pair = reader.keep("most opposed", lambda: reader.row(MOST_OPPOSED))
        one, other = (pair["one"], pair["other"]) if pair else (*listed, None, None)[:2]
    if not one or not other:
        rest = [party for party in listed if party not in (one, other)] or [None]
        one, other = one or rest[0], other or rest[0]
    names = _name_parties(reader, [one, other, *listed])
    for party in (one, other):
        if party and party not in listed and not reader.row(PARTY, [party]):
            raise UnfitError(f"There is no party with the id “{party[:80]}”.")
    parties = [{**row, "name": names[row["party"]]} for row in parties]
    if not one or not other:
        return Demands([], [], parties)
    rows = add_sentences(reader, reader.rows(BETWEEN, [one, other]))
    sides = [_make_side(rows, one, other, names), _make_side(rows, other, one, names)]
    return Demands(sides, [row for row in rows if row["from_party"] is None], parties)


def _name_parties(reader: Reader, parties: list[str | None]) -> dict[str, str]:
    """What to call parties: a state by its own name, others by theirs."""
    known = {row["party"]: row["name"] for row in reader.rows(PARTY_NAMES, [[p for p in parties if p]])}
    return {party: known.get(party, party) for party in parties if party}


def _make_side(rows: list[Row], party: str, other: str, names: dict[str, str]) -> Side:
    side = Side(party, names[party], names[other])
    for row in rows:
        if row["from_party"] == party and row["to_party"] is not None:
            side.demands.append(row)
        elif row["from_party"] == party:
            (side.naming if other in row["names"] else side.unaddressed).append(row)
    return replace(side, total=max((row["in_part"] for row in rows if row["from_party"] == party), default=0))


def read_newest(reader: Reader, limit: int) -> list[Row]:
    """The demands that were published last."""
    return reader.rows(NEWEST, [limit])
