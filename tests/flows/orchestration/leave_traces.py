"""Runs the flow in its own process, or by a worker that stays; prints what Prefect shows of it, without ids and times.

python -m tests.flows.orchestration.leave_traces here|afar SOURCE DATA
"""

import json
import os
import re
import sys
import time
from contextlib import nullcontext
from operator import attrgetter
from pathlib import Path

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, FlowRunFilter, LogFilter

from flows.orchestration.meeting import ADDRESS
from flows.orchestration.prefect_flow import onrecord_flow
from flows.orchestration.warm import WarmWorker

CHANGING = re.compile(r"run_\w+|[0-9a-f-]{36}|-[0-9a-f]{3}\b|batch_\w+|\d\d:\d\d:\d\d")


def main():
    where, source, data = sys.argv[1:]
    with WarmWorker() if where == "afar" else nullcontext():
        while where == "afar" and not Path(os.environ[ADDRESS]).exists():
            time.sleep(0.1)
        state = onrecord_flow([source, f"{source}.none"], data, return_state=True)
        assert ("pyarrow" in sys.modules) == (where == "here")
    traces = read_traces(state.state_details.flow_run_id) | {"state": [state.name, state.message]}
    sys.stdout.write(CHANGING.sub("*", json.dumps(traces).replace(data, "DATA")))


def read_traces(run_id):
    """What Prefect keeps of a run."""
    this = {"any_": [str(run_id)]}
    ours = FlowRunFilter.model_validate({"id": this})
    with get_client(sync_client=True) as client:
        for _ in range(60):  # it is told of tasks and lines by and by
            tasks = client.read_task_runs(flow_run_filter=ours)
            logs = client.read_logs(LogFilter.model_validate({"flow_run_id": this}))
            if any("Finished in state CompletedWith" in log.message for log in logs) and all_ended(tasks):
                break
            time.sleep(0.5)
        found = client.read_artifacts(artifact_filter=ArtifactFilter.model_validate({"flow_run_id": this}))
    tasks, logs = sorted(tasks, key=attrgetter("start_time")), sorted(logs, key=attrgetter("timestamp"))
    return {
        "tasks": [[t.name, t.state_name, sorted(t.tags), t.run_count] for t in tasks],
        "logs": [[log.level, log.message] for log in logs],
        "artifacts": [[a.key, a.type, a.description, a.data] for a in sorted(found, key=attrgetter("key"))],
    }


def all_ended(tasks):
    return len(tasks) > 2 and all(task.state_type == "COMPLETED" for task in tasks)


if __name__ == "__main__":
    main()
