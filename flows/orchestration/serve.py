"""`onrecord serve`: the schedules as Prefect deployments, kept running here.

Prefect is imported inside the functions, after the address of its API is known: it reads its settings on import.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from flows.orchestration.prefect_server import RESTART_PAUSE, Server, is_healthy
from flows.orchestration.schedules import Schedule
from flows.settings import find_prefect_api

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.deployments.runner import RunnerDeployment

Say = Callable[[str], None]
FETCHES = 2  # runs that read sources at the same time: polite to those who publish them
POLL_SECONDS = 2.0  # how late a run may start


class AlreadyServedError(RuntimeError):
    """Another `onrecord serve` works for the same data directory."""


def serve_schedules(schedules: Sequence[Schedule], data: Path, port: int, say: Say, alert: str | None = None) -> None:
    """Registers the schedules with Prefect and runs them when due, until interrupted.

    Uses the configured Prefect API, else starts a server of its own on this machine (`data/.prefect`). alert is an
    address that gets a POST when a run fails or takes nothing in.

    Raises AlreadyServedError; flows.orchestration.prefect_server.ServerError where the server does not start.
    """
    data.mkdir(parents=True, exist_ok=True)
    with only_one(data), ExitStack() as stack:
        api = find_prefect_api()
        if api is None:
            server = stack.enter_context(Server(data / ".prefect", port))
            api = server.api
            os.environ["PREFECT_HOME"] = str(server.home.absolute())
        os.environ["PREFECT_API_URL"] = api
        os.environ.setdefault("DO_NOT_TRACK", "1")
        say(f"Prefect is at {api.removesuffix('/api')}")
        keep_serving(schedules, data, api, say, alert)


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Holds the right to serve this data directory; the system frees it when the process dies."""
    try:
        with FileLock(data / ".serve.lock").acquire(timeout=0):
            yield
    except Timeout:
        raise AlreadyServedError(f"another onrecord serve is at work for {data}") from None


def keep_serving(schedules: Sequence[Schedule], data: Path, api: str, say: Say, alert: str | None) -> None:
    """Serves; and serves again when Prefect's API had gone away, as soon as it is back."""
    import threading

    from prefect import serve

    while True:
        prepare(schedules, data, alert)
        made = [make_deployment(schedule, data) for schedule in schedules]
        try:
            # no limit on runs here: a deployment's own limit refuses or queues, which it cannot if the run never asks
            serve(*made, limit=None, print_starting_message=False, query_seconds=POLL_SECONDS)
            return
        except RuntimeError as error:
            if is_healthy(api):
                raise
            say(f"the Prefect API went away ({error}); waiting for it")
        while not is_healthy(api):
            threading.Event().wait(RESTART_PAUSE)


def make_deployment(schedule: Schedule, data: Path) -> RunnerDeployment:
    """The deployment of a schedule: its own parameters, and one run at a time."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron, Interval
    from prefect.types.entrypoint import EntrypointType

    from flows.orchestration.prefect_flow import TAGS, onrecord_flow

    strategy = {"refuse": ConcurrencyLimitStrategy.CANCEL_NEW, "queue": ConcurrencyLimitStrategy.ENQUEUE}
    when = Cron(schedule.cron, schedule.timezone) if schedule.cron else None
    if schedule.every:
        when = Interval(schedule.every, timezone=schedule.timezone)
    made: Any = onrecord_flow.to_deployment(  # a coroutine only where an event loop runs
        schedule.name,
        schedule=when,
        paused=False,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=strategy[schedule.overlap]),
        parameters=make_parameters(schedule, data),
        description=f"Takes in {', '.join(schedule.sources)}",
        tags=[*TAGS, schedule.name],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    deployment: RunnerDeployment = made
    return deployment


def make_parameters(schedule: Schedule, data: Path) -> dict[str, Any]:
    """The flow's parameters for a schedule, without those that have their default."""
    given: dict[str, Any] = {"workers": schedule.workers, "batch_size": schedule.batch_size, "runner": schedule.runner}
    given |= {"allow_private": list(schedule.allow_private) or None}
    given |= {key: schedule.reading.get(key) for key in ("columns", "encoding")}
    given["reading"] = {k: v for k, v in schedule.reading.items() if k not in ("columns", "encoding")} or None
    fixed = {"sources": list(schedule.sources), "data": str(data.absolute())}
    return fixed | {name: value for name, value in given.items() if value is not None}


def prepare(schedules: Sequence[Schedule], data: Path, alert: str | None) -> None:
    """Puts in order what a killed serve left, and sets the limit on fetching and the alert."""
    from prefect.client.orchestration import get_client

    from flows.orchestration.alerts import set_alert
    from flows.orchestration.prefect_flow import FETCHING

    with get_client(sync_client=True) as client:
        client.create_concurrency_limit(FETCHING, FETCHES)
        for schedule in schedules:
            clean_up(client, f"onrecord/{schedule.name}", data)
        if alert:
            set_alert(client, alert)


def clean_up(client: SyncPrefectClient, name: str, data: Path) -> None:
    """Ends runs that a killed serve left running, and of the runs missed meanwhile keeps the last one."""
    from datetime import UTC, datetime

    from prefect.client.schemas.filters import DeploymentFilter, FlowRunFilter
    from prefect.client.schemas.objects import State, StateType
    from prefect.exceptions import ObjectNotFound
    from prefect.states import Crashed

    from flows.settings import read_settings
    from flows.stages.tidying import close_abandoned

    try:
        deployment = client.read_deployment_by_name(name)
    except ObjectNotFound:
        return
    is_idle = close_abandoned(read_settings({"data": data}))
    this = DeploymentFilter.model_validate({"id": {"any_": [deployment.id]}})
    ours = ["PENDING", "RUNNING", "CANCELLING", "SCHEDULED"]
    states = FlowRunFilter.model_validate({"state": {"type": {"any_": ours}}})
    missed = []
    for run in client.read_flow_runs(deployment_filter=this, flow_run_filter=states):
        if run.state_type != StateType.SCHEDULED:
            gone: State[Any] = Crashed(message="onrecord serve was killed while this run was at work")
            if is_idle:  # else its process outlived serve, and will tell its end itself
                client.set_flow_run_state(run.id, gone, force=True)
        elif run.expected_start_time and run.expected_start_time < datetime.now(UTC):
            missed.append(run)
    for run in sorted(missed, key=lambda run: str(run.expected_start_time))[:-1]:
        client.delete_flow_run(run.id)
