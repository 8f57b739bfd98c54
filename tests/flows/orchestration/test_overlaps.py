"""A tick that Prefect refused is said in words, and its run removed; what a person cancelled stays."""

from datetime import UTC, datetime
from types import SimpleNamespace

from flows.orchestration.overlaps import REFUSED, sweep_refused


class Client:
    """Prefect's, as far as it is asked: the runs it has, and which were deleted."""

    def __init__(self, runs):
        self.runs, self.deleted = runs, []

    def read_flow_runs(self, flow_run_filter, deployment_filter):
        assert flow_run_filter.state.type.any_ and deployment_filter.name.any_ == ["wires"]
        return self.runs

    def delete_flow_run(self, run_id):
        self.deleted.append(run_id)


def a_run(run_id, message, minute, start_time=None):
    due = datetime(2031, 3, 3, 9, minute, tzinfo=UTC)
    state = SimpleNamespace(message=message)
    return SimpleNamespace(
        id=run_id, name=f"wires {run_id}", state=state, expected_start_time=due, start_time=start_time
    )


def test_only_refused_ticks_go_and_each_is_said():
    begun = datetime(2031, 3, 3, 9, 5, tzinfo=UTC)
    runs = [a_run("b", REFUSED, 2), a_run("a", REFUSED, 1), a_run("c", "by hand", 3), a_run("d", REFUSED, 4, begun)]
    client, said = Client(runs), []
    assert sweep_refused(client, ["wires"], said.append) == 2
    assert client.deleted == ["a", "b"]
    assert said[0].startswith("wires a, due at 09:01:00, was left out")
