"""Runs that a killed `onrecord serve` left: Prefect is told that they crashed, as soon as nothing works on them.

Prefect is imported inside the functions, after the address of its API is known: it reads its settings on import.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from flows.settings import read_settings
from flows.stages.tidying import close_abandoned

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

LOOK = 5.0  # seconds between two looks at whether what was left has ended
ALIVE = ("PENDING", "RUNNING", "CANCELLING")


def find_leftovers(client: SyncPrefectClient, name: str) -> list[UUID]:
    """The runs of a deployment that are said to be at work; of those missed meanwhile only the last one is kept."""
    from prefect.client.schemas.filters import DeploymentFilter, FlowRunFilter
    from prefect.exceptions import ObjectNotFound

    try:
        deployment = client.read_deployment_by_name(name)
    except ObjectNotFound:
        return []
    this = DeploymentFilter.model_validate({"id": {"any_": [deployment.id]}})
    states = FlowRunFilter.model_validate({"state": {"type": {"any_": [*ALIVE, "SCHEDULED"]}}})
    runs = client.read_flow_runs(deployment_filter=this, flow_run_filter=states)
    now = datetime.now(UTC)
    missed = [r for r in runs if r.state_type == "SCHEDULED" and r.expected_start_time and r.expected_start_time < now]
    for run in sorted(missed, key=lambda run: str(run.expected_start_time))[:-1]:
        client.delete_flow_run(run.id)
    return [run.id for run in runs if run.state_type in ALIVE]


@dataclass(frozen=True)
class Leftovers:
    """The runs that a serve before left, of schedules of one data directory."""

    data: Path
    runs: Sequence[UUID]

    def close(self) -> bool:
        """Tells Prefect that the runs crashed, and closes their rows; False while one is still at work."""
        from prefect.client.orchestration import get_client
        from prefect.client.schemas.objects import State
        from prefect.states import Crashed

        if not close_abandoned(read_settings({"data": self.data})):
            return False
        gone: State[None] = Crashed(message="onrecord serve was killed while this run was at work")
        with get_client(sync_client=True) as client:
            for run_id in self.runs:
                state = client.read_flow_run(run_id).state_type
                if state is not None and state.value in ALIVE:
                    client.set_flow_run_state(run_id, gone, force=True)
        return True

    def close_soon(self, say: Callable[[str], None]) -> None:
        """The same now, or as soon as it can be done: a run ends some seconds after its serve was killed."""
        if self.close() or not self.runs:
            return
        say("a run of the serve before is still at work; it is closed when it has ended")
        threading.Thread(target=self._keep_trying, daemon=True).start()

    def _keep_trying(self) -> None:
        while not self.close():
            threading.Event().wait(LOOK)
