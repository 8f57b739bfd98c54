"""Names judged in worker processes: the same tables, also where a worker is lost."""

from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pyarrow as pa
import pytest

from flows.progress import Silent
from flows.settings import Settings
from flows.stages import sharing_out
from flows.stages.load import Loading, load_corpus
from flows.stages.sharing_out import carry_all, keep_order, spread_over_pool
from tests.flows.stages.test_load import History, read_all
from tests.transforms.linking.test_memory import SEEDS, Corpus
from tests.transforms.linking.test_spread import all_of, link_spread
from tests.warehouse.builders import run_rows
from transforms.linking import link_tables


def test_worker_processes_give_the_same_tables(tmp_path, monkeypatch):
    monkeypatch.setattr(sharing_out, "SPREAD_FROM", 1)
    corpus = Corpus(3)
    corpus.add(60)
    spread = replace(spread_over_pool(Settings(tmp_path, workers=2)), at_once=20)
    assert all_of(link_spread(*corpus.tables(), None, spread)) == all_of(link_tables(*corpus.tables(), SEEDS))


def test_a_load_gives_names_to_workers(tmp_path, monkeypatch):
    [run] = run_rows().to_pylist()
    given = []

    def carry(rules, work, pieces):
        given.extend(pieces)
        return (work(rules, piece) for piece in pieces)

    history = History(tmp_path, 2)
    history.lake.append_log("runs", run_rows(), "run_id")
    history.add(6)
    spread = replace(spread_over_pool(history.settings), carry=carry, at_once=2)
    load_corpus(history.settings, history.lake, run, Silent(), Loading(spread=spread))
    found = read_all(tmp_path / "onrecord.duckdb")
    assert len(given) > 3
    load_corpus(history.settings, history.lake, run, Silent(), Loading(full=True))
    assert found == read_all(tmp_path / "onrecord.duckdb")


PIECES = [pa.table({"number": [n]}) for n in range(5)]


def numbers_of(tables):
    return [table["number"][0].as_py() for table in tables]


def test_few_names_stay_here(tmp_path, monkeypatch):
    monkeypatch.setattr(sharing_out, "open_pool", None)
    carry = spread_over_pool(Settings(tmp_path, workers=2)).carry
    assert numbers_of(carry(None, lambda rules, piece: piece, PIECES)) == [0, 1, 2, 3, 4]


def test_lost_workers_are_replaced_until_nothing_gets_done():
    calls = []

    def carry(pieces, most=2):
        calls.append(len(pieces))
        yield from pieces[:most]
        if len(pieces) > most:
            raise BrokenProcessPool

    assert numbers_of(carry_all(PIECES, carry)) == [0, 1, 2, 3, 4] and calls == [5, 3, 1]
    calls.clear()
    with pytest.raises(BrokenProcessPool):
        list(carry_all(PIECES, lambda pieces: carry(pieces, 0)))
    assert calls == [5] * sharing_out.LOSSES


class Done:
    def __init__(self, piece, waiting):
        self.piece, self.waiting = piece, waiting
        waiting.append(self)

    def result(self):
        self.waiting.remove(self)
        return self.piece


def test_no_more_pieces_wait_than_workers_need():
    waiting, most = [], []
    found = keep_order(lambda piece: Done(piece, waiting), PIECES, 1)
    for number, table in enumerate(found):
        assert table["number"][0].as_py() == number
        most.append(len(waiting))
    assert max(most) == sharing_out.AHEAD
