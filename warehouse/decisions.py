"""What a reader decided about rows: accept, correct the speaker, the addressee or the amount, reject.

Kept as a CSV file people can read and edit. Lines are only ever added to it; of two decisions on one row the later
counts, and `withdrawn` takes one back.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.tables import TABLES

DECISIONS_FILE = Path("review") / "decisions.csv"
ACTIONS = ("accepted", "corrected", "rejected", "withdrawn")
DECIDED_TABLES = ("quotes", "money_claims", "demands")
BY_HAND = "by_hand"  # the rule of a claim whose amount a reader gave


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `text` and the place are kept so that the row is known even to a person reading the file."""

    decided_at: str  # ISO 8601, UTC
    table_name: str
    row_id: str
    decision: str
    speaker_id: str = ""  # for corrected: who really speaks, claims or demands; empty for nobody named
    speaker_name: str = ""
    source_id: str = ""
    article_id: str = ""
    start: str = ""
    end: str = ""
    text: str = ""
    note: str = ""
    # of a corrected claim: what the sum really is, in whole units; an end is empty where the text leaves it open, and
    # all three where the sum was right
    amount_low: str = ""
    amount_high: str = ""
    currency: str = ""
    addressee_id: str = ""  # of a corrected demand: who is really to act; empty for nobody named
    addressee_name: str = ""

    @property
    def has_amount(self) -> bool:
        """Whether it says another sum."""
        return bool(self.currency)


COLUMNS = tuple(field.name for field in fields(Decision))
FOLLOWS = "follows"  # a demand whose demander is corrected with its quote's speaker
PARTIES = (("demander", "speaker"), ("addressee", "addressee"))  # of a demand, and as what a decision gives them
ARROW = pa.schema([(name, pa.string()) for name in COLUMNS])


def read_decisions(data: Path) -> list[Decision]:
    """The decisions that count, in the order of the file; none when there is no file.

    Raises ValueError, naming file and line, where a row is no decision.
    """
    path = data / DECISIONS_FILE
    if not path.exists():
        return []
    newest: dict[tuple[str, str], Decision] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            one = Decision(**{name: row.get(name) or "" for name in COLUMNS})
            if one.decision not in ACTIONS or one.table_name not in DECIDED_TABLES or not one.row_id:
                raise ValueError(f"{path}, line {number}: not a decision ({one.decision!r} on {one.table_name!r})")
            newest.pop((one.table_name, one.row_id), None)
            newest[one.table_name, one.row_id] = one
    return [one for one in newest.values() if one.decision != "withdrawn"]


def add_decision(data: Path, decision: Decision) -> None:
    """Writes one decision at the end of the file, which is made with a header when it is not there."""
    if decision.decision not in ACTIONS or decision.table_name not in DECIDED_TABLES:
        raise ValueError(f"not a decision: {decision.decision!r} on {decision.table_name!r}")
    path = data / DECISIONS_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    if not is_new and _columns_of(path) != COLUMNS:  # an earlier version's, with fewer columns
        _rewrite(path, _lines_of(path))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        if is_new:
            writer.writeheader()
        writer.writerow(asdict(decision))


def _columns_of(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(next(csv.reader(file), ()))


def _lines_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: row.get(name) or "" for name in COLUMNS} for row in csv.DictReader(file)]


def _rewrite(path: Path, rows: Sequence[dict[str, str]]) -> None:
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
        file.flush()
        os.fsync(file.fileno())  # a person's work: half of it must not take its place where the power is cut
    draft.replace(path)


def forget_decisions(data: Path, article_ids: Collection[str]) -> int:
    """Removes the decisions on an article's rows, which hold its words; gives how many there were."""
    path = data / DECISIONS_FILE
    if not path.exists():
        return 0
    rows = _lines_of(path)
    kept = [row for row in rows if row["article_id"] not in article_ids]
    if len(kept) < len(rows):
        _rewrite(path, kept)
    return len(rows) - len(kept)


def by_row(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Decisions by the id of their row."""
    return {one.row_id: one for one in decisions}


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of the decisions: rows changed by each action, and the decisions that met no row."""

    counts: dict[str, int]
    unmatched: list[Decision]


def _entity(given: str) -> str:
    """SQL for who is meant: the entity of that id, else the only one of that name (ids change when entities merge)."""
    return f"""CASE WHEN g.{given}_id = '' THEN NULL ELSE coalesce(
        (SELECT any_value(e.entity_id) FROM entities e WHERE e.entity_id = g.{given}_id),
        (SELECT CASE WHEN count(*) = 1 THEN any_value(e.entity_id) END FROM entities e WHERE e.name = g.{given}_name)
    ) END"""


KNOWN = " UNION ALL ".join(f'SELECT \'{name}\', "{TABLES[name].key[-1]}" FROM "{name}"' for name in DECIDED_TABLES)
RESOLVED = f"""
CREATE TEMP TABLE decided AS
SELECT g.table_name, g.row_id, g.decision, {_entity("speaker")} AS speaker_id, {_entity("addressee")} AS addressee_id,
    g.decision = 'corrected' AND g.speaker_id <> '' AS needs_speaker,
    g.decision = 'corrected' AND g.addressee_id <> '' AS needs_addressee,
    try_cast(nullif(g.amount_low, '') AS DECIMAL(38, 6)) AS amount_low,
    try_cast(nullif(g.amount_high, '') AS DECIMAL(38, 6)) AS amount_high, nullif(g.currency, '') AS currency
FROM given_decisions g WHERE (g.table_name, g.row_id) IN ({KNOWN})
"""
RATE = """(CASE WHEN money_claims.currency = d.currency THEN money_claims.fx_rate
    WHEN d.currency = 'USD' THEN 1.0::DOUBLE END)"""


def reject_sql(name: str) -> list[str]:
    """What takes rejected rows out of a table: a row that only leads to one loses its reference, a part of one goes."""
    key = TABLES[name].key[-1]
    rejected = f"SELECT row_id FROM decided WHERE table_name = '{name}' AND decision = 'rejected'"
    found = [
        f'UPDATE "{table.name}" SET "{c.name}" = NULL WHERE "{c.name}" IN ({rejected})'
        if c.nullable
        else f'DELETE FROM "{table.name}" WHERE "{c.name}" IN ({rejected})'
        for table in TABLES.values()
        for c in table.columns
        if table.in_warehouse and c.references == f"{name}.{key}"
    ]
    return [*found, f'DELETE FROM "{name}" WHERE "{key}" IN ({rejected})']


def party_sql(party: str, given: str) -> str:
    """What gives demands another party, where it is another: with the nearest words of the article that mean it, if
    any do, since a party stands in the text; those outside of the action first. Nobody has no words.
    """
    words = ", ".join(
        f"{party}_{name} = CASE WHEN new.id IS NOT NULL THEN coalesce(new.words.{name}, {party}_{name}) END"
        for name in ("text", "start", "end")
    )
    return f"""UPDATE demands SET {party}_id = new.id, {words} FROM (
        SELECT d.row_id, d.{given}_id AS id, first({{'text': m.text, 'start': m.start, 'end': m."end"}} ORDER BY
            m.start >= t.start AND m."end" <= t."end", abs(m.start - t.start), m.mention_id) AS words
        FROM decided d JOIN demands t ON t.demand_id = d.row_id
        LEFT JOIN mentions m ON m.article_id = t.article_id AND m.entity_id = d.{given}_id
        WHERE d.table_name = 'demands' AND d.decision IN ('corrected', '{FOLLOWS}')
            AND t.{party}_id IS DISTINCT FROM d.{given}_id
        GROUP BY d.row_id, d.{given}_id) AS new
    WHERE demands.demand_id = new.row_id"""


def wordless_sql(party: str, given: str) -> str:
    """What drops decisions on demands that cannot be: a party that the article does not name, where the row has no
    words for it either.
    """
    return f"""DELETE FROM decided WHERE table_name = 'demands' AND {given}_id IS NOT NULL AND row_id IN (
        SELECT demand_id FROM demands t WHERE {party}_text IS NULL AND NOT EXISTS (
            SELECT 1 FROM mentions m WHERE m.article_id = t.article_id AND m.entity_id = decided.{given}_id))"""


def sure_sql(name: str) -> str:
    """What makes rows that a reader accepted or corrected certain."""
    return f"""UPDATE "{name}" SET confidence = 1 FROM decided d
    WHERE d.table_name = '{name}' AND d.decision IN ('accepted', 'corrected')
        AND "{name}"."{TABLES[name].key[-1]}" = d.row_id"""


APPLY = (
    "DELETE FROM decided WHERE (needs_speaker AND speaker_id IS NULL) OR (needs_addressee AND addressee_id IS NULL)",
    *(wordless_sql(party, given) for party, given in PARTIES),
    # demands of the old speaker go with a corrected quote, but for those that are decided themselves
    f"""INSERT INTO decided BY NAME SELECT 'demands' AS table_name, t.demand_id AS row_id, '{FOLLOWS}' AS decision,
        d.speaker_id, t.addressee_id
    FROM decided d JOIN quotes q ON q.quote_id = d.row_id JOIN demands t ON t.quote_id = q.quote_id
    WHERE d.table_name = 'quotes' AND d.decision = 'corrected' AND t.demander_id = q.speaker_id
        AND t.demand_id NOT IN (SELECT row_id FROM decided)""",
    """UPDATE money_claims SET claimant_id = d.speaker_id FROM decided d JOIN quotes q ON q.quote_id = d.row_id
    WHERE d.table_name = 'quotes' AND d.decision = 'corrected' AND money_claims.quote_id = q.quote_id
        AND money_claims.claimant_id IS NOT DISTINCT FROM q.speaker_id AND q.speaker_id IS NOT NULL""",
    """UPDATE quotes SET speaker_id = d.speaker_id FROM decided d
    WHERE d.table_name = 'quotes' AND d.decision = 'corrected' AND quotes.quote_id = d.row_id""",
    """UPDATE money_claims SET claimant_id = d.speaker_id FROM decided d
    WHERE d.table_name = 'money_claims' AND d.decision = 'corrected' AND money_claims.claim_id = d.row_id""",
    *(party_sql(party, given) for party, given in PARTIES),
    *(sure_sql(name) for name in DECIDED_TABLES),
    # in dollars at the row's own rate where the currency stays; for another there is no rate here
    f"""UPDATE money_claims SET amount_low = d.amount_low, amount_high = d.amount_high, currency = d.currency,
        modifier = CASE WHEN d.amount_low = d.amount_high
            THEN CASE WHEN modifier IN ('exact', 'about') THEN modifier ELSE 'exact' END
            WHEN d.amount_low < d.amount_high THEN 'range'
            WHEN d.amount_high IS NULL THEN CASE modifier WHEN 'more_than' THEN modifier ELSE 'at_least' END
            ELSE CASE modifier WHEN 'less_than' THEN modifier ELSE 'up_to' END END,
        currency_from = CASE WHEN money_claims.currency = d.currency THEN currency_from ELSE 'stated' END,
        fx_rate = {RATE}, fx_date = CASE WHEN money_claims.currency = d.currency THEN fx_date END,
        usd_low = (d.amount_low * {RATE})::DECIMAL(38, 6), usd_high = (d.amount_high * {RATE})::DECIMAL(38, 6),
        rule = '{BY_HAND}'
    FROM decided d WHERE d.table_name = 'money_claims' AND d.decision = 'corrected' AND d.currency IS NOT NULL
        AND money_claims.claim_id = d.row_id""",
    *(sql for table in DECIDED_TABLES for sql in reject_sql(table)),
)


def apply_decisions(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> Applied:
    """Carries the decisions out on the warehouse that a load is building, before its checks.

    The lake keeps what the rules read; every load starts from it, so a decision taken back is undone by the next load.
    Accepted and corrected rows get confidence 1. A rejected row goes with its parts, and what leads to it loses the
    reference; a corrected speaker is also the claimant and the demander of the claims and demands in the quote that had
    the old one.
    """
    given = pa.table({name: [getattr(one, name) for one in decisions] for name in COLUMNS}, ARROW)
    connection.register("given_decisions", given)
    try:
        connection.execute("DROP TABLE IF EXISTS decided")
        connection.execute(RESOLVED)
        for statement in APPLY:
            connection.execute(statement)
        done = {row[0] for row in connection.execute("SELECT row_id FROM decided").fetchall()}
    finally:
        connection.execute("DROP TABLE IF EXISTS decided")
        connection.unregister("given_decisions")
    counts = {action: 0 for action in ACTIONS if action != "withdrawn"}
    for one in decisions:
        counts[one.decision] += one.row_id in done
    return Applied(counts, [one for one in decisions if one.row_id not in done])
