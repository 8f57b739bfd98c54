"""What one article costs in a running `onrecord serve`, beside a flow of Prefect's that does nothing.

    python -m bench.serving [ARTICLES.jsonl] [--times 5]

Both are deployments of one Prefect server. A run is asked for, and CPU seconds are counted until its process has ended:
those of the process that serves, of the runs' own processes, and of the worker whose model stays loaded; what serving
costs while nothing is due is taken off. The server's own seconds are told apart. Kept are medians.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from bench.measuring import ROOT, TEXTS
from bench.yardsticks import ONRECORD, read_lines, write_lines

PORT = 4290
IDLE_SECONDS = 20.0
PATIENCE = 180.0
NOTHING = """
from prefect import serve
from prefect.types.entrypoint import EntrypointType
from bench.serving_nothing import do_nothing
made = do_nothing.to_deployment("bare", entrypoint_type=EntrypointType.MODULE_PATH)
serve(made, limit=None, print_starting_message=False, query_seconds=2.0)
"""
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", type=Path, default=TEXTS, help="JSON lines with a text in each")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    print(json.dumps(measure_serving(options.texts, options.times), indent=2))


def measure_serving(texts: Path, times: int) -> dict[str, float]:
    """CPU seconds of a run of one article, of a run that does nothing, and how many more the first are."""
    lines = read_lines(texts)[: times + 1]
    with tempfile.TemporaryDirectory() as folder:
        news, data = Path(folder) / "news", Path(folder) / "data"
        news.mkdir()
        with serve(ONRECORD, "serve", str(news), "--data", str(data), "--every", "12h", "--port", str(PORT)) as ours:
            wait_for("onrecord", "news")
            with serve(NOTHING, PREFECT_API_URL=f"http://127.0.0.1:{PORT}/api") as bare:
                wait_for("do-nothing", "bare")
                found: dict[str, list[float]] = {"article": [], "nothing": [], "server": []}
                for number, line in enumerate(lines):
                    write_lines(news / f"{number}.jsonl", [line])
                    (article, server), (nothing, _) = (
                        measure_run(ours, "onrecord", "news"),
                        measure_run(bare, "do-nothing", "bare"),  # which has no server of its own
                    )
                    if number:  # the first also starts the worker's model
                        for name, seconds in zip(found, (article, nothing, server), strict=True):
                            found[name].append(seconds)
    article, nothing, server = (round(median(some), 2) for some in found.values())
    return {
        "article_cpu_s": article,
        "nothing_cpu_s": nothing,
        "beyond_cpu_s": round(article - nothing, 2),
        "server_cpu_s": server,
    }


@contextmanager
def serve(script: str, *arguments: str, **environment: str) -> Iterator[psutil.Process]:
    """Runs a script in a process of its own, and ends it."""
    own = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    quiet = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "OMP_NUM_THREADS": "1"}
    everything = {**own, **quiet, "PYTHONPATH": str(ROOT), **environment}
    process = subprocess.Popen([sys.executable, "-c", script, *arguments], env=everything, stdout=subprocess.DEVNULL)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def ask(path: str, body: object = None) -> Any:
    """What Prefect's API answers."""
    words = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}/api/{path}", words, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


def wait_for(flow: str, name: str) -> str:
    """The id of a deployment, as soon as it is there."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            return str(ask(f"deployments/name/{flow}/{name}")["id"])
        except (urllib.error.URLError, ConnectionError):
            time.sleep(1.0)
    raise SystemExit(f"the deployment {name} did not come")


def measure_run(served: psutil.Process, flow: str, name: str) -> tuple[float, float]:
    """CPU seconds of a run of the deployment, and of Prefect's server meanwhile, both without those of idle waiting."""
    settle(served)
    began, idle_from = add_up(served), time.monotonic()
    time.sleep(IDLE_SECONDS)
    now, at = add_up(served), time.monotonic()
    idle = [(b - a) / (at - idle_from) for a, b in zip(began, now, strict=True)]
    run = ask(f"deployments/{wait_for(flow, name)}/create_flow_run", {"state": {"type": "SCHEDULED"}})["id"]
    while ask(f"flow_runs/{run}")["state_type"] not in ENDED:
        time.sleep(0.5)
    state = ask(f"flow_runs/{run}")["state_type"]
    if state != "COMPLETED":
        raise SystemExit(f"the run of {name} is {state}")
    settle(served)
    seconds = time.monotonic() - at
    ours, server = (b - a - rate * seconds for a, b, rate in zip(now, add_up(served), idle, strict=True))
    return ours, server


def settle(served: psutil.Process) -> None:
    """Waits until no process of a run is left."""
    end = time.monotonic() + PATIENCE
    while any("prefect.engine" in read_command(child) for child in served.children()) and time.monotonic() < end:
        time.sleep(0.5)
    time.sleep(1.0)


def read_command(process: psutil.Process) -> str:
    """What a process was started with; nothing where it has ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def add_up(served: psutil.Process) -> tuple[float, float]:
    """The CPU seconds so far: of what serves, with its children but for the server, and of the server."""
    times = served.cpu_times()
    own, server = times.user + times.system + times.children_user + times.children_system, 0.0
    for child in served.children():
        spent = child.cpu_times()
        seconds = spent.user + spent.system + spent.children_user + spent.children_system
        if "prefect" in read_command(child) and " server " in read_command(child):
            server += seconds
        else:
            own += seconds
    return own, server


if __name__ == "__main__":
    main()
