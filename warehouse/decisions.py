"""What a reader decided about rows: accept, correct the speaker, reject. Kept as a CSV file people can read and edit.

The file is only ever added to; of two decisions on one row the later counts, and `withdrawn` takes one back.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import duckdb
import pyarrow as pa

DECISIONS_FILE = Path("review") / "decisions.csv"
ACTIONS = ("accepted", "corrected", "rejected", "withdrawn")
DECIDED_TABLES = ("quotes", "money_claims")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `text` and the place are kept so that the row is known even to a person reading the file."""

    decided_at: str  # ISO 8601, UTC
    table_name: str
    row_id: str
    decision: str
    speaker_id: str = ""  # for corrected: who really speaks; empty for nobody named
    speaker_name: str = ""
    source_id: str = ""
    article_id: str = ""
    start: str = ""
    end: str = ""
    text: str = ""
    note: str = ""


COLUMNS = tuple(field.name for field in fields(Decision))
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
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        if is_new:
            writer.writeheader()
        writer.writerow(asdict(decision))


def forget_decisions(data: Path, article_ids: Collection[str]) -> int:
    """Removes the decisions on an article's rows, which hold its words; gives how many there were."""
    path = data / DECISIONS_FILE
    if not path.exists():
        return 0
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [row for row in rows if row["article_id"] not in article_ids]
    if len(kept) < len(rows):
        draft = path.with_suffix(".draft")
        with draft.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(kept)
            file.flush()
            os.fsync(file.fileno())  # a person's work: half of it must not take its place where the power is cut
        draft.replace(path)
    return len(rows) - len(kept)


def by_row(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Decisions by the id of their row."""
    return {one.row_id: one for one in decisions}


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of the decisions: rows changed by each action, and the decisions that met no row."""

    counts: dict[str, int]
    unmatched: list[Decision]


# who is meant by a correction: the entity of that id, else the only one of that name (ids change when entities merge)
RESOLVED = """
CREATE TEMP TABLE decided AS
SELECT g.table_name, g.row_id, g.decision, CASE WHEN g.speaker_id = '' THEN NULL ELSE coalesce(
        (SELECT any_value(e.entity_id) FROM entities e WHERE e.entity_id = g.speaker_id),
        (SELECT CASE WHEN count(*) = 1 THEN any_value(e.entity_id) END FROM entities e WHERE e.name = g.speaker_name)
    ) END AS speaker_id, g.decision = 'corrected' AND g.speaker_id <> '' AS needs_speaker
FROM given_decisions g
WHERE (g.table_name = 'quotes' AND g.row_id IN (SELECT quote_id FROM quotes))
    OR (g.table_name = 'money_claims' AND g.row_id IN (SELECT claim_id FROM money_claims))
"""
APPLY = (
    "DELETE FROM decided WHERE needs_speaker AND speaker_id IS NULL",
    """UPDATE money_claims SET claimant_id = d.speaker_id FROM decided d JOIN quotes q ON q.quote_id = d.row_id
    WHERE d.table_name = 'quotes' AND d.decision = 'corrected' AND money_claims.quote_id = q.quote_id
        AND money_claims.claimant_id IS NOT DISTINCT FROM q.speaker_id AND q.speaker_id IS NOT NULL""",
    """UPDATE quotes SET speaker_id = d.speaker_id FROM decided d
    WHERE d.table_name = 'quotes' AND d.decision = 'corrected' AND quotes.quote_id = d.row_id""",
    """UPDATE money_claims SET claimant_id = d.speaker_id FROM decided d
    WHERE d.table_name = 'money_claims' AND d.decision = 'corrected' AND money_claims.claim_id = d.row_id""",
    """UPDATE quotes SET confidence = 1 FROM decided d
    WHERE d.table_name = 'quotes' AND d.decision <> 'rejected' AND quotes.quote_id = d.row_id""",
    """UPDATE money_claims SET confidence = 1 FROM decided d
    WHERE d.table_name = 'money_claims' AND d.decision <> 'rejected' AND money_claims.claim_id = d.row_id""",
    """UPDATE money_claims SET quote_id = NULL FROM decided d
    WHERE d.table_name = 'quotes' AND d.decision = 'rejected' AND money_claims.quote_id = d.row_id""",
    """DELETE FROM quote_spans USING decided d
    WHERE d.table_name = 'quotes' AND d.decision = 'rejected' AND quote_spans.quote_id = d.row_id""",
    """DELETE FROM quotes USING decided d
    WHERE d.table_name = 'quotes' AND d.decision = 'rejected' AND quotes.quote_id = d.row_id""",
    """DELETE FROM money_claims USING decided d
    WHERE d.table_name = 'money_claims' AND d.decision = 'rejected' AND money_claims.claim_id = d.row_id""",
)


def apply_decisions(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> Applied:
    """Carries the decisions out on the warehouse that a load is building, before its checks.

    The lake keeps what the rules read; every load starts from it, so a decision taken back is undone by the next load.
    Accepted and corrected rows get confidence 1. A rejected quote goes with its parts, and claims in it lose their
    `quote_id`; a corrected speaker is also the claimant of the claims in the quote that had the old one.
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
