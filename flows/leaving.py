"""Ending a command although Prefect, once it is imported, will not let the process go."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flows.settings import find_prefect_api


@contextmanager
def leave_in_time() -> Iterator[None]:
    """Ends the process at once where Prefect's API has gone away: Prefect would try for many minutes to tell it all."""
    try:
        yield
    finally:
        api = find_prefect_api() if "prefect" in sys.modules else None
        if api and not _answers(api):
            _leave(sys.exc_info()[1])


def _answers(api: str) -> bool:
    from flows.server import is_healthy

    return is_healthy(api)


def _leave(error: BaseException | None) -> None:
    code = error.code if isinstance(error, SystemExit) else 1
    if error is not None and not isinstance(error, SystemExit):
        sys.stderr.write(f"onrecord: {type(error).__name__}: {error}\n")
    sys.stderr.write("onrecord: the Prefect API went away and was not told all; what was committed stays\n")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1)
