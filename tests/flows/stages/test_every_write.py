"""Every change of a file may fail, be torn, or be the last thing a program does: doing it again mends all of it.

`python -m pytest -m slow tests/flows/stages/test_every_write.py` spoils each change of each work in each way.
"""

import json
import os
import shutil

import pytest

from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.run import How, run_job
from flows.stages.tidying import mend
from flows.stages.withdraw import forget_article
from tests.flows.conftest import ROWS
from tests.flows.faulty import KINDS, disturb, faulty
from tests.flows.tables import read_tables
from warehouse.exporting import export
from warehouse.lake.lake import Lake

REVISED = [{**ROWS[0], "text": ROWS[0]["text"] + "\nThe board meets again in May.\n"}, ROWS[1], {"id": "none"}]
FOREIGN = {
    "quotes/mine.parquet": b"a user's own",
    "quotes/ingested_month=2026-01/theirs.parquet": b"of another program",
    "notes.txt": b"notes",
    "_commits/README.md": b"about",
}


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


class Work:
    """Something that changes a data directory, and what it should be like afterwards."""

    def __init__(self, before, data):
        self.data, self.settings = data, Settings(data, workers=1, batch_size=1)
        self.news = write_rows(before.parent / "revised.jsonl", REVISED)

    def run(self):
        run_job(self.settings, [str(self.news)], SourceOptions(), Silent())

    def load(self):
        run_job(self.settings, [], SourceOptions(), Silent(), How(stages=("load",)))

    def forget(self):
        forget_article(self.settings, "harbour", Silent())

    def compact(self):
        lake = Lake(self.settings.lake)
        mend(lake, Silent())
        lake.compact()

    def export(self):
        export(self.settings.database, "csv", str(self.data / "export"), ("quotes", "articles"))
        export(self.settings.database, "sqlite", str(self.data / "export" / "a.sqlite"), ("quotes",))


STEP = int(os.environ.get("STEP", "1"))  # 3: every third change
NAMES = ("run", "load", "forget", "compact", "export")


@pytest.fixture(scope="module")
def before(taken_in, tmp_path_factory):
    """A data directory with files of others in its lake."""
    folder = tmp_path_factory.mktemp("before") / "data"
    shutil.copytree(taken_in, folder)
    for name, content in FOREIGN.items():
        path = folder / "lake" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def look(data):
    """All that a user sees: tables, how the last run ended, what it rejected, what was exported."""
    lake = Lake(data / "lake")
    runs = sorted(lake.read("runs").to_pylist(), key=lambda row: row["started_at"])
    ended = {key: value for key, value in json.loads(runs[-1]["counts"]).items() if key not in ("seconds", "rows")}
    rejects = [row for row in lake.read("rejects").to_pylist() if row["run_id"] == runs[-1]["run_id"]]
    exported = {path.name: path.read_bytes() for path in sorted(data.glob("export/*.csv"))}
    return {
        **{f"table {name}": rows for name, rows in read_tables(data / "onrecord.duckdb").items()},
        "inputs": {key: ended.get(key) for key in ("inputs", "rejected")},
        "statuses": [row["status"] for row in runs[-1:]],
        "rejects": sorted((row["source_id"], row["line"], row["error"]) for row in rejects),
        "exported": exported.keys(),
        "articles": sorted(lake.article_ids("articles")),
        "annotated": sorted(lake.article_ids("annotations")),
    }


def find_leftovers(data):
    """What no finished work leaves: drafts, files of no commit, a lease."""
    lake = Lake(data / "lake")
    known = {file.path for record in lake.records() for file in record.files()}
    found = {lake.storage.relative(info) for info in lake.storage.list()}
    odd = {path for path in found - known - FOREIGN.keys() if path.endswith((".parquet", ".staged", ".draft"))}
    odd = {path for path in odd if not path.startswith("_")}
    return sorted(odd) + [path.name for path in data.iterdir() if path.name.endswith((".building", ".wal", ".lease"))]


def check(before, expected, folder, name, spoil):
    """Spoils one change and does the work again; what differs then from what should be."""
    number, kind = spoil
    data = shutil.copytree(before, folder / f"{name}-{number}-{kind.replace(' ', '-')}")
    work = Work(before, data)
    spoiled = disturb(getattr(work, name), number, kind)
    assert spoiled, "there is no such change"
    try:
        getattr(work, name)()
        if name in ("compact", "export"):
            work.load()
        found = look(data)
    except Exception as error:  # noqa: BLE001 - so that all are told
        return f"{name} {kind} {number} ({spoiled}): {error!r:.300}"
    wrong = {key: (found[key], expected[key]) for key in found if found[key] != expected[key]}
    foreign = [path for path, content in FOREIGN.items() if (data / "lake" / path).read_bytes() != content]
    left = find_leftovers(data)
    shutil.rmtree(data)
    if wrong or foreign or left:
        return f"{name} {kind} {number} ({spoiled}): differs {wrong!s:.600}; foreign {foreign}; left {left}"
    return None


@pytest.fixture(scope="module")
def undisturbed(before, tmp_path_factory):
    """What each work comes to, and how many changes it makes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    expected, changes = {}, {}
    for name in NAMES:
        data = shutil.copytree(before, folder / name)
        work = Work(before, data)
        with faulty() as layer:
            getattr(work, name)()
        if name in ("compact", "export"):
            work.load()
        expected[name], changes[name] = look(data), layer.count
        assert find_leftovers(data) == []
    return expected, changes


@pytest.mark.parametrize("name", NAMES)
def test_some_changes_spoiled(before, undisturbed, tmp_path, name):
    expected, changes = undisturbed
    places = [1 + (place * 7919 + len(name) * 31) % changes[name] for place in range(len(KINDS))]
    found = [check(before, expected[name], tmp_path, name, one) for one in zip(places, KINDS, strict=True)]
    assert list(filter(None, found)) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_every_change_spoiled(before, undisturbed, tmp_path, name, kind):
    expected, changes = undisturbed
    assert changes[name] > 5
    numbers = range(1, changes[name] + 1, STEP)
    found = [check(before, expected[name], tmp_path, name, (number, kind)) for number in numbers]
    assert list(filter(None, found)) == []
