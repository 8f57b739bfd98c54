"""`onrecord serve`: the schedules as Prefect deployments, kept running here.

Prefect is imported inside the functions, after the address of its API is known: it reads its settings on import.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from flows.orchestration.attached import SERVED_BY
from flows.orchestration.leftovers import Leftovers, find_leftovers
from flows.orchestration.overlaps import sweeping
from flows.orchestration.prefect_server import RESTART_PAUSE, Server, is_healthy
from flows.orchestration.schedules import Schedule, ScheduleError
from flows.orchestration.warm import WarmWorker
from flows.settings import find_prefect_api
from transforms.documents.masking import mask

if TYPE_CHECKING:
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

    Raises AlreadyServedError; flows.orchestration.prefect_server.ServerError where the server does not start;
    flows.orchestration.schedules.ScheduleError where a schedule never comes.
    """
    data.mkdir(parents=True, exist_ok=True)
    for schedule in schedules:
        check_comes(schedule)
    with only_one(data), ExitStack() as stack:
        api = find_prefect_api()
        if api is None:
            server = stack.enter_context(Server(data / ".prefect", port))
            api = server.api
            os.environ["PREFECT_HOME"] = str(server.home.absolute())
        os.environ["PREFECT_API_URL"] = api
        if api.startswith("http://"):
            os.environ.setdefault("PREFECT_API_SSL_CERT_FILE", str(write_one_authority(data / ".prefect")))
        os.environ[SERVED_BY] = str(os.getpid())  # the runs that are started here end with this process
        if hasattr(socket, "AF_UNIX"):
            stack.enter_context(WarmWorker())
        say(f"Prefect is at {api.removesuffix('/api')}")
        keep_serving(schedules, data, api, say, alert)


def write_one_authority(folder: Path) -> Path:
    """A file with one of the authorities that certificates are checked by.

    Each of the ten clients that Prefect makes for a run reads all of them, in some 15 ms, also where the API is not
    encrypted and none is asked for.
    """
    import certifi

    folder.mkdir(parents=True, exist_ok=True)
    path, end = folder / "authority.pem", "-----END CERTIFICATE-----"
    words = Path(certifi.where()).read_text(encoding="ascii", errors="replace")
    path.write_text(words[: words.index(end)] + end + "\n", encoding="ascii", errors="replace")
    return path


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
        prepare(schedules, data, alert, say)
        made = [make_deployment(schedule, data) for schedule in schedules]
        try:
            # no limit on runs here: a deployment's own limit refuses or queues, which it cannot if the run never asks
            with sweeping([schedule.name for schedule in schedules], say):
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

    from flows.orchestration.prefect_flow import onrecord_flow
    from flows.orchestration.tasks import TAGS

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
        description=mask(f"Takes in {', '.join(schedule.sources)}"),
        tags=[*TAGS, schedule.name],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    deployment: RunnerDeployment = made
    return deployment


def make_parameters(schedule: Schedule, data: Path) -> dict[str, Any]:
    """The flow's parameters for a schedule, without those that have their default."""
    work = {"workers": schedule.workers, "batch_size": schedule.batch_size, "runner": schedule.runner}
    reading = {**schedule.reading, "allow_private": list(schedule.allow_private)}
    given = {"work": work, "reading": reading}
    own = {name: {key: value for key, value in found.items() if value} for name, found in given.items()}
    fixed = {"sources": list(schedule.sources), "data": str(data.absolute())}
    return fixed | {name: found for name, found in own.items() if found}


def prepare(schedules: Sequence[Schedule], data: Path, alert: str | None, say: Say) -> None:
    """Puts in order what a killed serve left, as soon as it has ended, and sets the limit on fetching and the alert."""
    from prefect.client.orchestration import get_client

    from flows.orchestration.alerts import set_alert
    from flows.orchestration.tasks import FETCHING

    with get_client(sync_client=True) as client:
        client.create_concurrency_limit(FETCHING, FETCHES)
        left = [run for schedule in schedules for run in find_leftovers(client, f"onrecord/{schedule.name}")]
        if alert:
            set_alert(client, alert)
    Leftovers(data, left).close_soon(say)


def check_comes(schedule: Schedule) -> None:
    """Raises ScheduleError for cron fields that mean no day, such as the 31st of February."""
    from cronsim import CronSim, CronSimError

    if schedule.cron is None:
        return
    try:
        found = next(CronSim(schedule.cron, datetime.now(UTC)), None)
    except CronSimError:
        fault = "is no five fields of cron, or never comes"
        raise ScheduleError(f"{schedule.name}: cron {schedule.cron!r} {fault}") from None
    if not found:
        raise ScheduleError(f"{schedule.name}: cron {schedule.cron!r} never comes")
