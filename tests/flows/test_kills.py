"""Kills at random moments, of the run and of its workers: the next run ends with the tables of an undisturbed one."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.flows.tables import read_tables
from warehouse.lake import Lake

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("KILLS", "60"))  # every third one of a worker
ARTICLES = 12


def start(source, data):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    environment |= {"PYTHONPATH": str(ROOT), "ONRECORD_BATCH_SIZE": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "flows.cli", "run", str(source), "--data", str(data), "--workers", "2", "--quiet"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


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
        family = find_family(process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert start(articles, tmp_path).wait() == 0
    assert read_tables(tmp_path / "onrecord.duckdb") == tables
    assert "running" not in Lake(tmp_path / "lake").read("runs")["status"].to_pylist()
    gone = time.monotonic() + 30
    while any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in family):
        assert time.monotonic() < gone, "a worker outlived its run"
        time.sleep(0.2)


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


def find_family(process):
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def find_workers(process):
    return [child for child in find_family(process) if "spawn_main" in command_of(child)]


def command_of(process):
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""
