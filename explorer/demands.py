"""Who demands what of whom: demands and the sums in them, two parties side by side.

A party is a state with all that speaks for it (its place, people, nationality, capital used for its government), or
a single person or organization.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from explorer.database import Reader, Row

# `parties`: which party each entity belongs to; a state's code where the entity has one, else the entity itself
PARTIES = """
parties AS (SELECT entity_id, coalesce(metonym_of, country_code, entity_id) AS party FROM entities)
"""
DEMANDS = f"""
WITH {PARTIES},
demanded AS (
    SELECT q.quote_id AS row_id, q.article_id, q.text, q.start, q."end", q.speaker_id AS from_id,
    q.speaker_text AS from_text,
        q.addressee_id AS to_id, q.addressee_text AS to_text, q.cue, q.confidence, 'quotes' AS table_name
    FROM quotes q WHERE q.act = 'demanded'
    UNION ALL
    SELECT c.claim_id, c.article_id, concat_ws(' ', c.text, c.subject), c.start, c."end", c.claimant_id,
    c.claimant_text,
        NULL, NULL, NULL, c.confidence, 'money_claims'
    FROM money_claims c WHERE c.modality = 'demanded' AND NOT EXISTS (
        SELECT 1 FROM quotes q WHERE q.act = 'demanded' AND q.article_id = c.article_id
            AND (q.quote_id = c.quote_id OR (c.start >= q.start AND c."end" <= q."end")))
)
SELECT d.*, f.party AS from_party, t.party AS to_party, fe.name AS from_name, te.name AS to_name,
    a.publisher, a.headline, a.published_at::DATE AS published_on
FROM demanded d JOIN current_articles a USING (article_id)
    LEFT JOIN parties f ON f.entity_id = d.from_id LEFT JOIN parties t ON t.entity_id = d.to_id
    LEFT JOIN entities fe ON fe.entity_id = d.from_id LEFT JOIN entities te ON te.entity_id = d.to_id
"""
PAIRS = f"""
WITH demands AS ({DEMANDS}), sides AS (
    SELECT from_party AS party, count(*) AS made, 0 AS received FROM demands WHERE from_party IS NOT NULL GROUP BY 1
    UNION ALL
    SELECT to_party, 0, count(*) FROM demands WHERE to_party IS NOT NULL GROUP BY 1
)
SELECT party, sum(made) AS made, sum(received) AS received FROM sides GROUP BY party
ORDER BY sum(made) + sum(received) DESC, party LIMIT 100
"""
MOST_OPPOSED = f"""
SELECT least(from_party, to_party) AS one, greatest(from_party, to_party) AS other, count(*) AS demands
FROM ({DEMANDS}) WHERE from_party <> to_party GROUP BY 1, 2 ORDER BY demands DESC, one, other LIMIT 1
"""
PARTY_NAMES = """
SELECT p.party, any_value(e.name ORDER BY (e.entity_id = p.party) DESC, (e.kind = 'place') DESC,
    e.article_count DESC, e.name)
    AS name
FROM (SELECT unnest(?) AS party) p JOIN entities e ON e.entity_id = p.party OR e.country_code = p.party GROUP BY p.party
"""
# reprints of a demand are one demand, shown where it stood first
BETWEEN = f"""
SELECT *, count(*) OVER same AS repeats, count(DISTINCT publisher) OVER same AS outlets,
    min(published_on) OVER same AS first_seen, max(published_on) OVER same AS last_seen
FROM ({DEMANDS}) WHERE from_party = ? AND (to_party = ? OR to_party IS NULL)
WINDOW same AS (PARTITION BY lower(text), to_party)
QUALIFY row_number() OVER (PARTITION BY lower(text), to_party ORDER BY published_on, row_id) = 1
ORDER BY (to_party IS NULL), published_on, article_id, start LIMIT 200
"""
SUMS = """
SELECT c.claim_id, c.article_id, c.start, c.text, c.amount_low, c.amount_high, c.currency, c.modifier, c.period,
    c.subject,
    c.direction, c.deadline, c.modality
FROM money_claims c WHERE c.article_id IN (SELECT unnest(?)) AND (c.modality IN ('demanded', 'proposed', 'threatened')
    OR c.deadline IS NOT NULL OR c.quote_id IS NOT NULL) ORDER BY c.start
"""


@dataclass(frozen=True, slots=True)
class Side:
    """One party's demands on the other, and those whose addressee the text does not name."""

    party: str
    name: str
    other_name: str
    demands: list[Row] = field(default_factory=list)
    unaddressed: list[Row] = field(default_factory=list)


def read_sides(reader: Reader, one: str | None, other: str | None) -> tuple[list[Side], list[Row]]:
    """The two sides of a pair of parties (by default the pair with the most demands), and every party there is."""
    parties = reader.rows(PAIRS)
    if not one and not other:
        pair = reader.row(MOST_OPPOSED)
        listed = [row["party"] for row in parties]
        one, other = (pair["one"], pair["other"]) if pair else (*listed, None, None)[:2]
    if not one or not other:
        others = [row["party"] for row in parties if row["party"] not in (one, other)]
        one, other = one or (others[0] if others else None), other or (others[0] if others else None)
    names = name_parties(reader, [one, other, *(row["party"] for row in parties)])
    parties = [{**row, "name": names[row["party"]]} for row in parties]
    if not one or not other:
        return [], parties
    return [_read_side(reader, one, other, names), _read_side(reader, other, one, names)], parties


def name_parties(reader: Reader, parties: list[str | None]) -> dict[str, str]:
    """What to call parties: a state by its commonest place name, others by their own."""
    known = {row["party"]: row["name"] for row in reader.rows(PARTY_NAMES, [[p for p in parties if p]])}
    return {party: known.get(party, party) for party in parties if party}


def _read_side(reader: Reader, party: str, other: str, names: dict[str, str]) -> Side:
    rows = reader.rows(BETWEEN, [party, other])
    sums = reader.rows(SUMS, [sorted({row["article_id"] for row in rows})])
    for row in rows:
        row["sums"] = [
            s
            for s in sums
            if s["article_id"] == row["article_id"]
            and (s["claim_id"] == row["row_id"] or row["start"] <= s["start"] < row["end"])
        ]
    side = Side(party, names[party], names[other])
    for row in rows:
        (side.unaddressed if row["to_party"] is None else side.demands).append(row)
    return side
