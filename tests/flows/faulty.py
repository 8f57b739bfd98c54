"""A layer over what changes files: the n-th change fails, fails although it was made, is torn, or ends the program.

What it hooks is everything the lake's storage does, and renaming, removing and copying files anywhere: the warehouse is
swapped in by these, and so is what is exported.
"""

import errno
import shutil
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from flows.command.failures import MENDABLE
from warehouse.lake.storage import Storage

OF_STORAGE = ("write", "write_parquet", "sync", "publish", "set_aside", "remove")
OF_FILES = ("replace", "rename", "unlink", "mkdir")
KINDS = ("fail", "fail late", "tear", "end", "end late")


class Ended(BaseException):
    """The program ends here, as far as a program can end itself."""


class Faulty:
    """Counts the changes of the main thread and spoils one of them."""

    def __init__(self, number=0, kind=""):
        self.number, self.kind = number, kind
        self.count = 0
        self.spoiled = ""

    def wrap(self, owner, name):
        method = getattr(owner, name)

        def wrapped(*given, **named):
            if threading.current_thread() is not threading.main_thread():
                return method(*given, **named)
            self.count += 1
            if self.count != self.number:
                return method(*given, **named)
            self.spoiled = f"{name} {' '.join(str(one)[-80:] for one in given[1:2])}"
            return self.spoil(lambda: method(*given, **named), given)

        return wrapped

    def spoil(self, call, given):
        if self.kind.endswith("late") or self.kind == "tear":
            call()
        if self.kind == "tear":
            tear(given)
        if self.kind.startswith("fail"):
            raise OSError(errno.EIO, "input/output error")
        raise Ended


def tear(given):
    """Leaves half of a file that was just written, as a disk may that lost its power."""
    if isinstance(given[0], Storage) and isinstance(given[1], str):
        path = Path(given[0].full(given[1]))
        if path.is_file():
            data = path.read_bytes()
            path.write_bytes(data[: len(data) // 2])


@contextmanager
def faulty(number=0, kind=""):
    """Spoils the change of that number within the block; gives the layer, which says how many changes there were."""
    layer = Faulty(number, kind)
    with pytest.MonkeyPatch.context() as patch:
        for owner, names in ((Storage, OF_STORAGE), (Path, OF_FILES), (shutil, ("copyfile",))):
            for name in names:
                patch.setattr(owner, name, layer.wrap(owner, name))
        yield layer


def disturb(work, number, kind):
    """Does the work while its n-th change is spoiled; what was spoiled, empty where there were fewer.

    The work may end only as the command can say in a sentence; any other error is a mistake of the program.
    """
    with faulty(number, kind) as layer, suppress(*MENDABLE, Ended):
        work()
    return layer.spoiled
