"""How a run tells what it is doing: a moving bar on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from warehouse.wording import show_count

LOG_EVERY = 10.0  # seconds between two plain lines


class Reporter(Protocol):
    """Hears what a stage does."""

    def begin(self, stage: str, total: int | None) -> None:
        """A stage begins; total articles where known."""

    def advance(self, articles: int, words: int = 0) -> None:
        """So many more articles, of so many words, are done."""

    def say(self, words: str) -> None:
        """One line for the person watching."""


class Silent:
    """Tells nothing: for tests and workers."""

    def begin(self, stage: str, total: int | None) -> None:
        """Hears of a stage."""

    def advance(self, articles: int, words: int = 0) -> None:
        """Hears of articles done."""

    def say(self, words: str) -> None:
        """Hears a line."""


class Lines:
    """Plain lines on standard error, one every LOG_EVERY seconds at most, for logs."""

    def __init__(self, unit: str = "article") -> None:
        self.stage, self.unit = "", unit
        self.total: int | None = None
        self.articles = self.words = 0
        self.began = self.told = 0.0

    def begin(self, stage: str, total: int | None) -> None:
        """Starts counting a stage."""
        self.stage, self.total, self.articles, self.words = stage, total, 0, 0
        self.began = self.told = time.monotonic()
        self._write(stage if total is None else f"{stage}: {show_count(total, self.unit)}")

    def advance(self, articles: int, words: int = 0) -> None:
        """Counts, and tells when it is time again."""
        self.articles += articles
        self.words += words
        now = time.monotonic()
        if now - self.told >= LOG_EVERY:
            self.told = now
            done = show_count(self.articles, self.unit)
            if self.total:
                done = f"{self.articles:,} of {show_count(self.total, self.unit)}"
            rate = f", {self.words / (now - self.began):,.0f} words/s" if self.words else ""
            left = ""
            if self.total and self.articles:
                left = f", {(now - self.began) * (self.total - self.articles) / self.articles:,.0f} s left"
            self._write(f"{self.stage}: {done}{rate}{left}")

    def say(self, words: str) -> None:
        """Writes the line."""
        self._write(words)

    def _write(self, line: str) -> None:
        with suppress(OSError):  # who read the lines may be gone; the work goes on
            sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")
            sys.stderr.flush()


class Bar:
    """A moving bar with articles, words a second and time left, for a terminal."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.task = progress.add_task("starting", total=None, rate="")
        self.words, self.began = 0, time.monotonic()

    def begin(self, stage: str, total: int | None) -> None:
        """Turns the bar to a stage."""
        self.words, self.began = 0, time.monotonic()
        self.progress.reset(self.task, description=stage, total=total, completed=0, rate="")

    def advance(self, articles: int, words: int = 0) -> None:
        """Moves the bar on."""
        self.words += words
        rate = f"{self.words / max(time.monotonic() - self.began, 0.1):,.0f} words/s" if self.words else ""
        self.progress.update(self.task, advance=articles, rate=rate)

    def say(self, words: str) -> None:
        """Writes the line above the bar."""
        self.progress.console.print(words, markup=False, highlight=False)


@contextmanager
def watch(quiet: bool = False, unit: str = "article") -> Iterator[Reporter]:
    """The reporter that fits standard error: a bar on a terminal, lines elsewhere, nothing when quiet.

    `unit` is what is counted: one of it, as the reader is told.
    """
    console = Console(stderr=True)
    if quiet:
        yield Silent()
    elif console.is_terminal:
        columns = (
            TextColumn("{task.description:10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn(f"{unit}s"),
            TextColumn("{task.fields[rate]}"),
        )
        with Progress(
            *columns, TimeElapsedColumn(), TimeRemainingColumn(), console=console, transient=True
        ) as progress:
            yield Bar(progress)
    else:
        yield Lines(unit)
