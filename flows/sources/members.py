"""A gzip file read so that damage costs as little as it can: what came whole before it is given, and what comes after.

A gzip file may be of many members, one after another: web archives have one for each record. A member whose checksum is
wrong is left out where it is small enough to be held until its end; the next one that can be read goes on.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import BinaryIO

from flows.sources.items import UnreadableError

PIECE = 1 << 14  # packed bytes that are unpacked at once: when they are damaged, nothing of them is given
MOST = 1 << 20  # bytes that come of them at once
HELD = 1 << 20  # bytes of a member that wait for its checksum
GZIP = zlib.MAX_WBITS + 16
HEADER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]", re.DOTALL)


class Members(io.RawIOBase):
    """The unpacked bytes of a gzip file; raises UnreadableError at the end where anything of it was damaged.

    resumes: whether reading goes on behind damage, where the bytes on both sides of it do not belong together; a line
    break is put between them.
    """

    def __init__(self, file: BinaryIO, resumes: bool = False) -> None:
        self.file, self.resumes = file, resumes
        self.packed = b""
        self.member = zlib.decompressobj(GZIP)
        self.held = bytearray()  # of this member, not given yet
        self.ready = bytearray()  # to be given
        self.is_open = False  # whether a member has begun
        self.is_over = False
        self.given = 0
        self.fault: str | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills the buffer."""
        while not self.ready and not self.is_over:
            self.advance()
        if not self.ready and self.fault:
            raise UnreadableError(self.fault)
        data = self.ready[: len(buffer)]
        del self.ready[: len(buffer)]
        buffer[: len(data)] = data
        self.given += len(data)
        return len(data)

    def close(self) -> None:
        """Closes the file below too."""
        self.file.close()
        super().close()

    def advance(self) -> None:
        """Unpacks a piece."""
        if len(self.packed) < PIECE:
            self.packed += self.file.read(PIECE)
        if not self.packed:
            self.end()
        elif not self.is_open and self.packed[0] == 0:  # members may be padded with zeros
            self.packed = self.packed.lstrip(b"\0")
        else:
            self.unpack()

    def unpack(self) -> None:
        """Unpacks the next packed bytes; a damaged member ends here."""
        piece, self.packed = self.packed[:PIECE], self.packed[PIECE:]
        self.is_open = True
        try:
            self.held += self.member.decompress(piece, MOST)
        except zlib.error as error:
            self.skip(piece, str(error))
            return
        self.packed = (self.member.unused_data or self.member.unconsumed_tail) + self.packed
        if self.member.eof:
            self.release()
            self.begin()
        elif len(self.held) > HELD:
            self.release()

    def begin(self) -> None:
        """A new member."""
        self.member, self.is_open = zlib.decompressobj(GZIP), False
        self.held.clear()

    def release(self) -> None:
        """What was held may be given."""
        self.ready += self.held
        self.held.clear()

    def skip(self, piece: bytes, why: str) -> None:
        """Leaves a damaged member; goes on at the next place that looks like the beginning of one."""
        self.note(why)
        if "incorrect data check" not in why and not self.resumes:  # what came before the damage
            self.release()
        self.begin()
        if not self.resumes:
            self.is_over = True
            return
        rest = piece[1:] + self.packed
        while not (found := HEADER.search(rest)):
            rest = rest[-3:]
            more = self.file.read(PIECE)
            if not more:
                self.packed = b""
                return
            rest += more
        self.packed = rest[found.start() :]
        if self.given or self.ready:
            self.ready += b"\n"

    def end(self) -> None:
        """The file ends: what was held of a member that is cut off is given."""
        if self.is_open:
            self.note("it ends too early")
            self.release()
        self.is_over = True

    def note(self, why: str) -> None:
        """Remembers the first fault."""
        place = self.given + len(self.ready) + len(self.held)
        self.fault = self.fault or f"The file is damaged or cut off after {place:,} bytes: {why}."
