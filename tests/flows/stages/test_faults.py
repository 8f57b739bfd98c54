"""What goes wrong around a run: each fault ends in a clear message, a true row in `runs`, and a next run that heals."""

import ctypes
import errno
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from flows.command.failures import explain, is_mendable
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.batching import Batch
from flows.stages.engine import LOSSES, WorkerLostError, annotate_all
from flows.stages.run import run_job
from flows.stages.tidying import close_abandoned
from tests.flows.conftest import HARBOUR, ORCHARD, Heard
from tests.flows.tables import OF_THE_PLACE, read_tables
from warehouse.lake.lake import Lake
from warehouse.lake.storage import Storage

ROOT = Path(__file__).resolve().parents[3]


def statuses(data):
    return Lake(data / "lake").read("runs").sort_by("started_at")["status"].to_pylist()


@pytest.fixture
def undisturbed(taken_in):
    return tables_of(taken_in)


def tables_of(data):
    return read_tables(data / "onrecord.duckdb", OF_THE_PLACE)


@pytest.mark.parametrize("files", [0, 5])
def test_a_disk_that_fills_up(run, source, tmp_path, undisturbed, files):
    """After so many files there is no room; when there is again, the same command completes."""
    written = []
    write = Storage.write_parquet

    def write_while_there_is_room(self, path, table):
        written.append(path)
        if len(written) > files + 1:  # the first is the row that says the run is running
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(self, path, table)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(OSError, match="No space") as caught:
        patch.setattr(Storage, "write_parquet", write_while_there_is_room)
        run(source)
    assert explain(caught.value, Settings(tmp_path / "data")).startswith("no room left")
    run(source)
    assert statuses(tmp_path / "data") == ["killed", "completed"]
    assert tables_of(tmp_path / "data") == undisturbed


@pytest.mark.slow
def test_a_file_limit_of_the_system(source, tmp_path):
    """The system itself refuses to write more: a sentence, and no trace of the program's inside."""
    huge = tmp_path / "huge.jsonl"
    words = " ".join(f"word{i:x}" for i in range(60_000))
    huge.write_text(json.dumps({"id": "huge", "text": words, "language": "de"}) + "\n", encoding="utf-8")

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    command = [sys.executable, "-m", "flows.command.cli", "run", str(huge), "--data", str(tmp_path / "data"), "--quiet"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=limit)
    assert run.returncode == 1
    assert run.stderr.startswith("onrecord: ")
    assert "File too large" in run.stderr
    assert "Traceback" not in run.stderr
    assert statuses(tmp_path / "data") == ["failed"]


@pytest.mark.slow
@pytest.mark.parametrize("is_ended", [False, True], ids=["left alone", "asked to end"])
@pytest.mark.parametrize("megabytes", range(1_350, 2_100, 75))
def test_an_address_space_that_is_small(source, tmp_path, megabytes, is_ended):
    """A run for which it is enough or not ends, in a sentence where it fails, and the next one goes on.

    It ends soon, too, when it is asked to.
    """
    data = tmp_path / "data"
    caught = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(run_of(source, data), cwd=ROOT, preexec_fn=leave(megabytes), **caught) as run:
        words = ""
        while is_ended and "transform: " not in words and (line := run.stderr.readline()):
            words += line
        if is_ended:
            run.send_signal(signal.SIGTERM)
        words += run.communicate(timeout=60 if is_ended else 600)[1]
    assert "Traceback" not in words
    assert run.returncode in (0, 1)
    if run.returncode == 1:
        last = words.splitlines()[-1]
        assert "not enough memory" in last or (is_ended and "request to end" in last)
    assert subprocess.run(run_of(source, data), cwd=ROOT, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("megabytes", [400, 800, 1_229])
def test_an_address_space_in_which_no_run_ends(source, tmp_path, megabytes):
    """1.2 GB and less are refused before anything is begun: libraries would end the process, or never go on."""
    data = tmp_path / "data"
    done = subprocess.run(
        run_of(source, data), cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=leave(megabytes)
    )
    assert done.returncode == 1
    assert re.fullmatch(r"onrecord: there is not enough memory.*; nothing was changed\n", done.stderr)
    assert not data.exists()


def run_of(source, data):
    return [sys.executable, "-m", "flows.command.cli", "run", str(source), "--data", str(data), "--workers", "1"]


def leave(megabytes):
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def test_want_of_memory_is_a_sentence_and_other_errors_are_not(tmp_path):
    for error in (
        MemoryError(),
        RuntimeError("can't start new thread"),
        duckdb.OutOfMemoryException("no block"),
        pa.ArrowMemoryError("malloc"),
        pa.ArrowException("Unknown error: Failed to launch worker thread: Resource temporarily unavailable"),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        ImportError("blis.so: failed to map segment from shared object"),
    ):
        assert is_mendable(error)
        assert explain(error, Settings(tmp_path)).startswith("there is not enough memory (")
    assert not is_mendable(RuntimeError("a mistake"))
    assert not is_mendable(ImportError("cannot import name 'x' from 'y'"))


def test_files_are_made_safe_although_no_thread_can_be_started(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr("warehouse.lake.storage._sync", synced.append)
    monkeypatch.setattr("threading.Thread.start", lambda thread: (_ for _ in ()).throw(RuntimeError("no thread")))
    Storage(tmp_path).sync(["quotes/a.staged"])
    assert [path.name for path in synced] == ["a.staged", tmp_path.name, "quotes"]


def test_a_data_directory_that_cannot_be_made(source, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    command = [sys.executable, "-m", "flows.command.cli", "run", str(source), "--data", str(tmp_path / "file" / "data")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].startswith("onrecord: cannot use the data directory")


def test_a_read_only_data_directory(source, data):
    before = tables_of(data)
    for folder in [data, *(path for path in data.rglob("*") if path.is_dir())]:
        folder.chmod(0o555)
    command = [sys.executable, "-m", "flows.command.cli", "run", str(source), "--data", str(data), "--quiet"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=heed_permissions)
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("onrecord: cannot write in the data directory")
    assert tables_of(data) == before


def heed_permissions():
    """Takes from the process about to start what lets root pass over permissions (CAP_DAC_OVERRIDE)."""
    drop_from_bounding_set, dac_override = 24, 1
    ctypes.CDLL(None).prctl(drop_from_bounding_set, dac_override, 0, 0, 0)


@pytest.mark.slow
def test_control_c_ends_the_run_in_words(source, tmp_path):
    """As a terminal sends it, to the workers as well; what is committed stays, and the next run goes on."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    many = tmp_path / "many.jsonl"
    copies = [{**row, "id": f"{row['id']}-{i}", "text": f"{row['text']}{i}"} for i in range(20) for row in rows]
    many.write_text("".join(json.dumps(row) + "\n" for row in copies), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "flows.command.cli",
        "run",
        str(many),
        "--data",
        str(tmp_path / "data"),
        "--workers",
        "2",
    ]
    environment = {**os.environ, "ONRECORD_BATCH_SIZE": "1"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    lake = Lake(tmp_path / "data" / "lake")
    deadline = time.monotonic() + 120
    while not lake.batches("annotations"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    last = said.splitlines()[-1]
    assert re.search(r"by the user \(Ctrl-C\) at stage transform, \d+ of 40 batches committed; run again", last), said
    assert "Traceback" not in said
    assert statuses(tmp_path / "data") == ["failed"]


@pytest.mark.parametrize(
    ("table", "harm"),
    [
        ("quotes", "cut"),
        ("article_entities", "gone"),
        ("entity_links", "scrambled"),
        ("runs", "cut"),
        ("articles", "cut"),
    ],
)
def test_a_damaged_file(source, data, undisturbed, table, harm):
    damaged = next((data / "lake" / table).rglob("*.parquet"))
    if harm == "gone":
        damaged.unlink()
    elif harm == "cut":
        damaged.write_bytes(damaged.read_bytes()[:-20])
    else:
        damaged.write_bytes(bytes(byte ^ 0x5A for byte in damaged.read_bytes()))
        Lake(data / "lake").append_log("runs", failed_run(), "run_id")  # as after a run that stumbled over it
    heard = Heard()
    run_job(Settings(data), [str(source)], SourceOptions(), heard)
    assert any("is damaged" in line and table in line for line in heard.lines)
    assert tables_of(data) == undisturbed
    assert len(list((data / "lake" / "_damaged").glob("*.damaged"))) == (harm != "gone")


def failed_run():
    from warehouse.arrow import to_table

    row = {"run_id": "run_later", "started_at": datetime.now(UTC) + timedelta(seconds=1), "status": "failed"}
    return to_table("runs", [{**row, "sources": [], "pipeline_version": "0", "model": "m", "counts": "{}"}])


def test_text_that_is_lost_is_told(data, tmp_path):
    for file in (data / "lake" / "articles").rglob("*.parquet"):
        file.write_bytes(b"")
    heard = Heard()
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "other", "text": ORCHARD}) + "\n", encoding="utf-8")
    run_job(Settings(tmp_path / "data"), [str(other)], SourceOptions(), heard)
    assert any("the text of 2 articles is lost" in line for line in heard.lines)


def test_a_clock_set_back_does_not_turn_revisions_round(run, source, data, monkeypatch):
    edited = {"id": "harbour", "text": HARBOUR.replace("40 million", "45 million")}
    source.write_text(json.dumps(edited) + "\n", encoding="utf-8")

    class Yesterday(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) - timedelta(days=1)

    monkeypatch.setattr("flows.stages.record.datetime", Yesterday)
    run(source)
    rows = read_tables(data / "onrecord.duckdb", leave_out=())["articles"]
    (current,) = [row for row in rows if "'harbour'" in row and "True" in row]
    assert "45 million" in current


def test_lost_workers_are_replaced_while_work_gets_done():
    batches = [Batch(f"b{i}", (f"a{i}",), 0) for i in range(7)]
    calls = []

    def lose_after_one(left):
        calls.append(len(left))
        yield left[0], {"words": 1}
        raise BrokenProcessPool

    assert [batch.batch_id for batch, _ in annotate_all(batches, lose_after_one)] == [b.batch_id for b in batches]
    assert calls == [7, 6, 5, 4, 3, 2, 1]


def test_workers_that_only_die_end_the_run_in_words():
    calls = []

    def lose(left):
        calls.append(left)
        raise BrokenProcessPool
        yield

    with pytest.raises(WorkerLostError, match=r"killed 3 times in a row.*with 1 batch left"):
        list(annotate_all([Batch("b", ("a",), 0)], lose))
    assert len(calls) == LOSSES


def test_a_killed_run_is_closed_without_waiting_for_the_next(run, source, tmp_path, monkeypatch):
    run(source, stages=("ingest",))
    lake = Lake(tmp_path / "data" / "lake")
    row = lake.read("runs").to_pylist()[0]
    from warehouse.arrow import to_table

    lake.append_log("runs", to_table("runs", [{**row, "run_id": "run_x", "status": "running"}]), "run_id")
    assert close_abandoned(Settings(tmp_path / "data"))
    assert sorted(Lake(tmp_path / "data" / "lake").read("runs")["status"].to_pylist()) == ["completed", "killed"]
