"""Runs whose job the worker of serve does, on a real Prefect server: what its pages show, and runs that are ended."""

import json
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from filelock import FileLock

from flows.orchestration.prefect_server import Server
from tests.flows.conftest import HARBOUR
from tests.flows.orchestration.test_prefect_server import ENDING, ask, completed, onrecord, runs_of, wait_for
from tests.flows.stages.test_kills import command_of, find_children, find_runs
from tests.processes import ROOT, environment, free_port
from warehouse.lake.lake import Lake

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("prefect"), free_port()) as running:
        yield running.api


def test_pages_show_the_same_wherever_the_job_is_done(api, source, tmp_path):
    found = []
    for where in ("here", "afar"):
        command = [sys.executable, "-m", "tests.flows.orchestration.leave_traces", where, source, tmp_path / where]
        kept = {"capture_output": True, "text": True, "timeout": 240}
        done = subprocess.run(list(map(str, command)), cwd=ROOT, env=environment(api), check=False, **kept)
        assert done.returncode == 0, done.stderr
        found.append(json.loads(done.stdout.splitlines()[-1]))
    here, afar = found
    assert [name.split()[0].split("*")[0] for name, *_ in here["tasks"]] == ["ingest", "annotate", "load"]
    assert [key for key, *_ in here["artifacts"]] == ["onrecord-explorer", "onrecord-rejects", "onrecord-run"]
    assert here == afar


@pytest.fixture
def site():
    """An address whose article is held back until `may_go`."""
    may_go = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self):
            words = b""
            if "robots" not in self.path:
                may_go.wait(600)
                words = HARBOUR.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.may_go = may_go
    yield server
    may_go.set()
    server.shutdown()


def test_a_run_that_is_killed_cancelled_or_loses_its_worker_frees_the_directory(api, site, tmp_path):
    data = tmp_path / "data"
    config = tmp_path / "sources.toml"
    address = f"http://127.0.0.1:{site.server_port}/story.txt"
    config.write_text(f'[held]\nsources = ["{address}"]\nevery = "15 s"\nallow_private = ["127.0.0.1"]\n')
    serve = onrecord("serve", "--config", config, "--data", data, api=api)
    try:
        at_work = wait_for_work(api, data)
        find_runs(serve)[0].kill()
        wait_for_free(data, 30)
        assert_ends(api, at_work, "CRASHED")
        at_work = wait_for_work(api, data)
        ask(api, f"flow_runs/{at_work}/set_state", state={"type": "CANCELLING"})
        wait_for_free(data, 60)
        assert_ends(api, at_work, "CANCELLED")
        at_work = wait_for_work(api, data)
        find_worker(serve).kill()
        assert_ends(api, at_work, "CRASHED")
        site.may_go.set()
        wait_for(lambda: completed(api, "held", 1))
    finally:
        serve.terminate()
        said, _ = serve.communicate(timeout=ENDING)
    rows = Lake(data / "lake").read("runs").sort_by("started_at").to_pylist()
    assert [row["status"] for row in rows[:4]] == ["killed", "failed", "killed", "completed"], said
    assert "interrupted by the end of its flow run at stage ingest" in rows[1]["message"]


def wait_for_work(api, data):
    """Waits until a run has the directory; its id."""

    def at_work():
        running = [run for run in runs_of(api, "held") if run["state_type"] == "RUNNING"]
        return running and not is_free(data) and (data / "lake").exists() and running[-1]["id"]

    found = wait_for(at_work)
    time.sleep(3)  # by then it waits for the site
    return found


def find_worker(serve):
    [worker] = [child for child in find_children(serve.pid) if "spawn_main" in command_of(child)]
    return worker


def wait_for_free(data, seconds):
    wait_for(lambda: is_free(data), seconds)


def assert_ends(api, run, state):
    wait_for(lambda: [r for r in runs_of(api, "held") if r["id"] == run and r["state_type"] == state], 90)


def is_free(data):
    lock = FileLock(data / ".run.lock")
    try:
        with lock.acquire(timeout=0):
            return True
    except TimeoutError:
        return False
