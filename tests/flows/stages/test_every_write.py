"""Every change of a file may fail, be torn, be slow, or be a program's last: doing the work again mends all of it.

`python -m pytest -m slow tests/flows/stages/test_every_write.py` spoils each change of each work in each way.
"""

import functools
import json
import logging
import os
import shutil
import threading

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.run import How, run_job
from flows.stages.tidying import mend
from flows.stages.withdraw import forget_article
from tests.flows.conftest import ROWS
from tests.flows.faulty import KINDS, count_changes, disturb, do_apart, do_nothing
from tests.flows.tables import OF_THE_RUN, read_tables
from transforms.ids import make_id
from warehouse.arrow import to_table
from warehouse.database.database import open_readonly
from warehouse.exporting import export
from warehouse.lake.lake import Lake
from warehouse.tables import TABLES

REVISED = [{**ROWS[0], "text": ROWS[0]["text"] + "\nThe board meets again in May.\n"}, ROWS[1], {"id": "none"}]
FOREIGN = {
    "quotes/mine.parquet": b"a user's own",
    "quotes/ingested_month=2026-01/theirs.parquet": b"of another program",
    "notes.txt": b"notes",
    "_commits/README.md": b"about",
}
STEP = int(os.environ.get("STEP", "1"))  # 3: every third change
FIRST = int(os.environ.get("FIRST", "1"))


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


class Work:
    """Something that changes a data directory, and what it should be like afterwards."""

    def __init__(self, data, sources, is_thin=False):
        self.data, self.sources, self.is_thin = data, sources, is_thin
        self.settings = Settings(data, workers=1, batch_size=1)

    def run(self, source="revised.jsonl"):
        run_job(self.settings, [str(self.sources / source)], SourceOptions(), Silent())

    def take_first(self):
        self.run("first.jsonl")

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

    def do(self, name):
        with pytest.MonkeyPatch.context() as patch:
            if self.is_thin:
                patch.setattr("flows.stages.load.build_warehouse", swap_warehouse)
            getattr(self, name)()

    def do_beside(self, name, others):
        """Does it while others may be at work, and waits for them."""
        self.do(name)
        others.end()

    def do_again(self, name):
        self.do(name)
        return self.settle(name)

    def settle(self, name):
        """All that a user sees then; after a run, where the work itself loads nothing.

        It is given the first source again: what was cut in two after it was said to be on the disk is in no other file.
        """
        if name in ("compact", "export"):
            self.do("take_first")
        return look(self.data, self.is_thin)


NAMES = ("run", "load", "forget", "compact", "export")
OF_THE_LAKE = ("run", "forget", "compact")


def swap_warehouse(lake, path, *given, **named):
    """The changes of files by which a warehouse takes the place of another, without the second it takes to fill it."""
    draft = path.with_name(f".{path.name}.building")
    draft.unlink(missing_ok=True)
    shutil.copyfile(path, draft)
    draft.replace(path)
    return {}


class Meanwhile:
    """Others at work while a change takes its time: one reads all there is, another writes."""

    def __init__(self, data):
        self.data = data
        row = Lake(data / "lake").read("runs", ["run_id"]).to_pylist()[0]
        self.row = {
            **row,
            "reject_id": make_id("another"),
            "source_uri": "other.txt",
            "stage": "ingest",
            "error": "Gone.",
        }
        self.writer = None

    def begin(self):
        read_all(self.data)
        self.writer = threading.Thread(target=self.write)
        self.writer.start()

    def end(self):
        self.writer.join()

    def write(self):
        Lake(self.data / "lake").append_log("rejects", to_table("rejects", [self.row]), "reject_id")

    def count_written(self):
        return (
            Lake(self.data / "lake")
            .read("rejects", ["reject_id"])["reject_id"]
            .to_pylist()
            .count(self.row["reject_id"])
        )


def read_all(data):
    """What any reader may rely on: no row stands twice, neither for us nor for one that only sees files."""
    lake = Lake(data / "lake")
    for name, table in TABLES.items():
        rows = lake.read(name, list(table.key))
        assert count_keys(rows) == len(rows), f"{name} has a row twice"
        paths = [path for path in (data / "lake" / name).rglob("*.parquet") if path.name[:-8] not in ("mine", "theirs")]
        raw = [pq.read_table(path, columns=list(table.key), partitioning=None).cast(rows.schema) for path in paths]
        assert sum(map(len, raw)) == count_keys(pa.concat_tables([rows.slice(0, 0), *raw])), f"files of {name} overlap"
    with open_readonly(data / "onrecord.duckdb") as con:
        assert con.execute("SELECT count(*) FROM articles").fetchall()[0][0]


def count_keys(rows):
    return len(rows.group_by(rows.column_names).aggregate([]))


@pytest.fixture(scope="module")
def before(sources, tmp_path_factory):
    """A data directory of two batches with files of others in its lake."""
    folder = tmp_path_factory.mktemp("before") / "data"
    do_apart(Work(folder, sources).run, "first.jsonl")
    for name, content in FOREIGN.items():
        path = folder / "lake" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    write_rows(folder / "first.jsonl", ROWS)
    write_rows(folder / "revised.jsonl", REVISED)
    return folder


def look(data, is_thin):
    """All that a user sees: tables, how the last run ended, what it rejected, what was exported.

    The tables are those of the warehouse; of a thin one, those of the lake, from which alone it is made.
    """
    lake = Lake(data / "lake")
    runs = sorted(lake.read("runs").to_pylist(), key=lambda row: row["started_at"])
    ended = {key: value for key, value in json.loads(runs[-1]["counts"]).items() if key not in ("seconds", "rows")}
    rejects = [row for row in lake.read("rejects").to_pylist() if row["run_id"] == runs[-1]["run_id"]]
    exported = {path.name: path.read_bytes() for path in sorted(data.glob("export/*.csv"))}
    return {
        **(read_lake(lake) if is_thin else read_tables(data / "onrecord.duckdb")),
        "inputs": {key: ended.get(key) for key in ("inputs", "rejected")},
        "statuses": [row["status"] for row in runs[-1:]],
        "unfinished": [row["run_id"] for row in runs if row["status"] == "running"],
        "rejects": sorted((row["source_id"], row["line"], row["error"]) for row in rejects),
        "exported": list(exported),
        "articles": sorted(lake.article_ids("articles")),
        "annotated": sorted(lake.article_ids("annotations")),
    }


def read_lake(lake):
    """Every table but the logs, as sorted rows without the columns that tell one run from another."""
    tables = {name: lake.read(name) for name, table in TABLES.items() if table.store != "log"}
    kept = {name: rows.drop_columns(OF_THE_RUN.intersection(rows.column_names)) for name, rows in tables.items()}
    return {f"lake {name}": sorted(map(str, rows.to_pylist())) for name, rows in kept.items()}


def find_leftovers(data):
    """What no finished work leaves: drafts, files of no commit, a lease."""
    lake = Lake(data / "lake")
    known = {file.path for record in lake.records() for file in record.files()}
    found = {lake.storage.relative(info) for info in lake.storage.list()} - known - FOREIGN.keys()
    odd = {path for path in found if path.endswith((".parquet", ".staged", ".draft"))}
    return sorted(odd) + [path.name for path in data.iterdir() if path.name.endswith((".building", ".wal", ".lease"))]


def check(before, expected, data, spoil):
    """Spoils one change and does the work again; what differs then from what should be."""
    name, number, kind = spoil
    shutil.copytree(before, data)
    work, others, spoiled = expected["made"](data), None, None
    do, begun = functools.partial(work.do, name), do_nothing
    if kind == "delay":
        others = Meanwhile(data)
        do, begun = functools.partial(work.do_beside, name, others), others.begin
    try:
        spoiled = disturb(do, number, kind, begun)
        found = do_apart(work.do_again, name)
        left = find_leftovers(data)
        assert others is None or others.count_written() == 1, "what another wrote is not there once"
    except Exception as error:  # noqa: BLE001 - so that all are told
        return f"{name} {kind} {number} ({spoiled}): {str(error)[-1000:]}"
    wrong = {key: (found[key], expected[name][key]) for key in found if found[key] != expected[name][key]}
    foreign = [path for path, content in FOREIGN.items() if (data / "lake" / path).read_bytes() != content]
    shutil.rmtree(data)
    if wrong or foreign or left:
        return f"{name} {kind} {number} ({spoiled}): differs {wrong!s:.600}; foreign {foreign}; left {left}"
    return None


def do_undisturbed(before, sources, folder, is_thin):
    """What each work comes to, and of each change that it makes whether it writes a file."""
    expected, changes = {"made": lambda data: Work(data, sources, is_thin)}, {}
    for name in OF_THE_LAKE if is_thin else NAMES:
        work = expected["made"](shutil.copytree(before, folder / name))
        changes[name] = do_apart(count_changes, functools.partial(work.do, name))
        expected[name] = do_apart(work.settle, name)
        assert find_leftovers(work.data) == []
    return expected, changes


@pytest.fixture(scope="module")
def undisturbed(before, sources, tmp_path_factory):
    return do_undisturbed(before, sources, tmp_path_factory.mktemp("undisturbed"), is_thin=False)


@pytest.fixture(scope="module")
def undisturbed_lake(before, sources, tmp_path_factory):
    return do_undisturbed(before, sources, tmp_path_factory.mktemp("undisturbed_lake"), is_thin=True)


def places(changes, kind):
    """The numbers of the changes that can be spoiled in that way: only a file that is written can be torn."""
    return [number for number, writes in enumerate(changes, 1) if writes or kind != "tear"]


@pytest.mark.parametrize("name", NAMES)
def test_some_changes_spoiled(before, undisturbed, tmp_path, name):
    expected, changes = undisturbed
    found = []
    for place, kind in list(enumerate(KINDS))[NAMES.index(name) % 2 :: 2]:  # each kind at two works or three
        numbers = places(changes[name], kind)
        number = numbers[(place * 7919 + len(name) * 31) % len(numbers)]
        found.append(check(before, expected, tmp_path / str(place), (name, number, kind)))
    assert not any(found), "\n".join(filter(None, found))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", OF_THE_LAKE)
def test_every_change_of_the_lake_spoiled(before, undisturbed_lake, tmp_path, name, kind):
    check_all(before, undisturbed_lake, tmp_path, name, kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_every_change_spoiled(before, undisturbed, tmp_path, name, kind):
    check_all(before, undisturbed, tmp_path, name, kind)


def check_all(before, undisturbed, folder, name, kind):
    expected, changes = undisturbed
    assert len(changes[name]) > 3
    numbers = places(changes[name], kind)[FIRST - 1 :: STEP]
    found = [check(before, expected, folder / str(number), (name, number, kind)) for number in numbers]
    logging.getLogger(__name__).info("%s, %s: %s of %s changes", name, kind, len(numbers), len(changes[name]))
    assert not any(found), "\n".join(filter(None, found))
