"""In which shape a source keeps its articles: how a shape is known, and where in it our fields stand.

A shape is declared in `known_shapes.py`. Records of a shape that nobody declared are read by the names that news data
usually gives its fields, and the choice is told in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from transforms.documents.field_names import guess_fields
from transforms.documents.field_values import LONGEST_NO_VALUE, READ, read_field
from transforms.documents.fields import FIELDS, find_surrogate
from transforms.documents.paths import (
    NO_VALUE,
    Path,
    Record,
    find_value,
    is_blank,
    list_paths,
    parse_path,
)

SAMPLED = 20  # records by which a shape is told


@dataclass(frozen=True)
class Shape:
    """A shape that news data comes in.

    name: for `--shape`; title: as its makers call it; kind: json | table | text | xml | file; needs: paths that its
    records have; records: the path to them in a file of JSON; fields: our field to the paths that may hold it, in the
    order of preference; columns: those of a table without header; date_format: of its dates, where they need one;
    is_list: its records name pages and do not hold their text; sample: the file among the tests' samples; recipe: how
    one comes by such a file, in a sentence.
    """

    name: str
    title: str
    kind: str
    needs: tuple[str, ...] = ()
    records: str = ""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    date_format: str | None = None
    is_list: bool = False
    sample: str = ""
    recipe: str = ""

    def fits(self, records: Sequence[Record]) -> bool:
        """Whether the records have what this shape's records have."""
        if not self.needs or not records:
            return False
        paths = [parse_path(path) for path in self.needs]
        return all(any(_has(record, path) for record in records) for path in paths)


def _has(record: Record, path: Path) -> bool:
    """Whether a record has a key at a path, though its value be null."""
    if (path[0] in record and len(path) == 1) or ".".join(path) in record:
        return True
    return len(path) > 1 and find_value(record, path) is not None


class UnknownPathError(ValueError):
    """A column was asked for that the file does not have; the words say which there are."""


@dataclass(frozen=True)
class FieldPlan:
    """Where a file's records keep our fields."""

    title: str | None  # of the shape, None where the names alone decided
    paths: Mapping[str, tuple[Path, ...]]
    date_format: str | None = None
    is_list: bool = False

    @cached_property
    def _firsts(self) -> list[tuple[str, str, Callable[[str], str | None] | None, bool]]:
        """Of each field the key it most likely stands under, what is made of its words, and whether it has no other."""
        return [
            (name, ".".join(paths[0]), READ.get(name), len(paths) == len(paths[0]) == 1)
            for name, paths in self.paths.items()
            if paths
        ]

    def read(self, record: Record) -> tuple[dict[str, str], dict[str, str]]:
        """The record's fields, and of those that could not be used the first words."""
        fields: dict[str, str] = {}
        unread: dict[str, str] = {}
        for name, key, made, is_only in self._firsts:
            value = record.get(key)
            if value is None and is_only:
                continue
            # told without looking closely that the words can be taken as they are: for every field of every row
            if (
                value.__class__ is str
                and (
                    name == "text"  # is taken as it is, whatever it holds
                    or (
                        value.isascii()
                        and value[:1] > " "
                        and (len(value) > LONGEST_NO_VALUE or value.casefold() not in NO_VALUE)
                    )
                )
            ):
                words = value if made is None else made(value)
                if words is not None:
                    fields[name] = words
                    continue
            self._look_further(record, name, fields, unread)
        return fields, unread

    def _look_further(self, record: Record, name: str, fields: dict[str, str], unread: dict[str, str]) -> None:
        """The value of a field that does not simply stand where it most likely does."""
        for path in self.paths[name]:
            value = find_value(record, path)
            if value is None:
                continue
            words = read_field(name, value)
            if words is not None:
                fields[name] = words
                unread.pop(name, None)
                return
            if not is_blank(value):
                unread.setdefault(name, repr(value)[:100])

    def describe(self) -> str:
        """The choice in one line.

        >>> FieldPlan(None, {"text": (("body",),), "headline": (("title",),)}).describe()
        'by the names of its fields: text from body, headline from title'
        """
        known = [(name, ".".join(paths[0])) for name, paths in self.paths.items() if paths and name in FIELDS]
        where = ", ".join(f"{name} from {path}" for name, path in known if name != path)
        how = f"as {self.title}" if self.title else "by the names of its fields"
        return f"{how}: {where}" if where else how


def plan_fields(
    records: Sequence[Record],
    asked: Mapping[str, str],
    shapes: Sequence[Shape],
    forced: Shape | None = None,
) -> FieldPlan:
    """Where the records keep our fields: as asked, as the shape that they fit says, else by their fields' names.

    Raises UnknownPathError for a path that no record has.

    >>> plan_fields([{"Title": "Rates rise", "Body": "Rates rose.", "Day": "2024"}], {"published_at": "Day"}, ()).paths
    {'published_at': (('Day',),), 'text': (('Body',),), 'headline': (('Title',),)}
    """
    shape = forced or next((shape for shape in shapes if shape.fits(records)), None)
    found: dict[str, tuple[Path, ...]] = {}
    found |= {name: (check_path(path, records, shape),) for name, path in asked.items()}
    taken = {path for paths in found.values() for path in paths}
    if shape is not None:
        for name, ways in shape.fields.items():
            if name not in found:
                there = [path for way in ways if any(_has(record, path := parse_path(way)) for record in records)]
                found |= {name: tuple(there)} if there else {}
        taken |= {path for paths in found.values() for path in paths}
    for name, paths in guess_fields(records, taken).items():
        if name not in found:
            found[name] = paths
    title = shape.title if shape else None
    return FieldPlan(title, found, shape.date_format if shape else None, shape.is_list if shape else False)


def check_path(words: str, records: Sequence[Record], shape: Shape | None) -> Path:
    """A path as a user wrote it, with or without the way to the records. Raises UnknownPathError."""
    path = parse_path(words)
    ways = [path, (words,)]
    if shape and shape.records:
        lead = parse_path(shape.records)
        ways.append(path[len(lead) :] if path[: len(lead)] == lead else path)
    ways += [path[cut:] for cut in range(1, len(path))]
    for way in ways:
        if way and any(_has(record, way) for record in records):
            return way
    there = sorted({".".join(way) for record in records for way in list_paths(record)})
    near = get_close_matches(words, there, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(there[:20])}."
    raise UnknownPathError(f"There is no column or key {words}. {hint}")


def score_record(record: Any) -> int:
    """How much an object of JSON looks like an article: 0 where it does not."""
    if not isinstance(record, Mapping):
        return 0
    found = guess_fields([record], set(), by_length=False)
    score = 4 * ("text" in found) + 2 * ("headline" in found) + ("url" in found) + ("published_at" in found)
    return score if "text" in found or ("url" in found and "headline" in found) else 0


def find_records(data: Any, depth: int = 5) -> list[Any] | None:
    """The list of articles in a file of JSON: itself, the object that it is, or the most alike list within it.

    >>> find_records({"status": "ok", "articles": [{"title": "Rates rise", "content": "Rates rose on Friday."}]})
    [{'title': 'Rates rise', 'content': 'Rates rose on Friday.'}]
    """
    level: list[Any] = [data]
    for _ in range(depth):
        found = [(score, records) for item in level if (records := as_list(item)) and (score := score_list(records))]
        if found:
            return max(found, key=lambda pair: (pair[0], len(pair[1])))[1]
        level = [inner for item in level for inner in open_up(item)]
    return None


def as_list(item: Any) -> list[Any] | None:
    """What may be a list of records: a list of objects, an object that is a record, one whose values are records."""
    if isinstance(item, list):
        return item if any(isinstance(value, Mapping) for value in item[:SAMPLED]) else None
    if not isinstance(item, Mapping):
        return None
    if score_record(item) >= 4:
        return [item]
    values = list(item.values())
    if len(values) > 1 and all(isinstance(value, Mapping) for value in values):
        return [name_record(str(key), value) for key, value in item.items()]
    return None


def name_record(key: str, record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record that stands under its address or its id in an object, with that among its fields."""
    name = "url" if key.startswith(("http://", "https://")) else "id"
    return record if any(known in record for known in (name, "id")) else {name: key, **record}


def score_list(records: list[Any]) -> int:
    """How much the items of a list look like articles."""
    return max((score_record(record) for record in records[:3]), default=0)


def open_up(item: Any) -> list[Any]:
    """The lists and objects inside one."""
    if isinstance(item, Mapping):
        return [value for value in item.values() if isinstance(value, (list, Mapping))]
    return [value for value in item[:1] if isinstance(value, Mapping)] if isinstance(item, list) else []


def find_bad_letters(fields: Mapping[str, str]) -> str | None:
    """The reason to refuse a text that no file can hold, None where there is none."""
    place = find_surrogate(fields.get("text", ""))
    if place is None:
        return None
    return f"`text` has half a character (a lone surrogate) at character {place + 1:,}; no file can hold it."
