"""Each seed file is broken in turn: one sentence with file, line and column, and nothing is written."""

import csv
import io
import shutil

import pytest

from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages import run as running
from flows.stages.run import run_job
from tests.flows.conftest import Heard
from tests.flows.tables import read_tables
from warehouse.seeds import SEEDS, Seeds
from warehouse.seeds.catalog import SEED_FILES
from warehouse.seeds.declaring import SeedError
from warehouse.seeds.reading import UndeclaredError

MANY = 1_000  # rows kept of a large file: breaking it needs no more


@pytest.fixture(scope="module")
def shipped():
    """Header and first rows of every file, read once."""
    found = {}
    for name in SEED_FILES:
        with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found[name] = list(csv.reader(file))
    return found


@pytest.fixture
def write(tmp_path):
    def write(name, rows):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        (tmp_path / f"{name}.csv").write_text(out.getvalue(), encoding="utf-8")
        return Seeds(tmp_path)

    return write


@pytest.mark.parametrize("name", SEED_FILES)
def test_a_column_that_is_gone_is_named(name, shipped, write):
    seeds = write(name, [row[1:] for row in shipped[name][:2]])
    with pytest.raises(SeedError, match=rf"{name}\.csv, line 1: .*'{shipped[name][0][0]}'"):
        seeds.read(name)


@pytest.mark.parametrize("name", [name for name, seed in SEED_FILES.items() if any(c.allowed for c in seed.columns)])
def test_a_word_that_is_not_allowed_is_named(name, shipped, write):
    header, *rows = shipped[name][: MANY + 1]
    column = next(c for c in SEED_FILES[name].columns if c.allowed)
    row = dict(zip(header, rows[0] if rows else ["x"] * len(header), strict=True)) | {column.name: "no such word"}
    seeds = write(name, [header, *rows, [row[one] for one in header]])
    line = len(rows) + 2
    with pytest.raises(
        SeedError, match=rf"{name}\.csv, line {line}, column {column.name}: 'no such word' is not one of"
    ):
        seeds.read(name)


@pytest.mark.parametrize("name", [name for name in SEED_FILES if name != "overrides"])
def test_a_row_that_is_doubled_is_named(name, shipped, write):
    rows = shipped[name][: MANY + 1]
    seeds = write(name, [*rows, rows[1]])
    with pytest.raises(SeedError, match=rf"{name}\.csv, line {len(rows) + 1}, column \w+: .* stands in line 2 already"):
        seeds.read(name)


@pytest.mark.parametrize("name", [name for name, seed in SEED_FILES.items() if seed.complete])
def test_a_value_the_program_looks_up_may_not_go(name, shipped, write):
    header, *rows = shipped[name]
    place = header.index(SEED_FILES[name].complete)
    gone = rows[0][place]
    with pytest.raises(SeedError, match=f"no row has '{gone}', which the program needs"):
        write(name, [header, *(row for row in rows if row[place] != gone)]).read(name)


def test_a_row_with_too_many_cells_and_bytes_that_are_no_text_are_told(shipped, write, tmp_path):
    header, row, *_ = shipped["titles"]
    with pytest.raises(SeedError, match=r"line 2: 4 cells, but the header has 3"):
        write("titles", [header, [*row, "more"]]).read("titles")
    (tmp_path / "titles.csv").write_bytes(b"title,sort,gender\ncaf\xe9,job,\n")
    with pytest.raises(SeedError, match="not UTF-8"):
        Seeds(tmp_path).read("titles")


def test_what_is_shipped_keeps_its_declarations():
    Seeds().check()
    assert {path.stem for path in SEEDS.glob("*.csv")} == set(SEED_FILES)


def test_a_stage_reads_only_what_is_declared_for_it():
    with pytest.raises(UndeclaredError, match=r"title_fields\.csv is not declared as read by annotation"):
        Seeds().for_stage("annotation").get("title_fields")


def test_a_missing_program_file_is_not_blamed_on_the_data_directory(tmp_path):
    with pytest.raises(SeedError, match="a file of the program itself is missing; install onrecord again"):
        Seeds(tmp_path).version("annotation")


@pytest.fixture
def copied(tmp_path):
    return Seeds(shutil.copytree(SEEDS, tmp_path / "seeds", ignore=shutil.ignore_patterns("articles")))


def test_a_file_that_changed_since_the_release_is_checked_again(copied):
    copied.check()
    with (copied.folder / "titles.csv").open("a", encoding="utf-8") as file:
        file.write("poobah,ofice,\n")
    with pytest.raises(SeedError, match=r"titles\.csv, line \d+, column sort: 'ofice' is not one of"):
        copied.check()


@pytest.mark.parametrize("name", SEED_FILES)
def test_an_edit_changes_the_version_of_the_stages_that_read_the_file_and_of_no_other(name, copied):
    stages = ("annotation", "linking", "sources", "views")
    before = {stage: copied.version(stage) for stage in stages}
    with (copied.folder / f"{name}.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    changed = {stage for stage in stages if copied.version(stage) != before[stage]}
    assert changed == SEED_FILES[name].read_by


def test_words_of_ones_own_are_added_and_take_the_place_of_the_programs(tmp_path, shipped):
    (tmp_path / "titles.csv").write_text("title,sort,gender\ngrand poobah,office,\nsenator,job,\n", encoding="utf-8")
    titles = {row["title"]: row["sort"] for row in Seeds(own=tmp_path).read("titles")}
    assert titles["grand poobah"] == "office"
    assert titles["senator"] == "job"
    assert len(titles) == len(shipped["titles"])  # its header makes up for the row that took another's place


def test_a_file_of_ones_own_that_is_no_seed_is_told(tmp_path):
    (tmp_path / "titels.csv").write_text("title,sort,gender\n", encoding="utf-8")
    with pytest.raises(SeedError, match=r"titels\.csv: no seed file has this name"):
        Seeds(own=tmp_path).check()


def test_a_misnamed_file_that_comes_later_is_told(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    for note in ("here", "there", "here"):
        Seeds(own=own).check_once(tmp_path / note)
    (own / "titels.csv").write_text("title,sort,gender\n", encoding="utf-8")
    for note in ("here", "elsewhere"):
        with pytest.raises(SeedError, match=r"titels\.csv: no seed file has this name"):
            Seeds(own=own).check_once(tmp_path / note)


def test_broken_seeds_stop_a_run_before_anything_is_written(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "titles.csv").write_text("title,sort,gender\npoobah,ofice,\n", encoding="utf-8")
    story = tmp_path / "story.txt"
    story.write_text("The poobah spoke.", encoding="utf-8")
    data = tmp_path / "data"
    with pytest.raises(SeedError, match=r"titles\.csv, line 2, column sort: 'ofice' is not one of"):
        run_job(Settings(data, own_seeds=own), [str(story)], SourceOptions(), Silent())
    assert not list(data.rglob("*.parquet"))
    assert running.Seeds is Seeds


def test_a_title_of_ones_own_makes_articles_due_and_taken_back_leaves_no_trace(tmp_path):
    heard = Heard()
    own, data = tmp_path / "own", tmp_path / "data"
    own.mkdir()
    story = tmp_path / "story.txt"
    story.write_text(
        "The tide turned.\n\nTidewarden Marta Quint said on Monday that the dam would hold.", encoding="utf-8"
    )
    settings = Settings(data, own_seeds=own)

    def run(*sources):
        result = run_job(settings, sources, SourceOptions(), heard)
        return result.annotated, read_tables(settings.database)

    _, first = run(str(story))
    assert first["roles"] == []
    (own / "titles.csv").write_text("title,sort,gender\ntidewarden,office,\n", encoding="utf-8")
    annotated, second = run()
    assert annotated == 1
    assert len(second["roles"]) == 1 and "Tidewarden" in second["roles"][0]
    assert "annotated by other rules, another model or other seeds, so again: 1 article" in heard.lines
    (own / "titles.csv").unlink()
    assert run() == (1, first)
    assert run() == (0, first)
