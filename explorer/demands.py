"""Who demands what of whom: two parties' lists side by side, and the newest (parties: see `prepared.py`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from explorer.database import Reader, Row
from explorer.queries import read_sentences

PARTIES = """
SELECT party, sum(made) AS made, sum(received) AS received FROM (
    SELECT from_party AS party, count(*) AS made, 0 AS received FROM asked WHERE from_party IS NOT NULL GROUP BY 1
    UNION ALL SELECT to_party, 0, count(*) FROM asked WHERE to_party IS NOT NULL GROUP BY 1
) GROUP BY party ORDER BY sum(made) + sum(received) DESC, party LIMIT 100
"""
# demands between two parties count twice what demands that only name the other count
MOST_OPPOSED = """
SELECT least(from_party, other) AS one, greatest(from_party, other) AS other, sum(weight) AS weight FROM (
    SELECT from_party, to_party AS other, 2 AS weight FROM asked
    UNION ALL SELECT from_party, unnest(names), 1 FROM asked
) WHERE from_party <> other GROUP BY 1, 2 ORDER BY weight DESC, 1, 2 LIMIT 1
"""
PARTY_NAMES = """
SELECT p.party, any_value(e.name ORDER BY (e.entity_id = p.party OR e.external_id = p.party) DESC,
    (e.kind = 'place') DESC, e.article_count DESC, e.name) AS name
FROM (SELECT unnest(?) AS party) p JOIN parties m ON m.party = p.party JOIN entities e ON e.entity_id = m.entity_id
GROUP BY p.party
"""
DEMAND = """
SELECT d.*, q.demand_group, q.from_party, q.to_party, q.names, fe.name AS demander, te.name AS addressee,
    a.publisher, a.headline, a.source_id, a.published_at::DATE AS published_on,
    c.amount_low, c.amount_high, c.currency, c.modifier, c.period
FROM asked q JOIN demands d USING (demand_id) JOIN current_articles a ON a.article_id = d.article_id
    LEFT JOIN money_claims c ON c.claim_id = d.claim_id
    LEFT JOIN entities fe ON fe.entity_id = d.demander_id LEFT JOIN entities te ON te.entity_id = d.addressee_id
"""
# repeats of a demand are one demand, shown where it stood first, with what last became of it
FROM_PARTY = f"""
SELECT *, count(*) OVER same AS repeats, count(DISTINCT publisher) OVER same AS outlets,
    min(published_on) OVER same AS first_seen, max(published_on) OVER same AS last_seen,
    first_value(status) OVER (PARTITION BY demand_group ORDER BY status = 'demanded', published_on DESC) AS outcome
FROM ({DEMAND} WHERE {{who}})
WINDOW same AS (PARTITION BY demand_group)
QUALIFY row_number() OVER (PARTITION BY demand_group ORDER BY published_on, article_id, start) = 1
ORDER BY published_on, article_id, start LIMIT 200
"""
# found on few columns first
NEWEST = f"""
WITH newest AS (
    SELECT d.demand_id FROM asked q JOIN demands d USING (demand_id)
        JOIN current_articles a ON a.article_id = q.article_id
    WHERE d.demander_text IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY q.demand_group ORDER BY a.published_at DESC, d.demand_id) = 1
    ORDER BY a.published_at DESC NULLS LAST, d.article_id, d.start LIMIT ?
)
{DEMAND} JOIN newest ON newest.demand_id = d.demand_id
ORDER BY a.published_at DESC NULLS LAST, d.article_id, d.start
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
    open_ended = "q.from_party IS NULL AND (list_has_any(q.names, [?, ?]) OR q.to_party IN (?, ?))"
    return Demands(sides, _read(reader, open_ended, [one, other, one, other]), parties)


def _name_parties(reader: Reader, parties: list[str | None]) -> dict[str, str]:
    """What to call parties: a state by its own name, others by theirs."""
    known = {row["party"]: row["name"] for row in reader.rows(PARTY_NAMES, [[p for p in parties if p]])}
    return {party: known.get(party, party) for party in parties if party}


def _read_side(reader: Reader, party: str, other: str, names: dict[str, str]) -> Side:
    side = Side(party, names[party], names[other])
    for row in _read(reader, "q.from_party = ? AND (q.to_party = ? OR q.to_party IS NULL)", [party, other]):
        if row["to_party"] is not None:
            side.demands.append(row)
        else:
            (side.naming if other in row["names"] else side.unaddressed).append(row)
    return side


def _read(reader: Reader, who: str, values: list[object]) -> list[Row]:
    return _with_sentences(reader, reader.rows(FROM_PARTY.format(who=who), values))


def read_newest(reader: Reader, limit: int) -> list[Row]:
    """The demands that were published last."""
    return _with_sentences(reader, reader.rows(NEWEST, [limit]))


def _with_sentences(reader: Reader, rows: list[Row]) -> list[Row]:
    sentences = read_sentences(reader, rows)
    return [{**row, "sentence": sentences.get((row["article_id"], row["sentence_id"]))} for row in rows]
