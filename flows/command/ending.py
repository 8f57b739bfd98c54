"""How a command ends when it cannot go on: one sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any, NoReturn

import typer

from flows.settings import Settings, read_settings
from flows.short_memory import check_addresses, wants_memory
from transforms.documents.masking import mask


def fail(code: int, words: str) -> NoReturn:
    """Says why, and ends with the exit code: 1 where the work failed, 2 for wrong usage."""
    sys.stderr.write(f"onrecord: {mask(words)}\n")
    raise typer.Exit(code)


def settings_of(given: Any) -> Settings:
    """The settings behind a command's arguments; wrong ones end the command."""
    try:
        return read_settings(asdict(given) if is_dataclass(given) and not isinstance(given, type) else given)
    except ValueError as error:
        fail(2, str(error))


@contextmanager
def explained(settings: Settings) -> Iterator[None]:
    """Turns the failures a person can mend into one sentence and exit code 1."""
    from flows.command.failures import explain, is_mendable, stop_as_interrupt

    stop_as_interrupt()
    try:
        yield
    except BaseException as error:
        if not is_mendable(error):
            raise
        fail(1, explain(error, settings))


@contextmanager
def told_where_memory_ends() -> Iterator[None]:
    """Turns want of memory into a sentence where not even what explains failures could be loaded."""
    try:
        yield
    except (ImportError, MemoryError) as error:
        if not wants_memory(error):
            raise
        sys.stderr.write(f"onrecord: there is not enough memory to begin ({error}); nothing was changed\n")
        sys.exit(1)


def need_addresses() -> None:
    """Ends the command where the system gives it fewer addresses than any run needs."""
    try:
        check_addresses()
    except MemoryError as error:
        fail(1, f"there is not enough memory: {error}; nothing was changed")


def need_database(given: Any) -> Path:
    """The warehouse file; its absence ends the command."""
    settings = settings_of(given)
    if not settings.database.exists():
        fail(
            1,
            f"there is no warehouse in {settings.data} yet; make one with: onrecord run SOURCE --data {settings.data}",
        )
    leave_nothing_half_forgotten(settings)
    return settings.database


def leave_nothing_half_forgotten(settings: Settings) -> None:
    """Before anything is shown: a `forget` that was killed is carried out to its end."""
    if any(Path(settings.lake, "_forgetting").glob("*.json")):
        from flows.stages.erasing import finish_before_reading

        with explained(settings):
            finish_before_reading(settings)
