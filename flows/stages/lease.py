"""Who holds a data directory, and whether its work moves: a live process is not taken for a working one.

The holder beats: a thread writes the lease every few seconds, and looks whether anything moves, be it that the holder
and its workers use the processor or that a stage tells of progress. Where nothing moves for long, the process says so
and ends itself; where the lease stands still, a run that waits ends its holder. What was committed stays either way.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psutil

from flows.progress import Reporter
from transforms.documents.masking import mask

BEAT = 5.0  # seconds between two beats
STUCK = 900.0  # seconds without any progress and with an idle processor, after which work is taken for stuck
SPINNING = 6 * 3600.0  # seconds without any progress, however busy the processor is
SILENT = 180.0  # seconds a waiting run sees no beat before it takes the holder for stuck
IDLE = 0.1  # share of one core below which a process with its workers does nothing
FAULTS = (psutil.Error, OSError)
HELPERS: set[int] = set()  # processes that work for the holder, beside those it started


@dataclass(frozen=True)
class Lease:
    """What a holder writes of itself: its process (pid and when it began), its beats, and what it is at.

    ended: why the holder ended itself, empty while it works.
    """

    pid: int
    born: float
    host: str
    beat: int = 0
    doing: str = "start"
    ended: str = ""


def read_lease(path: Path) -> Lease | None:
    """The lease as it was last written; None where there is none that can be read."""
    try:
        return Lease(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(path: Path, lease: Lease) -> None:
    draft = path.with_name(f"{path.name}.draft")
    with suppress(OSError):  # a full disk must not end the work
        draft.write_text(json.dumps(asdict(lease)), encoding="utf-8")
        draft.replace(path)


class Pulse:
    """The beating of one holder; also the reporter through which it hears of progress."""

    def __init__(self, path: Path, reporter: Reporter, stuck: float = STUCK, beat: float = BEAT) -> None:
        self.path, self.reporter = path, reporter
        self.stuck, self.seconds = stuck, beat
        last = read_lease(path)
        self.last_words = last.ended if last else ""  # of a holder before that ended itself
        self.process = psutil.Process()
        self.lease = Lease(self.process.pid, self.process.create_time(), socket.gethostname())
        self.is_over = threading.Event()
        self.moved = self.busy = time.monotonic()  # when a stage last told of progress, when the processor was used
        self.used = self.count_seconds()

    def begin(self, stage: str, total: int | None) -> None:
        """A stage begins."""
        self.lease = replace(self.lease, doing=stage)
        self.moved = time.monotonic()
        self.reporter.begin(stage, total)

    def advance(self, articles: int, words: int = 0) -> None:
        """Articles are done."""
        self.moved = time.monotonic()
        self.reporter.advance(articles, words)

    def say(self, words: str) -> None:
        """A line for the person watching."""
        self.moved = time.monotonic()
        self.reporter.say(mask(words))

    def count_seconds(self) -> float:
        """The seconds of processor that this process, its helpers and those they started have used."""
        total = 0.0
        for process in _family(self.process):
            with suppress(*FAULTS):
                times = process.cpu_times()
                total += times.user + times.system
        return total

    def beat(self) -> None:
        """Writes the lease, and notes whether the processor was used since the last beat."""
        used, now = self.count_seconds(), time.monotonic()
        if abs(used - self.used) > IDLE * self.seconds:  # it falls where a worker ended
            self.busy = now
        self.used = used
        self.lease = replace(self.lease, beat=self.lease.beat + 1)
        _write(self.path, self.lease)

    def complain(self) -> str | None:
        """Why the work is taken for stuck, in words; None while it moves."""
        now = time.monotonic()
        if now - max(self.moved, self.busy) > self.stuck:
            return f"nothing has moved for {self.stuck:.0f} s at stage {self.lease.doing}, so the run was ended"
        if now - self.moved > SPINNING:
            return f"no progress for {SPINNING / 3600:.0f} hours at stage {self.lease.doing}, so the run was ended"
        return None

    def run(self) -> None:
        """Beats until it is over; ends the process where its work is stuck."""
        while not self.is_over.wait(self.seconds):
            self.beat()
            if words := self.complain():
                _write(self.path, replace(self.lease, ended=words))
                with suppress(OSError, ValueError):
                    sys.stderr.write(f"onrecord: {words}; what was committed stays, run again to continue\n")
                end_family(self.process.pid)


def _family(process: psutil.Process) -> Iterator[psutil.Process]:
    heads = [process]
    for helper in HELPERS:
        with suppress(*FAULTS):
            heads.append(psutil.Process(helper))
    for head in heads:
        yield from (head, *_children(head))


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        found: list[psutil.Process] = process.children(recursive=True)
    except FAULTS:
        return []
    return found


def end_family(pid: int) -> None:
    """Ends a process and all that it started, at once; this process too, where it is the one."""
    process = psutil.Process(pid)
    for child in _children(process):
        with suppress(*FAULTS):
            child.kill()
    if pid == os.getpid():
        os._exit(1)
    with suppress(*FAULTS):
        process.kill()


@contextmanager
def beating(path: Path, reporter: Reporter) -> Iterator[Pulse]:
    """Keeps a lease while the block works; gives the reporter to tell of progress."""
    pulse = Pulse(path, reporter)
    pulse.beat()
    thread = threading.Thread(target=pulse.run, daemon=True)
    thread.start()
    try:
        yield pulse
    finally:
        pulse.is_over.set()
        thread.join()
        path.unlink(missing_ok=True)


class Onlooker:
    """Looks at the lease of another holder while it waits for it."""

    def __init__(self, path: Path, silent: float = SILENT) -> None:
        self.path, self.silent = path, silent
        self.seen = read_lease(path)
        self.since = time.monotonic()

    def describe(self) -> str:
        """Who holds the directory, and what it is at."""
        lease = self.seen
        return f" (process {lease.pid} on {lease.host}, at stage {lease.doing})" if lease else ""

    def end_stuck(self) -> str | None:
        """Ends the holder where it has given no sign of life for long; says what it did, or why it could not."""
        lease = read_lease(self.path)
        if lease != self.seen or lease is None:
            self.seen, self.since = lease, time.monotonic()
            return None
        silence = time.monotonic() - self.since
        if silence < self.silent:
            return None
        self.since = time.monotonic()
        where = f"process {lease.pid}, at stage {lease.doing}, has given no sign of life for {silence:.0f} s"
        if lease.host != socket.gethostname() or not _is_running(lease):
            return f"{where} and cannot be ended from here"
        end_family(lease.pid)
        return f"{where} and was ended"


def _is_running(lease: Lease) -> bool:
    """Whether the process is that of the lease, and not a later one of the same number, nor one that was paused."""
    try:
        process = psutil.Process(lease.pid)
        is_same = abs(process.create_time() - lease.born) < 1
        return bool(is_same and process.status() != psutil.STATUS_STOPPED)
    except FAULTS:
        return False
