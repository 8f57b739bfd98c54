"""`onrecord doctor`: prints what is wrong with a data directory, and what was done about it."""

from __future__ import annotations

import typer

from flows.command.arguments import DoctorArguments
from flows.command.ending import explained, fail, settings_of
from warehouse.wording import show_count


def look_over(given: DoctorArguments) -> None:
    """Of `onrecord doctor`."""
    from flows.progress import watch
    from flows.stages.doctor import Report, examine, repair

    settings = settings_of(given)
    if not settings.data.exists():
        fail(1, f"there is no data directory {settings.data}")
    with explained(settings), watch() as reporter:
        report = repair(settings, reporter) if given.repair else Report(examine(settings))
    for label, lines in (("found", report.found), ("done", report.done), ("left", report.still)):
        for words in lines:
            typer.echo(f"{label}: {words}")
    if not report.found:
        typer.echo(f"{settings.data} is in order")
    elif not given.repair:
        faults = show_count(len(report.found), "fault")
        fail(1, f"{faults} in {settings.data}; `onrecord doctor --repair` mends what can be mended")
    elif report.still:
        fail(1, f"{show_count(len(report.still), 'fault')} left in {settings.data}")
