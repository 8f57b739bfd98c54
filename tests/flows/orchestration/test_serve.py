"""Deployments, retries and final states, as far as they can be seen without a Prefect server."""

import errno
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
from prefect.exceptions import ParameterTypeError
from prefect.states import Failed

from flows.orchestration.jobs import Outcome
from flows.orchestration.lineage import describe_lineage
from flows.orchestration.prefect_flow import end_state, onrecord_flow
from flows.orchestration.prefect_server import Server, ServerError
from flows.orchestration.runners import RunnerUnknownError, choose_runner
from flows.orchestration.schedules import make_schedule
from flows.orchestration.serve import AlreadyServedError, make_deployment, only_one, write_one_authority
from flows.orchestration.tasks import may_pass
from flows.settings import Settings
from flows.stages.ingest import IngestCounts
from flows.stages.record import RunResult

ROOT = Path(__file__).resolve().parents[3]
WIRES = make_schedule("wires", {"sources": ["news/"], "every": "1 minute", "overlap": "queue", "workers": 2})


def test_a_schedule_becomes_a_deployment_with_one_run_at_a_time(tmp_path):
    made = make_deployment(WIRES, tmp_path)
    assert made.parameters == {"sources": ["news/"], "data": str(tmp_path), "work": {"workers": 2}}
    assert made.concurrency_limit == 1
    assert made.concurrency_options.collision_strategy == "ENQUEUE"
    assert made.schedules[0].schedule.interval.total_seconds() == 60
    assert made.entrypoint == "flows.orchestration.prefect_flow.onrecord_flow"


def test_cron_keeps_its_timezone(tmp_path):
    nightly = make_schedule("a", {"sources": ["x"], "cron": "0 3 * * *", "timezone": "Europe/Oslo"})
    made = make_deployment(nightly, tmp_path)
    assert (made.schedules[0].schedule.cron, made.schedules[0].schedule.timezone) == ("0 3 * * *", "Europe/Oslo")
    assert made.concurrency_options.collision_strategy == "CANCEL_NEW"


@pytest.mark.parametrize("wrong", [{}, {"sources": ["x"], "work": {"workers": 0}}, {"sources": ["x"], "data": ""}])
def test_parameters_are_validated(wrong):
    with pytest.raises(ParameterTypeError):
        onrecord_flow.validate_parameters(wrong)


def test_parameters_are_described_for_the_form_in_the_ui():
    properties = onrecord_flow.parameters.properties
    assert set(properties) == {"sources", "data", "work", "reading", "reprocess"}
    assert all(field.get("description") for field in properties.values())


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (ConnectionResetError("peer"), True),
        (TimeoutError("slow"), True),
        (OSError(errno.EIO, "input/output error"), True),
        (OSError(errno.ENOSPC, "disk full"), False),
        (PermissionError(errno.EACCES, "no right"), False),
        (FileNotFoundError("gone"), False),
        (ValueError("bad data"), False),
    ],
)
def test_only_what_may_pass_is_tried_again(error, again):
    assert may_pass(None, None, Failed(data=error)) is again


@pytest.mark.parametrize(
    ("counts", "name"),
    [
        (IngestCounts(new=1), "Completed"),
        (IngestCounts(unchanged=2), "Completed"),
        (IngestCounts(new=1, rejected=1), "CompletedWithRejects"),
        (IngestCounts(rejected=1), "TookInNothing"),
        (IngestCounts(), "TookInNothing"),
    ],
)
def test_the_final_state_says_what_was_taken_in(counts, name):
    state = end_state(Outcome(RunResult("run_1", counts).as_counts()))
    assert (state.name, state.type) == (name, "COMPLETED")


def test_the_warehouse_descends_from_the_lake_and_the_lake_from_the_sources(tmp_path):
    settings = Settings(tmp_path / "my data")
    ingest = describe_lineage("ingest", settings, ("https://example.org/a?b=1",))
    assert ingest.made_from == ("https://example.org/a_b=1",)
    load = describe_lineage("load", settings, ())
    assert ingest.made[0] in load.made_from
    assert load.made[0].key.endswith("/my_data/onrecord.duckdb")


@pytest.mark.parametrize("name", ["", "spark", "process pool"])
def test_an_unknown_runner_is_refused(tmp_path, name):
    with pytest.raises(RunnerUnknownError, match="must be process"):
        choose_runner(Settings(tmp_path, runner=name))


def test_a_runner_that_is_not_installed_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "prefect_ray", None)
    with pytest.raises(RunnerUnknownError, match=r"onrecord\[ray\]"):
        choose_runner(Settings(tmp_path, runner="ray"))


def test_a_port_in_use_is_told(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ServerError, match=f"port {port} is used"), Server(tmp_path, port):
            pass


def test_one_authority_is_enough_for_a_client(tmp_path):
    context = ssl.create_default_context(cafile=write_one_authority(tmp_path / "home"))
    assert len(context.get_ca_certs()) == 1


def test_a_data_directory_is_served_once(tmp_path):
    with only_one(tmp_path):
        script = (
            "from pathlib import Path; from flows.orchestration.serve import only_one\n"
            f"with only_one(Path({str(tmp_path)!r})): pass"
        )
        second = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert AlreadyServedError.__name__ in second.stderr


def test_a_run_from_the_command_line_leaves_prefect_alone(source, data, tmp_path):
    script = f"""
import sys
sys.argv = ["onrecord", "run", {str(source)!r}, "--data", {str(data)!r}, "--quiet"]
from flows.command.cli import app
try:
    app()
except SystemExit as end:
    print(end.code, "prefect" in sys.modules)
"""
    command = [sys.executable, "-c", script]
    environment = {"PATH": "", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.stdout.splitlines()[-1] == "0 False", run.stderr
