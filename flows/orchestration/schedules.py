"""What to take in and when: `sources.toml`, or the options of `onrecord serve`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from flows.sources.private import Allowed
from flows.sources.reading import READING_KEYS, check_reading

Overlap = Literal["refuse", "queue"]
UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
DURATION = re.compile(r"(\d{1,6})\s*(s|sec|m|min|h|d|w|seconds?|minutes?|hours?|days?|weeks?)")
SHORT = {"s": "second", "sec": "second", "m": "minute", "min": "minute", "h": "hour", "d": "day", "w": "week"}
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


class ScheduleError(ValueError):
    """A schedule that cannot be understood; its words say where and why."""


@dataclass(frozen=True)
class Schedule:
    """Sources that are taken in together, and when.

    name: of the deployment. cron (five fields, in `timezone`) or every: one of the two. overlap: whether a run due
    while the one before is still at work is refused (the next one takes in what it would have) or waits its turn.
    workers and batch_size as in the settings, None for the default. runner: see `flows/orchestration/runners.py`.
    reading: how the sources are read, as the options of `onrecord run` say it.
    """

    name: str
    sources: tuple[str, ...]
    cron: str | None = None
    every: timedelta | None = None
    timezone: str = "UTC"
    overlap: Overlap = "refuse"
    workers: int | None = None
    batch_size: int | None = None
    runner: str | None = None
    allow_private: tuple[str, ...] = ()
    reading: Mapping[str, Any] = field(default_factory=dict)


KEYS = {field.name for field in fields(Schedule)} - {"name", "reading"} | set(READING_KEYS)


def read_schedules(path: Path) -> list[Schedule]:
    """The schedules of a TOML file: one table a schedule, its key the name; `[defaults]` holds for all.

    Raises ScheduleError, naming the table and the key at fault; OSError where the file cannot be read.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScheduleError(f"{path} is no TOML: {error}") from error
    defaults = tables.pop("defaults", {})
    if not tables:
        raise ScheduleError(f"{path} names no source; see docs/schedule.md for an example")
    return [make_schedule(name, _merge(name, defaults, table)) for name, table in tables.items()]


def read_options(config: Path | None, name: str, given: Mapping[str, Any]) -> list[Schedule]:
    """The schedules that the options of `onrecord serve` mean: those of a file, or one of that name and those keys.

    Raises ScheduleError, also where a file and a single schedule are given, or the file cannot be read.
    """
    if config is None:
        return [make_schedule(name, {key: value for key, value in given.items() if value is not None})]
    if any(given.get(key) for key in ("sources", "cron", "every")):
        raise ScheduleError("give either --config or sources with --cron or --every")
    try:
        return read_schedules(config)
    except OSError as error:
        raise ScheduleError(f"{config}: {error.strerror or error}") from error


def _merge(name: str, defaults: object, table: object) -> dict[str, Any]:
    if not isinstance(table, Mapping) or not isinstance(defaults, Mapping):
        raise ScheduleError(f"{name} must be a table: [{name}]")
    if {"cron", "every"} & table.keys():
        defaults = {key: value for key, value in defaults.items() if key not in ("cron", "every")}
    return {**defaults, **table}


Given = Mapping[str, Any]
# What is wrong with a schedule as a whole, in the order in which it is looked at.
FAULTS: tuple[tuple[Callable[[str, Given], bool], Callable[[str, Given], str]], ...] = (
    (
        lambda name, given: not NAME.fullmatch(name),
        lambda name, given: f"{name!r} is no name: letters, digits, dot, dash and underscore only",
    ),
    (
        lambda name, given: bool(given.keys() - KEYS),
        lambda name, given: f"{name}: no such key {min(given.keys() - KEYS)!r}; there are {', '.join(sorted(KEYS))}",
    ),
    (
        lambda name, given: ("cron" in given) == ("every" in given),
        lambda name, given: f"{name}: give one of cron and every",
    ),
)


def _is_count(value: object) -> bool:
    return type(value) is int and value > 0


def _is_words(value: object) -> bool:
    return isinstance(value, str)


def _are_hosts(value: object) -> bool:
    try:
        return isinstance(value, list) and bool(Allowed.parse(value))
    except (ValueError, AttributeError):
        return False


# What the value of a key must be, and how that is said.
VALUES: dict[str, tuple[Callable[[object], bool], str]] = {
    "overlap": (lambda value: value in ("refuse", "queue"), "refuse or queue"),
    "workers": (_is_count, "a whole number above 0"),
    "batch_size": (_is_count, "a whole number above 0"),
    "allow_private": (_are_hosts, 'a list of hosts or networks, such as ["wiki.local", "10.1.0.0/16"]'),
    "cron": (_is_words, "words in quotation marks"),
    "timezone": (_is_words, "words in quotation marks"),
    "runner": (_is_words, "words in quotation marks"),
}


def make_schedule(name: str, given: Mapping[str, Any]) -> Schedule:
    """A schedule from its keys, checked.

    >>> make_schedule("wires", {"sources": ["feed.xml"], "every": "15 minutes"}).every
    datetime.timedelta(seconds=900)
    >>> make_schedule("wires", {"sources": ["feed.xml"]})
    Traceback (most recent call last):
        ...
    flows.orchestration.schedules.ScheduleError: wires: give one of cron and every
    """
    for is_fault, say in FAULTS:
        if is_fault(name, given):
            raise ScheduleError(say(name, given))
    for key, (is_right, wanted) in VALUES.items():
        if key in given and not is_right(given[key]):
            raise ScheduleError(f"{name}: {key} must be {wanted}, not {given[key]!r}")
    every = parse_duration(name, given["every"]) if "every" in given else None
    reading = _read_reading(name, {key: given[key] for key in READING_KEYS if key in given})
    own = {key: value for key, value in given.items() if key not in READING_KEYS}
    own["sources"] = _read_sources(name, given.get("sources"))
    own["allow_private"] = tuple(given.get("allow_private", ()))
    return Schedule(**{**own, "name": name, "every": every, "reading": reading})


def _read_reading(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """How the sources are read, checked, as the flow's parameters can carry it."""
    try:
        checked = check_reading(given)
    except ValueError as error:
        raise ScheduleError(f"{name}: {error}") from None
    return {key: str(value) if key == "since" else value for key, value in checked.items()}


def _read_sources(name: str, sources: object) -> tuple[str, ...]:
    listed = [sources] if isinstance(sources, str) else sources
    if not isinstance(listed, list) or not listed or not all(isinstance(s, str) and s for s in listed):
        raise ScheduleError(f"{name}: sources must be a list of files, folders, globs or URLs")
    return tuple(listed)


def parse_duration(name: str, words: object) -> timedelta:
    """A time span such as "15 minutes", "6h" or a number of seconds.

    >>> parse_duration("wires", "6h")
    datetime.timedelta(seconds=21600)
    """
    if type(words) is int and words > 0:
        return timedelta(seconds=words)
    found = DURATION.fullmatch(words.strip().lower()) if isinstance(words, str) else None
    if not found or int(found[1]) == 0:
        raise ScheduleError(f'{name}: every must be a time span such as "15 minutes" or "6h", not {words!r}')
    unit = SHORT.get(found[2], found[2].removesuffix("s"))
    return timedelta(seconds=int(found[1]) * UNITS[unit])
