"""Judges the names of a large corpus in worker processes: pieces of work out, tables of what was found back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache, partial
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from flows.settings import Settings
from flows.stages.workers import end_with_parent, open_pool
from transforms.linking.name_rules import HERE, Rules, Spread, Work, carry_out
from warehouse.arrow import release_memory
from warehouse.seeds import read_seeds

SPREAD_FROM = 200_000  # readings, of some 60,000 articles: workers that start for fewer cost more than they spare
AHEAD = 2  # pieces that wait for each worker
LOSSES = 3  # of worker processes, with nothing done in between, after which a load gives up
Spreading = Callable[[], AbstractContextManager[Spread]]  # workers end with the context


def stay_here() -> AbstractContextManager[Spread]:
    """All names are judged in this process."""
    return nullcontext(HERE)


class Coming(Protocol):
    """What a worker is at."""

    def result(self) -> bytes:
        """A packed table, once it is there."""


class Workers(Protocol):
    """Workers of any kind, which start when they are first given something."""

    def submit(self, work: Work, piece: bytes, /) -> Coming:
        """Gives them a packed piece."""

    def close(self) -> None:
        """Ends them; what is submitted then is for new ones."""


@contextmanager
def spread_over(workers: Workers, count: int) -> Iterator[Spread]:
    """Names are judged by so many workers, where there are enough of them."""

    def carry(rules: Rules, work: Work, pieces: Sequence[pa.Table]) -> Iterator[pa.Table]:
        if not is_worth_workers(pieces):
            return carry_out(rules, work, pieces)
        submit = partial(workers.submit, work)
        return carry_all(pieces, lambda left: keep_order(submit, left, count), workers.close)

    try:
        yield Spread(carry, end=workers.close)
    finally:
        workers.close()


def is_worth_workers(pieces: Sequence[pa.Table]) -> bool:
    """Whether the pieces have so many readings that workers are worth their start."""
    return len(pieces) > 1 and sum(piece.num_rows for piece in pieces) >= SPREAD_FROM


def carry_all(
    pieces: Sequence[pa.Table], carry: Callable[[Sequence[pa.Table]], Iterator[pa.Table]], close: Callable[[], None]
) -> Iterator[pa.Table]:
    """What `carry` gives of the pieces; where workers are lost, all are closed and it is called anew for those left.

    Raises BrokenProcessPool when LOSSES calls in a row get nothing done.
    """
    done = losses = 0
    while done < len(pieces):
        try:
            for found in carry(pieces[done:]):
                done += 1
                losses = 0
                yield found
        except BrokenProcessPool:
            losses += 1
            if losses == LOSSES:
                raise
            close()


def keep_order(submit: Callable[[bytes], Coming], pieces: Sequence[pa.Table], workers: int) -> Iterator[pa.Table]:
    """What workers find of the pieces, in their order; no more are handed over than keep the workers busy."""
    coming: deque[Coming] = deque()
    for piece in pieces:
        coming.append(submit(pack(piece)))
        if len(coming) > AHEAD * workers:
            yield unpack(coming.popleft().result())
    while coming:
        yield unpack(coming.popleft().result())


def pack(table: pa.Table) -> bytes:
    """The table as bytes: a slice without the rest of what it is a slice of."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def unpack(packed: bytes) -> pa.Table:
    """The table that was packed."""
    with pa.ipc.open_stream(packed) as stream:
        return stream.read_all()


def work_apart(settings: Settings, work: Work, piece: bytes) -> bytes:
    """What the work finds of a piece, in a worker process."""
    end_with_parent()
    rules = load_rules(settings.own_seeds, read_seeds("linking", settings.own_seeds).version)
    found = pack(work(rules, unpack(piece)))
    release_memory()
    return found


@lru_cache(maxsize=1)
def load_rules(own_seeds: Path | None, version: str) -> Rules:
    """The rules of this process, made anew when a seed file changes."""
    seeds = read_seeds("linking", own_seeds)
    rules = Rules(seeds)
    seeds.release("places")  # which the rules hold in fewer bytes
    return rules


class PoolWorkers:
    """Worker processes of this machine."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, work: Work, piece: bytes) -> Coming:
        """Gives a piece to the pool."""
        self._pool = self._pool or open_pool(self._settings.workers)
        return self._pool.submit(work_apart, self._settings, work, piece)

    def close(self) -> None:
        """Ends the processes."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def spread_over_pool(settings: Settings) -> AbstractContextManager[Spread]:
    """Names are judged in worker processes of this machine, where there are many, or in this one."""
    return stay_here() if settings.workers == 1 else spread_over(PoolWorkers(settings), settings.workers)
