"""Readers of every kind of source; each input ends as exactly one Item or Reject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.sources.places import find_blobs
from flows.sources.readers import read_blob
from flows.sources.records import Blob, Item, Reject, SourceOptions

__all__ = ["Blob", "Item", "Reject", "SourceOptions", "read_sources"]


def read_sources(sources: Sequence[str], options: SourceOptions | None = None) -> Iterator[Item | Reject]:
    """The documents of files, folders and globs, in the order given, one in memory at a time."""
    options = options or SourceOptions()
    for source in sources:
        for found in find_blobs(source):
            if isinstance(found, Reject):
                yield found
            else:
                yield from read_blob(found, options)
