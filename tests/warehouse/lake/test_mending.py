"""What becomes of files that can no longer be read, and of the articles in them that are to be forgotten."""

import os
from pathlib import Path

import pytest
from builders import fill, run_rows

from warehouse.lake import mending
from warehouse.lake.lake import Lake
from warehouse.lake.mending import discard_damaged, forget_damaged, knows_damaged
from warehouse.lake.recovering import DAMAGED
from warehouse.lake.storage import Storage


@pytest.fixture
def lake(tmp_path):
    lake = Lake(tmp_path / "lake")
    lake.append_log("runs", run_rows(), "run_id")
    fill(lake, [0, 1], batch="first")
    fill(lake, [2], batch="second")
    return lake


def damage(lake, table, article=None):
    """Cuts the end off the table's file that holds the article."""
    for batch in lake.live():
        for file in batch.files.get(table, ()):
            if article is None or article in batch.article_ids:
                os.truncate(lake.storage.full(file.path), file.bytes - 9)
    return discard_damaged(lake, thorough=False)


def kept(lake):
    return sorted(lake.storage.relative(info) for info in lake.storage.list(DAMAGED))


def test_a_forgotten_article_goes_from_the_damaged_files_and_others_stay(lake):
    damage(lake, "quotes", "a0")
    damage(lake, "quotes", "a2")
    assert len(kept(lake)) == 4  # each with its note
    gone = forget_damaged(lake.storage, ["a1"])
    assert len(gone) == 1
    assert len(kept(lake)) == 2
    assert not knows_damaged(lake.storage, "a0")
    assert knows_damaged(lake.storage, "a2")


def test_an_article_whose_text_was_lost_can_still_be_forgotten(lake):
    told = damage(lake, "articles", "a2")
    assert any("is lost (a2)" in line for line in told)
    assert "a2" not in lake.read("articles")["article_id"].to_pylist()
    assert knows_damaged(lake.storage, "a2")
    assert forget_damaged(lake.storage, ["a2"])
    assert kept(lake) == []


def test_files_that_may_hold_any_article_go_with_every_one(lake):
    damage(lake, "runs")
    nameless = f"{DAMAGED}/from-an-older-version.damaged"
    lake.storage.write(nameless, b"nobody knows")
    assert len(forget_damaged(lake.storage, ["a0"])) == 2
    assert kept(lake) == []


def test_nothing_is_removed_where_nothing_is_damaged(lake):
    assert discard_damaged(lake, thorough=True) == []
    assert forget_damaged(lake.storage, ["a0"]) == []


def noted(lake, monkeypatch):
    """The lake read by another process, after a load of it looked at every file of its articles and noted them."""
    monkeypatch.setattr(mending, "WORTH", 0)
    lake.paths("articles", lake.live())
    mending.note_whole(lake)
    return Lake(lake.storage.base)


def article_files(lake):
    return {file.path for batch in lake.live() for file in batch.files.get("articles", ())}


def test_files_that_a_load_found_whole_are_not_summed_up_again(lake, monkeypatch):
    looked, own = set(), Storage.sum_up
    again = noted(lake, monkeypatch)
    monkeypatch.setattr(Storage, "sum_up", lambda self, path: looked.add(path) or own(self, path))
    assert discard_damaged(again, thorough=False) == []
    assert looked.isdisjoint(article_files(again))
    assert looked


def test_a_file_that_changed_after_it_was_noted_is_found(lake, monkeypatch):
    again = noted(lake, monkeypatch)
    path = Path(again.storage.full(min(article_files(again))))
    words = path.read_bytes()
    path.write_bytes(words[:-9] + bytes(9))
    assert any("its bytes are not those" in line for line in discard_damaged(again, thorough=False))
