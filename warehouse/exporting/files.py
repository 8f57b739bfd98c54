"""CSV and Parquet: one file for each table or view."""

from __future__ import annotations

from collections.abc import Callable

from warehouse.exporting.placing import folder_aside
from warehouse.exporting.source import Source, count
from warehouse.tables import quote_literal

# What a spreadsheet takes for a formula: these signs, also in full width, after any white space; and white space that
# it may cut off or split at (OWASP, "CSV injection"). Apostrophes before it are counted in, so that one more can be
# taken away again.
FORMULA = r"^'*(\s*[=+\-@＝＋－＠]|[\t\r\n])"
CSV = "FORMAT csv, HEADER true"


def write_csv(source: Source, target: str) -> dict[str, int]:
    """NAME.csv in the folder: UTF-8, comma, header, RFC 4180 quoting. Values are written as they are."""
    return _copy(source, target, "csv", CSV, _everything)


def write_safe_csv(source: Source, target: str) -> dict[str, int]:
    """The same for spreadsheets: text that they would take for a formula gets an apostrophe in front."""
    return _copy(source, target, "csv", CSV, _defused)


def write_parquet(source: Source, target: str) -> dict[str, int]:
    """NAME.parquet in the folder, zstd: like the lake's files, but with entities and links resolved."""
    return _copy(source, target, "parquet", "FORMAT parquet, COMPRESSION zstd", _everything)


def count_formulas(source: Source) -> int:
    """How many cells a spreadsheet would take for a formula, were they written to a CSV file as they are."""
    return sum(_count_formulas(source, name) for name in source.names)


def _count_formulas(source: Source, name: str) -> int:
    texts = _texts(source, name)
    if not texts:
        return 0
    cells = " + ".join(f"count(*) FILTER ({_is_formula(text)})" for text in texts)
    return int(source.con.execute(f'SELECT {cells} FROM "{name}"').fetchall()[0][0])


def _everything(source: Source, name: str) -> str:
    return f'FROM "{name}"'


def _defused(source: Source, name: str) -> str:
    changed = ", ".join(f"if({_is_formula(text)}, '''' || {text}, {text}) AS {text}" for text in _texts(source, name))
    return f'SELECT * REPLACE ({changed}) FROM "{name}"' if changed else _everything(source, name)


def _texts(source: Source, name: str) -> list[str]:
    return [f'"{column.name}"' for column in source.columns(name) if column.sql_type == "VARCHAR"]


def _is_formula(column: str) -> str:
    return f"regexp_matches({column}, {quote_literal(FORMULA)})"


def _copy(
    source: Source, target: str, ending: str, options: str, select: Callable[[Source, str], str]
) -> dict[str, int]:
    with folder_aside(target) as folder:
        for name in source.names:
            path = quote_literal(str(folder / f"{name}.{ending}"))
            source.con.execute(f"COPY ({select(source, name)}) TO {path} ({options})")
    return {name: count(source, name) for name in source.names}
