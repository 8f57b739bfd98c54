"""Where a flow run and the worker of `onrecord serve` find each other, and how they put what they say."""

from __future__ import annotations

import multiprocessing
import traceback
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

from transforms.version import PIPELINE_VERSION

ADDRESS, KEY = "ONRECORD_WARM_WORKER", "ONRECORD_WARM_KEY"  # in the environment of the runs
CODE = ("flows", "transforms", "warehouse")
ROOT = Path(__file__).resolve().parent.parent.parent
LOST = (OSError, EOFError, multiprocessing.AuthenticationError)
STOP = ("stop", None)
GRACE = 10.0  # seconds in which a worker that is to stop may end by itself


def stamp_code() -> str:
    """Changes whenever a file of the program does."""
    times = [path.stat().st_mtime_ns for folder in CODE for path in (ROOT / folder).rglob("*.py")]
    return f"{PIPELINE_VERSION} {len(times)} {max(times)}"


def make_portable(error: Exception) -> Exception:
    """The error with a note of where it was raised, or its words alone where it cannot be made anew elsewhere."""
    if not hasattr(error, "__notes__"):
        error.add_note("raised in another process:\n" + "".join(traceback.format_exception(error)))
    try:
        ForkingPickler.loads(ForkingPickler.dumps(error))
    except Exception:  # noqa: BLE001 -- any class may refuse
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
