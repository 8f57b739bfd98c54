"""A query of anyone's, in a process of its own that is ended when it takes too long or too much memory.

DuckDB looks at its own limits between the pieces it works on, and some functions make a gigabyte of one: so the limits
are kept from outside.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import psutil

from warehouse.database.querying import QueryResult, QueryStopped, fetch, open_readonly

MEMORY = 1_000_000_000  # bytes that the process may hold
ASKED = 850_000_000  # bytes of them that it may ask the system for: the code of libraries comes on top
OWN = 600  # megabytes that DuckDB may take by its own count, so that it says what it lacks
LOOK = 0.02  # seconds between two looks at the process
LATE = 1.0  # seconds for which DuckDB may go on after it was told to stop


class QueryFailed(ValueError):
    """A query that is wrong; its words say how."""


def ask_limited(path: Path, sql: str, row_limit: int = 1000, seconds: float = 60) -> QueryResult:
    """The first rows of a query on the warehouse, read only.

    Raises QueryStopped after the given seconds, or where the query needs more than MEMORY; QueryFailed where it is
    wrong, or empty.
    """
    if not sql.strip(" \t\r\n;"):
        raise QueryFailed("there is no query; try: SELECT name, kind FROM entities LIMIT 5")
    until = time.monotonic() + seconds
    asked = pickle.dumps((str(path), sql, row_limit, seconds, until))
    process = subprocess.Popen(
        [sys.executable, "-m", "warehouse.database.limited"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONSAFEPATH": "1"},
    )
    try:
        return _wait(process, asked, seconds, until + LATE)
    finally:
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], asked: bytes, seconds: float, deadline: float) -> QueryResult:
    answers: list[bytes] = []
    reader = threading.Thread(target=_read, args=(process, asked, answers), daemon=True)
    reader.start()
    while reader.is_alive():
        reader.join(LOOK)
        if time.monotonic() > deadline:
            raise QueryStopped(f"stopped after {seconds:g} s")
        if _memory(process.pid) > MEMORY:
            raise QueryStopped(f"stopped: it needs more than {MEMORY / 1e6:,.0f} MB")
    if not answers or not answers[0]:
        raise QueryStopped(f"stopped: it ended without an answer, as it needs more than {MEMORY / 1e6:,.0f} MB")
    kind, found = pickle.loads(answers[0])
    if kind == "rows":
        result: QueryResult = found
        return result
    raise (QueryStopped if kind == "stopped" else QueryFailed)(found)


def _read(process: subprocess.Popen[bytes], asked: bytes, answers: list[bytes]) -> None:
    assert process.stdin and process.stdout
    with suppress(OSError):
        process.stdin.write(asked)
        process.stdin.close()
    answers.append(process.stdout.read())


def _memory(pid: int) -> int:
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def answer(asked: bytes) -> tuple[str, Any]:
    """What the process answers: rows, or why there are none."""
    path, sql, row_limit, seconds, until = pickle.loads(asked)
    _limit_memory()
    try:
        with open_readonly(Path(path), OWN) as con:
            return "rows", fetch(con, sql, row_limit, max(until - time.monotonic(), 0.0))
    except QueryStopped:
        return "stopped", f"stopped after {seconds:g} s"
    except (duckdb.OutOfMemoryException, MemoryError):
        return "stopped", f"stopped: it needs more than {OWN} MB"
    except duckdb.Error as error:
        return "wrong", str(error)


def _limit_memory() -> None:
    """Keeps the process from taking more than MEMORY between two looks at it; not where there is no way."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (ASKED, ASKED))


def main() -> None:
    """The work of the process."""
    asked = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    out.write(pickle.dumps(answer(asked)))
    out.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
