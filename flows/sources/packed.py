"""The body of a server's answer, unpacked piece by piece and never beyond a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

from flows.sources.items import UnreadableError

ASKED = "gzip, deflate"  # what we say that we can unpack; other packings were not asked for
PIECE = 1 << 20  # bytes that are unpacked at once
ANY_HEADER = 47  # zlib: gzip or zlib, whichever the first bytes say


class Unpacker(Protocol):
    """Takes packed bytes and gives them unpacked, a bounded piece at a time."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The bytes that these packed ones hold."""


class Plain:
    """Bytes that are not packed."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The bytes themselves."""
        yield data


class Deflated:
    """gzip, zlib or bare deflate; several gzip members one after another are one body."""

    def __init__(self) -> None:
        self.inner = zlib.decompressobj(ANY_HEADER)
        self.is_new = True

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The bytes that these packed ones hold."""
        while data:
            try:
                piece = self.inner.decompress(data, PIECE)
            except zlib.error as error:
                if not self.is_new:
                    raise UnreadableError(f"The packed answer is damaged: {error}.") from None
                self.inner, self.is_new = (
                    zlib.decompressobj(-zlib.MAX_WBITS),
                    False,
                )  # some servers leave the header out
                continue
            self.is_new = False
            data = self.inner.unconsumed_tail or self.inner.unused_data
            if self.inner.eof:
                self.inner = zlib.decompressobj(ANY_HEADER)
                self.is_new = False
            if piece:
                yield piece


def choose_unpacker(encoding: str) -> Unpacker:
    """The unpacker for a Content-Encoding. Raises UnreadableError for one that was not asked for, and for several.

    >>> choose_unpacker("gzip, gzip")
    Traceback (most recent call last):
        ...
    flows.sources.items.UnreadableError: The server packed its answer as 'gzip, gzip', which was not asked for.
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return Deflated()
    raise UnreadableError(f"The server packed its answer as {encoding[:100]!r}, which was not asked for.")
