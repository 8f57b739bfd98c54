"""Writes seeds/README.md from the declarations (make docs)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from warehouse.seeds.catalog import SEED_FILES, WEIGHT_FILES
from warehouse.seeds.declaring import STAGES, TYPES, Column, Seed

HEAD = """# Seeds

Made from the declarations in `warehouse/seeds/` by `make docs`. These are the small facts that
the program knows and that a person may edit: add the row `grand poobah,office,` to titles.csv,
and the next run knows a new title.

Every file is a CSV with a header. Keys are compared without case, unless a column says otherwise.
Files that changed since the release (`checked.txt` has its digests) are checked when they are read;
a mistake stops the run before anything is written, with the file, the line and the column. An
edited file makes due what it can change: the articles, the links between them, or the views. Words
of your own that should survive an update belong into the folder of your own seeds
([settings](../docs/settings.md)).
"""

MADE = """## Made from rows

`models/places.npz` holds the rows of `places.csv` sorted out by what the program asks of them, so that a command need
not do it at its start. `python -m tools.make_place_table` makes it, and `make docs` does; where a row was changed since
or you have places of your own, the rows are read instead.
"""


def render_seeds() -> str:
    """The page seeds/README.md."""
    sections = [_render(seed) for seed in sorted(SEED_FILES.values(), key=lambda seed: seed.name)]
    weights = "\n".join(
        f"- `models/{file.name}.npz`: {file.meaning} Used for {_stages(file.read_by)}; "
        f"[{file.page.removeprefix('../')}]({file.page}) says how it is trained."
        for file in WEIGHT_FILES.values()
    )
    page = "\n".join([HEAD, *sections, f"## Weights\n\n{weights}\n", MADE])
    return "\n".join(wrapped for line in page.split("\n") for wrapped in _wrap(line))


def _wrap(line: str) -> list[str]:
    """The line in lines of at most 100 characters; those of a list stay under their point."""
    indent = "  " * (line.lstrip().startswith("- ") + line.startswith("  - "))
    return textwrap.wrap(line, 100, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [line]


def _render(seed: Seed) -> str:
    made = f" Made by `{seed.made_by}`; do not edit it." if seed.made_by else ""
    columns = "\n".join(line for column in seed.columns for line in _describe(column))
    keys = ", ".join(f"`{name}`" for name in seed.key)
    return (
        f"## {seed.file}\n\n{seed.meaning}{made}\n\nUsed for {_stages(seed.read_by)}. "
        f"No two rows have the same {keys}.\n\n{columns}\n"
    )


def _describe(column: Column) -> Iterator[str]:
    """A line for the column, and one for each of its values that has a meaning of its own."""
    kind = "" if column.type in ("text", "raw") or column.allowed else f" ({TYPES[column.type][0]})"
    notes = ["may be empty"] * column.optional + ["upper and lower case differ"] * column.exact
    plain = [value for value, meaning in column.allowed.items() if not meaning]
    listed = f" One of {', '.join(f'`{value}`' for value in plain)}." if plain else ""
    tail = f"; {', '.join(notes)}" if notes else ""
    yield f"- `{column.name}`: {column.meaning}{kind}{tail}.{listed}"
    yield from (f"  - `{value}`: {meaning}" for value, meaning in column.allowed.items() if meaning)


def _stages(read_by: frozenset[str]) -> str:
    return " and ".join(words for stage, words in STAGES.items() if stage in read_by)
