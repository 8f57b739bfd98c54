"""Kills at random moments, of the run and of its workers: the next run ends with the tables of an undisturbed one."""

import itertools
import json
import logging
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import psutil
import pytest
from filelock import FileLock, Timeout

from flows.orchestration.prefect_server import Server
from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.run import run_job
from tests.flows.tables import read_tables
from tests.processes import ROOT, environment, free_port
from warehouse.lake.lake import Lake

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("KILLS", "60"))  # every third one of a worker
ARTICLES = 12
SMALL = {"ONRECORD_BATCH_SIZE": "1"}  # many batches: many moments between two commits
# so few words are not worth worker processes otherwise
WITH_WORKERS = "from flows.stages import batching as b; b.SPREAD_FROM = 0; from flows.command.cli import main; main()"
LINES = 300  # of each of the four articles that come over a schedule, which together are worth workers


def start(source, data):
    command = [
        sys.executable,
        "-c",
        WITH_WORKERS,
        "run",
        str(source),
        "--data",
        str(data),
        "--workers",
        "2",
        "--quiet",
    ]
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(command, cwd=ROOT, env=environment(**SMALL), **kept)


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    text = 'Mayor {n} Oldenkott of Rottenhaven said the {n} locks would cost ${n} million. "We pay {n}," she said.\n'
    rows = [{"id": f"a{n}", "text": "".join(text.format(n=n + i) for i in range(20))} for n in range(ARTICLES)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(articles, tmp_path_factory):
    """The tables of a run that nothing disturbs, and how long it takes."""
    data = tmp_path_factory.mktemp("undisturbed")
    began = time.monotonic()
    assert start(articles, data).wait() == 0
    return read_tables(data / "onrecord.duckdb"), time.monotonic() - began


@pytest.mark.parametrize("number", range(KILLS))
def test_a_kill_changes_nothing(articles, undisturbed, tmp_path, number):
    tables, seconds = undisturbed
    chance = random.Random(number)
    process = start(articles, tmp_path)
    if number % 3 == 0:
        family = kill_a_worker(process, chance, seconds)
        assert process.wait() == 0  # another worker takes its place
    else:
        time.sleep(chance.uniform(0.05, 1.0) * seconds)
        family = find_children(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert start(articles, tmp_path).wait() == 0
    assert read_tables(tmp_path / "onrecord.duckdb") == tables
    assert "running" not in Lake(tmp_path / "lake").read("runs")["status"].to_pylist()
    gone = time.monotonic() + 30
    while any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in family):
        assert time.monotonic() < gone, "a worker outlived its run"
        time.sleep(0.2)


FORGOTTEN = "a3"


@pytest.fixture(scope="module")
def taken(articles, tmp_path_factory):
    """A data directory to forget from, what its tables are once that is done, and how long it takes."""
    data, done = tmp_path_factory.mktemp("taken") / "data", tmp_path_factory.mktemp("forgotten") / "data"
    assert start(articles, data).wait() == 0
    shutil.copytree(data, done)
    began = time.monotonic()
    assert start_forget(done).wait() == 0
    seconds = time.monotonic() - began
    assert start(articles, done).wait() == 0
    return data, read_tables(done / "onrecord.duckdb"), seconds


def start_forget(data):
    command = [sys.executable, "-m", "flows.command.cli", "forget", FORGOTTEN, "--data", str(data)]
    kept = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, env=environment(**SMALL), **kept)


@pytest.mark.parametrize("number", range(max(1, KILLS // 6)))
def test_a_killed_forget_is_finished(articles, taken, tmp_path, number):
    before, tables, seconds = taken
    data = shutil.copytree(before, tmp_path / "data")
    process = start_forget(data)
    time.sleep(random.Random(number).uniform(0.3, 1.0) * seconds)  # before that it has only begun to load its parts
    process.kill()
    process.wait()
    if number % 2:
        start_forget(data).wait()  # 1 where it was done before it was killed, or is finished first
    assert start(articles, data).wait() == 0
    found = read_tables(data / "onrecord.duckdb")
    if any("'a3'" in row for row in found["articles"]):  # killed before it was written down
        assert not number % 2
        assert start_forget(data).wait() == 0
        assert start(articles, data).wait() == 0
        found = read_tables(data / "onrecord.duckdb")
    assert found == tables
    with FileLock(data / ".run.lock").acquire(timeout=0):
        assert not list((data / "lake" / "_forgetting").glob("*"))


def kill_a_worker(process, chance, seconds):
    """Kills one of the run's workers at a random moment of their lives; the workers seen."""
    while not (workers := find_workers(process)):
        assert process.poll() is None, "the run ended without workers"
        time.sleep(0.02)
    moment = time.monotonic() + chance.uniform(0, 0.6) * seconds
    while time.monotonic() < moment and (found := find_workers(process)):
        workers = found
        time.sleep(0.02)
    chance.choice(workers).kill()
    return workers


def find_children(pid):
    try:
        listed = [thread.read_text().split() for thread in Path(f"/proc/{pid}/task").glob("*/children")]
        return [psutil.Process(int(child)) for children in listed for child in children]
    except (OSError, psutil.NoSuchProcess):
        return []


def find_workers(process):
    return [child for child in find_children(process.pid) if "spawn_main" in command_of(child)]


def command_of(process):
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


# Over a schedule: articles that arrive are taken in although a worker and the runs at work with them are killed; when a
# run has come to its end, the tables are those of runs that nothing disturbed.
VICTIMS = ("worker", "worker", "run", "run", "run", "run")  # one after another, before the tables are compared
ORPHAN_SECONDS = 120
PATIENCE = 600  # seconds until a tick has taken in what arrived


def test_kills_over_a_schedule(tmp_path, request):
    annotator = request.getfixturevalue("annotator")
    news, data = tmp_path / "news", tmp_path / "data"
    news.mkdir()
    chance = random.Random(60)
    done = {"worker": 0, "run": 0, "nothing": 0}
    with Server(tmp_path / "prefect", free_port()) as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.stages.transform.load_annotator", lambda *given: annotator)
        serve = start_serve(news, data, server.api)
        try:
            numbers = itertools.count()
            while done["worker"] < KILLS // 3 or done["run"] < KILLS - KILLS // 3:
                for victim in VICTIMS:
                    if victim == "worker":
                        write_news(news, next(numbers), LINES)  # or there might be no work for workers any more
                    done[kill_over_schedule(serve, chance, victim)] += 1
                wait_for_tables(data, run_undisturbed(news, tmp_path / "undisturbed"))
                logging.getLogger(__name__).info("killed: %s", done)
        finally:
            serve.terminate()
            serve.wait(PATIENCE)
    statuses = Lake(data / "lake").read("runs")["status"].to_pylist()
    assert set(statuses) <= {"completed", "killed"}
    assert statuses.count("killed") <= done["run"]


LOCK_SECONDS = 60  # after a killed serve, in which the directory's lock must be free


def test_kills_of_serve(tmp_path):
    """Serve is killed at random moments while its run is at work: the run ends, and the next serve goes on."""
    news, data = tmp_path / "news", tmp_path / "data"
    news.mkdir()
    chance = random.Random(10)
    with Server(tmp_path / "prefect", free_port()) as server:
        for number in range(max(1, KILLS // 6)):
            write_news(news, number)
            serve = start_serve(news, data, server.api)
            wait_until(lambda serve=serve: find_runs(serve))
            time.sleep(chance.uniform(0, 12))
            serve.kill()
            serve.wait()
            wait_until(lambda: not is_held(data / ".run.lock"), LOCK_SECONDS)
        serve = start_serve(news, data, server.api)
        try:
            wait_for_tables(data, run_undisturbed(news, tmp_path / "undisturbed"))
        finally:
            serve.terminate()
            serve.wait(PATIENCE)
    assert "running" not in Lake(data / "lake").read("runs")["status"].to_pylist()


def is_held(path):
    if not path.exists():
        return False
    try:
        with FileLock(path).acquire(timeout=0):
            return False
    except Timeout:
        return True


def start_serve(news, data, api):
    command = [sys.executable, "-m", "flows.command.cli", "serve", str(news), "--data", str(data), "--every", "10 s"]
    log = data.with_suffix(".log").open("wb")
    return subprocess.Popen(
        [*command, "--name", "kills", "--workers", "2"], cwd=ROOT, env=environment(api, **SMALL), stdout=log, stderr=log
    )


def write_news(news, number, lines=20):
    text = 'Mayor {n} Oldenkott of Rottenhaven said the {n} locks would cost ${n} million. "We pay {n}," she said.\n'
    rows = [
        {"id": f"a{number}-{part}", "text": "".join(text.format(n=100 * number + 20 * part + i) for i in range(lines))}
        for part in range(4)
    ]
    draft = news.parent / "draft"
    draft.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    draft.replace(news / f"{number:03}.jsonl")


def kill_over_schedule(serve, chance, victim):
    """Kills the run at work, or one of its workers, at a random moment; what was killed, "nothing" if it had ended."""
    wait_until(lambda: find_run_workers(serve) if victim == "worker" else find_runs(serve))
    moment = time.monotonic() + chance.uniform(0, 3 if victim == "worker" else 15)
    while time.monotonic() < moment:
        if not (find_run_workers(serve) if victim == "worker" else find_runs(serve)):
            break
        time.sleep(0.1)
    found = find_run_workers(serve) if victim == "worker" else find_runs(serve)
    if not found:
        return "nothing"
    family = find_run_workers(serve)
    chance.choice(found).kill()
    if victim == "run":
        wait_until(lambda: not any(is_alive(worker) for worker in family), ORPHAN_SECONDS)
    return victim


def is_alive(process):
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def find_runs(serve):
    """The processes of flow runs, which serve starts; their children are the workers."""
    return [child for child in find_children(serve.pid) if "prefect.engine" in command_of(child)]


def find_run_workers(serve):
    return [child for run in find_runs(serve) for child in find_children(run.pid) if "spawn_main" in command_of(child)]


def run_undisturbed(news, data):
    run_job(Settings(data, workers=1, batch_size=1), [str(news)], SourceOptions(), Silent())
    return read_tables(data / "onrecord.duckdb")


def wait_for_tables(data, expected):
    """Waits until a tick has brought the tables to what they should be; shows what differs when none does."""

    def same():
        try:
            return read_tables(data / "onrecord.duckdb") == expected
        except duckdb.Error:  # not there yet
            return False

    try:
        wait_until(same, pause=1.0)
    except AssertionError:
        assert read_tables(data / "onrecord.duckdb") == expected
        raise


def wait_until(what, seconds=PATIENCE, pause=0.1):
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(pause)
    return found
