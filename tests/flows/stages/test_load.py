"""A load of what changed leaves the tables of a load of everything, whatever came before it."""

import random
from dataclasses import replace

import duckdb
import pyarrow as pa
import pytest

from flows.progress import Silent
from flows.settings import Settings
from flows.stages.kept_rows import KEPT, name_file
from flows.stages.load import Loading, load_corpus
from flows.stages.remembering import COPIES, LINKS, NAMES, REPEATED, THINGS, leave_few
from tests.warehouse.builders import annotation_tables, article_row, make_text, run_rows
from warehouse.arrow import to_table
from warehouse.database import database, updating
from warehouse.database.database import build_warehouse
from warehouse.lake.lake import Lake
from warehouse.memory import find_unreadable
from warehouse.tables import TABLES

PEOPLE = ("Ada Stone", "Ida Stone", "Ada Stork", "Oda Stork", "Ada Skene")  # as long as the one of made rows
STEPS = 7
FIRST = 24  # articles


class History:
    """What happens to a lake, one chance after another."""

    def __init__(self, folder, seed):
        self.chance = random.Random(seed)
        self.folder = folder
        self.lake = Lake(folder / "lake")
        self.settings = Settings(folder)
        self.numbers = []
        self.come = 0

    def add(self, count=2):
        numbers = range(self.come, self.come + count)
        self.come += count
        batch = f"b{numbers[0]}"
        people = [self.chance.choice(PEOPLE) for _ in numbers]
        rows = [
            article_row(n, text=make_text(n).replace(PEOPLE[0], who)) for n, who in zip(numbers, people, strict=True)
        ]
        self.lake.commit_batch(batch, "articles", {"articles": to_table("articles", rows)})
        self.annotate(dict(zip(numbers, people, strict=True)), "1")
        self.numbers += numbers

    def annotate(self, people, version):
        """people: who speaks in each article. All go into one batch: a file for each would take most of the time."""
        made = [rows_that_name(who, number, version) for number, who in people.items()]
        tables = {name: to_table(name, [row for rows in made for row in rows[name]]) for name in made[0]}
        self.lake.commit_batch(f"n{min(people)}-{version}", "annotations", tables)

    def annotate_again(self):
        number = self.chance.choice(self.numbers)
        [text] = self.lake.read("articles", ["text"], [f"a{number}"])["text"].to_pylist()
        self.annotate({number: next(who for who in PEOPLE if who in text)}, f"again {self.chance.random()}")

    def revise(self):
        number = self.chance.choice(self.numbers)
        self.come += 1
        row = article_row(self.come, source_id=f"s{number}", article_id=f"r{self.come}", arrival=1000 + self.come)
        self.lake.commit_batch(f"r{self.come}", "articles", {"articles": to_table("articles", [row])})

    def forget(self):
        number = self.numbers.pop(self.chance.randrange(len(self.numbers)))
        self.lake.forget([f"a{number}"])

    def override(self):
        one, other = self.chance.sample(PEOPLE, 2)
        self.correct(self.chance.choice(("merge", "rename")), one, other)

    def merge_rarest(self):
        texts = self.lake.read("articles", ["text"])["text"].to_pylist()
        named = sorted((sum(who in text for text in texts), who) for who in PEOPLE)
        rarest = next(who for count, who in named if count)
        self.correct("merge", rarest, named[-1][1])

    def correct(self, action, one, other):
        own = self.folder / "own"
        own.mkdir(exist_ok=True)
        words = f"action,kind,name,other,source_id,reason,date\n{action},person,{one},{other},,test,2026-03-02\n"
        (own / "overrides.csv").write_text(words, encoding="utf-8")
        self.settings = replace(self.settings, own_seeds=own)

    def compact(self):
        self.lake.compact()


def rows_that_name(who, number, version):
    tables = annotation_tables([number], version)
    return {name: [rename(row, who) for row in table.to_pylist()] for name, table in tables.items()}


def rename(row, who):
    return {
        key: value.replace(PEOPLE[0], who) if isinstance(value, str) else name_all(value, who)
        for key, value in row.items()
    }


def name_all(value, who):
    return [one.replace(PEOPLE[0], who) for one in value] if isinstance(value, list) else value


def read_all(path):
    with duckdb.connect(str(path), read_only=True) as con:
        names = [name for name, table in TABLES.items() if table.in_warehouse]
        return {name: sorted(map(repr, con.execute(f"FROM {name}").fetchall())) for name in names}


@pytest.mark.parametrize("seed", [1, 2])
def test_any_history_loaded_step_by_step_equals_a_full_build(tmp_path, monkeypatch, seed):
    history = History(tmp_path, seed)
    built = []
    whole = database._build
    monkeypatch.setattr(database, "_build", lambda *given: built.append(1) or whole(*given))
    monkeypatch.setattr(updating, "MAX_GROWTH", 1000)  # so that small files are not built anew for their size
    compared, compare = [], updating.replace_links
    monkeypatch.setattr(updating, "replace_links", lambda con: compared.append(1) or compare(con))
    [run] = run_rows().to_pylist()
    history.lake.append_log("runs", run_rows(), "run_id")
    history.add(FIRST)
    happenings = ("add", "annotate_again", "revise", "forget", "override", "compact")
    steps = ["nothing", *(history.chance.choice(happenings) for _ in range(STEPS))]
    for step in steps:
        getattr(history, step, lambda: None)()
        load_corpus(history.settings, history.lake, run, Silent())
    assert len(built) + len(compared) < len(steps), "no load was told what moved"
    build_warehouse(history.lake, tmp_path / "anew.duckdb", to_table("runs", [run]), anew=True)
    assert read_all(tmp_path / "onrecord.duckdb") == read_all(tmp_path / "anew.duckdb"), steps
    load_corpus(history.settings, history.lake, run, Silent(), Loading(full=True))
    assert read_all(tmp_path / "onrecord.duckdb") == read_all(tmp_path / "anew.duckdb"), steps


@pytest.mark.parametrize("step", ["add", "annotate_again", "forget"])
def test_a_load_after_links_moved_adds_no_row_twice(tmp_path, monkeypatch, step):
    """Articles that were loaded again for their links are known to be there the next time."""
    monkeypatch.setattr(updating, "MAX_DIRTY", 1)
    monkeypatch.setattr(updating, "MAX_GROWTH", 1000)
    history = History(tmp_path, 2)
    [run] = run_rows().to_pylist()
    history.lake.append_log("runs", run_rows(), "run_id")
    history.add(FIRST)
    for happening in ("nothing", "merge_rarest", step):
        getattr(history, happening, lambda: None)()
        load_corpus(history.settings, history.lake, run, Silent())
    build_warehouse(history.lake, tmp_path / "anew.duckdb", to_table("runs", [run]), anew=True)
    assert read_all(tmp_path / "onrecord.duckdb") == read_all(tmp_path / "anew.duckdb")


def test_equal_histories_link_alike(tmp_path):
    """The links of a lake that was loaded after every step are those of one that was loaded once."""
    [run] = run_rows().to_pylist()
    tables = []
    for name, often in (("often", True), ("once", False)):
        history = History(tmp_path / name, 5)
        history.lake.append_log("runs", run_rows(), "run_id")
        for step in ("add", "add", "add", "annotate_again", "revise", "add", "override"):
            getattr(history, step)()
            if often:
                load_corpus(history.settings, history.lake, run, Silent())
        load_corpus(history.settings, history.lake, run, Silent())
        found = read_all(tmp_path / name / "onrecord.duckdb")
        tables.append({table: rows for table, rows in found.items() if table != "entity_changes"})
    assert tables[0] == tables[1]


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:-9])])
def test_what_linking_remembers_may_be_lost(tmp_path, spoil):
    history = History(tmp_path, 3)
    [run] = run_rows().to_pylist()
    history.lake.append_log("runs", run_rows(), "run_id")
    history.add(6)
    load_corpus(history.settings, history.lake, run, Silent())
    for name in (NAMES, THINGS, COPIES, LINKS, *REPEATED.values(), *map(name_file, KEPT)):
        spoil(history.settings.linking / name)
    history.add(2)
    load_corpus(history.settings, history.lake, run, Silent())
    found = read_all(tmp_path / "onrecord.duckdb")
    load_corpus(history.settings, history.lake, run, Silent(), Loading(full=True))
    assert found == read_all(tmp_path / "onrecord.duckdb")
    assert find_unreadable(history.settings.linking) == []


def test_linking_remembers_nothing_of_what_was_forgotten(tmp_path):
    history = History(tmp_path, 4)
    [run] = run_rows().to_pylist()
    history.lake.append_log("runs", run_rows(), "run_id")
    history.add(8)
    load_corpus(history.settings, history.lake, run, Silent())
    who = next(name for name in PEOPLE if name in remembered(history))
    assert all((history.settings.linking / name).exists() for name in REPEATED.values())
    texts = history.lake.read("articles", ["article_id", "text"]).to_pylist()
    history.lake.forget([row["article_id"] for row in texts if who in row["text"]])
    load_corpus(history.settings, history.lake, run, Silent())
    assert who not in remembered(history)


def remembered(history):
    return b"".join(path.read_bytes() for path in sorted(history.settings.linking.iterdir())).decode(errors="replace")


def test_what_lasts_is_written_again_when_a_twentieth_is_new():
    before = pa.table({"id": [f"a{n}" for n in range(40)]})
    few, many = (pa.concat_tables([before, pa.table({"id": ["b"] * count})]) for count in (2, 3))
    assert leave_few(few, before, "id") is None
    assert leave_few(many, before, "id") is many
    assert leave_few(few, None, "id") is few
    shorter = few.slice(1)  # an article was forgotten
    assert leave_few(shorter, before, "id") is shorter


def test_loads_are_equal_while_few_articles_come(tmp_path):
    """What is known of rows and copies is then that of an earlier load than the last one."""
    history, stamps = History(tmp_path, 4), []
    [run] = run_rows().to_pylist()
    history.lake.append_log("runs", run_rows(), "run_id")
    for count in (60, 1, 1):
        history.add(count)
        load_corpus(history.settings, history.lake, run, Silent())
        stamps.append([(history.settings.linking / name).read_bytes() for name in (COPIES, *map(name_file, KEPT))])
    assert stamps[0] == stamps[1] == stamps[2]
    build_warehouse(history.lake, tmp_path / "anew.duckdb", to_table("runs", [run]), anew=True)
    assert read_all(tmp_path / "onrecord.duckdb") == read_all(tmp_path / "anew.duckdb")
