"""Chooses the reader for a blob and turns what goes wrong into rejects."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flows.sources.jsonl import read_jsonl
from flows.sources.records import Blob, Item, Reject, SourceOptions, UnreadableError
from flows.sources.text import read_text

Reader = Callable[[Blob, SourceOptions], Iterator[Item | Reject]]
READERS: dict[str, Reader] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".txt": read_text,
    ".md": read_text,
}


def read_blob(blob: Blob, options: SourceOptions) -> Iterator[Item | Reject]:
    """The documents in a blob; what cannot be read ends as one reject."""
    ending = "." + blob.name.rpartition(".")[2].lower()
    reader = READERS.get(ending, read_text)
    try:
        yield from reader(blob, options)
    except UnreadableError as error:
        yield Reject(blob.uri, str(error))
    except OSError as error:
        yield Reject(blob.uri, f"The file cannot be read: {error.strerror or error}.")
