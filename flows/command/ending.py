"""How a command ends when it cannot go on: one sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any, NoReturn

import typer

from flows.extras import is_extra, name_missing
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
def told_in_words() -> Iterator[None]:
    """Turns what any command may meet into a sentence: no memory, an extra not installed, an output that is full."""
    try:
        yield
    except (ImportError, MemoryError) as error:
        if wants_memory(error):
            words = f"there is not enough memory to begin ({error}); nothing was changed"
        elif isinstance(error, ModuleNotFoundError) and is_extra(error):
            words = name_missing(error)
        else:
            raise
    except OutputError as error:
        words = f"cannot write the output: {error}"
    sys.stderr.write(f"onrecord: {words}\n")
    sys.exit(1)


class OutputError(Exception):
    """Standard output takes no more: its disk is full, or gone."""


@contextmanager
def writing_out() -> Iterator[None]:
    """Flushes standard output as the block ends; raises OutputError where it takes no more.

    A reader that went away, such as `head`, is no fault: typer ends the command then.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        with suppress(OSError):
            sys.stdout.close()  # or Python tries to write the rest once more, and complains
        raise OutputError(error.strerror or error) from error


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
