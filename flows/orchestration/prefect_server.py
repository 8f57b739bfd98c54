"""A Prefect server of our own: started where none is configured, watched, and found again after a kill."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

START_SECONDS = 180.0  # the first start makes Prefect's database, which takes half a minute on a busy machine
RESTART_PAUSE = 5.0
HOST = "127.0.0.1"


class ServerError(RuntimeError):
    """The server does not start; the words say why."""


class Server:
    """A Prefect server in a process of its own, whose database and log are in `home`."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self.api = f"http://{HOST}:{port}/api"
        self.pid: int | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()

    def __enter__(self) -> Server:
        self.home.mkdir(parents=True, exist_ok=True)
        self.pid = self._find_own()
        if self.pid is None:
            self._start()
        try:
            self._wait()
        except ServerError:
            self.__exit__()
            raise
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stopping.set()
        if self.pid is not None:
            _end(self.pid, self._child)
        self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self.home / "server.json"

    @property
    def log(self) -> Path:
        """What the server writes."""
        return self.home / "server.log"

    def _find_own(self) -> int | None:
        """The server that a killed `onrecord serve` left behind, if it still answers on our port."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        is_ours = note.get("port") == self.port and _is_prefect(int(note.get("pid", 0)))
        return int(note["pid"]) if is_ours and is_healthy(self.api) else None

    def _start(self) -> None:
        if not _is_free(self.port):
            raise ServerError(
                f"port {self.port} is used by another program; give another --port, or set PREFECT_API_URL to a "
                "Prefect server that runs already"
            )
        environment = {**os.environ, "PREFECT_HOME": str(self.home.absolute())}
        environment.pop("PREFECT_API_URL", None)
        environment["PREFECT_UI_URL"] = self.api.removesuffix("/api")  # for links in alerts
        environment["PREFECT_UI_API_URL"] = self.api  # else the pages ask port 4200, wherever they are served
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(self.port)]
        with self.log.open("ab") as log:
            # a session of its own: control-C reaches `onrecord serve` first, which ends the runs and then the server
            self._child = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )
        self.pid = self._child.pid
        self._note.write_text(json.dumps({"pid": self.pid, "port": self.port}), encoding="utf-8")

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not is_healthy(self.api):
            if self._child and self._child.poll() is not None:
                raise ServerError(f"the Prefect server ended with code {self._child.returncode}; see {self.log}")
            if time.monotonic() > deadline:
                raise ServerError(f"the Prefect server does not answer after {START_SECONDS:.0f} s; see {self.log}")
            time.sleep(0.3)

    def _watch(self) -> None:
        """Starts the server anew when it dies: schedules live in its database, so nothing is lost."""
        while not self._stopping.wait(RESTART_PAUSE):
            if self.pid is not None and not _is_alive(self.pid, self._child) and _is_free(self.port):
                self._start()


def is_healthy(api: str) -> bool:
    """Whether a Prefect API answers at this address."""
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=5) as answer:
            return bool(answer.read().strip() == b"true")
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _is_prefect(pid: int) -> bool:
    """Whether the process is a Prefect server: numbers of ended processes are given to others."""
    try:
        return b"prefect" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _is_alive(pid: int, child: subprocess.Popen[bytes] | None) -> bool:
    if child is not None:
        return child.poll() is None
    return _is_prefect(pid)


def _end(pid: int, child: subprocess.Popen[bytes] | None) -> None:
    for how, patience in ((signal.SIGTERM, 15.0), (signal.SIGKILL, 5.0)):
        if not _is_alive(pid, child):
            return
        os.kill(pid, how)
        deadline = time.monotonic() + patience
        while _is_alive(pid, child) and time.monotonic() < deadline:
            time.sleep(0.1)
