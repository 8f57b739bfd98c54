"""Who holds a data directory: beats, stuck work ended, a stopped or dead holder told apart from a working one."""

import multiprocessing
import os
import signal
import time

import pytest

from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages import holding
from flows.stages.holding import BusyError, hold
from flows.stages.lease import Lease, Onlooker, Pulse, beating, read_lease
from flows.stages.run import How, run_job
from flows.stages.tidying import mend
from tests.flows.conftest import Heard
from warehouse.lake.lake import Lake

PROCESSES = multiprocessing.get_context("spawn")


def hold_for_ever(data):
    settings = Settings(data)
    with hold(settings, Silent()):
        time.sleep(600)


def hang(path):
    """Work that does not move: its pulse has half a second of patience."""
    pulse = Pulse(path, Silent(), stuck=0.5, beat=0.1)
    pulse.begin("transform", 3)
    pulse.run()


def wait_for(what, seconds=60):
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def test_a_holder_says_what_it_is_at_and_leaves_nothing(tmp_path):
    heard = Heard()
    with beating(tmp_path / "lease", heard) as pulse:
        pulse.begin("transform", 3)
        pulse.say("fetching https://ann:s3cret@a.example/")
        pulse.beat()
        lease = read_lease(tmp_path / "lease")
    assert (lease.pid, lease.doing) == (os.getpid(), "transform")
    assert heard.lines == ["fetching https://***@a.example/"]
    assert not (tmp_path / "lease").exists()


def test_work_that_does_not_move_is_ended_and_says_why(tmp_path):
    process = PROCESSES.Process(target=hang, args=(tmp_path / "lease",))
    process.start()
    process.join(60)
    assert process.exitcode == 1
    assert "nothing has moved" in read_lease(tmp_path / "lease").ended


def test_what_a_stuck_run_said_stands_in_its_row(data):
    lake = Lake(data / "lake")
    row = lake.read("runs").slice(0, 1).to_pylist()[0]
    from warehouse.arrow import to_table

    lake.append_log("runs", to_table("runs", [{**row, "run_id": "run_stuck", "status": "running"}]), "run_id")
    mend(lake, Silent(), last_words="nothing has moved")
    (found,) = [r for r in lake.read("runs").to_pylist() if r["run_id"] == "run_stuck"]
    assert (found["status"], found["message"]) == ("killed", "nothing has moved")


def test_a_working_holder_is_waited_for_and_named(tmp_path, monkeypatch):
    monkeypatch.setattr(holding, "LOOK", 0.2)
    process = PROCESSES.Process(target=hold_for_ever, args=(tmp_path,))
    process.start()
    wait_for(lambda: read_lease(tmp_path / ".run.lease"))
    heard = Heard()
    try:
        with pytest.raises(BusyError), hold(Settings(tmp_path), heard, patience=1):
            raise AssertionError("held twice")
        assert f"process {process.pid}" in heard.lines[0]
        assert process.is_alive()
    finally:
        process.kill()
        process.join()
    with hold(Settings(tmp_path), heard, patience=1):
        assert read_lease(tmp_path / ".run.lease").pid == os.getpid()


@pytest.mark.parametrize("is_paused", [False, True])
def test_a_holder_without_a_beat_is_ended_unless_it_was_paused(tmp_path, is_paused):
    process = PROCESSES.Process(target=time.sleep, args=(600,))
    process.start()
    pulse = Pulse(tmp_path / "lease", Silent())
    import psutil

    pulse.lease = Lease(process.pid, psutil.Process(process.pid).create_time(), pulse.lease.host, doing="load")
    pulse.beat()
    if is_paused:
        os.kill(process.pid, signal.SIGSTOP)
        wait_for(lambda: psutil.Process(process.pid).status() == psutil.STATUS_STOPPED)
    onlooker = Onlooker(tmp_path / "lease", silent=0)
    words = onlooker.end_stuck()
    assert "no sign of life" in words
    assert ("cannot be ended" in words) is is_paused
    if is_paused:
        process.kill()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def test_another_process_of_the_same_number_is_left_alone(tmp_path):
    pulse = Pulse(tmp_path / "lease", Silent())
    pulse.lease = Lease(os.getpid(), 1.0, pulse.lease.host)
    pulse.beat()
    assert "cannot be ended" in Onlooker(tmp_path / "lease", silent=0).end_stuck()


def test_a_run_leaves_no_lease(tmp_path):
    run_job(Settings(tmp_path / "data", workers=1), [], SourceOptions(), Silent(), How(stages=("load",)))
    assert not (tmp_path / "data" / ".run.lease").exists()
