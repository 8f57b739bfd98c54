"""Judges the names of a large corpus in worker processes: pieces of work out, tables of what was found back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from flows.settings import Settings
from flows.stages.workers import end_with_parent, open_pool
from transforms.linking.name_rules import Rules, Spread, Work, carry_out
from warehouse.arrow import release_memory
from warehouse.seeds import read_seeds

SPREAD_FROM = 200_000  # readings, of some 60,000 articles: workers that start for fewer cost more than they spare
AHEAD = 2  # pieces that wait for each worker
LOSSES = 3  # of worker processes, with nothing done in between, after which a load gives up


def work_apart(settings: Settings, work: Work, piece: pa.Table) -> pa.Table:
    """What the work finds of a piece, in a worker process."""
    end_with_parent()
    found = work(load_rules(settings.own_seeds, read_seeds("linking", settings.own_seeds).version), piece)
    release_memory()
    return found


@lru_cache(maxsize=1)
def load_rules(own_seeds: Path | None, version: str) -> Rules:
    """The rules of this process, made anew when a seed file changes."""
    seeds = read_seeds("linking", own_seeds)
    rules = Rules(seeds)
    seeds.release("places")  # which the rules hold in fewer bytes
    return rules


def spread_over_pool(settings: Settings) -> Spread:
    """The judging of names in worker processes of this machine, where there are enough names."""

    def carry(rules: Rules, work: Work, pieces: Sequence[pa.Table]) -> Iterator[pa.Table]:
        if settings.workers == 1 or not is_worth_workers(pieces):
            yield from carry_out(rules, work, pieces)
            return
        yield from carry_all(pieces, lambda left: _carry_in_pool(settings, work, left))

    return Spread(carry)


def is_worth_workers(pieces: Sequence[pa.Table]) -> bool:
    """Whether the pieces have so many readings that workers are worth their start."""
    return len(pieces) > 1 and sum(piece.num_rows for piece in pieces) >= SPREAD_FROM


def carry_all(
    pieces: Sequence[pa.Table], carry: Callable[[Sequence[pa.Table]], Iterator[pa.Table]]
) -> Iterator[pa.Table]:
    """What `carry` gives of the pieces, called anew for those left when worker processes are lost.

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


def _carry_in_pool(settings: Settings, work: Work, pieces: Sequence[pa.Table]) -> Iterator[pa.Table]:
    pool = open_pool(min(settings.workers, len(pieces)))
    try:
        yield from keep_order(lambda piece: pool.submit(work_apart, settings, work, piece), pieces, settings.workers)
    finally:
        pool.shutdown(cancel_futures=True)


class Coming(Protocol):
    """A table that a worker is at."""

    def result(self) -> pa.Table:
        """The table, once it is there."""


def keep_order(submit: Callable[[pa.Table], Coming], pieces: Sequence[pa.Table], workers: int) -> Iterator[pa.Table]:
    """What workers find of the pieces, in their order; no more are handed over than keep the workers busy."""
    coming: deque[Coming] = deque()
    for piece in pieces:
        coming.append(submit(piece))
        if len(coming) > AHEAD * workers:
            yield coming.popleft().result()
    while coming:
        yield coming.popleft().result()
