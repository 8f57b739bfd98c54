"""What tests need that start programs of their own: a free port, and an environment without the tester's settings."""

import os
import socket
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(api=None, **more):
    """For `python -m flows.command.cli`: the tester's variables without Prefect's and ours; api is Prefect's."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "ONRECORD_"))}
    asked = {"PREFECT_API_URL": api} if api else {}
    return {**kept, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **asked, **more}
