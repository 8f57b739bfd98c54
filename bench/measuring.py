"""What a process of its own costs, it and its children: CPU and wall seconds, and memory."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "../shared/gold/polnear/train.jsonl"
LEFT_OUT = ("PREFECT_API_URL", "PYTHONDONTWRITEBYTECODE")
INTERVAL = 0.1  # seconds between two looks at the memory
RESIDENT = re.compile(r"^Rss(Anon|Shmem|File):\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True)
class Cost:
    """What a process printed, the seconds of CPU (of it and its children) and of the wall, and in bytes the most memory
    of all of them at once, and of the largest child.
    """

    said: str
    cpu: float
    wall: float
    peak: int
    child: int = 0

    @property
    def answer(self) -> Any:
        """What the last line printed says as JSON."""
        return json.loads(self.said.splitlines()[-1])


def run_python(script: str, *arguments: str, python: str | Path = sys.executable) -> Cost:
    """Runs a script in a process of its own, with one thread of BLAS; raises SystemExit where it fails.

    python: that of another environment, else this one's.
    """
    environment = {k: v for k, v in os.environ.items() if k not in LEFT_OUT}
    environment |= {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    command = [str(python), "-c", script, *arguments]
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        watch = Watch(process.pid)
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    peak, child = watch.stop()
    if process.returncode:
        raise SystemExit(f"{arguments} ended with code {process.returncode}")
    return Cost(said, used.ru_utime + used.ru_stime, wall, peak, child)


class Watch:
    """Follows the memory of a process and its children."""

    def __init__(self, pid: int) -> None:
        self._peak = self._child = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow, args=(pid,), daemon=True)
        self._thread.start()

    def _follow(self, pid: int) -> None:
        while not self._stopping.wait(INTERVAL):
            found = [read_resident(p) for p in find_family(pid)]
            self._peak = max(self._peak, add_up(found))
            self._child = max(self._child, *map(sum, found[1:]), 0)

    def stop(self) -> tuple[int, int]:
        """Ends the watching and gives the peak in bytes, and that of the largest child."""
        self._stopping.set()
        self._thread.join()
        return self._peak, self._child


def find_family(pid: int) -> list[int]:
    """The process, its children and theirs."""
    found = [pid]
    for parent in found:
        try:
            for children in Path(f"/proc/{parent}/task").glob("*/children"):
                found += map(int, children.read_text(encoding="ascii").split())
        except OSError:  # it has ended
            continue
    return found


def add_up(processes: Iterable[tuple[int, int]]) -> int:
    """The memory of processes of which each has so many bytes of its own and so many of files.

    Files are libraries, of which the processes share one copy in memory: they count as often as the process with the
    most of them has them. (PSS, which says it exactly, counts less while other programs use the same libraries.)

    >>> add_up([(30, 100), (400, 90), (400, 90)])
    930
    """
    own, files = zip(*processes, strict=True)
    return sum(own) + max(files)


def read_resident(pid: int) -> tuple[int, int]:
    """The bytes of a process in memory: its own, and those of files; none when it has ended."""
    try:
        words = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0, 0
    kilobytes = {name: int(count) for name, count in RESIDENT.findall(words)}
    return sum(kilobytes.get(name, 0) for name in ("Anon", "Shmem")) * 1024, kilobytes.get("File", 0) * 1024
