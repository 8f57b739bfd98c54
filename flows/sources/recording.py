"""From records (rows of tables, objects of JSON) to documents: the shape is told once, from the first records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from flows.sources.items import (
    RAW_SHOWN,
    Blob,
    Found,
    Link,
    Note,
    Origin,
    Reject,
    SourceOptions,
    UnreadableError,
    finish_item,
)
from transforms.documents.fields import find_fault
from transforms.documents.known_shapes import BY_NAME, SHAPES
from transforms.documents.paths import Record, list_paths
from transforms.documents.shapes import SAMPLED, FieldPlan, UnknownPathError, find_bad_letters, plan_fields

SAMPLE_SIZE = 2_000_000  # characters of the first records
NOTHING = FieldPlan(None, {})


@dataclass(slots=True)  # not frozen, which takes three times as long to make: there is one for every row
class Numbered:
    """A record, where in its source it stands, and the words to quote where it is refused."""

    number: int | None
    record: Record
    raw: object  # what to quote of it; made words only where it is refused


def read_records(
    blob: Blob,
    found: Iterable[Numbered | Reject],
    options: SourceOptions,
    outer: Mapping[str, str] | None = None,
    needs_text: bool = False,
) -> Iterator[Found]:
    """The documents of records; `outer` is what the file says of all of them, where a record says nothing itself.

    Raises UnreadableError where the records have no text and need one: a table is refused as a whole.
    """
    records = iter(found)
    first: list[Numbered | Reject] = []
    try:
        take_sample(records, first)
    finally:  # a file that breaks off among its first records keeps those before
        sample = [one.record for one in first if isinstance(one, Numbered)]
        plan = make_plan(sample, options, needs_text) if sample else NOTHING
        if words := describe_plan(plan):
            yield Note(blob.uri, words)
        make = Maker(blob, plan, options, {**(outer or {}), **blob.fields})
        yield from map(make.item, first)
    yield from map(make.item, records)


def take_sample(records: Iterator[Numbered | Reject], first: list[Numbered | Reject]) -> None:
    """Moves the first records to a list: enough to tell their shape, and no more than memory bears."""
    size = 0
    for one in records:
        first.append(one)
        if isinstance(one, Numbered):
            size += sum(len(value) for value in one.record.values() if isinstance(value, str))
        if len(first) >= SAMPLED or size > SAMPLE_SIZE:
            return


def make_plan(sample: Sequence[Record], options: SourceOptions, needs_text: bool = False) -> FieldPlan:
    """Where the records keep our fields.

    Raises UnreadableError where a column that was asked for is not there, or none holds the text of a table.
    """
    try:
        plan = plan_fields(sample, options.columns, SHAPES, BY_NAME.get(options.shape or ""))
    except UnknownPathError as error:
        raise UnreadableError(str(error)) from None
    if needs_text and "text" not in plan.paths and not is_list(plan):
        there = ", ".join(dict.fromkeys(str(name) for record in sample for name in record))
        raise UnreadableError(f"No column holds the text. There are: {there}. Say which, as in --column text=body.")
    return plan


def describe_plan(plan: FieldPlan) -> str | None:
    """The line that tells how records are read; None where they are our own."""
    if plan.title is None and all(paths[0] == (name,) for name, paths in plan.paths.items() if paths):
        return None
    lost = "; no date, so that nothing of it is dated" if "published_at" not in plan.paths else ""
    listed = "; it holds no texts, so its pages are fetched" if is_list(plan) else ""
    return f"read {plan.describe()}{lost}{listed}"


def is_list(plan: FieldPlan) -> bool:
    """Whether records name pages and do not hold their text."""
    return plan.is_list or ("text" not in plan.paths and "url" in plan.paths and "headline" in plan.paths)


class Maker:
    """Makes the documents of one file's records."""

    def __init__(self, blob: Blob, plan: FieldPlan, options: SourceOptions, given: Mapping[str, str]) -> None:
        self.blob, self.plan, self.options, self.given = blob, plan, options, given
        self.is_list = is_list(plan)
        self.date_format = options.date_format or plan.date_format

    def item(self, one: Numbered | Reject) -> Found:
        """The document of a record, the link that it is, or why it is neither."""
        if isinstance(one, Reject):
            return one
        fields, unread = self.plan.read(one.record)
        if self.given:
            fields = {**self.given, **fields}
        if self.date_format and "published_at" in fields:
            self.read_date(fields, unread)
        if self.is_list and "text" not in fields:
            return self.link(one, fields)
        fault = self.find_fault(one, fields)
        if fault:
            source_id = fields["id"][:RAW_SHOWN] if "id" in fields else None
            return Reject(self.blob.uri, fault, source_id=source_id, line=one.number, raw=show_raw(one.raw))
        origin = Origin(self.plan.title, unread, one.number is None)
        return finish_item(self.blob, one.number, fields, self.options, origin)

    def link(self, one: Numbered, fields: dict[str, str]) -> Link | Reject:
        """The page that a record names."""
        if "url" not in fields:
            return Reject(
                self.blob.uri, "There is neither a text nor an address.", line=one.number, raw=show_raw(one.raw)
            )
        return Link(fields["url"], self.blob.uri, one.number or 1, fields)

    def find_fault(self, one: Numbered, fields: dict[str, str]) -> str | None:
        """Why a record is no document, in words that help."""
        text = fields.get("text")
        if text is not None:
            is_plain = text.isascii() and text[:1] > " "  # tells most sound ones at once: there is one for every row
            return None if is_plain else find_fault(fields) or find_bad_letters(fields)
        paths = self.plan.paths.get("text", ())
        if paths:
            value = one.record.get(paths[0][0]) if len(paths[0]) == 1 else None
            return find_fault({"text": value}) or "There is no text."
        there = ", ".join(dict.fromkeys(".".join(path) for path in islice(list_paths(one.record), 20)))
        return f"There is no text: `text` is missing, and no other key is called as texts are: {there}. See --column."

    def read_date(self, fields: dict[str, str], unread: dict[str, str]) -> None:
        """The date as its format says; one that does not follow it is left to be read like any other."""
        words = fields["published_at"].strip()
        try:
            moment = datetime.strptime(words, self.date_format or "")
        except ValueError:
            return
        has_time = any(mark in (self.date_format or "") for mark in ("%H", "%I", "%c", "%X"))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        fields["published_at"] = moment.isoformat() if has_time else moment.date().isoformat()


def show_raw(raw: object) -> str:
    """The beginning of what a record was read from."""
    if isinstance(raw, bytes):
        return raw[:RAW_SHOWN].decode("utf-8", "replace").strip()
    words = "; ".join(raw) if isinstance(raw, list) else str(raw)
    return words[:RAW_SHOWN].encode("utf-8", "replace").decode("utf-8")
