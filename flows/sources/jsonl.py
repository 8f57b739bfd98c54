"""JSON: lines with an object each, a list, or an answer of a news service with a list somewhere in it."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO, cast

from flows.sources.items import RAW_SHOWN, Blob, Found, Reject, SourceOptions, UnreadableError
from flows.sources.readers import describe, look_ahead, rejoin
from flows.sources.recording import Numbered, read_records, show_raw
from flows.sources.text import choose_encoding, decode, find_mark, read_capped
from flows.sources.unpack import Passed
from transforms.documents.known_shapes import SHAPES
from transforms.documents.paths import Path, as_words, find_value, parse_path
from transforms.documents.shapes import SAMPLED, find_records, open_up

SKIPPED_AT_ONCE = 1_000_000
READ_AT_ONCE = 1 << 18  # characters
BLANKS = " \t\r\n"
LEVELS = 5  # of lists and objects in which a list of records is looked for
OUTER = {"publisher": "title", "language": "language"}  # what a feed in JSON says of all its items


def read_jsonl(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The documents of every line that is not blank."""
    found = False
    with blob.open() as opened:
        start, file = look_ahead(opened)
        encoding = choose_encoding(start, options.encoding) or "utf-8"
        if "\n".encode(encoding) != b"\n":  # lines would be cut within letters
            file, encoding = cast(BinaryIO, io.BufferedReader(Recoded(file, encoding))), "utf-8"
        for item in read_records(blob, list_lines(blob, file, options, encoding), options):
            found = True
            yield item
    if not found:
        yield Reject(blob.uri, "The file is empty.")


class Recoded(Passed):
    """The text of a file in another encoding, as UTF-8."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        super().__init__(file)
        self.decode = codecs.getincrementaldecoder(encoding)().decode
        self.left = b""

    def take(self, size: int) -> bytes:
        """The next bytes of UTF-8."""
        data = b"\0"
        while data and not self.left:
            data = self.file.read(size)
            self.left = self.decode(data, final=not data).encode("utf-8", "surrogatepass")
        taken, self.left = self.left[:size], self.left[size:]
        return taken


def list_lines(blob: Blob, file: BinaryIO, options: SourceOptions, encoding: str) -> Iterator[Numbered | Reject]:
    """The records of the lines, and the lines that hold none."""
    for number, line in number_lines(file, options.max_item_bytes):
        if line is None:
            yield Reject(blob.uri, f"The line is longer than {options.max_item_bytes:,} bytes.", line=number)
        elif line.strip():
            yield from read_line(blob, number, line, encoding)


def number_lines(file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file, from 1; None for one beyond the limit, which is read past, never held."""
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := file.readline(SKIPPED_AT_ONCE)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line


def read_line(blob: Blob, number: int, line: bytes, encoding: str) -> Sequence[Numbered | Reject]:
    """The records of one line."""
    try:
        record = json.loads(line.decode(encoding))
    except UnicodeError as error:
        place = f" at its byte {error.start + 1:,}" if isinstance(error, UnicodeDecodeError) else ""
        reason = f"The line is not valid {encoding.upper()}{place}; --encoding names another."
    except json.JSONDecodeError as error:
        reason = f"The line is not JSON: {error.msg.removesuffix(' at')} at character {error.colno:,}."
    except RecursionError:
        reason = "The JSON is nested too deeply."
    except ValueError as error:
        reason = f"The line is not JSON we can read: {error}."
    else:
        return open_line(blob, number, record, line)
    return [Reject(blob.uri, reason, line=number, raw=show_raw(line))]


def open_line(blob: Blob, number: int, record: Any, raw: bytes) -> Sequence[Numbered | Reject]:
    """The object of a line, or the articles of the list that it holds."""
    if isinstance(record, dict) and ("text" in record or not any(isinstance(v, (list, dict)) for v in record.values())):
        return (Numbered(number, record, raw),)
    records = find_records(record)
    if records is not None:
        return [Numbered(number, one, raw) for one in records if isinstance(one, Mapping)]
    if isinstance(record, dict):
        return (Numbered(number, record, raw),)
    return (Reject(blob.uri, "The line is JSON but no object with a `text`.", line=number, raw=show_raw(raw)),)


def read_json(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The documents of a file of JSON: of a list item by item, of anything else once it is read whole."""
    file = blob.open()
    head = file.read(4_000)
    blob = replace(blob, open=lambda: rejoin(head, file))
    mark, encoding = find_mark(head)
    if encoding in (None, "utf-8-sig") and head[len(mark) :].lstrip().startswith(b"["):
        yield from read_records(blob, list_items(blob, options), options)
        return
    text = decode(read_capped(blob, options.max_item_bytes), options.encoding)
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":  # several objects one after the other: lines of JSON under another name
            lines = replace(blob, open=lambda: io.BytesIO(text.encode("utf-8", "surrogatepass")))
            yield from read_jsonl(lines, replace(options, encoding=None))
            return
        raise UnreadableError(f"The file is not JSON: {error.msg} in line {error.lineno:,}.") from None
    except (RecursionError, ValueError) as error:
        raise UnreadableError(f"The file is not JSON we can read: {type(error).__name__}.") from None
    yield from read_data(blob, found, text, options)


def read_data(blob: Blob, data: Any, text: str, options: SourceOptions) -> Iterator[Found]:
    """The documents of a file of JSON that was read whole."""
    asked = options.columns.get("text", "")
    records = find_asked(data, asked) or find_known(data) or find_records(data)
    if records is None and isinstance(data, dict):
        records = [data]
    if records is None:
        raise UnreadableError("The file is JSON but neither an object nor a list of objects.")
    records = [one for one in records if not is_other_type(one)] or records
    if len(records) == 1 and records[0] is data:
        yield from read_records(blob, [Numbered(blob.line, data, text[:RAW_SHOWN])], options)
        return
    outer = read_outer(data)
    numbered = (number_record(blob, number, one) for number, one in enumerate(records, start=1))
    yield from read_records(blob, numbered, options, outer)


def is_other_type(record: Any) -> bool:
    """Whether a record of JSON-LD is no article: a breadcrumb, an organization, a page."""
    return isinstance(record, Mapping) and "@type" in record and "articleBody" not in record


def read_outer(data: Any) -> dict[str, str]:
    """What a feed in JSON says of all its items."""
    if not isinstance(data, dict) or "jsonfeed" not in str(data.get("version", "")):
        return {}
    found = {name: as_words(data.get(key)) for name, key in OUTER.items()}
    return {name: words for name, words in found.items() if words}


def find_asked(data: Any, path: str) -> list[Any] | None:
    """The list that the path a user gave for the text leads through, or whose items have that path."""
    keys = parse_path(path)
    for length in range(len(keys) - 1, 0, -1):
        value = find_value(data, keys[:length])
        if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
            return value
    return find_list_with(data, keys) if keys and find_value(data, keys) is None else None


def find_list_with(data: Any, keys: Path) -> list[Any] | None:
    """The outermost list of objects that have something at a path."""
    level: list[Any] = [data]
    for _ in range(LEVELS):
        for item in level:
            if isinstance(item, list) and any(find_value(one, keys) is not None for one in item[:SAMPLED]):
                return item
        level = [inner for item in level for inner in open_up(item)]
    return None


def find_known(data: Any) -> list[Any] | None:
    """The list of records where a known shape keeps it."""
    for shape in SHAPES:
        if shape.records:
            value = find_value(data, parse_path(shape.records))
            records = list(value.values()) if isinstance(value, dict) else value
            if isinstance(records, list) and shape.fits([one for one in records[:20] if isinstance(one, Mapping)]):
                return records
    return None


def number_record(blob: Blob, number: int, record: Any) -> Numbered | Reject:
    """A list's item as a record."""
    if isinstance(record, dict):
        return Numbered(number, record, record)
    return Reject(blob.uri, "The list's item is no object with a `text`.", line=number, raw=show_raw(record))


def list_items(blob: Blob, options: SourceOptions) -> Iterator[Numbered | Reject]:
    """The items of a list, one in memory at a time. Raises UnreadableError where the list breaks off."""
    number = 0
    for number, item in enumerate(cut_items(blob, options), start=1):
        yield number_record(blob, number, item)
    if not number:
        raise UnreadableError("The file is a list of JSON without items.")


def cut_items(blob: Blob, options: SourceOptions) -> Iterator[Any]:
    """The values of a list in JSON, read piece by piece."""
    with blob.open() as opened:
        start, file = look_ahead(opened)
        encoding = choose_encoding(start, options.encoding) or "utf-8-sig"
        try:
            yield from ListReader(codecs.getreader(encoding)(file), options.max_item_bytes).read()
        except UnicodeError as error:
            reason = f"The file is not valid {encoding.upper()}: {describe(error)}; --encoding names another."
            raise UnreadableError(reason) from None
        except (RecursionError, ValueError) as error:
            raise UnreadableError(f"The file is not JSON we can read: {type(error).__name__}.") from None


class ListReader:
    """Reads a list of JSON value by value, holding no more of it than one value needs."""

    def __init__(self, stream: codecs.StreamReader, limit: int) -> None:
        self.stream, self.limit = stream, limit
        self.buffer, self.ended, self.step = "", False, READ_AT_ONCE
        self.decode = json.JSONDecoder().raw_decode

    def read(self) -> Iterator[Any]:
        """The list's values. Raises UnreadableError where it breaks off."""
        self.skip(BLANKS)
        self.buffer = self.buffer[1:]  # the bracket
        while self.skip(BLANKS + ","):
            if self.buffer[0] == "]":
                return
            yield self.read_value()
        raise UnreadableError("The list of JSON breaks off.")

    def skip(self, marks: str) -> bool:
        """Passes over marks; whether anything follows them."""
        while not (rest := self.buffer.lstrip(marks)) and not self.ended:
            self.buffer = ""
            self.fill()
        self.buffer = rest
        return bool(rest)

    def read_value(self) -> Any:
        """The next value, which may be longer than what was read so far."""
        while True:
            try:
                value, end = self.decode(self.buffer)
            except json.JSONDecodeError as error:
                if self.ended:
                    raise UnreadableError(f"The list of JSON breaks off or is none: {error.msg}.") from None
            else:
                if end < len(self.buffer) or self.ended:
                    self.buffer, self.step = self.buffer[end:], READ_AT_ONCE
                    return value
            self.fill()

    def fill(self) -> None:
        """Reads on, more each time, so that a long value is not parsed over and over."""
        if len(self.buffer) > self.limit:
            raise UnreadableError(f"An item is larger than {self.limit:,} bytes.")
        more = self.stream.read(self.step)
        self.step *= 2
        self.ended = not more
        self.buffer += more
