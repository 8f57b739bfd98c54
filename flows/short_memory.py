"""Want of memory: told before work begins where it is certain, known by its words where a library says it.

Nothing heavy is imported here: where memory is short, that is what fails first.
"""

from __future__ import annotations

import errno
import mmap
from contextlib import suppress
from functools import cache

LEAST = 1_400_000_000  # bytes of addresses; with fewer, two articles and one core come to no end (docs/faults.md)
NO_THREAD = "can't start new thread"  # what Python says, as a RuntimeError
TOLD = (
    NO_THREAD,
    "failed to map segment",  # of a shared library, as an ImportError
    "Failed to launch worker thread",  # Arrow, as an error of a file
    "Cannot allocate memory",
)
KEPT = 64 << 20  # bytes, of which OpenBLAS takes half at its first use


def wants_memory(error: BaseException) -> bool:
    """Whether an error is one of memory, or of threads, which need some."""
    is_short = isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM)
    return is_short or any(words in str(error) for words in TOLD)


def check_addresses() -> None:
    """Raises MemoryError where the system gives this process fewer addresses than any run needs (`ulimit -v`)."""
    limit = find_limit()
    if limit is not None and limit < LEAST:
        raise MemoryError(f"`ulimit -v` leaves {limit / 1e9:.1f} GB of addresses, and a run needs some 2")


def find_limit() -> int | None:
    """The bytes of addresses that this process may have; None where nothing bounds them."""
    with suppress(ImportError):  # no such limits on Windows
        import resource

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        return None if limit == resource.RLIM_INFINITY else limit
    return None


@cache
def keep_for_numpy() -> None:
    """Lets numpy's OpenBLAS take the memory that it then keeps: where it gets none later, it ends the process.

    Raises MemoryError where there is none now.
    """
    import numpy as np

    try:
        mmap.mmap(-1, KEPT).close()
    except OSError as error:
        raise MemoryError("none is left to count with") from error
    square = np.ones((512, 512), np.float32)
    np.matmul(square, square)
