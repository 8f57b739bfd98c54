"""Ticks that came while the run before was at work: said in words, and taken out of Prefect's list of runs.

Prefect refuses such a run by making one that is cancelled at once. A schedule of a minute whose run takes ten would
bury the runs that did something under nine of them.

Prefect is imported inside the functions, after the address of its API is known: it reads its settings on import.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

LOOK = 10.0  # seconds between two looks
REFUSED = "Deployment concurrency limit reached."  # Prefect's own words, as the state's message


def sweep_refused(client: SyncPrefectClient, names: Sequence[str], say: Callable[[str], None]) -> int:
    """Says of each refused tick of the schedules that it was refused and why, and removes its run; gives how many."""
    from prefect.client.schemas.filters import DeploymentFilter, FlowRunFilter

    ours = DeploymentFilter.model_validate({"name": {"any_": list(names)}})
    cancelled = FlowRunFilter.model_validate({"state": {"type": {"any_": ["CANCELLED"]}}})
    refused = [
        run
        for run in client.read_flow_runs(flow_run_filter=cancelled, deployment_filter=ours)
        if run.state and run.state.message == REFUSED and run.start_time is None  # one a person cancelled stays
    ]
    for run in sorted(refused, key=lambda run: str(run.expected_start_time)):
        due = f"{run.expected_start_time:%H:%M:%S}" if run.expected_start_time else "now"
        say(f"{run.name}, due at {due}, was left out: the run before was at work; the next takes in what it would have")
        client.delete_flow_run(run.id)
    return len(refused)


@contextmanager
def sweeping(names: Sequence[str], say: Callable[[str], None]) -> Iterator[None]:
    """Sweeps every few seconds until the block ends."""
    stop = threading.Event()

    def keep_sweeping() -> None:
        import httpx
        from prefect.client.orchestration import get_client
        from prefect.exceptions import PrefectException

        while not stop.wait(LOOK):
            # the API may be away for a while; who serves says so, and the next look sweeps what is left
            with suppress(httpx.HTTPError, PrefectException), get_client(sync_client=True) as client:
                sweep_refused(client, names, say)

    threading.Thread(target=keep_sweeping, daemon=True).start()
    try:
        yield
    finally:
        stop.set()
