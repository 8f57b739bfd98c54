"""JSON Lines: one document a line, the lossless form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

from flows.sources.items import FIELDS, RAW_SHOWN, Blob, Item, Reject, SourceOptions, UnreadableError
from flows.sources.text import decode, read_capped
from transforms.documents.fields import find_fault, name_document

SKIPPED_AT_ONCE = 1_000_000


def read_jsonl(blob: Blob, options: SourceOptions) -> Iterator[Item | Reject]:
    """One Item or Reject for every line that is not blank."""
    found = False
    with blob.open() as file:
        for number, line in number_lines(file, options.max_item_bytes):
            if line is None:
                found = True
                yield Reject(blob.uri, f"The line is longer than {options.max_item_bytes:,} bytes.", line=number)
            elif line.strip():
                found = True
                yield read_line(blob, number, line, options)
    if not found:
        yield Reject(blob.uri, "The file is empty.")


def number_lines(file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file, from 1; None for one beyond the limit, which is read past, never held."""
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := file.readline(SKIPPED_AT_ONCE)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line


def read_line(blob: Blob, number: int, line: bytes, options: SourceOptions) -> Item | Reject:
    """The document of one line."""
    raw = line[:RAW_SHOWN].decode("utf-8", "replace").strip()
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Reject(blob.uri, f"The line is not valid UTF-8 at its byte {error.start + 1:,}.", line=number, raw=raw)
    except json.JSONDecodeError as error:
        reason = f"The line is not JSON: {error.msg.removesuffix(' at')} at character {error.colno:,}."
        return Reject(blob.uri, reason, line=number, raw=raw)
    except RecursionError:
        return Reject(blob.uri, "The JSON is nested too deeply.", line=number, raw=raw)
    except ValueError as error:
        return Reject(blob.uri, f"The line is not JSON we can read: {error}.", line=number, raw=raw)
    if not isinstance(record, dict):
        return Reject(blob.uri, "The line is JSON but no object with a `text`.", line=number, raw=raw)
    return make_item(blob, number, record, options.columns, raw)


def read_json(blob: Blob, options: SourceOptions) -> Iterator[Item | Reject]:
    """One document of a file that is a JSON object, or one for each object of a list."""
    text = decode(read_capped(blob, options.max_item_bytes), options.encoding)
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":  # several objects one after the other: lines of JSON under another name
            lines = replace(blob, open=lambda: BytesIO(text.encode("utf-8", "surrogatepass")))
            yield from read_jsonl(lines, options)
            return
        raise UnreadableError(f"The file is not JSON: {error.msg} in line {error.lineno:,}.") from None
    except (RecursionError, ValueError) as error:
        raise UnreadableError(f"The file is not JSON we can read: {type(error).__name__}.") from None
    if isinstance(found, dict):
        yield make_item(blob, blob.line, found, options.columns, text[:RAW_SHOWN])
        return
    if not isinstance(found, list) or not found:
        raise UnreadableError("The file is JSON but neither an object nor a list of objects.")
    for number, record in enumerate(found, start=1):
        raw = json.dumps(record)[:RAW_SHOWN]
        if isinstance(record, dict):
            yield make_item(blob, number, record, options.columns, raw)
        else:
            yield Reject(blob.uri, "The list's item is no object with a `text`.", line=number, raw=raw)


def make_item(
    blob: Blob, number: int | None, record: Mapping[str, Any], columns: Mapping[str, str], raw: str
) -> Item | Reject:
    """The document of a record with our fields, under the names that `columns` maps them to."""
    found = {name: record.get(columns.get(name, name)) for name in FIELDS}
    given = {name: value for name, value in found.items() if value is not None}
    fault = find_fault(given)
    source_id = str(given["id"])[:RAW_SHOWN] if "id" in given else None
    if fault:
        return Reject(blob.uri, fault, source_id=source_id, line=number, raw=raw)
    fields = {name: str(value) for name, value in given.items() if name == "text" or str(value).strip()}
    fields["id"] = name_document(fields, blob.name, is_whole=number is None)
    return Item(blob.uri, number, fields)
