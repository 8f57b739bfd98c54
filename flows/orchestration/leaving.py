"""Ending a command although Prefect, whose API has gone away, will not let the process go."""

from __future__ import annotations

import os
import ssl
import sys
import traceback
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from flows.settings import find_prefect_api

SECONDS = 5.0  # an API may take to answer
ASKED = 2  # times, before an API that does not answer is given up


@contextmanager
def leave_in_time() -> Iterator[None]:
    """Ends the process at once where the Prefect API that the flow run was told to has gone away.

    Prefect would try for many minutes to tell it all. For the commands that run a flow, round all that they do.
    """
    try:
        yield
    finally:
        api = find_prefect_api()
        if api is not None and not any(answers(api) for _ in range(ASKED)):
            _leave(sys.exc_info()[1])


def answers(api: str) -> bool:
    """Whether anything answers at this address, be it that it does not let us in."""
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=SECONDS):
            return True
    except urllib.error.HTTPError:
        return True
    except urllib.error.URLError as error:
        return isinstance(error.reason, ssl.SSLError)
    except OSError:
        return False


def _leave(error: BaseException | None) -> None:
    code = 0 if error is None else getattr(error, "exit_code", getattr(error, "code", 1))
    if not hasattr(error, "exit_code") and not isinstance(error, SystemExit | None):
        traceback.print_exception(error)
    sys.stderr.write("onrecord: the Prefect API went away and was not told all; what was committed stays\n")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)
