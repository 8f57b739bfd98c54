"""What a flow run leaves in the UI of Prefect for people: counts, rejects, and a link."""

from __future__ import annotations

import os
from typing import Any

from prefect.artifacts import create_link_artifact, create_table_artifact

from flows.orchestration.jobs import Outcome
from flows.settings import Settings

REJECTS_SHOWN = 200
INPUTS = ("new", "revised", "unchanged", "rejected", "annotated", "words")


def publish_artifacts(outcome: Outcome, settings: Settings) -> None:
    """The counts, what was rejected, where to look at the tables, and what annotating again changed."""
    counts = outcome.counts
    table = [{"what": name, "count": counts[name]} for name in INPUTS]
    table += [{"what": f"rows in {name}", "count": rows} for name, rows in counts["rows"].items()]
    create_table_artifact(table, key="onrecord-run", description=f"Run {counts['run_id']}: {counts['status']}")
    if outcome.rejects:
        columns = ("source_uri", "line", "stage", "error")
        rejects = [{c: row[c] for c in columns} for row in outcome.rejects[:REJECTS_SHOWN]]
        create_table_artifact(rejects, key="onrecord-rejects", description="What could not be taken in, and why")
    link = explorer_link()
    about = f"The tables in the explorer (`onrecord ui --data {settings.data}`)"
    create_link_artifact(link, link_text="Explorer", key="onrecord-explorer", description=about)
    if outcome.differences:
        rows: list[dict[str, Any]] = [dict(found) for found in outcome.differences]
        create_table_artifact(rows, key="onrecord-differences", description="What annotating again changed")


def explorer_link() -> str:
    """Where the explorer answers: ONRECORD_EXPLORER, or the address `onrecord ui` uses by default."""
    return os.environ.get("ONRECORD_EXPLORER", "http://127.0.0.1:8400/")
