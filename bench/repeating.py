"""Makes a large lake of a small one: its articles again and again with other ids and names, not annotated anew.

    python -m bench.repeating DATA OUT --articles 10000

The rows are those of real annotation, so linking and loading meet what they meet in a corpus of that size; given names,
countries and what else the seeds know stay, as in a corpus, and everything else that has a name gets another of the
same length, so that offsets still hold.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow as pa

from flows.settings import Settings
from flows.stages.batching import describe_version
from transforms.folding import fold_name
from warehouse.lake.lake import BATCH_TABLES, Lake
from warehouse.lake.picking import Covered
from warehouse.seeds import read_seeds
from warehouse.tables import TABLES

BATCH = 415  # articles in a commit
WORD = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{3,}(?![A-Za-z])")
LETTERS = 26
KEPT_IDS = ("run_id", "external_id")
NAMED = ("person", "organization", "work", "law", "product", "event")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="data directory of articles that are annotated")
    parser.add_argument("out", type=Path, help="data directory to make")
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args()
    repeat_lake(Lake(options.data / "lake"), Lake(options.out / "lake"), options.articles, options.out)


def repeat_lake(source: Lake, target: Lake, articles: int, data: Path) -> None:
    """Commits articles and their annotations to the target until it has so many."""
    tables = {name: source.read(name) for names in BATCH_TABLES.values() for name in names}
    version = describe_version(Settings(data))
    altered = find_altered(tables["article_entities"])
    ids = tables["articles"]["article_id"].to_pylist()
    target.append_log("runs", source.read("runs"), "run_id")
    for copy in range(-(-articles // len(ids))):
        wanted = ids[: articles - copy * len(ids)]
        for first in range(0, len(wanted), BATCH):
            some = pa.array(wanted[first : first + BATCH])
            for kind, names in BATCH_TABLES.items():
                rows = {name: repeat_rows(name, pick(tables[name], some), copy, altered) for name in names}
                covered = [f"{article}{ending(copy)}" for article in some.to_pylist()]
                rows = {name: restamp(table, version) for name, table in rows.items()}
                covers = Covered(covered, version if kind == "annotations" else None)
                target.commit_batch(f"{kind}-{copy}-{first}", kind, rows, covers=covers)


def restamp(rows: pa.Table, version: str) -> pa.Table:
    """The rows as if made by today's version."""
    if "pipeline_version" not in rows.column_names:
        return rows
    place = rows.column_names.index("pipeline_version")
    return rows.set_column(place, rows.schema.field(place), pa.array([version] * rows.num_rows, pa.string()))


def pick(rows: pa.Table, article_ids: pa.Array) -> pa.Table:
    import pyarrow.compute as pc

    return rows.filter(pc.is_in(rows["article_id"], article_ids))


def find_altered(entities: pa.Table) -> frozenset[str]:
    """The words of names that the seeds do not know."""
    names: Iterable[str] = (
        name
        for kind, name, known in zip(
            *(entities[column].to_pylist() for column in ("kind", "name", "external_id")), strict=True
        )
        if kind in NAMED and not known
    )
    seeds = read_seeds("linking")
    known = {word for column, name in KNOWN for row in seeds[name] for word in fold_name(row[column]).split()}
    found = {word for name in names for word in WORD.findall(name)}
    return frozenset(word for word in found if fold_name(word) not in known)


KNOWN = (("name", "given_names"), ("name", "countries"), ("name", "known_entities"), ("part", "name_parts"))


def ending(copy: int) -> str:
    return f"x{copy}" if copy else ""


def repeat_rows(table: str, rows: pa.Table, copy: int, altered: frozenset[str]) -> pa.Table:
    """A table's rows with the ids and names of a copy; copy 0 has those of the source."""
    if not copy:
        return rows
    columns = {}
    for field in rows.schema:
        values = rows[field.name].to_pylist()
        change = find_change(table, field, copy, altered)
        columns[field.name] = pa.array([change(value) for value in values] if change else values, field.type)
    return pa.table(columns, schema=rows.schema)


def find_change(table: str, field: pa.Field, copy: int, altered: frozenset[str]) -> Callable[[object], object] | None:
    """What becomes of a column's values; None where they stay."""
    if (field.name.endswith("_id") and field.name not in KEPT_IDS) or field.name in ("content_hash", "story_hash"):
        return lambda value: value and f"{value}{ending(copy)}"
    if field.name == "signature":
        return lambda value: value and f"{int(str(value), 16) ^ _mask(copy):0{len(str(value))}x}"
    if pa.types.is_string(field.type) and field.name not in KEPT_IDS and not _has_values(table, field.name):
        return lambda value: value and alter(str(value), copy, altered)
    if pa.types.is_list(field.type):
        return lambda value: value and [alter(str(one), copy, altered) for one in value]  # type: ignore[attr-defined]
    return None


def _has_values(table: str, column: str) -> bool:
    return any(c.values and c.name == column for c in TABLES[table].columns)


def _mask(copy: int) -> int:
    return int(f"{copy * 0x9E3779B1 % 2**32:08x}" * 64, 16)


def alter(words: str, copy: int, altered: frozenset[str]) -> str:
    """The words with other names of the same length.

    >>> alter("Mr. Barlow of Ohio", 2, frozenset({"Barlow"}))
    'Mr. Bcrlow of Ohio'
    """

    def change(found: re.Match[str]) -> str:
        word = found[0]
        if word not in altered:
            return word
        shifts = (copy, copy // LETTERS)
        second, third = (_shift(word[place], shift) for place, shift in zip((1, 2), shifts, strict=True))
        return word[0] + second + third + word[3:]

    return WORD.sub(change, words)


def _shift(letter: str, by: int) -> str:
    return chr(ord("a") + (ord(letter) - ord("a") + by) % LETTERS)


if __name__ == "__main__":
    main()
