"""Names judged in worker processes: the same tables, also where a worker is lost."""

import multiprocessing
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import pyarrow as pa
import pytest

from flows.progress import Silent
from flows.settings import Settings
from flows.stages import sharing_out
from flows.stages.load import Loading, load_corpus
from flows.stages.sharing_out import pack, spread_over, spread_over_pool, unpack
from tests.flows.stages.test_load import History, read_all
from tests.transforms.linking.test_memory import SEEDS, Corpus
from tests.transforms.linking.test_spread import all_of, link_spread
from tests.warehouse.builders import run_rows
from transforms.linking import link_tables
from transforms.linking.name_rules import Spread


def test_worker_processes_give_the_same_tables(tmp_path, monkeypatch):
    monkeypatch.setattr(sharing_out, "SPREAD_FROM", 1)
    corpus = Corpus(3)
    corpus.add(60)
    with spread_over_pool(Settings(tmp_path, workers=2)) as spread:
        found = link_spread(*corpus.tables(), None, replace(spread, at_once=20))
        assert not multiprocessing.active_children(), "workers are there only while names are judged"
    assert all_of(found) == all_of(link_tables(*corpus.tables(), SEEDS))


def test_a_load_gives_names_to_workers(tmp_path):
    [run] = run_rows().to_pylist()
    given, open_now = [], []

    def carry(rules, work, pieces):
        assert open_now == [True]
        given.extend(pieces)
        return (work(rules, piece) for piece in pieces)

    @contextmanager
    def spread():
        open_now.append(True)
        yield Spread(carry, 2)
        open_now.clear()

    history = History(tmp_path, 2)
    history.lake.append_log("runs", run_rows(), "run_id")
    history.add(6)
    load_corpus(history.settings, history.lake, run, Silent(), Loading(spread=spread))
    found = read_all(tmp_path / "onrecord.duckdb")
    assert len(given) > 3 and open_now == []
    load_corpus(history.settings, history.lake, run, Silent(), Loading(full=True))
    assert found == read_all(tmp_path / "onrecord.duckdb")


PIECES = [pa.table({"number": [n]}) for n in range(5)]


def numbers_of(tables):
    return [table["number"][0].as_py() for table in tables]


class Helpers:
    """Workers of whom one is lost after so many pieces."""

    def __init__(self, lost_after):
        self.lost_after = lost_after
        self.waiting, self.most, self.closed = 0, 0, 0

    def submit(self, work, piece):
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        return SimpleNamespace(result=lambda: self.finish(work, piece))

    def finish(self, work, piece):
        self.waiting -= 1
        self.lost_after -= 1
        if self.lost_after == -1:
            raise BrokenProcessPool
        return pack(work(None, unpack(piece)))

    def close(self):
        self.waiting = 0
        self.closed += 1


def carry(helpers, pieces=PIECES):
    with spread_over(helpers, 1) as spread:
        return numbers_of(spread.carry(None, lambda rules, piece: piece, pieces))


def test_few_names_stay_here():
    helpers = Helpers(0)
    assert carry(helpers) == [0, 1, 2, 3, 4]
    assert (helpers.most, helpers.closed) == (0, 1)


def test_no_more_pieces_wait_than_workers_need_and_lost_workers_are_replaced(monkeypatch):
    monkeypatch.setattr(sharing_out, "SPREAD_FROM", 1)
    for lost_after, closed in ((99, 1), (0, 2), (3, 2)):
        helpers = Helpers(lost_after)
        assert carry(helpers) == [0, 1, 2, 3, 4]
        assert (helpers.most, helpers.closed) == (sharing_out.AHEAD + 1, closed)


def test_workers_that_die_again_and_again_end_the_load(monkeypatch):
    monkeypatch.setattr(sharing_out, "SPREAD_FROM", 1)
    helpers = Helpers(0)
    monkeypatch.setattr(helpers, "finish", lambda work, piece: (_ for _ in ()).throw(BrokenProcessPool))
    with pytest.raises(BrokenProcessPool):
        carry(helpers)
    assert helpers.closed == sharing_out.LOSSES


def test_a_slice_is_packed_alone():
    whole = pa.table({"number": range(100_000)})
    assert len(pack(whole.slice(500, 3))) < 2_000
    assert unpack(pack(whole.slice(500, 3)))["number"].to_pylist() == [500, 501, 502]
