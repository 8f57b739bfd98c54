"""Who demands what of whom: demands and the sums in them, two parties side by side (parties: see `prepared.py`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from explorer.database import Reader, Row

PARTIES = """
SELECT party, sum(made) AS made, sum(received) AS received FROM (
    SELECT from_party AS party, count(*) AS made, 0 AS received FROM demands WHERE from_party IS NOT NULL GROUP BY 1
    UNION ALL SELECT to_party, 0, count(*) FROM demands WHERE to_party IS NOT NULL GROUP BY 1
) GROUP BY party ORDER BY sum(made) + sum(received) DESC, party LIMIT 100
"""
# demands between two parties count twice what demands that only name the other count
MOST_OPPOSED = """
SELECT least(from_party, other) AS one, greatest(from_party, other) AS other, sum(weight) AS weight FROM (
    SELECT from_party, to_party AS other, 2 AS weight FROM demands
    UNION ALL SELECT from_party, unnest(names), 1 FROM demands
) WHERE from_party <> other GROUP BY 1, 2 ORDER BY weight DESC, 1, 2 LIMIT 1
"""
PARTY_NAMES = """
SELECT p.party, any_value(e.name ORDER BY (e.entity_id = p.party OR e.external_id = p.party) DESC,
    (e.kind = 'place') DESC, e.article_count DESC, e.name) AS name
FROM (SELECT unnest(?) AS party) p JOIN parties m ON m.party = p.party JOIN entities e ON e.entity_id = m.entity_id
GROUP BY p.party
"""
# reprints of a demand are one demand, shown where it stood first
FROM_PARTY = """
SELECT d.*, fe.name AS from_name, te.name AS to_name, a.publisher, a.headline, a.source_id,
    a.published_at::DATE AS published_on,
    count(*) OVER same AS repeats, count(DISTINCT a.publisher) OVER same AS outlets,
    (min(a.published_at) OVER same)::DATE AS first_seen, (max(a.published_at) OVER same)::DATE AS last_seen
FROM demands d JOIN current_articles a USING (article_id)
    LEFT JOIN entities fe ON fe.entity_id = d.from_id LEFT JOIN entities te ON te.entity_id = d.to_id
WHERE {who}
WINDOW same AS (PARTITION BY lower(d.text))
QUALIFY row_number() OVER (PARTITION BY lower(d.text) ORDER BY a.published_at, d.row_id) = 1
ORDER BY a.published_at, d.article_id, d.start LIMIT 200
"""
SUMS = """
SELECT claim_id, article_id, start, text, amount_low, amount_high, currency, modifier, period, subject, direction,
    deadline FROM money_claims WHERE article_id IN (SELECT unnest(?)) ORDER BY start
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


@dataclass(frozen=True, slots=True)
class Demands:
    """Two sides, the demands that name one of them but whose speaker is not known, and every party there is."""

    sides: list[Side]
    unattributed: list[Row]
    parties: list[Row]


def read_demands(reader: Reader, one: str | None, other: str | None) -> Demands:
    """The demands between two parties, by default the pair with the most between them."""
    parties = reader.rows(PARTIES)
    listed = [row["party"] for row in parties]
    if not one and not other:
        pair = reader.row(MOST_OPPOSED)
        one, other = (pair["one"], pair["other"]) if pair else (*listed, None, None)[:2]
    if not one or not other:
        rest = [party for party in listed if party not in (one, other)] or [None]
        one, other = one or rest[0], other or rest[0]
    names = _name_parties(reader, [one, other, *listed])
    parties = [{**row, "name": names[row["party"]]} for row in parties]
    if not one or not other:
        return Demands([], [], parties)
    sides = [_read_side(reader, one, other, names), _read_side(reader, other, one, names)]
    open_ended = "d.from_party IS NULL AND (list_has_any(d.names, [?, ?]) OR d.to_party IN (?, ?))"
    return Demands(sides, _read(reader, open_ended, [one, other, one, other]), parties)


def _name_parties(reader: Reader, parties: list[str | None]) -> dict[str, str]:
    """What to call parties: a state by its own name, others by theirs."""
    known = {row["party"]: row["name"] for row in reader.rows(PARTY_NAMES, [[p for p in parties if p]])}
    return {party: known.get(party, party) for party in parties if party}


def _read_side(reader: Reader, party: str, other: str, names: dict[str, str]) -> Side:
    side = Side(party, names[party], names[other])
    for row in _read(reader, "d.from_party = ? AND (d.to_party = ? OR d.to_party IS NULL)", [party, other]):
        if row["to_party"] is not None:
            side.demands.append(row)
        else:
            (side.naming if other in row["names"] else side.unaddressed).append(row)
    return side


def _read(reader: Reader, who: str, values: list[object]) -> list[Row]:
    """Demands with the sums that stand in their words."""
    rows = reader.rows(FROM_PARTY.format(who=who), values)
    sums = reader.rows(SUMS, [sorted({row["article_id"] for row in rows})])
    for row in rows:
        inside = [s for s in sums if s["article_id"] == row["article_id"] and row["start"] <= s["start"] < row["end"]]
        row["sums"] = inside
    return rows
