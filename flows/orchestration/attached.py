"""What a flow run does that `onrecord serve` started: it never writes where nobody may read, and ends with it.

A killed `serve` leaves the pipe that its runs write to without a reader. A library that writes to it then ends the
thread it is in, be it the one that waits for the workers, and the run would wait for ever with the directory's lock.
"""

from __future__ import annotations

import atexit
import os
import select
import signal
import sys
import threading
import time
from contextlib import suppress
from functools import cache

import psutil

from flows.stages.lease import end_family

SERVED_BY = "ONRECORD_SERVED_BY"  # environment variable: the process of `onrecord serve`
LOOK = 1.0  # seconds between two looks at whether it is there
GRACE = 10.0  # seconds in which a run may end by itself
SLOW = 5.0  # seconds for which a reader that does not read is waited for
CHUNK = 4096  # bytes that a pipe takes at once when it says that it takes any


@cache
def attach() -> None:
    """Ties this process to the `onrecord serve` that started it; does nothing where none did."""
    server = os.environ.get(SERVED_BY, "")
    if server.isdecimal():
        for descriptor in (1, 2):
            pass_on(descriptor)
        threading.Thread(target=follow, args=(int(server),), daemon=True).start()


def pass_on(descriptor: int) -> None:
    """Puts a pipe of our own before an output: writing to it works whoever reads on the far side, or does not."""
    outside = os.dup(descriptor)
    inside, entrance = os.pipe()
    os.dup2(entrance, descriptor)  # the workers' too, which begin later
    os.close(entrance)
    thread = threading.Thread(target=pump, args=(inside, outside), daemon=True)
    thread.start()
    atexit.register(_finish, descriptor, outside, thread)


def pump(inside: int, outside: int) -> None:
    """Copies what is written to where it should go, and drops it where nobody takes it."""
    patience = SLOW
    while data := os.read(inside, CHUNK):
        taken = patience >= 0 and bool(select.select((), (outside,), (), patience)[1])
        patience = patience if patience < 0 else SLOW if taken else 0.0
        if taken:
            try:
                os.write(outside, data)
            except OSError:  # nobody reads any more
                patience = -1.0


def _finish(descriptor: int, outside: int, thread: threading.Thread) -> None:
    with suppress(OSError, ValueError):
        (sys.stdout if descriptor == 1 else sys.stderr).flush()
    os.dup2(outside, descriptor)
    thread.join(1.0)


def follow(server: int) -> None:
    """Ends this run when `onrecord serve` is gone: first as on a request to end, then by force."""
    try:
        process = psutil.Process(server)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            time.sleep(LOOK)
    except psutil.Error:
        pass
    sys.stderr.write("onrecord serve has ended, and this run with it; what was committed stays\n")
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    end_family(os.getpid())
