"""A layer over what changes files, which spoils the n-th change of a piece of work, each time in a process of its own.

What it hooks is what the lake's storage does, and renaming, removing and copying files anywhere: the warehouse is
swapped in by these, and so is what is exported. What changes nothing, as making a folder that is there, does not count.
"""

import errno
import functools
import importlib
import multiprocessing
import os
import pickle
import shutil
import signal
import sys
import threading
import time
import traceback
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest

from flows.command.failures import MENDABLE
from flows.settings import DEFAULT_MODEL
from flows.stages.transform import load_annotator
from transforms.page.language import detect_language
from warehouse.exporting.source import ExportError
from warehouse.lake.storage import Storage
from warehouse.seeds import read_seeds

KINDS = {
    "fail": "the change is not made, and the program is told so",
    "fail late": "the change is made, and the program is told that it is not",
    "interrupt": "control-C comes just after the change",
    "tear": "half of the file that was written is there, and the program ends, as where the power is cut",
    "end": "the program ends just before the change, as with kill -9",
    "delay": "the change takes a while, in which others read, and another writes",
}
PATIENCE = 300  # seconds a piece of work may take on a machine that has much to do
DELAY = 0.1
ENDED = 77


def is_there(*given):
    return given[0].exists(given[1]) if isinstance(given[0], Storage) else os.path.lexists(given[0])


def always(*given):
    return True


def is_missing(*given):
    return not given[0].exists()


def find_written(name, given):
    """The path of the file that a change has written; None where it wrote none."""
    if name == "write_parquet":
        return Path(given[0].full(given[1]))
    return Path(given[1]) if name in ("replace", "rename", "copyfile") else None


HOOKED = (
    (Storage, "write_parquet", always),
    (Storage, "sync", always),
    (Storage, "set_aside", is_there),
    (Storage, "remove", is_there),
    (Path, "replace", always),
    (Path, "rename", always),
    (Path, "unlink", is_there),
    (Path, "mkdir", is_missing),
    (shutil, "copyfile", always),
)


def do_nothing(*words):
    pass


class Faulty:
    """Counts the changes of the main thread and spoils one of them.

    meanwhile is called while a change is delayed. note is called with the words of a change that is about to be
    spoiled.
    """

    def __init__(self, number=0, kind="", meanwhile=do_nothing, note=do_nothing):
        self.number, self.kind, self.meanwhile, self.note = number, kind, meanwhile, note
        self.changes = []  # of each, whether it writes a file
        self.spoiled = ""

    def wrap(self, owner, name, counts):
        method = getattr(owner, name)

        def wrapped(*given, **named):
            if threading.current_thread() is not threading.main_thread() or not counts(*given):
                return method(*given, **named)
            if self.spoiled:
                return method(*given, **named)
            written = find_written(name, given)
            self.changes.append(written is not None)
            if len(self.changes) != self.number:
                return method(*given, **named)
            self.spoiled = f"{name} {' '.join(str(one)[-80:] for one in given[:2] if not isinstance(one, Storage))}"
            self.note(self.spoiled)
            return self.spoil(lambda: method(*given, **named), written)

        return wrapped

    def spoil(self, call, written):
        if self.kind == "delay":
            try:
                self.meanwhile()
            except Exception as error:  # which the work itself may end as, but not what goes on beside it
                raise AssertionError("others could not go on meanwhile") from error
            time.sleep(DELAY)
            return call()
        if self.kind in ("fail late", "interrupt", "tear"):
            call()
        if self.kind == "tear":
            tear(written)
        if self.kind in ("tear", "end"):
            os._exit(ENDED)
        if self.kind == "interrupt":
            raise KeyboardInterrupt
        raise OSError(errno.EIO, "input/output error")


def tear(path):
    """Leaves half of a file that was just written, as a disk may that lost its power."""
    if path is not None and path.is_file():
        os.truncate(path, path.stat().st_size // 2)


@contextmanager
def hooked(layer):
    with pytest.MonkeyPatch.context() as patch:
        for owner, name, counts in HOOKED:
            patch.setattr(owner, name, layer.wrap(owner, name, counts))
        yield


def count_changes(work):
    """Does the work undisturbed; whether each of its changes, in their order, writes a file."""
    layer = Faulty()
    with hooked(layer):
        work()
    return layer.changes


def disturb(work, number, kind, meanwhile=do_nothing):
    """Does the work in a process of its own while its n-th change is spoiled; what was spoiled.

    The work may end only as the command can say in a sentence; any other error is a mistake of the program.
    """
    code, spoiled = in_clean_process(functools.partial(_spoil, work, number, kind, meanwhile))
    assert spoiled, "there is no such change"
    assert code == (ENDED if kind in ("tear", "end") else 0), code
    return spoiled[0]


def _spoil(work, number, kind, meanwhile, tell):
    with hooked(Faulty(number, kind, meanwhile, tell)), suppress(*MENDABLE, ExportError):
        work()


def do_apart(work, *given):
    """Does the work in a process of its own; what it gives."""
    code, told = in_clean_process(functools.partial(_do, work, given))
    assert code == 0, code
    return told[0]


def _do(work, given, tell):
    tell(work(*given))


def in_clean_process(work):
    """Calls what can be pickled in a copy of a process that has loaded the models and done nothing else.

    The process of the tests is not copied itself: it has threads of servers and databases, which a copy would lack,
    and taking down what belonged to them may abort it. Gives what `in_fork` gives, and what the work told.
    """
    pipe = clean_process()
    pipe.send(work)
    code, told = pipe.recv()
    assert code is not None, told[0]
    return code, told


@functools.cache
def clean_process():
    """The pipe to a process that is begun once and ends with this one."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    context.Process(target=_copy_for_each, args=(theirs,), daemon=True).start()
    theirs.close()
    return ours


def _copy_for_each(pipe):
    """What each copy would have to read or import again is read and imported before."""
    load_annotator(DEFAULT_MODEL).money.usd.find_rate("EUR", date(2026, 3, 3))
    dict(read_seeds("linking"))
    importlib.import_module("pandas")  # which DuckDB looks for
    detect_language("The harbour board meets again in May, it said on Monday.")
    with suppress(EOFError):
        while True:
            work, told = pipe.recv(), []
            try:
                pipe.send((in_fork(work, told.append), told))
            except AssertionError as error:
                pipe.send((None, [str(error)]))


def in_fork(work, heard):
    """Calls the work in a copy of this process, with a function that tells something to this one.

    A copy has all modules and models loaded, and dies as a process does. Gives its exit code; the words of the error
    where it raised; raises AssertionError where it took too long.
    """
    ours, theirs = os.pipe()
    pid = os.fork()
    if not pid:
        _work_as_child(work, theirs)
    os.close(theirs)
    told = []
    reader = threading.Thread(target=_listen, args=(ours, told))
    reader.start()
    reader.join(PATIENCE)
    if reader.is_alive():
        os.kill(pid, signal.SIGKILL)
    status = os.waitpid(pid, 0)[1]
    reader.join()
    errors = [words for kind, words in told if kind == "error"]
    for kind, words in told:
        if kind == "told":
            heard(words)
    assert not os.WIFSIGNALED(status), f"still at work after {PATIENCE} s, or killed: {status}"
    return errors[0] if errors else os.WEXITSTATUS(status)


def _work_as_child(work, theirs):
    def tell(kind, words):
        pickle.dump((kind, words), pipe)
        pipe.flush()

    pipe = os.fdopen(theirs, "wb")
    code = 0
    try:
        work(lambda words: tell("told", words))
    except BaseException:  # noqa: BLE001 - nothing of the parent's may go on here
        tell("error", traceback.format_exc())
        code = 1
    sys.stdout.flush()
    os._exit(code)


def _listen(ours, told):
    with os.fdopen(ours, "rb") as pipe, suppress(EOFError):
        while True:
            told.append(pickle.load(pipe))
