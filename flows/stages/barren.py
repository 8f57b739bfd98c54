"""Sources that bring nothing: which those of a run are, why, and for how many runs in a row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flows.stages.ingest import IngestCounts
from transforms.documents.masking import mask
from warehouse.lake.lake import Lake

Run = Mapping[str, Any]
NOTHING = "it brought nothing"


def find_barren(counts: IngestCounts, sources: Sequence[str]) -> dict[str, str]:
    """The sources of which no article came in, each with its first reject's reason."""
    fruitful = {row["source"] for row in counts.fields}
    return {name: _find_reason(counts, name) for name in map(mask, sources) if name not in fruitful}


def _find_reason(counts: IngestCounts, source: str) -> str:
    return next((str(row["error"]) for row in counts.rejects if row["source_uri"].startswith(source)), NOTHING)


def count_barren(lake: Lake, source: str) -> int:
    """In how many runs in a row, up to the last that took sources in, this one brought nothing."""
    columns = ["started_at", "status", "sources", "counts"]
    runs = lake.read("runs", columns).sort_by([("started_at", "descending")])
    number = 0
    for run in runs.to_pylist():
        if source in (run["sources"] or ()) and run["status"].startswith("completed"):
            if not _is_barren(run, source):
                break
            number += 1
    return number


def _is_barren(run: Run, source: str) -> bool:
    fields = json.loads(run["counts"]).get("fields")
    return fields is not None and all(row["source"] != source for row in fields)
