"""How a run ended: its counts, and its row in `runs`, which is true however it ends."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from flows.settings import Settings
from flows.stages.batching import Batch
from flows.stages.ingest import IngestCounts
from transforms.documents.masking import mask
from transforms.version import PIPELINE_VERSION
from warehouse.arrow import to_table
from warehouse.lake.lake import Lake
from warehouse.wording import show_count


@dataclass
class RunResult:
    """How a run ended: the counts of its inputs, what it annotated, and the rows of every table."""

    run_id: str
    counts: IngestCounts = field(default_factory=IngestCounts)
    annotated: int = 0
    unannotated: int = 0  # articles told in `rejects` as they have no annotations: a rule broke at them, or a law
    words: int = 0
    seconds: float = 0.0
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """The state written to `runs`."""
        return "completed_with_rejects" if self.counts.rejected or self.unannotated else "completed"

    def as_counts(self) -> dict[str, object]:
        """The counts as one object: what `--json` prints and `runs.counts` keeps."""
        c = self.counts
        inputs = {"new": c.new, "revised": c.revised, "unchanged": c.unchanged, "rejected": c.rejected}
        return {
            "run_id": self.run_id,
            "status": self.status,
            "inputs": sum(inputs.values()),
            **inputs,
            "annotated": self.annotated,
            "unannotated": self.unannotated,
            "words": self.words,
            "seconds": round(self.seconds, 2),
            "rows": self.rows,
            "fields": c.fields,
        }


def result_from(counts: Mapping[str, Any]) -> RunResult:
    """The result whose `as_counts` with its rejects under "rejects" is given: how it comes back from a flow."""
    names = ("new", "revised", "unchanged", "rejected", "rejects", "fields")
    return RunResult(
        counts["run_id"],
        IngestCounts(**{name: counts[name] for name in names}),
        counts["annotated"],
        counts["unannotated"],
        counts["words"],
        counts["seconds"],
        counts["rows"],
    )


class RunInterrupted(KeyboardInterrupt):
    """A run was ended from outside; the words say by what, how far it had come, and what to do."""


class Record:
    """The run's row in `runs`: running at the start, completed or failed at the end."""

    def __init__(self, lake: Lake, settings: Settings, sources: Sequence[str]) -> None:
        self.lake = lake
        self.started_at = datetime.now(UTC)
        self.began = time.monotonic()  # the clock of the wall may jump
        self.stage = "start"
        self.planned: Sequence[Batch] = ()
        self.result = RunResult(f"run_{self.started_at:%Y%m%dT%H%M%S}_{uuid4().hex[:6]}")
        self.row: dict[str, object] = {
            "run_id": self.result.run_id,
            "started_at": self.started_at,
            "finished_at": None,
            "status": "running",
            "sources": [mask(source) for source in sources],
            "pipeline_version": PIPELINE_VERSION,
            "model": settings.model,
            "counts": "{}",
            "message": None,
        }

    def __enter__(self) -> Record:
        self._write(self.row)
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        row = self.finished_row()
        if isinstance(error, KeyboardInterrupt):
            words = self.describe_interrupt(error)
            self._write(row | {"status": "failed", "message": words})
            raise RunInterrupted(words) from None
        if error is not None:
            row |= {"status": "failed", "message": mask(f"{type(error).__name__}: {error}")}
        self._write(row)

    def describe_interrupt(self, error: KeyboardInterrupt) -> str:
        """What ended the run, in which stage, and how many of its batches are committed."""
        how = f"interrupted by {error.args[0] if error.args else 'the user (Ctrl-C)'} at stage {self.stage}"
        if self.planned:
            committed = {origin for batch in self.lake.batches("annotations") for origin in batch.origins}
            done = sum(batch.batch_id in committed for batch in self.planned)
            how += f", {done:,} of {show_count(len(self.planned), 'batch', 'batches')} committed"
        return f"{how}; run again to continue"

    def finished_row(self) -> dict[str, object]:
        """The row as it will be when the run ends well."""
        self.result.seconds = time.monotonic() - self.began
        counts = {k: v for k, v in self.result.as_counts().items() if k not in ("run_id", "status")}
        end = {"finished_at": datetime.now(UTC), "status": self.result.status, "counts": json.dumps(counts)}
        return {**self.row, **end}

    def _write(self, row: dict[str, object]) -> None:
        self.lake.append_log("runs", to_table("runs", [row]), "run_id")
