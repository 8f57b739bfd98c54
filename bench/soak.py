"""Two hours of a tick a minute, in fast motion, while others read, browse, export and forget.

python -m bench.soak [TICKS] (120 by default). Before each tick some articles arrive, an older one comes in another
wording, a line is broken. One process takes the folder in again and again, as a schedule does, without a pause between
two ticks; meanwhile a browser asks the explorer for its pages, a reader counts the rows of the warehouse and of the
lake, every fifth tick tables are exported and every eighth an article is forgotten. At the end the tables must be those
of one run over the same folder that nothing disturbed.

Ends with exit code 1 where a page was no 200, a command failed, a row was lost or stood twice, a table differs, or a
process has grown by more than 60 MB since a third of the ticks was done.
"""

from __future__ import annotations

import itertools
import json
import multiprocessing
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.run import run_job
from flows.stages.withdraw import forget_article
from tests.flows.tables import read_tables
from tests.processes import environment, free_port
from warehouse.database.database import open_readonly
from warehouse.lake.lake import Lake
from warehouse.seeds import SEEDS
from warehouse.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
ARRIVE = 3  # articles before each tick
EXPORT_EVERY, FORGET_EVERY = 5, 8
MOST_GROWTH = 60  # MB from the time when a third of the ticks was done
PAUSE = 0.5  # seconds between two looks of a reader
PAGES = (
    *("/", "/articles", "/quotes?sort=-confidence", "/money?sort=-amount", "/demands", "/entities", "/rejects"),
    *(
        "/search?q=said",
        "/compare",
        "/life",
        "/review",
        "/download/quotes.csv",
        "/network",
        "/health",
        "/sql?q=SELECT+count(*)+FROM+quotes",
    ),
)


class News:
    """The folder that articles arrive in: copies of the samples, each with a figure and a name of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.samples = [path.read_text(encoding="utf-8") for path in sorted((SEEDS / "articles").glob("*.txt"))]
        self.pick = random.Random(16)
        self.ids: list[str] = []

    def arrive(self, tick: int) -> None:
        """Writes the file of a tick, whole or not at all."""
        lines = []
        for part in range(ARRIVE):
            self.ids.append(f"a{tick}-{part}")
            lines.append(json.dumps({"id": self.ids[-1], "text": self.write(10 * tick + part)}))
        if tick % 3 == 2:
            older = self.pick.choice(self.ids[:-ARRIVE])
            lines.append(json.dumps({"id": older, "text": self.write(10 * tick + 9)}))
        if tick % 4 == 3:
            lines.append('{"id": "broken", "text": ')
        draft = self.folder.parent / "draft"
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
        draft.replace(self.folder / f"{tick:05}.jsonl")

    def write(self, number: int) -> str:
        """A sample with a paragraph that no other article has."""
        said = f"Ina Quell-{number} of Rottenhaven said the {number} locks would cost ${number} million."
        return f'{self.samples[number % len(self.samples)]}\n\n{said} "We pay," she said.\n'


def take_in(ends: Connection, news: Path, data: Path) -> None:
    """The work of the ticking process: takes the folder in whenever it is told to; answers with the run's counts."""
    while ends.recv():
        ends.send(run_over(news, data))


def run_over(news: Path, data: Path) -> dict[str, Any]:
    """One run over the folder; its counts."""
    return run_job(Settings(data, workers=1), [str(news)], SourceOptions(), Silent()).as_counts()


def follow(stop: threading.Event, look: Callable[[], None], errors: list[str]) -> threading.Thread:
    """Looks again and again in a thread of its own until it is told to stop; keeps what went wrong."""

    def work() -> None:
        while not stop.wait(PAUSE):
            try:
                look()
            except Exception as error:  # noqa: BLE001 - so that all are told
                errors.append(f"{type(error).__name__}: {error}"[:300])

    thread = threading.Thread(target=work)
    thread.start()
    return thread


class Reading:
    """Reads the warehouse and the lake: no row stands twice, and no article goes but those that were forgotten."""

    def __init__(self, data: Path) -> None:
        self.data, self.looks = data, 0
        self.known: set[str] = set()
        self.forgotten: set[str] = set()
        self.names = itertools.cycle(TABLES)

    def look(self) -> None:
        """One look at the articles of the warehouse, and at one table of the lake."""
        if not (self.data / "onrecord.duckdb").exists():
            return
        with open_readonly(self.data / "onrecord.duckdb") as con:
            now = {row[0] for row in con.execute("SELECT source_id FROM articles").fetchall()}
        lost = self.known - now - self.forgotten
        assert not lost, f"articles are gone: {sorted(lost)[:5]}"
        self.known = now
        name = next(self.names)
        rows = Lake(self.data / "lake").read(name, list(TABLES[name].key))
        assert len(rows) == len(rows.group_by(rows.column_names).aggregate([])), f"{name} has a row twice"
        self.looks += 1


class Browsing:
    """Asks the explorer for page after page."""

    def __init__(self, port: int) -> None:
        self.root, self.pages = f"http://127.0.0.1:{port}", itertools.cycle(PAGES)
        self.statuses: Counter[int] = Counter()

    def look(self) -> None:
        """One page."""
        page = next(self.pages)
        try:
            with urllib.request.urlopen(self.root + page, timeout=60) as answer:
                answer.read()
                status = answer.status
        except urllib.error.HTTPError as error:
            status = error.code
        self.statuses[status] += 1
        assert status == 200, f"{page} answered {status}"


def start_command(*words: str) -> subprocess.Popen[str]:
    """Starts `onrecord` with these words."""
    command = [sys.executable, "-m", "flows.command.cli", *words]
    caught = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env=environment(), **caught)  # type: ignore[call-overload,no-any-return]


def finish(process: subprocess.Popen[str], errors: list[str]) -> None:
    """Waits for a command, which must end well."""
    said = process.communicate(timeout=600)[0]
    if process.returncode:
        errors.append(f"{process.args[3]} ended with {process.returncode}: {said[-300:]}")  # type: ignore[index]


class Soak:
    """All at once, in a folder; what went wrong is in `errors`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self.news = News(folder / "news")
        self.errors: list[str] = []
        self.memory: dict[str, list[float]] = {"ticks": [], "explorer": []}
        self.reading = Reading(self.data)
        self.forgotten: list[str] = []
        self.counts: Counter[str] = Counter()

    def run(self, ticks: int) -> None:
        """Ticks with everybody at work."""
        context = multiprocessing.get_context("spawn")
        self.ends, theirs = context.Pipe()
        ticking = context.Process(target=take_in, args=(theirs, self.news.folder, self.data), daemon=True)
        ticking.start()
        self.tick(0)
        port, stop = free_port(), threading.Event()
        explorer = start_command("ui", "--port", str(port), "--data", str(self.data))
        self.browsing = Browsing(port)
        wait_for(f"http://127.0.0.1:{port}/health")
        looking = [follow(stop, look, self.errors) for look in (self.reading.look, self.browsing.look)]
        for tick in range(1, ticks):
            others = self.start_others(tick)
            self.tick(tick)
            for other in others:
                finish(other, self.errors)
            for name, pid in (("ticks", ticking.pid), ("explorer", explorer.pid)):
                self.memory[name].append(psutil.Process(pid).memory_info().rss / 2**20)
        stop.set()
        for thread in looking:
            thread.join()
        explorer.terminate()
        explorer.communicate()
        self.ends.send(False)
        ticking.join()

    def tick(self, tick: int) -> None:
        """Articles arrive and are taken in."""
        self.news.arrive(tick)
        self.ends.send(True)
        self.counts["ticks"] += 1
        counts = self.ends.recv()
        self.counts.update({name: counts[name] for name in ("new", "revised", "annotated")})
        if counts["unannotated"]:
            self.errors.append(f"tick {tick}: {counts}")

    def start_others(self, tick: int) -> list[subprocess.Popen[str]]:
        """Who else changes or reads the directory while this tick is at work."""
        others = []
        if tick % EXPORT_EVERY == 0:
            to = ("--to", str(self.folder / "export"), "--table", "quotes", "--table", "articles")
            others.append(start_command("export", "csv", *to, "--data", str(self.data)))
        if tick % FORGET_EVERY == 0:
            self.forgotten.append(f"a{tick // 2}-1")
            self.reading.forgotten.add(self.forgotten[-1])
            others.append(start_command("forget", self.forgotten[-1], "--data", str(self.data)))
        self.counts.update({f"{other.args[3]}": 1 for other in others})  # type: ignore[index]
        return others

    def compare(self) -> None:
        """The tables beside those of one undisturbed run, after which the same articles are forgotten."""
        calm = self.folder / "calm"
        run_over(self.news.folder, calm)
        for name in self.forgotten:
            forget_article(Settings(calm, workers=1), name, Silent())
        run_over(self.news.folder, calm)
        run_over(self.news.folder, self.data)
        found, expected = (read_tables(place / "onrecord.duckdb") for place in (self.data, calm))
        self.counts["articles"] = len(found["articles"])
        self.counts["rows"] = sum(map(len, found.values()))
        for name, rows in expected.items():
            if found[name] != rows:
                more, less = set(found[name]) - set(rows), set(rows) - set(found[name])
                self.errors.append(
                    f"{name} differs: {len(more)} more {sorted(more)[:1]}, {len(less)} less {sorted(less)[:1]}"
                )

    def weigh(self) -> None:
        """How much each process grew from a third of the ticks on."""
        for name, seen in self.memory.items():
            early, late = seen[len(seen) // 3], max(seen[-5:])
            print(f"memory of {name}: {early:.0f} MB after a third, {late:.0f} MB at the end, at most {max(seen):.0f}")
            if late - early > MOST_GROWTH:
                self.errors.append(f"{name} grew by {late - early:.0f} MB")


def wait_for(address: str) -> None:
    """Waits until the explorer answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("the explorer does not answer")


def main() -> int:
    """Soaks, and prints what was seen."""
    ticks = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder))
        soak.run(ticks)
        soak.compare()
        soak.weigh()
    print(", ".join(f"{count:,} {name}" for name, count in soak.counts.items()))
    print(f"pages by status: {dict(soak.browsing.statuses)}; {soak.reading.looks} looks at the tables")
    for words, times in Counter(soak.errors).items():
        print(f"WRONG ({times} times): {words}")
    print(f"{len(soak.errors)} wrong in {time.monotonic() - began:.0f} s")
    return int(bool(soak.errors))


if __name__ == "__main__":
    raise SystemExit(main())
