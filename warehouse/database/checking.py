"""The laws of the tables: each file of `checks/` is a query that must return no row."""

from __future__ import annotations

from pathlib import Path

import duckdb

CHECKS = Path(__file__).parent / "checks"
SHOWN = 5  # rows at fault that an error names
OF_ARTICLE = "\n-- Of the rows of one article.\n"  # in a check that the rest of the corpus has no say in


class CheckFailed(Exception):
    """A law of the tables does not hold."""


def read_checks(folder: Path = CHECKS) -> dict[str, str]:
    """The checks' SQL by name; the first line of each says the law."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))}


def run_checks(con: duckdb.DuckDBPyConnection, passed: bool = False) -> None:
    """Runs every check; raises CheckFailed with the broken law and the first rows at fault.

    passed: whether the rows of every article are known to have passed those that look at one article alone.
    """
    for name, sql in read_checks().items():
        if passed and OF_ARTICLE in sql:
            continue
        rows = con.execute(sql).fetchmany(SHOWN + 1)
        if rows:
            law = sql.splitlines()[0].lstrip("- ")
            shown = "; ".join(str(row) for row in rows[:SHOWN])
            more = " and more" if len(rows) > SHOWN else ""
            raise CheckFailed(f"{name}: {law} Rows at fault: {shown}{more}")
