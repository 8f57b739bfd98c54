"""A flow run's process without the `onrecord serve` that started it: it writes on, and ends."""

import os
import signal
import subprocess
import sys
import time

import pytest

from flows.orchestration.attached import SERVED_BY, attach
from tests.processes import ROOT, environment

WRITER = """
import sys, time
from flows.orchestration import attached
attached.SLOW = 0.5
attached.pass_on(1)
for number in range(2000):
    print("x" * 100, flush=True)
print("done", file=sys.stderr, flush=True)
"""
FOLLOWER = """
import os, subprocess, sys, time
from flows.orchestration import attached
attached.LOOK, attached.GRACE = 0.1, 1.0
attached.attach()
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)  # as a run that is stuck
time.sleep(600)
"""


def start(code, **more):
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment(**more), **kept)


def test_output_goes_where_it_went(tmp_path):
    said, error = start(WRITER).communicate(timeout=120)
    assert said.count("x" * 100) == 2000
    assert error.strip() == "done"


@pytest.mark.parametrize("is_closed", [True, False])
def test_writing_goes_on_where_nobody_reads(is_closed):
    process = start(WRITER)
    if is_closed:
        process.stdout.close()
    assert process.stderr.read().strip() == "done"  # or it waits for a reader that never comes
    process.kill()
    process.wait()


def test_a_run_ends_with_its_serve_and_so_does_what_it_started():
    import psutil

    serve = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    run = start(FOLLOWER, **{SERVED_BY: str(serve.pid)})
    child = psutil.Process(int(run.stdout.readline()))
    time.sleep(0.5)
    assert run.poll() is None
    serve.kill()
    serve.wait()
    assert run.wait(60) == 1
    assert "onrecord serve has ended" in run.stderr.read()
    deadline = time.monotonic() + 30
    while child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_run_of_ones_own_is_not_tied_to_anything(monkeypatch):
    monkeypatch.delenv(SERVED_BY, raising=False)
    before = signal.getsignal(signal.SIGTERM), os.fstat(1).st_ino
    attach.cache_clear()
    attach()
    assert (signal.getsignal(signal.SIGTERM), os.fstat(1).st_ino) == before
