"""Plain text: one file, one document; and the decoding of bytes for every reader."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping

from flows.sources.items import (
    RAW_SHOWN,
    Blob,
    Found,
    Note,
    Origin,
    Reject,
    SourceOptions,
    UnreadableError,
    finish_item,
)
from transforms.documents.exports import Export, find_export
from transforms.documents.front_matter import split_head

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDTHS = {"utf-16": 2, "utf-32": 4}  # bytes of a letter in encodings that come in two orders
NARROW = 200  # bytes that show that a file has no letters of two bytes or four
SHOWS_ORDER = 200  # letters that show which of the two it is
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
GUESSED_FROM = 100_000  # bytes shown to the guesser: its time grows with the text
CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:\-]{2,40})", re.IGNORECASE)
MAX_REPLACED = 0.001  # share of a page's characters
MAX_CHAOS = 0.1  # charset-normalizer's own measure of how unlike text the decoded bytes are


def read_text(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The file as one document: its text is the decoded content, character for character.

    Files of news databases hold several, each cut out.
    """
    data = read_capped(blob, options.max_item_bytes)
    if not data:
        yield Reject(blob.uri, "The file is empty.")
        return
    text = decode(data, options.encoding)
    if not text.strip("\ufeff \t\r\n\x0b\x0c\x85\xa0"):
        yield Reject(blob.uri, "The file has only white space.", raw=text[:RAW_SHOWN])
        return
    yield from read_words(blob, text, options)


def read_markdown(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The file as one document, what its head says of it (title, author, date) apart from the text."""
    text = decode(read_capped(blob, options.max_item_bytes), options.encoding)
    fields, text = split_head(text)
    if not text.strip():
        yield Reject(blob.uri, "The file has no text.")
        return
    yield finish_item(blob, None, {**blob.fields, **fields, "text": text}, options)


def read_words(
    blob: Blob, text: str, options: SourceOptions, given: Mapping[str, str] | None = None
) -> Iterator[Found]:
    """The articles of a text: those of a news database's export, else the text itself."""
    kind = find_export(text, options.shape)
    if kind is not None:
        yield from split_export(blob, text, kind, options)
    elif text.strip():
        yield finish_item(blob, blob.line, {**blob.fields, **(given or {}), "text": text}, options)
    else:
        yield Reject(blob.uri, "The document has no text.", source_id=blob.url, line=blob.line)


def split_export(blob: Blob, text: str, kind: Export, options: SourceOptions) -> Iterator[Found]:
    """The articles of a news database's file."""
    yield Note(blob.uri, f"read as {kind.title}")
    number = 0
    for number, fields in enumerate(kind.split(text), start=1):
        if fields.get("text", "").strip():
            yield finish_item(blob, number, fields, options, Origin(kind.title, is_whole=False))
        else:
            error = "The document has no text: only its head was exported."
            yield Reject(blob.uri, error, source_id=fields.get("id"), line=number, raw=fields.get("headline"))
    if not number:
        yield Reject(blob.uri, f"The file looks like {kind.title} but no document in it was found.")


def read_capped(blob: Blob, limit: int) -> bytes:
    """All bytes of a blob. Raises UnreadableError where there are more than the limit."""
    with blob.open() as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise UnreadableError(f"The document is larger than {limit:,} bytes.")
    return data


def find_mark(data: bytes) -> tuple[bytes, str | None]:
    """The byte order mark at a beginning and the encoding that it means."""
    return next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", None))


def know_encoding(name: str) -> str:
    """The name that Python has for an encoding. Raises LookupError where it knows none that makes text of bytes.

    >>> know_encoding("Latin1")
    'iso8859-1'
    """
    known = codecs.lookup(name).name
    try:
        "a".encode(known)  # some change bytes into bytes, or letters into letters
    except UnicodeError as error:
        raise LookupError(str(error)) from None
    return known


def choose_encoding(start: bytes, asked: str | None) -> str | None:
    """The encoding of a file that begins so: what its byte order mark means, else the one asked for.

    Without a mark, UTF-16 and UTF-32 do not say which byte of a letter comes first; in most letters it is the other
    one that is not NUL. Raises UnreadableError where the bytes are plainly UTF-8 and neither of these.

    >>> choose_encoding("a,b".encode("utf-16-be"), "utf-16"), choose_encoding(b"a,b", None)
    ('utf-16-be', None)
    """
    marked = find_mark(start)[1]
    name = (asked or "").lower().replace("_", "-")
    if marked or not name.startswith(tuple(WIDTHS)):
        return marked or asked
    if is_narrow(start[:NARROW]):
        raise UnreadableError(f"The text is not valid {name.upper()}: it has no zero byte, and is valid UTF-8.")
    width = WIDTHS.get(name)
    if width is None:
        return asked
    first, last = (start[place : SHOWS_ORDER * width : width].count(0) for place in (0, width - 1))
    return f"utf-{8 * width}-{'be' if first > last else 'le'}"


def is_narrow(start: bytes) -> bool:
    """Whether a beginning is UTF-8 and, having no NUL, most likely nothing wider."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return b"\0" not in start


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text of bytes: by the encoding asked for, a byte order mark, UTF-8, or what the bytes show, in this order.

    A byte order mark says how to decode and is no part of the text. Bytes that are partly UTF-8 are damaged, not in
    another encoding, so nothing is guessed for them. Raises UnreadableError with the reason.

    >>> decode("Café".encode("utf-8-sig")), decode("Café reopens after a fire".encode("cp1252"))
    ('Café', 'Café reopens after a fire')
    """
    name = choose_encoding(data, encoding) or "utf-8"
    try:
        text = data.decode(name)
    except LookupError:
        raise UnreadableError(f"There is no encoding named {name}.") from None
    except UnicodeError as error:
        if not isinstance(error, UnicodeDecodeError):
            raise UnreadableError(f"The text is not valid {name.upper()}.") from None
        if name != "utf-8" or MULTIBYTE.search(data) or looks_binary(data):
            raise UnreadableError(complaint(data, name, error.start)) from None
        return guess(data, error.start)
    if "\0" in text:
        raise UnreadableError(f"The file is binary, not text: it has a NUL at character {text.index(chr(0)) + 1:,}.")
    return text


def decode_page(data: bytes, content_type: str | None, encoding: str | None = None) -> str:
    """The text of a web page: by the encoding asked for, the one declared by server or page, or as for plain text.

    A few bytes that do not fit become U+FFFD, as in every browser; a page with many raises UnreadableError.
    """
    declared = CHARSET.search(content_type or "") or CHARSET.search(data[:4_000].decode("latin-1"))
    name = encoding or (declared.group(1) if declared else None)
    if name is None or data.startswith(tuple(mark for mark, _ in MARKS)):
        return decode(data, encoding)
    try:
        text = data.decode(choose_encoding(data, name) or name, "replace")
    except (LookupError, UnicodeError):
        return decode(data, encoding)
    if text.count("\ufffd") <= len(text) * MAX_REPLACED:
        return text
    return decode(data, encoding)


def complaint(data: bytes, name: str, place: int) -> str:
    """Why bytes cannot be decoded."""
    if name.startswith("utf-8") and looks_binary(data):
        return "The file is binary, not text."
    return f"The text is not valid {name.upper()}: byte {place + 1:,} does not fit, so letters would be lost."


def looks_binary(data: bytes) -> bool:
    """Whether bytes hold control characters that no text has."""
    sample = data[:8_000]
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0c\x1b" for byte in sample)
    return b"\0" in sample or controls > len(sample) // 100


def guess(data: bytes, place: int) -> str:
    """The text of bytes in a legacy encoding, where one is plausible. Raises UnreadableError where none is."""
    from charset_normalizer import from_bytes

    # the first odd byte may lie late, so the guesser sees its surroundings
    start = max(0, place - GUESSED_FROM // 2)
    best = from_bytes(data[start : start + GUESSED_FROM]).best()
    if best is None or best.chaos > MAX_CHAOS:
        raise UnreadableError(complaint(data, "utf-8", place))
    # for Western letters the guesser names any of a dozen near-equal code pages; the Web's own is the likeliest
    for name in ("cp1252", best.encoding) if best.encoding in WESTERN else (best.encoding,):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise UnreadableError(complaint(data, "utf-8", place))


WESTERN = frozenset(
    {"cp1252", "latin_1", "iso8859_15", "cp1250", "cp1254", "cp1257", "iso8859_9", "iso8859_2", "cp850"}
)
