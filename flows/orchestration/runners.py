"""Where the batch tasks of a flow run: one setting chooses among engines that exist."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows.settings import Settings
from flows.stages.workers import begin_work


class RunnerUnknownError(ValueError):
    """The setting names no task runner, or one whose package is not installed."""


@contextmanager
def start_runner(settings: Settings) -> Iterator[TaskRunner[Any]]:
    """The task runner of the settings, whose workers on this machine ask the server that this process asks.

    Under a temporary server each would start one of its own: seconds of a processor, and 0.2 GB.
    """
    is_here = "://" not in settings.runner
    server = {PREFECT_API_URL: str(get_client(sync_client=True).api_url)} if is_here else {}
    with temporary_settings(server), choose_runner(settings) as runner:
        yield runner


def choose_runner(settings: Settings) -> TaskRunner[Any]:
    """The task runner that `settings.runner` names.

    process: worker processes of this machine. thread: threads of this process, for debugging. dask: a Dask cluster of
    worker processes on this machine; dask://HOST:PORT: the cluster whose scheduler listens there. ray and ray://HOST:PORT
    likewise. On a cluster every worker must see the lake under the same path or s3:// address.

    Raises RunnerUnknownError.
    """
    name, _, address = settings.runner.partition("://")
    if name == "process":
        return ProcessPoolTaskRunner(max_workers=settings.workers, initializer=begin_work)
    if name == "thread":
        return ThreadPoolTaskRunner(max_workers=settings.workers)
    if name == "dask":
        return _dask(settings, address)
    if name == "ray":
        return _ray(settings, address)
    raise RunnerUnknownError(f"the runner must be process, thread, dask or ray, not {settings.runner!r}")


def _dask(settings: Settings, address: str) -> TaskRunner[Any]:
    make: Callable[..., TaskRunner[Any]] = _import("prefect_dask", "dask").DaskTaskRunner
    if address:
        return make(address=f"tcp://{address}")
    # one thread a worker: a model is no faster in two threads; no dashboard: nothing listens that nobody asked for
    cluster = {
        "n_workers": settings.workers,
        "threads_per_worker": 1,
        "host": "127.0.0.1",
        "dashboard_address": None,
        "memory_limit": 0,  # Dask would kill a worker at its share of the machine; the lake bounds memory by batch
    }
    return make(cluster_kwargs=cluster)


def _ray(settings: Settings, address: str) -> TaskRunner[Any]:
    make: Callable[..., TaskRunner[Any]] = _import("prefect_ray", "ray").RayTaskRunner
    init = {"include_dashboard": False} if address else {"include_dashboard": False, "num_cpus": settings.workers}
    return make(address=f"ray://{address}" if address else None, init_kwargs=init)


def _import(package: str, extra: str) -> Any:
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        raise RunnerUnknownError(f"the runner {extra} needs a package more: pip install 'onrecord[{extra}]'") from error
